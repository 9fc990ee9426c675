"""People side by side, menus, what falls on hours from elsewhere, and the height of hours."""

from __future__ import annotations

import uuid

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.diary.spans import Span
from desktop.views.diary.canvas.time_grid import TimeGrid
from desktop.views.diary.canvas.values import Options, Person
from tests.core.diary.making import at, moment
from tests.views.diary.canvas.conftest import WEEK, Heard, shown
from tests.views.diary.canvas.hand import NONE, calendar_file, drag, drop, spot


def test_an_entry_goes_to_another_persons_column(qtbot, clock):
    lan, ha = Person(uuid.uuid4(), "Lan"), Person(uuid.uuid4(), "Ha")
    grid = TimeGrid(clock)
    entry = at(9, 60, day=23, person=lan.id)
    grid.show_days(WEEK[:1], [entry], [lan, ha])
    shown(grid, qtbot)
    heard = Heard(grid, "entry_moved")
    frame = grid.frame()
    start = frame.span_rect(0, 540, 600).center()
    drag(grid, start, start + QPoint(round(frame.column), 0))
    (found,) = heard.of("entry_moved")[0]
    assert (found.person, found.start) == (ha.id, moment(23, 9))


def test_a_menu_is_asked_for_what_is_under_the_pointer(week):
    entry = at(9, 60, day=24)
    week.show_entries([entry])
    heard = Heard(week, "context_asked")
    for place in (spot(week, 24, 9.5), spot(week, 25, 14)):
        QTest.mouseClick(week.viewport(), Qt.MouseButton.RightButton, NONE, place)
        ask_menu(week, place)
    assert [subject for subject, _place in heard.of("context_asked")] == [
        entry,
        Span(moment(25, 14), moment(25, 14.5)),
    ]


def test_a_right_click_within_marked_hours_keeps_them(week):
    drag(week, spot(week, 24, 9), spot(week, 24, 11))
    marked = week.cursor_span
    QTest.mouseClick(week.viewport(), Qt.MouseButton.RightButton, NONE, spot(week, 24, 10))
    assert week.cursor_span == marked


def ask_menu(grid, place):
    where = grid.viewport().mapToGlobal(place)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, where)
    QApplication.sendEvent(grid.viewport(), event)


def test_a_calendar_file_falls_on_a_time(week):
    heard = Heard(week, "dropped")
    data = calendar_file()
    assert drop(week.viewport(), spot(week, 25, 14), data)
    assert heard.of("dropped")[0][1] == Span(moment(25, 14), moment(25, 14.5))
    assert week.drop_span is None


def test_what_a_diary_cannot_use_is_not_taken(week):
    data = QMimeData()
    data.setText("words")
    assert not drop(week.viewport(), spot(week, 25, 14), data)


def test_an_entry_is_dragged_onto_a_day_of_the_small_calendar(week, mini):
    entry = at(9, 60, day=24)
    week.show_entries([entry])
    week.add_target(mini)
    heard = Heard(week, "entry_moved")
    mini.move(1200, 0)
    cell = mini.days.frame().cell_of(moment(12).date()).center()
    there = week.viewport().mapFromGlobal(mini.days.mapToGlobal(cell))
    drag(week, spot(week, 24, 9.5), there)
    (found,) = heard.of("entry_moved")[0]
    assert (found.start, found.end) == (moment(12, 9), moment(12, 10))


def test_hours_are_made_higher_with_ctrl_and_wheel(week):
    before = week.frame().hour
    week.zoom(1.5)
    assert week.frame().hour > before
    kept = week.frame().hour
    week.show_options(Options(slot=15))
    assert week.frame().hour == kept
    week.show_options(Options(hour_height=96))
    assert week.frame().hour == 2 * before
    for _turn in range(20):
        week.zoom(0.5)
    assert week.frame().hour >= 20
