"""Surfaces of a diary in the week of 23 November 2026, at 10:25 on its Tuesday."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from desktop.core.clock import FrozenClock
from desktop.views.diary.canvas.mini_calendar import MiniCalendar
from desktop.views.diary.canvas.month_grid import MonthGrid
from desktop.views.diary.canvas.time_grid import TimeGrid
from desktop.views.diary.canvas.year_grid import YearGrid

WEEK = [date(2026, 11, 23) + timedelta(days=n) for n in range(7)]


class Heard:
    """Everything that a surface told, by the names of its signals."""

    def __init__(self, surface, *names):
        self.told = []
        self._hearers = [self._hearer(name) for name in names]
        for name, hear in zip(names, self._hearers, strict=True):
            getattr(surface, name).connect(hear)

    def _hearer(self, name):
        return lambda *values: self.told.append((name, *values))

    def of(self, name):
        return [one[1:] for one in self.told if one[0] == name]


@pytest.fixture
def clock():
    return FrozenClock(datetime(2026, 11, 24, 3, 25, tzinfo=UTC))


def shown(surface, qtbot, width=1000, height=700):
    qtbot.addWidget(surface)
    surface.resize(width, height)
    surface.show()
    qtbot.waitExposed(surface)
    surface.activateWindow()
    surface.setFocus()
    qtbot.waitUntil(surface.hasFocus)
    return surface


@pytest.fixture
def week(qtbot, clock):
    grid = TimeGrid(clock)
    grid.show_days(WEEK)
    return shown(grid, qtbot)


@pytest.fixture
def month(qtbot, clock):
    grid = MonthGrid(clock)
    grid.show_month(date(2026, 11, 1))
    return shown(grid, qtbot)


@pytest.fixture
def year(qtbot, clock):
    grid = YearGrid(clock)
    grid.show_year(2026)
    return shown(grid, qtbot)


@pytest.fixture
def mini(qtbot, clock):
    made = MiniCalendar(clock)
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    made.show()
    qtbot.waitExposed(made)
    return made
