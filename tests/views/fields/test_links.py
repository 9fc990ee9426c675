"""The editor of a link to a record."""

from __future__ import annotations

import uuid
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from shiboken6 import isValid

from desktop.core.fields import Kind
from desktop.models import load_all
from desktop.views.fields.context import EditorContext
from tests.core.kinds.strategies import FIELDS
from tests.views.fields.doubles import record, shown, type_and_wait

ANH_DUONG, BINH_MINH = record(1, "Công ty Ánh Dương"), record(2, "Công ty Bình Minh")
VIP, LATE = record(11, "Khách VIP", "tag"), record(12, "Nợ quá hạn", "tag")


def test_a_record_is_found_by_words_without_accents_and_taken_by_enter(make, qtbot):
    editor = make(Kind.LINK)
    type_and_wait(editor, qtbot, "duong anh")
    assert editor.problem()
    assert editor.value() is None
    assert shown(editor)[0] == ANH_DUONG.title
    with qtbot.waitSignal(editor.finished):
        qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == str(ANH_DUONG.id)
    assert editor.line.text() == ANH_DUONG.title
    assert editor.problem() == ""
    assert shown(editor) is None


def test_the_list_leaves_the_cursor_in_the_line_and_goes_by_the_arrows(make, qtbot):
    editor = make(Kind.LINK)
    type_and_wait(editor, qtbot, "cong ty")
    assert editor.line.hasFocus()
    qtbot.keyClick(editor.line, Qt.Key.Key_Down)
    qtbot.keyClick(editor.line, Qt.Key.Key_Tab)
    assert editor.value() == str(BINH_MINH.id)


def test_the_list_stays_open_while_it_grows_shorter(make, qtbot):
    editor = make(Kind.LINK)
    type_and_wait(editor, qtbot, "cong ty")
    height = editor.choice.ahead.list.height()
    type_and_wait(editor, qtbot, " binh")
    assert editor.choice.ahead.list.height() < height
    editor.choice.ahead.list.grab()
    assert shown(editor)


def test_escape_closes_the_list_and_keeps_what_was_typed(make, qtbot):
    editor = make(Kind.LINK)
    type_and_wait(editor, qtbot, "cong")
    qtbot.keyClick(editor.line, Qt.Key.Key_Escape)
    assert shown(editor) is None
    assert editor.line.text() == "cong"


def test_alt_down_lists_records_before_anything_is_typed(make, qtbot):
    editor = make(Kind.LINK)
    qtbot.keyClick(editor.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert len(shown(editor)) == 3


def test_down_lists_records_too_and_all_of_them_where_one_is_chosen(make, qtbot):
    for value in (None, str(ANH_DUONG.id)):
        editor = make(Kind.LINK, value)
        editor.focus_first()
        qtbot.keyClick(editor.line, Qt.Key.Key_Down)
        assert len(shown(editor)) == 3
        qtbot.keyClick(editor.line, Qt.Key.Key_Down)
        qtbot.keyClick(editor.line, Qt.Key.Key_Return)
        assert editor.value() == str(BINH_MINH.id)


def test_down_changes_nothing_where_a_record_may_only_be_read(make, qtbot):
    editor = make(Kind.LINK, str(ANH_DUONG.id))
    editor.set_readonly(True)
    qtbot.keyClick(editor.line, Qt.Key.Key_Down)
    assert shown(editor) is None


def test_a_title_typed_whole_is_taken_when_the_field_is_left(make, leave, qtbot):
    editor = make(Kind.LINK)
    type_and_wait(editor, qtbot, "cong ty binh minh")
    leave()
    assert editor.value() == str(BINH_MINH.id)
    assert shown(editor) is None


def test_what_fits_no_record_stays_and_is_named(make, leave, qtbot):
    editor = make(Kind.LINK, str(ANH_DUONG.id))
    type_and_wait(editor, qtbot, "xyz")
    leave()
    assert editor.line.text() == "xyz"
    assert editor.problem()
    assert editor.value() == str(ANH_DUONG.id)


def test_a_missing_record_is_made_in_place(make, qtbot, around):
    editor = make(Kind.LINK)
    type_and_wait(editor, qtbot, "Hoang Ha")
    assert shown(editor) == ["Add “Hoang Ha”"]
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert around.created == [], "Enter alone makes nothing"
    type_and_wait(editor, qtbot, "n")
    qtbot.keyClick(editor.line, Qt.Key.Key_Down)
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert around.created == [("account", "Hoang Han")]
    assert editor.line.text() == "Hoang Han"
    assert editor.value() == str(uuid.UUID(int=901))


def test_an_old_answer_does_not_open_the_list(make, qtbot, around):
    editor = make(Kind.LINK)
    around.choices.holding = []
    qtbot.keyClicks(editor.line, "cong")
    qtbot.waitUntil(lambda: around.choices.asked == ["cong"])
    editor.line.clear()
    around.choices.release()
    assert shown(editor) is None


def test_an_answer_after_the_form_was_closed_does_no_harm(make, qtbot, around):
    editor = make(Kind.LINK)
    around.choices.holding = []
    editor.set_value(str(ANH_DUONG.id))
    qtbot.keyClicks(editor.line, "cong")
    qtbot.waitUntil(lambda: around.choices.asked == ["cong"])
    editor.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(editor)
    around.choices.release()
    assert around.choices.holding is None


def test_a_record_is_asked_for_once_while_a_word_is_typed(make, qtbot, around):
    editor = make(Kind.LINK)
    type_and_wait(editor, qtbot, "cong ty")
    assert around.choices.asked == ["cong ty"]


def test_enter_before_the_answer_takes_the_first_that_comes(make, qtbot, around):
    editor = make(Kind.LINK)
    type_and_wait(editor, qtbot, "cong ty")
    qtbot.keyClicks(editor.line, " binh")
    with qtbot.waitSignal(editor.finished):
        qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == str(BINH_MINH.id)


def test_a_title_is_taken_also_if_the_answer_comes_after_the_field_was_left(
    make, leave, qtbot, around
):
    editor = make(Kind.LINK)
    around.choices.holding = []
    qtbot.keyClicks(editor.line, "dai ly hoa sen")
    leave()
    assert editor.problem()
    around.choices.release()
    assert editor.problem() == ""
    assert editor.line.text() == "Đại lý Hoa Sen"


def test_a_link_shows_its_title_opens_and_clears(make, around):
    editor = make(Kind.LINK, str(ANH_DUONG.id))
    assert editor.line.text() == ANH_DUONG.title
    editor.open_action.trigger()
    assert around.opened == [ANH_DUONG]
    editor.clear_action.trigger()
    assert editor.value() is None
    assert editor.edits == [None]
    assert not editor.clear_action.isVisible()


def test_a_record_that_is_gone_is_said_to_be(make):
    editor = make(Kind.LINK, str(uuid.UUID(int=77)))
    assert "no such record" in editor.line.text()
    assert editor.value() == str(uuid.UUID(int=77))


def test_emptying_the_line_clears_the_link(make, qtbot):
    editor = make(Kind.LINK, str(ANH_DUONG.id))
    qtbot.keyClick(editor.line, Qt.Key.Key_Delete)
    assert editor.value() is None
    assert editor.problem() == ""


def test_without_surroundings_a_link_only_shows(make, qtbot):
    editor = make(FIELDS[Kind.LINK], None, EditorContext())
    qtbot.keyClicks(editor.line, "cong")
    editor.choice.ahead.ask_now()
    assert shown(editor) is None


def test_a_dictionary_can_be_edited_where_it_is_chosen(make, around, qtbot):
    load_all()
    asked = []
    context = replace(around.context, manage=asked.append)
    editor = make(FIELDS[Kind.TAGS], context=context)
    type_and_wait(editor, qtbot, "vip")
    offered = editor.choice.ahead.list
    assert shown(editor)[-1] == "Edit the list…"
    offered.setCurrentRow(offered.count() - 1)
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert asked == ["tag"]


def test_the_list_of_customers_is_not_edited_from_a_field(make, around, qtbot):
    editor = make(Kind.LINK, context=replace(around.context, manage=lambda _entity: None))
    type_and_wait(editor, qtbot, "cong ty")
    assert "Edit the list…" not in shown(editor)
