"""The thin line that says that numbers are being counted."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.core.i18n import _

BUSY_AFTER: Final = 250  # ms: what takes less is not told
_HEIGHT: Final = 3  # logical pixels


class BusyMark(QProgressBar):
    """Keeps its room while it is not seen, so that nothing moves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._soon = QTimer(self, singleShot=True, interval=BUSY_AFTER)
        self._soon.timeout.connect(self._on_soon)
        self.setTextVisible(False)
        self.setFixedHeight(_HEIGHT)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Speak the language of now."""
        self.setAccessibleName(_("Counting"))

    def expect(self) -> None:
        """Show it soon, unless the answer is there before."""
        if not self._soon.isActive() and self.isHidden():
            self._soon.start()

    @Slot(object, object)
    def advance(self, done: int, of: int) -> None:
        """Show how far it is."""
        self.setRange(0, of)
        self.setValue(done)

    def rest(self) -> None:
        """Show it no more."""
        self._soon.stop()
        self.hide()

    @Slot()
    def _on_soon(self) -> None:
        self.setRange(0, 0)
        self.show()
