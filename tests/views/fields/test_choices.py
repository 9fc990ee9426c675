"""Editors that choose: options, flags, records, tags."""

from __future__ import annotations

import uuid

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from shiboken6 import isValid

from desktop.core.fields import Field, Kind, Option
from desktop.core.i18n import N_
from desktop.views.fields.context import EditorContext
from tests.core.kinds.strategies import FIELDS
from tests.views.fields.doubles import record

ANH_DUONG, BINH_MINH = record(1, "Công ty Ánh Dương"), record(2, "Công ty Bình Minh")
VIP, LATE = record(11, "Khách VIP", "tag"), record(12, "Nợ quá hạn", "tag")
CITIES = Field(
    "city",
    N_("Province"),
    Kind.CHOICE,
    options=tuple(Option(name, name) for name in ("Đà Nẵng", "Đồng Nai", "Hà Nội", "Huế")),
)


def shown(editor):
    """Return the texts of the suggestions, or None if the list is closed."""
    rows = editor.choice.ahead.list
    return [rows.item(row).text() for row in range(rows.count())] if rows.isVisible() else None


def type_and_wait(editor, qtbot, text):
    qtbot.keyClicks(editor.line, text)
    qtbot.waitUntil(lambda: editor.choice._hits_text == editor.line.text())
    assert shown(editor) is not None


# One of a closed list


def test_a_choice_is_made_by_letters_without_accents(make, qtbot):
    editor = make(CITIES)
    qtbot.keyClicks(editor.combo, "don")
    assert editor.value() == "Đồng Nai"
    assert editor.edits[-1] == "Đồng Nai"


def test_the_same_letter_goes_through_all_that_begin_with_it(make, qtbot):
    editor = make(CITIES)
    seen = []
    for _ in range(3):
        qtbot.keyClick(editor.combo, Qt.Key.Key_H)
        seen.append(editor.value())
    assert seen == ["Hà Nội", "Huế", "Hà Nội"]


def test_a_value_that_is_no_option_any_more_is_kept(make, leave):
    editor = make(Kind.CHOICE, "boiling")
    leave()
    assert editor.value() == "boiling"
    assert editor.combo.currentText() == "boiling"


def test_the_wheel_changes_no_choice(make, qtbot):
    editor = make(Kind.CHOICE, "hot")
    turned = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QCoreApplication.sendEvent(editor.combo, turned)
    assert editor.value() == "hot"


def test_options_have_dots_in_their_colours(make):
    combo = make(Kind.CHOICE).combo
    icons = {combo.itemData(row): combo.itemIcon(row).isNull() for row in range(combo.count())}
    assert icons == {None: True, "hot": False, "warm": False, "cold": True}


# Yes or no


def test_a_flag_stays_unknown_until_it_is_clicked(make, qtbot):
    editor = make(Kind.FLAG)
    assert editor.value() is None
    qtbot.keyClick(editor.box, Qt.Key.Key_Space)
    qtbot.keyClick(editor.box, Qt.Key.Key_Space)
    assert editor.edits == [True, False]


# A record


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


# Tags


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
