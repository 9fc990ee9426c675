"""Tells a single click on an entry from a double click and from a drag."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication

from desktop.core.diary.entry import Entry

EntryAt = Callable[[QPoint], Entry | None]


class CardTrigger(QObject):
    """Watches the surface of a diary; a card opens when no second click can follow any more.

    Signals:
        triggered: the Entry, and the global point that was clicked.
    """

    triggered = Signal(object, object)

    def __init__(self, view: QAbstractScrollArea, entry_at: EntryAt) -> None:
        super().__init__(view)
        self._viewport = view.viewport()
        self._entry_at = entry_at
        self._pressed: QPoint | None = None
        self._clicked: tuple[Entry, QPoint] | None = None
        self._wait = QTimer(self, singleShot=True)
        self._wait.timeout.connect(self._on_wait_timeout)
        self._viewport.installEventFilter(self)
        view.installEventFilter(self)  # keys go there

    @Slot()
    def _on_wait_timeout(self) -> None:
        is_covered = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        if self._clicked is not None and self._viewport.isVisible() and not is_covered:
            self.triggered.emit(*self._clicked)
        self._clicked = None

    def _on_pressed(self, event: QMouseEvent) -> None:
        self._forget()
        is_plain = not event.modifiers() and event.button() == Qt.MouseButton.LeftButton
        self._pressed = event.position().toPoint() if is_plain else None

    def _on_released(self, event: QMouseEvent) -> None:
        at, pressed = event.position().toPoint(), self._pressed
        self._pressed = None
        if pressed is None:
            return
        if (at - pressed).manhattanLength() >= QApplication.startDragDistance():
            return
        entry = self._entry_at(at)
        if entry is not None:
            self._clicked = (entry, event.globalPosition().toPoint())
            self._wait.start(QApplication.doubleClickInterval())

    def _forget(self) -> None:
        self._wait.stop()
        self._clicked = self._pressed = None

    # Qt's names
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at clicks; take none away."""
        kind = event.type()
        if isinstance(event, QMouseEvent):
            if kind == QEvent.Type.MouseButtonPress:
                self._on_pressed(event)
            elif kind == QEvent.Type.MouseButtonRelease:
                self._on_released(event)
            elif kind == QEvent.Type.MouseButtonDblClick:
                self._forget()
        elif kind in (QEvent.Type.Wheel, QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            self._forget()  # whoever goes on by keys wants no card
        return False
