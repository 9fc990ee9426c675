"""The editor of tags."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.core.fields import Kind
from tests.views.fields.doubles import record, shown, type_and_wait

VIP, LATE = record(11, "Khách VIP", "tag"), record(12, "Nợ quá hạn", "tag")


def titles(editor):
    return [chip.text() for chip in editor.chips.values()]


def test_tags_are_chips_with_titles(make):
    editor = make(Kind.TAGS, [str(VIP.id), str(LATE.id)])
    assert titles(editor) == ["Khách VIP", "Nợ quá hạn"]


def test_a_tag_is_found_and_added_and_not_offered_again(make, qtbot):
    editor = make(Kind.TAGS, [str(VIP.id)])
    type_and_wait(editor, qtbot, "n")
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == sorted([str(VIP.id), str(LATE.id)])
    assert editor.line.text() == ""
    qtbot.keyClicks(editor.line, "vip")
    editor.choice.ahead.ask_now()
    assert "Khách VIP" not in (shown(editor) or [])


def test_backspace_in_the_empty_line_takes_the_last_tag(make, qtbot):
    editor = make(Kind.TAGS, [str(VIP.id), str(LATE.id)])
    qtbot.keyClick(editor.line, Qt.Key.Key_Backspace)
    assert editor.value() == [str(VIP.id)]
    qtbot.keyClick(editor.line, Qt.Key.Key_Backspace)
    assert editor.value() is None
    assert editor.edits == [[str(VIP.id)], None]


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Delete])
def test_a_chip_goes_by_the_keyboard(make, qtbot, key):
    editor = make(Kind.TAGS, [str(VIP.id)])
    qtbot.keyClick(editor.chips[VIP.id], key)
    assert editor.value() is None
    assert editor.line.hasFocus()


def test_a_missing_tag_is_made_in_place(make, qtbot, around):
    editor = make(Kind.TAGS)
    type_and_wait(editor, qtbot, "Moi")
    qtbot.keyClick(editor.line, Qt.Key.Key_Down)
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert around.created == [("tag", "Moi")]
    assert titles(editor) == ["Moi"]


def test_a_tag_typed_and_not_chosen_is_named(make, leave, qtbot):
    editor = make(Kind.TAGS)
    qtbot.keyClicks(editor.line, "abc")
    leave()
    assert editor.problem()
    assert editor.value() is None


def test_many_tags_make_several_lines(make, form):
    editor = make(Kind.TAGS, [str(VIP.id), str(LATE.id)])
    assert editor.heightForWidth(150) > editor.heightForWidth(600)
