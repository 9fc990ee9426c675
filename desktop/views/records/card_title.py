"""The title of a card: in as many lines as it needs, or cut to one where there is little height."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.views.theme import look

LEAST = 60  # pixels of its width


class CardTitle(QLabel):
    """Shows the title of a record; a cut one is whole under the pointer and for screen readers."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._whole = ""
        self._is_low = False
        self.setFont(look().font("headline", 600))
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setMinimumWidth(LEAST)
        self.setWordWrap(True)

    def show_title(self, text: str) -> None:
        """Show the title of another record."""
        self._whole = text
        self.setAccessibleName(text)
        self._write()

    def be_low(self, *, is_low: bool) -> None:
        """Keep to one line, or not."""
        self._is_low = is_low
        self.setWordWrap(not is_low)
        policy = self.sizePolicy()
        wish = QSizePolicy.Policy.Ignored if is_low else QSizePolicy.Policy.Preferred
        policy.setHorizontalPolicy(wish)
        self.setSizePolicy(policy)
        self._write()

    def _write(self) -> None:
        shown = self._whole
        if self._is_low:
            elide = Qt.TextElideMode.ElideRight
            shown = self.fontMetrics().elidedText(shown, elide, self.width())
        self.setToolTip("" if shown == self._whole else self._whole)
        if shown != self.text():
            self.setText(shown)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the title where it ends now."""
        super().resizeEvent(event)
        if self._is_low:
            self._write()
