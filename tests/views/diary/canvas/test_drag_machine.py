"""Whatever hands and keys do on a surface of a diary, it stays in order."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.clock import FrozenClock
from desktop.views.diary.canvas.month_grid import MonthGrid
from desktop.views.diary.canvas.time_grid import TimeGrid
from desktop.views.diary.canvas.year_grid import YearGrid
from tests.core.diary.making import at, days
from tests.views.diary.canvas.conftest import WEEK
from tests.views.diary.canvas.hand import LEFT, move, press, release

Key = Qt.Key
MODIFIERS = st.sampled_from(
    [
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.ShiftModifier,
        Qt.KeyboardModifier.ControlModifier,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        Qt.KeyboardModifier.AltModifier,
    ]
)
KEYS = st.sampled_from(
    [
        *(Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down, Key.Key_Home, Key.Key_End),
        *(Key.Key_PageUp, Key.Key_PageDown, Key.Key_Return, Key.Key_F2, Key.Key_Delete),
        *(Key.Key_Escape, Key.Key_Space, Key.Key_A, Key.Key_Tab, Key.Key_Backtab),
    ]
)
POINTS = st.builds(QPoint, st.integers(-60, 860), st.integers(-60, 660))
ENTRIES = st.lists(
    st.one_of(
        st.builds(
            at,
            st.floats(0, 23.5),
            st.integers(0, 3000),
            day=st.integers(22, 30),
            may_edit=st.booleans(),
        ),
        st.builds(days, st.integers(20, 30), st.integers(1, 9)),
    ),
    max_size=8,
)


class Hands(RuleBasedStateMachine):
    kind = TimeGrid

    def __init__(self):
        super().__init__()
        self.moves = []
        self.surface = self.kind(FrozenClock(datetime(2026, 11, 24, 3, 25, tzinfo=UTC)))
        if self.kind is TimeGrid:
            self.surface.show_days(WEEK)
        self.surface.resize(800, 600)
        self.surface.entry_moved.connect(self.moves.append)
        self.surface.day_wanted.connect(self.show_day)
        self.surface.show()
        self.surface.setFocus()

    def show_day(self, day):
        if not date(1990, 1, 1) < day < date(2090, 1, 1):
            return
        if self.kind is TimeGrid:
            self.surface.show_days([day + timedelta(days=n) for n in range(7)])
        elif self.kind is MonthGrid:
            self.surface.show_month(day)
        else:
            self.surface.show_year(day.year)

    @rule(entries=ENTRIES)
    def entries_come(self, entries):
        self.surface.show_entries(entries)

    @rule(at_=POINTS, modifiers=MODIFIERS)
    def the_button_is_pressed(self, at_, modifiers):
        press(self.surface, at_, modifiers)

    @rule(at_=POINTS, modifiers=MODIFIERS)
    def the_mouse_moves(self, at_, modifiers):
        move(self.surface, at_, modifiers)

    @rule(at_=POINTS)
    def the_button_is_let_go(self, at_):
        release(self.surface, at_)
        assert self.surface.drag is None

    @rule(at_=POINTS)
    def it_is_clicked_twice(self, at_):
        QTest.mouseDClick(self.surface.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at_)

    @rule(which=KEYS, modifiers=MODIFIERS)
    def a_key_is_pressed(self, which, modifiers):
        edit = getattr(self.surface, "title_edit", None)
        QTest.keyClick(edit or self.surface, which, modifiers)

    @rule(width=st.integers(100, 900), height=st.integers(80, 700))
    def the_window_is_resized(self, width, height):
        self.surface.resize(width, height)

    @invariant()
    def what_is_moved_lasts_some_time(self):
        assert all(one.end > one.start for one in self.moves if one.entry.end > one.entry.start)
        assert all(one.entry.may_edit for one in self.moves)

    @invariant()
    def what_is_chosen_is_shown(self):
        chosen = self.surface.chosen
        assert chosen is None or any(chosen is one for one in self.surface.entries)

    @invariant()
    def it_can_be_painted(self):
        self.surface.grab()

    def teardown(self):
        self.surface.close()
        self.surface.deleteLater()
        QApplication.sendPostedEvents(None, 52)


class HandsOnMonths(Hands):
    kind = MonthGrid


class HandsOnYears(Hands):
    kind = YearGrid


@pytest.mark.parametrize("hands", [Hands, HandsOnMonths, HandsOnYears])
def test_hands_and_keys_leave_it_in_order(qtbot, hands):
    limits = settings(max_examples=8, stateful_step_count=20, deadline=None)
    run_state_machine_as_test(hands, settings=limits)
