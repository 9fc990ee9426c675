"""Editors of days and moments."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QDate, Qt

from desktop.core.clock import FrozenClock, local_zone, to_micros
from desktop.core.fields import Kind
from desktop.core.kinds import times
from desktop.views.fields import date as days
from desktop.views.fields import moment as moments

NOW = datetime(2026, 11, 21, 10, 7, tzinfo=local_zone())


@pytest.fixture(autouse=True)
def _saturday(monkeypatch):
    for module in (times, days, moments):
        monkeypatch.setattr(module, "SystemClock", lambda: FrozenClock(NOW))


def micros(*parts):
    return to_micros(datetime(*parts, tzinfo=local_zone()))


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("5/12", "2026-12-05"),
        ("05/12/2025", "2025-12-05"),
        ("mai", "2026-11-22"),
        ("+3t", "2026-12-12"),
        ("thu 2", "2026-11-23"),
    ],
)
def test_days_are_typed_in_words_and_written_in_figures(make, leave, qtbot, typed, value):
    editor = make(Kind.DATE)
    qtbot.keyClicks(editor.line, typed)
    assert editor.value() == value
    leave()
    assert editor.line.text() == f"{date.fromisoformat(value):%d/%m/%Y}"


def test_a_day_half_typed_is_no_day_and_changes_nothing(make, qtbot):
    editor = make(Kind.DATE, "2026-01-02")
    qtbot.keyClicks(editor.line, "31/2/2026")
    assert editor.problem()
    assert editor.line.text() == "31/2/2026"


@pytest.mark.parametrize(
    ("key", "modifier", "value"),
    [
        (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier, "2026-02-01"),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier, "2026-01-30"),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier, "2026-02-07"),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier, "2026-01-24"),
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier, "2026-02-28"),
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier, "2025-12-31"),
    ],
)
def test_keys_step_days_weeks_and_months(make, qtbot, key, modifier, value):
    editor = make(Kind.DATE, "2026-01-31")
    qtbot.keyClick(editor.line, key, modifier)
    assert editor.value() == value
    assert editor.edits == [value]


def test_the_first_step_from_nothing_is_today(make, qtbot):
    editor = make(Kind.DATE)
    qtbot.keyClick(editor.line, Qt.Key.Key_Up)
    assert editor.value() == "2026-11-21"


def test_steps_end_where_the_calendar_ends(make, qtbot):
    editor = make(Kind.DATE, "9999-12-31")
    qtbot.keyClick(editor.line, Qt.Key.Key_Up)
    assert editor.value() == "9999-12-31"


def test_a_calendar_opens_by_the_keyboard_and_gives_the_day(make, qtbot):
    editor = make(Kind.DATE, "2026-05-04")
    qtbot.keyClick(editor.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = editor._popup.calendar
    assert calendar.isVisible()
    assert calendar.selectedDate() == QDate(2026, 5, 4)
    calendar.activated.emit(QDate(2026, 5, 20))
    assert not calendar.isVisible()
    assert editor.value() == "2026-05-20"
    assert editor.line.text() == "20/05/2026"


def test_a_readonly_day_opens_no_calendar(make):
    editor = make(Kind.DATE, "2026-05-04")
    editor.set_readonly(True)
    editor.open_calendar()
    assert editor._popup is None


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("mai 9h", micros(2026, 11, 22, 9)),
        ("25/11 14:30", micros(2026, 11, 25, 14, 30)),
        ("25/12/2026", micros(2026, 12, 25)),
    ],
)
def test_moments_are_typed_in_words(make, leave, qtbot, typed, value):
    editor = make(Kind.MOMENT)
    qtbot.keyClicks(editor.line, typed)
    assert editor.value() == value
    leave()
    shown = datetime.fromtimestamp(value / 1e6, local_zone())
    assert editor.line.text() == f"{shown:%d/%m/%Y %H:%M}"


@pytest.mark.parametrize(
    ("cursor", "key", "step"),
    [
        (16, Qt.Key.Key_Up, timedelta(minutes=15)),
        (13, Qt.Key.Key_Down, timedelta(minutes=-15)),
        (3, Qt.Key.Key_Up, timedelta(days=1)),
        (3, Qt.Key.Key_Down, timedelta(days=-1)),
    ],
)
def test_keys_step_the_part_in_which_the_cursor_stands(make, qtbot, cursor, key, step):
    start = datetime(2026, 11, 25, 9, 0, tzinfo=local_zone())
    editor = make(Kind.MOMENT, to_micros(start))
    editor.line.deselect()
    editor.line.setCursorPosition(cursor)
    qtbot.keyClick(editor.line, key)
    assert editor.value() == to_micros(start + step)
    assert editor.line.cursorPosition() == cursor


def test_the_first_step_of_a_moment_is_the_next_quarter(make, qtbot):
    editor = make(Kind.MOMENT)
    qtbot.keyClick(editor.line, Qt.Key.Key_Up)
    assert editor.value() == micros(2026, 11, 21, 10, 15)


def test_a_day_from_the_calendar_keeps_the_time(make, qtbot):
    editor = make(Kind.MOMENT, micros(2026, 11, 25, 14, 30))
    editor.open_calendar()
    editor._popup.calendar.activated.emit(QDate(2026, 12, 1))
    assert editor.value() == micros(2026, 12, 1, 14, 30)


def test_a_moment_that_a_clock_took_stays_exact_when_only_visited(make, leave):
    taken = micros(2026, 11, 22, 11, 37, 9, 558645)
    editor = make(Kind.MOMENT, taken)
    editor.focus_first()
    leave()
    assert editor.line.text() == "22/11/2026 11:37"
    assert editor.value() == taken
