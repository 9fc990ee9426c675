"""Editors of one line: text, names, numbers, addresses of the web, tax codes."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.fields import Field, Kind
from tests.core.kinds.strategies import FIELDS
from tests.views.fields.doubles import Surroundings


def test_what_an_input_method_commits_is_the_value(make, vi_type):
    editor = make(Kind.TEXT)
    vi_type(editor.line, "Đặng Thị Hường")
    assert editor.value() == "Đặng Thị Hường"
    assert editor.edits[-1] == "Đặng Thị Hường"


def test_letters_that_are_still_composed_do_not_count_and_are_not_disturbed(make):
    editor = make(Kind.TEXT, "Nguy")
    editor.line.setCursorPosition(4)
    composing = QInputMethodEvent("ê", [])
    QCoreApplication.sendEvent(editor.line, composing)
    assert editor.value() == "Nguy"
    assert editor.line.text() == "Nguy"
    done = QInputMethodEvent()
    done.setCommitString("ễn")
    QCoreApplication.sendEvent(editor.line, done)
    assert editor.value() == "Nguyễn"


def test_text_is_cleaned_when_the_field_is_left_not_while_typing(make, leave, qtbot):
    editor = make(Kind.TEXT)
    qtbot.keyClicks(editor.line, "  abc ")
    assert editor.line.text() == "  abc "
    assert editor.value() == "abc"
    leave()
    assert editor.line.text() == "abc"


def test_decomposed_letters_are_composed(make, qtbot):
    editor = make(Kind.TEXT)
    QApplication.clipboard().setText(unicodedata.normalize("NFD", "Hồng Ngọc"))
    editor.line.paste()
    assert editor.value() == "Hồng Ngọc"
    assert unicodedata.is_normalized("NFC", editor.value())


def test_a_text_that_is_too_long_is_kept_and_named(make, qtbot):
    field = Field("code", "Code", Kind.TEXT, length=5)
    editor = make(field, "abc")
    qtbot.keyClicks(editor.line, "123456")
    assert "5" in editor.problem()
    assert editor.line.text() == "123456"
    assert editor.value() == "12345"


def test_emptying_a_line_is_nothing(make, qtbot):
    editor = make(Kind.TEXT, "abc")
    qtbot.keyClick(editor.line, Qt.Key.Key_Delete)
    assert editor.value() is None


def test_enter_says_that_the_person_is_done(make, qtbot):
    editor = make(Kind.TEXT, "abc")
    with qtbot.waitSignal(editor.finished):
        qtbot.keyClick(editor.line, Qt.Key.Key_Return)


def test_undo_in_the_line_takes_back_typing(make, qtbot):
    editor = make(Kind.TEXT)
    qtbot.keyClicks(editor.line, "abc")
    editor.line.undo()
    editor.line.textEdited.emit(editor.line.text())
    assert editor.value() is None


@pytest.mark.parametrize(
    ("kind", "typed", "value", "shown"),
    [
        (Kind.MONEY, "1,2 ty", "1200000000", "1.200.000.000"),
        (Kind.MONEY, "300tr", "300000000", "300.000.000"),
        (Kind.MONEY, "1.234.567,5", "1234567.5", "1.234.567,5"),
        (Kind.INTEGER, "2 nghin", 2000, "2.000"),
        (Kind.PERCENT, "7,5 %", "7.5", "7,5"),
        (Kind.TAX_CODE, "9990000025-001", "9990000025001", "9990000025-001"),
        (Kind.URL, "ABC.vn", "https://abc.vn", "https://abc.vn"),
        (Kind.PERSON_NAME, "Nguyen  Van   An", "Nguyen Van An", "Nguyen Van An"),
    ],
)
def test_what_people_type_is_understood_and_written_anew(make, leave, kind, typed, value, shown):
    editor = make(kind)
    QTest.keyClicks(editor.line, typed)
    assert editor.value() == value
    leave()
    assert editor.line.text() == shown
    assert editor.problem() == ""


def test_what_is_no_number_is_said_and_the_last_good_value_kept(make, leave, qtbot):
    editor = make(Kind.MONEY, "500")
    qtbot.keyClicks(editor.line, "12abc")
    assert editor.problem()
    assert editor.value() == "12"
    leave()
    assert editor.line.text() == "12abc"


def test_numbers_stand_at_the_right(make):
    assert make(Kind.INTEGER).line.alignment() & Qt.AlignmentFlag.AlignRight


def test_an_amount_has_the_currency_that_stands_beside_it(make, qtbot):
    field = replace(FIELDS[Kind.MONEY], currency_field="currency")
    around = Surroundings(currency="USD")
    editor = make(field, "100", around.context)
    assert editor._currency.text() == "USD"
    qtbot.keyClicks(editor.line, "250 USD")
    assert editor.value() == "250"
    around.currency = "VND"
    editor.refresh()
    assert editor._currency.text() == "₫"


def test_a_name_shows_how_it_is_understood(make, vi_type):
    editor = make(Kind.PERSON_NAME)
    assert not editor.given.isVisible()
    vi_type(editor.line, "Nguyễn Thị Minh Khai")
    assert editor.given.text() == "Given name: Khai"
    assert "Middle name: Thị Minh" in editor.line.toolTip()


def test_a_tax_code_is_marked_right_or_doubtful(make, qtbot):
    editor = make(Kind.TAX_CODE, "9990000018")
    assert editor.right.isVisible()
    assert not editor.doubtful.isVisible()
    qtbot.keyClicks(editor.line, "9990000019")
    assert not editor.right.isVisible()
    assert editor.doubtful.isVisible()
    assert editor.warning()
    assert editor.problem() == ""


def test_only_a_web_address_can_be_opened(make, qtbot, around):
    editor = make(Kind.URL)
    assert not editor.open_action.isVisible()
    qtbot.keyClicks(editor.line, "file:///etc/passwd")
    assert not editor.open_action.isVisible()
    editor.line.selectAll()
    qtbot.keyClicks(editor.line, "abc.vn")
    assert editor.open_action.isVisible()
    editor.open_action.trigger()
    assert around.urls == ["https://abc.vn"]


def test_its_actions_are_in_the_menu_of_the_keyboard(make):
    editor = make(Kind.URL, "https://abc.vn")
    at = editor.line.mapToGlobal(QPoint(2, 2))
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(2, 2), at)
    QCoreApplication.sendEvent(editor.line, asked)
    menu = QApplication.activePopupWidget()
    assert editor.open_action in menu.actions()
    menu.close()


def test_a_computed_value_is_shown_as_people_read_it(make):
    field = Field("total", "Total", Kind.COMPUTED, result=Kind.MONEY)
    editor = make(field, "1200000")
    assert editor.line.text() == "1.200.000\u00a0₫"
    assert editor.line.isReadOnly()
    assert editor.value() == "1200000"
