"""What a card says instead of a record that is not here any more."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.views.icons import icon
from desktop.views.theme import look

PICTURE = 56


class GoneNotice(QWidget):
    """Shows nothing of the record: whoever reads it may not see that any more."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._picture = QLabel(self)
        self._title = QLabel(_("This record is not here any more."), self)
        detail = _("It was deleted for good, or you may not see it any more.")
        self._detail = QLabel(detail, self)
        self._detail.setForegroundRole(self._detail.palette().ColorRole.PlaceholderText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(10)
        layout.addStretch(2)
        for label in (self._picture, self._title, self._detail):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addStretch(3)
        self.setAccessibleName(self._title.text())
        self.hide()
        self._on_look_changed()
        look().changed.connect(self._on_look_changed)

    @Slot()
    def _on_look_changed(self) -> None:
        self._title.setFont(look().font("title", QFont.Weight.DemiBold))
        side = look().px(PICTURE)
        self._picture.setPixmap(icon("file-x", "disabled", side).pixmap(side, side))
