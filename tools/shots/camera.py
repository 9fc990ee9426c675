"""Takes one picture of the window with everything that lies over it, as a screen would show it.

Without a window system nobody draws frames and titles around dialogs, so this does.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.views.theme import look

TITLE: Final = 30  # logical pixels
WINDOW_TYPES: Final = Qt.WindowType.WindowType_Mask
DRESSED: Final = (Qt.WindowType.Window, Qt.WindowType.Dialog)


def overlays(window: QWidget) -> list[QWidget]:
    """Return what lies over the window: dialogs first, then pop-ups and menus."""
    tops = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not window]
    return sorted(tops, key=_height)


def take(window: QWidget, path: Path) -> None:
    """Save a picture of the window and what lies over it."""
    over = overlays(window)
    box = QRect(QPoint(0, 0), window.size())
    for one in over:
        box |= _outer(one, window)
    ratio = window.devicePixelRatioF()
    picture = QPixmap(box.size() * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor("#7d8794"))
    painter = QPainter(picture)
    painter.translate(-box.topLeft())
    painter.drawPixmap(0, 0, window.grab())
    for one in over:
        _paint(painter, one, window)
    painter.end()
    path.parent.mkdir(parents=True, exist_ok=True)
    if not picture.save(str(path)):
        raise OSError(f"{path} could not be written")


def _height(widget: QWidget) -> int:
    """Return how high a widget lies: windows, then dialogs, then what pops up."""
    kind = widget.windowFlags() & WINDOW_TYPES
    if kind not in DRESSED:
        return 2
    return 1 if isinstance(widget, QDialog) else 0


def _is_dressed(widget: QWidget) -> bool:
    flags = widget.windowFlags()
    return (flags & WINDOW_TYPES) in DRESSED and not flags & Qt.WindowType.FramelessWindowHint


def _place(widget: QWidget, window: QWidget) -> QPoint:
    return widget.mapToGlobal(QPoint(0, 0)) - window.mapToGlobal(QPoint(0, 0))


def _outer(widget: QWidget, window: QWidget) -> QRect:
    inner = QRect(_place(widget, window), widget.size())
    return inner.adjusted(-1, -TITLE - 1, 1, 1) if _is_dressed(widget) else inner


def _paint(painter: QPainter, widget: QWidget, window: QWidget) -> None:
    at = _place(widget, window)
    if _is_dressed(widget):
        outer = _outer(widget, window)
        painter.fillRect(outer.adjusted(-6, -4, 6, 8), QColor(0, 0, 0, 36))
        painter.fillRect(outer, look().colour("rail"))
        painter.setPen(look().colour("text"))
        painter.setFont(look().font("text", 600))
        strip = QRect(outer.left() + 12, outer.top(), outer.width() - 24, TITLE)
        painter.drawText(strip, int(Qt.AlignmentFlag.AlignVCenter), widget.windowTitle())
        painter.setPen(QPen(look().colour("outline")))
        painter.drawRect(outer.adjusted(0, 0, -1, -1))
    painter.drawPixmap(at, widget.grab())
