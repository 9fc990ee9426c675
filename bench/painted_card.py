"""The card of a customer on a screen, and how long it takes until its timeline is painted."""

from __future__ import annotations

import time
import uuid

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QListView, QWidget

from bench.painted import SIZE, Screen
from desktop.core.entities import get_entity
from desktop.views.customer.design import register_designs
from desktop.views.records.form_editors import FormEditors
from desktop.views.records.record_page import RecordPage
from desktop.views.records.timeline_view import TimelineView


class PaintWatch(QObject):
    """Notes when a list was painted with entries in it."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self.painted_at = 0.0
        self._view = view
        view.viewport().installEventFilter(self)

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look at paint events, and let all pass."""
        if event.type() == QEvent.Type.Paint and self._view.model().rowCount():
            self.painted_at = time.perf_counter()
        return super().eventFilter(watched, event)


def paint_card(screen: Screen, record_id: uuid.UUID) -> float:
    """Make the card of a customer, open it, and return the milliseconds until it is painted."""
    register_designs()
    window = QWidget()
    started = time.perf_counter()
    editors = FormEditors(screen.jobs, (), lambda *_: None, window)
    page = RecordPage(get_entity("account"), screen.jobs, editors.make, lambda *_: QWidget())
    page.setParent(window)
    page.resize(*SIZE)
    window.resize(*SIZE)
    window.show()
    timeline = page.findChild(TimelineView)
    assert timeline is not None
    view = timeline.findChild(QListView)
    assert view is not None
    watch = PaintWatch(view)
    page.open(record_id)
    screen.until(lambda: watch.painted_at > started)
    taken = (watch.painted_at - started) * 1000
    window.close()
    window.deleteLater()
    return taken
