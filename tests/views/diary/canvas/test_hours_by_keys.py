"""The hours of a week without a mouse."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.core.diary.spans import Span, midnight, whole_days
from desktop.views.diary.canvas.time_grid import TimeGrid
from desktop.views.diary.canvas.values import EntryMove
from tests.core.diary.making import at, days, moment
from tests.views.diary.canvas.conftest import WEEK, Heard
from tests.views.diary.canvas.hand import LEFT, NONE, drag, key, spot

Key = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def hour(day, begins, ends=None):
    return Span(moment(day, begins), moment(day, ends or begins + 0.5))


def test_the_first_key_puts_the_cursor_on_now(week):
    key(week, Key.Key_Down)
    assert week.cursor_span == hour(24, 10)


def test_shift_marks_from_where_one_is(week):
    week.place_cursor(hour(24, 9))
    for _step in range(3):
        key(week, Key.Key_Down, SHIFT)
    assert week.cursor_span == hour(24, 9, 11)
    key(week, Key.Key_Up, SHIFT)
    assert week.cursor_span == hour(24, 9, 10.5)
    key(week, Key.Key_Right)
    assert week.cursor_span == hour(25, 10)


def test_home_and_end_are_the_working_hours(week):
    week.place_cursor(hour(24, 12))
    key(week, Key.Key_Home)
    assert week.cursor_span == hour(24, 8)
    key(week, Key.Key_End)
    assert week.cursor_span == hour(24, 17)


def test_above_the_first_hour_lies_the_whole_day(week):
    week.place_cursor(hour(24, 0))
    key(week, Key.Key_Up)
    assert week.cursor_span == whole_days(WEEK[1], WEEK[1])
    key(week, Key.Key_Right, SHIFT)
    assert week.cursor_span == whole_days(WEEK[1], WEEK[2])
    key(week, Key.Key_Down)
    assert week.cursor_span == hour(25, 8)


@pytest.mark.parametrize(
    ("which", "modifiers", "wanted"),
    [
        (Key.Key_Down, ALT, date(2026, 12, 1)),
        (Key.Key_Up, ALT, date(2026, 11, 17)),
        (Key.Key_PageDown, ALT, date(2026, 12, 24)),
        (Key.Key_PageUp, ALT, date(2026, 10, 24)),
    ],
)
def test_keys_lead_to_other_weeks_and_months(week, which, modifiers, wanted):
    heard = Heard(week, "day_wanted")
    week.place_cursor(hour(24, 9))
    key(week, which, modifiers)
    assert heard.of("day_wanted") == [(wanted,)]


def test_past_the_last_day_the_next_is_wanted_and_the_cursor_goes_along(week):
    heard = Heard(week, "day_wanted")
    week.place_cursor(hour(29, 9))
    key(week, Key.Key_Right)
    assert heard.of("day_wanted") == [(date(2026, 11, 30),)]
    week.show_days([date(2026, 11, 30)])
    assert week.cursor_span == hour(30, 9)
    key(week, Key.Key_Down)
    assert week.cursor_span == hour(30, 9.5)


def test_tab_goes_through_the_entries_and_then_on(qtbot, clock):
    window = QWidget()
    before, grid, after = QLineEdit(window), TimeGrid(clock, window), QLineEdit(window)
    layout = QVBoxLayout(window)
    for one in (before, grid, after):
        layout.addWidget(one)
    entries = [at(9, day=24, title="c"), at(8, day=24, title="b"), days(24, title="a")]
    grid.show_days(WEEK, [*entries, at(9, day=26, title="d")])
    qtbot.addWidget(window)
    window.resize(1000, 800)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    grid.setFocus()
    qtbot.waitUntil(grid.hasFocus)
    seen = []
    for _step in range(4):
        QTest.keyClick(grid, Key.Key_Tab)
        seen.append(grid.chosen.title)
    assert seen == ["a", "b", "c", "d"]
    QTest.keyClick(grid, Key.Key_Tab)
    assert after.hasFocus()
    grid.setFocus()
    QTest.keyClick(grid, Key.Key_Tab, SHIFT)
    assert grid.chosen.title == "c"


def test_enter_opens_f2_renames_delete_asks(week):
    entry = at(9, day=24, title="Plan")
    week.show_entries([entry])
    heard = Heard(week, "entry_opened", "entry_renamed", "delete_asked")
    week.choose(entry)
    key(week, Key.Key_Return)
    key(week, Key.Key_F2)
    assert week.title_edit.text() == "Plan"
    QTest.keyClicks(week.title_edit, "Draft")
    QTest.keyClick(week.title_edit, Key.Key_Return)
    key(week, Key.Key_Delete)
    assert heard.told == [
        ("entry_opened", entry),
        ("entry_renamed", entry, "Draft"),
        ("delete_asked", entry),
    ]


def test_what_may_not_be_edited_is_neither_renamed_nor_deleted_nor_moved(week):
    entry = at(9, day=24, may_edit=False)
    week.show_entries([entry])
    heard = Heard(week, "entry_renamed", "delete_asked", "entry_moved")
    week.choose(entry)
    for which, modifiers in ((Key.Key_F2, 0), (Key.Key_Delete, 0), (Key.Key_Down, CTRL)):
        key(week, which, Qt.KeyboardModifier(modifiers))
    key(week, Key.Key_Return)
    assert week.title_edit is None
    assert heard.told == []


def test_a_new_entry_is_begun_with_enter_or_letters_on_empty_time(week):
    heard = Heard(week, "range_opened", "title_typed")
    week.place_cursor(hour(24, 9))
    key(week, Key.Key_Return)
    QTest.keyClicks(week, "H")
    QTest.keyClicks(week.title_edit, "ello you")
    QTest.keyClick(week.title_edit, Key.Key_Return)
    assert heard.told == [
        ("range_opened", hour(24, 9)),
        ("title_typed", hour(24, 9), "Hello you"),
    ]


def test_an_entry_is_carried_with_ctrl_and_dropped_with_enter(week):
    entry = at(9, 60, day=24)
    week.show_entries([entry])
    heard = Heard(week, "entry_moved")
    week.choose(entry)
    key(week, Key.Key_Right, CTRL)
    key(week, Key.Key_Down, CTRL)
    key(week, Key.Key_Down)
    assert heard.told == []
    key(week, Key.Key_Return)
    assert heard.of("entry_moved") == [
        (EntryMove(entry, moment(25, 10), moment(25, 11), is_all_day=False),)
    ]


def test_an_entry_is_made_longer_with_ctrl_and_shift(week):
    entry = at(9, 60, day=24)
    week.show_entries([entry])
    heard = Heard(week, "entry_moved")
    week.choose(entry)
    key(week, Key.Key_Down, CTRL | SHIFT)
    key(week, Key.Key_Down, CTRL | SHIFT)
    key(week, Key.Key_Return)
    (found,) = heard.of("entry_moved")[0]
    assert (found.start, found.end) == (moment(24, 9), moment(24, 11))


def test_keys_go_on_from_where_the_mouse_was(week):
    week.place_cursor(hour(24, 9))
    QTest.mouseClick(week.viewport(), LEFT, NONE, spot(week, 26, 12))
    key(week, Key.Key_Down)
    assert week.cursor_span == hour(26, 12.5)
    drag(week, spot(week, 25, 9), spot(week, 25, 10.5))
    key(week, Key.Key_Down, SHIFT)
    assert week.cursor_span == hour(25, 9, 11.5)


def test_an_entry_is_carried_into_the_next_week(week):
    entry = at(9, 60, day=29)
    week.show_entries([entry])
    heard = Heard(week, "entry_moved", "day_wanted")
    week.choose(entry)
    key(week, Key.Key_Right, CTRL)
    week.show_days([date(2026, 11, 30)], [])  # as the page does, where the entry is not
    key(week, Key.Key_Down, CTRL)
    key(week, Key.Key_Return)
    assert heard.told[0] == ("day_wanted", date(2026, 11, 30))
    (found,) = heard.of("entry_moved")[0]
    assert (found.entry, found.start) == (entry, moment(30, 9.5))


def test_who_clicks_elsewhere_carries_nothing_any_more(week):
    entry = at(9, 60, day=24)
    week.show_entries([entry])
    heard = Heard(week, "entry_moved")
    week.choose(entry)
    key(week, Key.Key_Right, CTRL)
    QTest.mouseClick(week.viewport(), LEFT, NONE, QPoint(spot(week, 26, 12).x(), 10))
    key(week, Key.Key_Return)
    assert heard.told == []


def test_from_a_chosen_entry_keys_lead_to_the_week_after_it(week):
    entry = at(9, 60, day=24)
    week.show_entries([entry])
    week.place_cursor(hour(27, 15))
    heard = Heard(week, "day_wanted")
    week.choose(entry)
    key(week, Key.Key_Down, ALT)
    assert heard.of("day_wanted") == [(date(2026, 12, 1),)]


def test_where_the_calendar_ends_the_cursor_stays(week):
    week.show_days([date.max])
    week.place_cursor(Span(midnight(date.max), midnight(date.max) + timedelta(minutes=30)))
    for which, modifiers in ((Key.Key_Right, NONE), (Key.Key_Down, ALT), (Key.Key_PageDown, ALT)):
        key(week, which, modifiers)
    assert week.cursor_span.first_day == date.max


def test_escape_puts_a_carried_entry_back(week):
    entry = at(9, 60, day=24)
    week.show_entries([entry])
    heard = Heard(week, "entry_moved")
    week.choose(entry)
    key(week, Key.Key_Right, CTRL)
    key(week, Key.Key_Escape)
    key(week, Key.Key_Return)
    assert heard.told == []
    assert week.ghost() is None


def test_the_chosen_entry_stays_chosen_when_it_was_read_again(week):
    entry = at(9, 60, day=24)
    week.show_entries([entry])
    week.choose(entry)
    again = at(9, 60, day=24)
    from dataclasses import replace

    moved = replace(again, event=entry.event, title="Later")
    week.show_entries([moved])
    assert week.chosen is moved
    week.show_entries([])
    assert week.chosen is None


def test_a_screen_reader_hears_where_the_cursor_is(week):
    week.place_cursor(hour(24, 9))
    assert week.accessibleDescription() == "Tuesday 24/11/2026, 09:00–09:30"
    entry = at(9, 60, day=24, title="Plan")
    week.show_entries([entry])
    week.choose(entry)
    assert week.accessibleDescription() == "Plan, Tuesday 24/11/2026, 09:00–10:00"


def test_the_keys_of_the_diary_are_no_shortcuts_of_the_window(week):
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    def is_kept(which, modifiers=Qt.KeyboardModifier.NoModifier):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, which, modifiers)
        event.ignore()
        QApplication.sendEvent(week, event)
        return event.isAccepted()

    assert all(is_kept(which) for which in (Key.Key_Delete, Key.Key_F2, Key.Key_Return))
    assert is_kept(Key.Key_Up, ALT)
    assert not is_kept(Key.Key_Left, ALT)  # back in what was visited
    assert not is_kept(Key.Key_N, CTRL)
