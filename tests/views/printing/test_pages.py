"""Lines are placed on pages so that nothing is lost and nothing stands outside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.views.printing.pages import Pages
from desktop.views.printing.paper import Paper
from desktop.views.printing.sheet import Column, PrintLine, Sheet
from desktop.views.printing.wrapping import wrap

WORDS = ["Công ty", "Nguyễn Thị Ẵng", "x" * 300, "", "một\nhai\nba", "đường Lê Lợi " * 30]
texts = st.sampled_from(WORDS) | st.text(max_size=40)


def sheet_of(lines, columns=3):
    heads = tuple(Column(f"Cột {number}", is_number=number == 1) for number in range(columns))
    return Sheet("Khách hàng", "", "", heads, tuple(lines))


def pages_of(lines, *, landscape=False, columns=3):
    made = Pages(sheet_of(lines, columns), Paper(landscape))
    made.add(lines)
    return made


def letters(text):
    return "".join(text.split())


@given(text=texts, room=st.floats(1, 400))
def test_wrapping_loses_no_letter(text, room):
    lines = wrap(text, room, lambda part: 10.0 * len(part))
    assert letters("".join(lines)) == letters(text)


@given(text=texts, room=st.floats(10, 400))
def test_a_wrapped_line_fits_its_room(text, room):
    assert all(10.0 * len(line) <= room for line in wrap(text, room, lambda p: 10.0 * len(p)))


@given(rows=st.lists(st.tuples(texts, texts, texts), max_size=60), landscape=st.booleans())
def test_every_text_stands_on_a_page_and_within_it(rows, landscape):
    made = pages_of([PrintLine(row) for row in rows], landscape=landscape)
    printed = [letters("".join(c)) for page in made.pages for line in page for c in line.cells]
    assert sorted("".join(printed)) == sorted(letters("".join(map("".join, rows))))
    for number, page in enumerate(made.pages):
        for line in page:
            assert line.top >= made.paper.top(number)
            assert line.top + line.height <= made.paper.bottom + 1


def test_a_text_longer_than_a_page_goes_on_on_the_next():
    made = pages_of([PrintLine(("đi chợ " * 4000, "", ""))])
    assert len(made.pages) > 1


@pytest.mark.parametrize("columns", [1, 3, 25])
def test_the_columns_fill_the_page(columns):
    made = pages_of([PrintLine(("chữ " * 9,) * columns)], columns=columns)
    assert sum(made.widths) == pytest.approx(made.paper.width)


def test_a_heading_never_stands_alone_at_the_end_of_a_page():
    rows = [PrintLine((f"{n}", "", "")) for n in range(100)]
    for count in range(30, 60):
        made = pages_of([*rows[:count], PrintLine(("Hà Nội (3)",), True), rows[0]])
        assert all(not page[-1].is_heading for page in made.pages)


def test_an_address_is_not_broken_while_texts_of_many_words_can_wrap():
    mail = "thuongctb6865@thu.example"
    rows = [PrintLine((mail, "Công ty Cổ phần Thương mại " * 3, "0912 345 678, " * 4))] * 30
    made = pages_of(rows)
    assert all(line.cells[0] == (mail,) for page in made.pages for line in page)
