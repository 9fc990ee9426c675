"""A hand over a surface of the diary: presses, drags and drops at times and days."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.diary.spans import Span, whole_days
from tests.core.diary.making import moment

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def spot(grid, day, hour=None):
    """Return the point of a surface in the middle of a slot, or of a day's place for whole days."""
    if hour is None:
        rect = grid.rect_of(whole_days(moment(day).date(), moment(day).date()))
        return rect.center()
    start = moment(day, hour)
    rect = grid.rect_of(Span(start, start + timedelta(minutes=grid.options.slot)))
    assert not rect.isEmpty(), "scroll there first"
    return rect.center()


def move(grid, at, modifiers=NONE, buttons=LEFT):
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(at),
        QPointF(grid.viewport().mapToGlobal(at)),
        Qt.MouseButton.NoButton,
        buttons,
        modifiers,
    )
    QApplication.sendEvent(grid.viewport(), event)


def press(grid, at, modifiers=NONE):
    QTest.mousePress(grid.viewport(), LEFT, modifiers, at)


def release(grid, at, modifiers=NONE):
    QTest.mouseRelease(grid.viewport(), LEFT, modifiers, at)


def drag(grid, start, end, modifiers=NONE):
    """Drag from one point to another, in steps as a hand does."""
    press(grid, start)
    for step in range(1, 6):
        move(grid, start + (end - start) * step / 5, modifiers)
    move(grid, end, modifiers)
    release(grid, end, modifiers)


def key(grid, which, modifiers=NONE):
    QTest.keyClick(grid, which, modifiers)


def drop(target, at, data):
    """Drop something from elsewhere; return whether it was taken."""
    actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    enter = QDragEnterEvent(QPoint(at), actions, data, LEFT, NONE)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(QPointF(at), actions, data, LEFT, NONE)
    QApplication.sendEvent(target, event)
    return event.isAccepted()


def calendar_file(path="invitation.ics"):
    from PySide6.QtCore import QUrl

    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path)])
    return data
