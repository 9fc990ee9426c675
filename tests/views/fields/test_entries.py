"""Editors of lists: phone numbers, e-mail addresses; of many lines; of JSON."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.core.fields import Kind
from desktop.views.fields.long_text import LEAST_LINES, MOST_LINES

TWO_PHONES = [
    {"number": "+84912345678", "label": "Lan"},
    {"number": "+842438251234", "label": ""},
]


def paste(line, text):
    QApplication.clipboard().setText(text)
    line.paste()


def texts(editor):
    return [row.line.text() for row in editor.rows]


def test_numbers_are_shown_as_people_read_them(make):
    editor = make(Kind.PHONES, TWO_PHONES)
    assert texts(editor) == ["0912 345 678", "024 3825 1234"]
    assert [row.label.text() for row in editor.rows] == ["Lan", ""]


def test_a_number_is_kept_in_its_one_spelling_and_written_anew(make, leave, qtbot):
    editor = make(Kind.PHONES)
    qtbot.keyClicks(editor.rows[0].line, "0912.345.678")
    assert editor.value() == [{"number": "+84912345678", "label": ""}]
    leave()
    assert texts(editor) == ["0912 345 678"]


def test_a_label_belongs_to_its_number(make, qtbot):
    editor = make(Kind.PHONES, TWO_PHONES)
    qtbot.keyClicks(editor.rows[1].label, "office")
    assert editor.value()[1] == {"number": "+842438251234", "label": "office"}


def test_several_numbers_pasted_become_several_rows(make):
    editor = make(Kind.PHONES)
    paste(editor.rows[0].line, "0912 345 678; 024 3825 1234 / 0987654321")
    assert texts(editor) == ["0912 345 678", "024 3825 1234", "0987 654 321"]
    assert len(editor.value()) == 3


def test_several_addresses_pasted_become_several_rows(make):
    editor = make(Kind.EMAILS, ["an@abc.vn"])
    editor.rows[0].line.end(False)
    paste(editor.rows[0].line, "; Binh <binh@abc.vn>\nchi@abc.vn")
    assert editor.value() == ["an@abc.vn", "binh@abc.vn", "chi@abc.vn"]
    assert texts(editor) == ["an@abc.vn", "binh@abc.vn", "chi@abc.vn"]


def test_a_row_is_added_by_the_button_and_an_empty_one_goes_when_left(make, leave, qtbot):
    editor = make(Kind.EMAILS, ["an@abc.vn"])
    editor.add.click()
    assert texts(editor) == ["an@abc.vn", ""]
    assert editor.rows[1].line.hasFocus()
    leave()
    assert texts(editor) == ["an@abc.vn"]
    assert editor.value() == ["an@abc.vn"]


def test_the_button_goes_to_an_empty_row_before_it_makes_another(make):
    editor = make(Kind.EMAILS)
    editor.add.click()
    assert len(editor.rows) == 1


def test_a_row_is_removed_by_its_button(make):
    editor = make(Kind.PHONES, TWO_PHONES)
    editor.rows[0].remove.click()
    assert editor.value() == TWO_PHONES[1:]
    editor.rows[0].remove.click()
    assert editor.value() is None
    assert texts(editor) == [""]
    assert len(editor.edits) == 2


def test_emptying_a_row_takes_its_entry_away(make, qtbot):
    editor = make(Kind.EMAILS, ["an@abc.vn", "b@abc.vn"])
    editor.rows[0].line.selectAll()
    qtbot.keyClick(editor.rows[0].line, Qt.Key.Key_Delete)
    assert editor.value() == ["b@abc.vn"]


def test_what_looks_wrong_has_a_mark_at_its_row(make):
    editor = make(Kind.EMAILS, ["an@abc.vn", "b@gmail.con"])
    assert [row.doubt.isVisible() for row in editor.rows] == [False, True]
    assert "b@gmail.com" in editor.rows[1].doubt.toolTip()
    assert "b@gmail.com" in editor.warning()


def test_what_is_no_number_is_kept_with_a_mark(make, leave, qtbot):
    editor = make(Kind.PHONES)
    qtbot.keyClicks(editor.rows[0].line, "ask Lan")
    leave()
    assert editor.value() == [{"number": "ask Lan", "label": ""}]
    assert editor.rows[0].doubt.isVisible()


def test_tab_goes_through_entries_and_labels(make, qtbot):
    editor = make(Kind.PHONES, TWO_PHONES)
    stops = []
    for _ in range(4):
        stops.append(QApplication.focusWidget())
        qtbot.keyClick(stops[-1], Qt.Key.Key_Tab)
    assert stops == [part for row in editor.rows for part in (row.line, row.label)]
    assert QApplication.focusWidget() is editor.add


def test_more_entries_than_anybody_has_are_refused(make):
    editor = make(Kind.EMAILS)
    paste(editor.rows[0].line, ";".join(f"a{number}@abc.vn" for number in range(60)))
    assert editor.problem()
    assert editor.value() is None


# Text of many lines


def test_text_grows_between_three_lines_and_twelve(make):
    editor = make(Kind.LONG_TEXT)
    heights = {}
    for count in (1, 3, 6, 12, 30):
        editor.set_value("\n".join(["dòng"] * count))
        heights[count] = editor.text.height()
        assert editor.text.shown_lines() == max(LEAST_LINES, min(MOST_LINES, count))
    assert heights[1] == heights[3] < heights[6] < heights[12] == heights[30]


def test_no_scroll_bar_shows_while_everything_fits(make, qtbot):
    editor = make(Kind.LONG_TEXT, "\n".join(["dòng"] * 8))
    qtbot.waitUntil(lambda: editor.text.verticalScrollBar().maximum() == 0)


def test_tab_leaves_the_text(make, qtbot, form):
    editor = make(Kind.LONG_TEXT)
    qtbot.keyClick(editor.text, Qt.Key.Key_Tab)
    assert form.other.hasFocus()
    assert editor.value() is None


def test_lines_are_typed_and_trimmed(make, qtbot, vi_type):
    editor = make(Kind.LONG_TEXT)
    vi_type(editor.text, "Nhu cầu")
    qtbot.keyClick(editor.text, Qt.Key.Key_Return)
    assert editor.value() == "Nhu cầu"
    vi_type(editor.text, "gấp")
    assert editor.value() == "Nhu cầu\ngấp"
    assert editor.edits[-1] == "Nhu cầu\ngấp"


# JSON


@pytest.mark.parametrize("typed", ["{", '{"a": NaN}', "abc"])
def test_what_is_no_json_is_named(make, typed):
    editor = make(Kind.JSON, {"a": 1})
    editor.text.setPlainText(typed)
    assert editor.problem()
    assert editor.value() == {"a": 1}


def test_json_is_shown_over_lines_and_read_back(make):
    editor = make(Kind.JSON, {"b": [1, 2], "a": "á"})
    assert editor.text.toPlainText().startswith('{\n  "a": "á"')
    editor.text.setPlainText('{"c": null}')
    assert editor.value() == {"c": None}


def test_a_number_is_read_whole_in_a_narrow_form(make):
    editor = make(Kind.PHONES, [{"number": "+84840530290", "label": ""}])
    editor.resize(210, 80)
    line = editor.rows[0].line
    mark = 28
    assert line.width() >= line.fontMetrics().horizontalAdvance("0840 530 290") + mark
