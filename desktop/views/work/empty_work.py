"""What an empty plan says: why nothing is shown, and how something comes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QLabel

from desktop.core.i18n import _


class EmptyWork(QLabel):
    """Stands in the middle of a view that has nothing to show."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area.viewport())
        self._area = area
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        area.viewport().installEventFilter(self)
        self.hide()

    def show_if(self, *, is_empty: bool, is_searched: bool) -> None:
        """Say that nothing is here, or nothing that was searched for."""
        text = _("No task here. Press Enter to write the first one.")
        if is_searched:
            text = _("Nothing was found. Change the filter above.")
        self.setText(text)
        self.setVisible(is_empty)
        self._fit()

    def _fit(self) -> None:
        self.setGeometry(self._area.viewport().rect().adjusted(24, 24, -24, -24))

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return False
