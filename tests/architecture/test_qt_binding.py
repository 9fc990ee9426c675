"""A guard against one fault of the Qt binding that would end the program after some minutes."""

from __future__ import annotations

import sys

from PySide6.QtGui import QImage, QPainter


def test_a_call_that_returns_nothing_keeps_the_count_of_none(qapp):
    """PySide6 6.12.0 loses a reference to None by each of them on Python 3.11, until it aborts."""
    image = QImage(16, 16, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    before = sys.getrefcount(None)
    for _ in range(2000):
        painter.drawRect(1, 1, 4, 4)
    after = sys.getrefcount(None)
    painter.end()
    assert after > before - 500
