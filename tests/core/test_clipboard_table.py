"""Tables on the clipboard."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.clipboard_table import CopiedCell, from_tsv, html_line, html_table, tsv_line

CELLS = st.text(st.characters(exclude_characters="\r\0", exclude_categories=("Cs",)), max_size=12)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5))
def test_what_was_copied_is_pasted(rows):
    assert from_tsv("".join(map(tsv_line, rows))) == rows


def test_what_a_spreadsheet_copies_is_read_with_lines_and_quotes_in_cells():
    text = 'An\t"hai\ndòng"\t"có ""ngoặc"""\r\nBình\t\t5\r\n'
    assert from_tsv(text) == [["An", "hai\ndòng", 'có "ngoặc"'], ["Bình", "", "5"]]


def test_an_empty_line_is_an_empty_cell():
    assert from_tsv("a\n\nb") == [["a"], [""], ["b"]]


def test_numbers_and_days_are_typed_for_spreadsheets():
    row = [
        CopiedCell("1.234.567", 1234567),
        CopiedCell("12,5", Decimal("12.5")),
        CopiedCell("21/11/2026", date(2026, 11, 21)),
        CopiedCell("01/01/2026 07:00", datetime(2026, 1, 1, 0, 0, tzinfo=UTC)),
    ]
    made = html_table([html_line(row)])
    assert 'x:num="1234567"' in made
    assert 'x:num="12.5"' in made
    assert 'x:num="46347"' in made
    assert 'x:num="46023.29166667"' in made


def test_texts_that_look_like_formulas_or_numbers_stay_texts():
    made = html_table([html_line([CopiedCell("=1+1"), CopiedCell("00123")])], ["A&B", "Mã"])
    assert made.count("x:num") == 0
    assert made.count('mso-number-format:"\\@"') == 2
    assert "<th>A&amp;B</th>" in made
