"""The palette reaches everything by keyboard, and leaves the keyboard where it was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.views.shell.fuzzy import score
from desktop.views.shell.screens import HandMade
from desktop.views.shell.targets import LIST, Target
from tests.views.shell.stand_ins import id_of

KEY = Qt.Key


@pytest.fixture
def palette(window):
    window.toggle_palette()
    return window._palette


def texts(palette) -> list[str]:
    return [line.text for line in palette.results.results]


def heads(palette) -> list[str]:
    return [line.text for line in palette.results.results if line.is_head]


def test_the_same_keys_open_and_close_it(window, palette):
    focused = palette._came_from
    assert palette.isVisible()
    window.toggle_palette()
    assert not palette.isVisible()
    assert window.focusWidget() is focused


def test_it_runs_a_command(palette, window, vi_type):
    vi_type(palette.field, "refresh")
    QTest.keyClick(palette.field, KEY.Key_Return)
    assert window.workspace.current_page().records.done == ["refresh"]
    assert window.recents.commands == ("list.refresh",)


def test_a_command_that_cannot_be_done_is_not_offered(palette, vi_type):
    vi_type(palette.field, ">close tab")
    assert "Close tab" not in texts(palette)


def test_it_shows_the_keys_of_a_command(palette, vi_type):
    vi_type(palette.field, ">refresh")
    assert [line.hint for line in palette.results.results if line.text == "Refresh"] == ["F5"]


def test_it_goes_to_a_place(palette, window, vi_type):
    vi_type(palette.field, "leads")
    QTest.keyClick(palette.field, KEY.Key_Return)
    assert window.workspace.current_target() == Target(LIST, "lead")


def test_it_finds_records(palette, window, vi_type, qtbot):
    vi_type(palette.field, "@lam")
    qtbot.waitUntil(lambda: "Đặng Văn Lâm" in texts(palette))
    assert heads(palette) == ["Records"]
    QTest.keyClick(palette.field, KEY.Key_Return)
    assert window.workspace.current_target().record_id == id_of(8)


def test_work_and_people_are_searched_apart(palette, vi_type, qtbot):
    vi_type(palette.field, "#lam")
    qtbot.waitUntil(lambda: texts(palette) == ["Nothing fits"])
    assert heads(palette) == ["Nothing fits"]


def test_a_question_mark_finds_help(palette, window, vi_type, qtbot):
    vi_type(palette.field, "?undo")
    with qtbot.waitSignal(window.help_asked) as asked:
        QTest.keyClick(palette.field, KEY.Key_Return)
    assert asked.args == ["undo"]


def test_what_was_used_lately_comes_first(window, palette, vi_type):
    window.recents.add_command("text.normal")
    vi_type(palette.field, ">text")
    assert texts(palette)[1] == "Normal text"


def test_tab_goes_to_the_next_group(palette, vi_type):
    vi_type(palette.field, "c")
    first = palette.results.currentIndex().row()
    QTest.keyClick(palette.field, KEY.Key_Tab)
    second = palette.results.currentIndex().row()
    assert palette.results.results[second - 1].is_head
    assert second > first


def test_escape_closes_it(palette, window):
    QTest.keyClick(palette.field, KEY.Key_Escape)
    assert not palette.isVisible()
    assert window.workspace.current_page().isAncestorOf(window.focusWidget())


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("them", "Thêm mới", "Xem thêm"),
        ("xuat", "Xuất Excel", "Kết xuất"),
        ("ds", "Danh sách", "Đường dẫn"),
        ("ket xuat", "Kết xuất", "Kết quả xuất"),
        ("dan", "Dán", "Hướng dẫn"),
    ],
)
def test_the_nearer_text_wins(typed, better, worse):
    assert score(typed, better) > score(typed, worse)


@pytest.mark.parametrize(("typed", "text"), [("xyz", "Lưu"), ("tu", "Chữ vừa rất nhỏ l")])
def test_letters_far_apart_do_not_fit(typed, text):
    assert score(typed, text) == 0


def test_everything_fits_nothing_typed():
    assert score("", "Lưu") > 0


def test_a_day_that_is_typed_leads_into_the_calendar(palette, window, vi_type):
    vi_type(palette.field, "24/12/2026")
    assert not [text for text in texts(palette) if "24/12/2026" in text]  # there is no calendar
    window.register.add(
        HandMade("calendar", "Calendar", "", "calendar", lambda _context: QWidget())
    )
    vi_type(palette.field, " ")
    assert "Thursday, 24/12/2026 in the calendar" in texts(palette)
    QTest.keyClick(palette.field, KEY.Key_Return)
    assert window.workspace.current_target() == Target("calendar", search="2026-12-24")
