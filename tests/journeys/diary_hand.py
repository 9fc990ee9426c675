"""A hand over the diary in this process, and what stands there."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.diary.spans import Span
from desktop.views.diary.canvas.time_grid import TimeGrid
from desktop.views.diary.diary_page import DiaryPage
from tests.journeys.looking import parts

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
STEPS = 6  # of a drag


def entries() -> list[str] | None:
    """Return what the diary in view shows, in the order of time; None if there is none."""
    page = next((one for one in parts() if isinstance(one, DiaryPage)), None)
    if page is None or not page.around.calendars:
        return None
    found = sorted(page.surfaces.entries, key=lambda one: (one.start, one.title))
    return [f"{one.start:%a %H:%M} {one.title}" for one in found]


def day(column: int) -> str | None:
    """Return a day on the screen in ISO 8601, by its place."""
    grid = _grid()
    return None if grid is None else grid.days[column].isoformat()


def drag(start: tuple[int, float], end: tuple[int, float], copies: bool = False) -> bool:
    """Drag from a time to another, both by the place of their day and the hour."""
    grid = _grid()
    if grid is None:
        return False
    first, last = _spot(grid, *start), _spot(grid, *end)
    modifiers = Qt.KeyboardModifier.ControlModifier if copies else NONE
    QTest.mousePress(grid.viewport(), LEFT, NONE, first)
    for step in range(1, STEPS + 1):
        _move(grid, first + (last - first) * step / STEPS, modifiers)
    QTest.mouseRelease(grid.viewport(), LEFT, modifiers, last)
    return True


def click(at: tuple[int, float], double: bool = False) -> bool:
    """Click on a time, by the place of its day and the hour."""
    grid = _grid()
    if grid is None:
        return False
    act = QTest.mouseDClick if double else QTest.mouseClick
    act(grid.viewport(), LEFT, NONE, _spot(grid, *at))
    return True


def _grid() -> TimeGrid | None:
    return next((one for one in parts() if isinstance(one, TimeGrid)), None)


def _spot(grid: TimeGrid, column: int, hour: float) -> QPoint:
    start = datetime.combine(grid.days[column], time()) + timedelta(hours=hour)
    slot = Span(start, start + timedelta(minutes=grid.options.slot))
    grid.bring_into_view(slot)
    return grid.rect_of(slot).center()


def _move(grid: TimeGrid, at: QPoint, modifiers: Qt.KeyboardModifier) -> None:
    place = QPointF(grid.viewport().mapToGlobal(at))
    kind = QEvent.Type.MouseMove
    event = QMouseEvent(kind, QPointF(at), place, Qt.MouseButton.NoButton, LEFT, modifiers)
    QApplication.sendEvent(grid.viewport(), event)
