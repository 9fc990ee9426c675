"""Views on scroll areas that PySide knows from the start."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

ON_BASE: Final = "on_base"  # the property of a scroll bar that scrolls the ground of lists


def use_own_viewport(area: QAbstractScrollArea, *, is_filled: bool) -> None:
    """Give `area` a viewport of ours, on the ground of lists; its owner may paint that itself.

    For a viewport that Qt made, and for the box that Qt puts round a scroll bar, PySide finds out
    what they are by making all its widget classes: 6 ms of a start. So the style, which paints
    scroll bars on the ground of what they scroll, is told by the bars.
    """
    viewport = QWidget(area)
    viewport.setObjectName("qt_scrollarea_viewport")  # as Qt calls its own
    viewport.setBackgroundRole(QPalette.ColorRole.Base)
    viewport.setAutoFillBackground(is_filled)
    area.setViewport(viewport)
    for bar in (area.verticalScrollBar(), area.horizontalScrollBar()):
        bar.setProperty(ON_BASE, True)
