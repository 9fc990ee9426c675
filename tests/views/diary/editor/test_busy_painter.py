"""The strip of busy times borrows the colours of the theme and leaves them as they are."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from desktop.core.diary.time_spans import TimeSpan
from desktop.views.diary.editor import busy_painter
from desktop.views.theme import look


def test_the_accent_of_the_theme_is_not_faded_by_the_event_that_is_marked(qapp):
    event = TimeSpan(
        datetime.fromisoformat("2026-11-23T09:00"), datetime.fromisoformat("2026-11-23T10:00")
    )
    image = QImage(400, 20, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    busy_painter.paint_bar(
        painter, QRect(0, 0, 400, 20), busy_painter.DayScale.around(event), (), event
    )
    painter.end()
    assert look().colour("accent").alpha() == 255
