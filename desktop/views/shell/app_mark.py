"""The program's own mark: what title bars, task bars and the tray show."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap

from desktop.views.icons import pixmap
from desktop.views.tokens import THEMES

SIZES: Final = (16, 32, 48, 128)
DRAWING: Final = "contact-round"
FILLED: Final = 0.72  # of the mark's side


def app_mark() -> QIcon:
    """Return the mark; its colours are those of no theme, as it stands outside the window."""
    mark = QIcon()
    for side in SIZES:
        mark.addPixmap(_paint(side))
    return mark


def show_app_mark() -> None:
    """Give all windows the mark, if they have none yet."""
    if QGuiApplication.windowIcon().isNull():
        QGuiApplication.setWindowIcon(app_mark())


def _paint(side: int) -> QPixmap:
    drawn = QPixmap(side, side)
    drawn.fill(Qt.GlobalColor.transparent)
    colours = THEMES["light"]
    inner = round(side * FILLED)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.accent))
    painter.drawRoundedRect(QRectF(0, 0, side, side), side * 0.22, side * 0.22)
    corner = (side - inner) // 2
    painter.drawPixmap(QPoint(corner, corner), pixmap(DRAWING, inner, colours.base))
    painter.end()
    return drawn
