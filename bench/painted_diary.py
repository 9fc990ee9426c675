"""How long a diary takes to place and paint 2,000 entries: a week, a month."""

from __future__ import annotations

import random
import time
import uuid
from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtWidgets import QApplication

from bench.figures import Conditions, Figure, bench, median_of
from bench.painted import SIZE
from desktop.core.diary.entry import Entry
from desktop.core.diary.spans import midnight
from desktop.views.appearance import apply_theme
from desktop.views.diary.canvas.canvas import Canvas
from desktop.views.diary.canvas.month_grid import MonthGrid
from desktop.views.diary.canvas.time_grid import TimeGrid
from desktop.views.tokens import BADGES

ENTRIES = 2_000
MONTH = date(2026, 11, 1)
FIRST = date(2026, 10, 26)  # of the six weeks of November 2026
WARM_UP = 3  # the first times render icons and measure texts, which are kept
PLACES = ("Hanoi", "Room 2", "", "", "Hotel Melia, floor 12")


@bench(
    Figure("C1.month", "month of 2,000 events: place and paint", "ms", limit=16, goal=10),
    Figure("C1.week", "week of 2,000 events: place and paint", "ms", limit=16, goal=10),
)
def measure_diary(conditions: Conditions) -> dict[str, float]:
    """Measure from entries that come until they are painted."""
    application = QApplication.instance() or QApplication(["bench", "-platform", "offscreen"])
    assert isinstance(application, QApplication)
    apply_theme(application, "light")
    month, week = MonthGrid(), TimeGrid()
    month.show_month(MONTH)
    monday = FIRST + timedelta(days=28)
    week.show_days([monday + timedelta(days=n) for n in range(7)])
    repeats = max(5, conditions.repeats)
    return {
        "C1.month": median_of(_painted(month, entries_of(FIRST, 42), repeats)),
        "C1.week": median_of(_painted(week, entries_of(monday, 7), repeats)),
    }


def _painted(surface: Canvas, entries: tuple[Entry, ...], repeats: int) -> list[float]:
    """Return the milliseconds of each time that the entries come anew and are painted."""
    surface.resize(*SIZE)
    surface.show()
    QApplication.processEvents()  # before, it has no place to paint on
    times = []
    for turn in range(repeats + WARM_UP):
        coming = tuple(entries[turn % 2 :])  # another tuple: nothing that was placed is kept
        times.append(_milliseconds(lambda: _come(surface, coming)))  # noqa: B023 - called at once
    surface.close()
    surface.deleteLater()
    return times[WARM_UP:]


def _come(surface: Canvas, entries: tuple[Entry, ...]) -> None:
    surface.show_entries(entries)
    surface.viewport().repaint()


def _milliseconds(act: Callable[[], None]) -> float:
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


def entries_of(first: date, days: int, count: int = ENTRIES) -> tuple[Entry, ...]:
    """Return entries spread over days as in a busy company; the same ones each time."""
    chance = random.Random(4)
    return tuple(_entry(chance, first, days, number) for number in range(count))


def _entry(chance: random.Random, first: date, days: int, number: int) -> Entry:
    start = midnight(first) + timedelta(
        days=chance.randrange(days), minutes=15 * chance.randrange(28, 76)
    )
    is_all_day = chance.random() < 0.07
    if is_all_day:
        start = midnight(start.date())
        end = start + timedelta(days=chance.randrange(1, 5))
    else:
        end = start + timedelta(minutes=15 * chance.randrange(1, 12))
    return Entry(
        uuid.UUID(int=chance.getrandbits(128)),
        "",
        f"Meeting {number} with customer {number % 50}",
        start,
        end,
        is_all_day,
        colour=chance.choice(BADGES),
        show_as=chance.choice(("busy", "busy", "busy", "tentative", "free", "away")),
        is_recurring=chance.random() < 0.8,
        may_edit=True,
        place=chance.choice(PLACES),
    )
