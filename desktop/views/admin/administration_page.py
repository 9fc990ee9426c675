"""The page "Administration": its parts at the left, the one that was chosen beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.views.admin.sections import SECTIONS, Section
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.theme import look

WIDTH: Final = 176  # of the names of the parts


class AdministrationPage(QWidget):
    """Makes each part when it is first shown."""

    def __init__(
        self, jobs: Jobs, sections: Sequence[Section] = SECTIONS, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._sections = sections
        self._made: dict[str, QWidget] = {}
        self._head = QLabel(self)
        self.names = QListWidget(self)
        self.names.setFixedWidth(look().px(WIDTH))
        self.names.setFrameShape(QListWidget.Shape.NoFrame)
        self.names.setIconSize(QSize(18, 18))
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for one in sections:
            item = QListWidgetItem(icon(one.icon, None, 18), "", self.names)
            item.setSizeHint(QSize(0, look().px(34)))
        self._stack = QStackedWidget(self)
        self._lay_out()
        self.names.currentRowChanged.connect(self._on_names_current_row_changed)
        self.retranslate()
        self.names.setCurrentRow(0)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self._head)
        left.addWidget(self.names, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(20)
        layout.addLayout(left)
        layout.addWidget(self._stack, 1)

    def focus_first(self) -> None:
        """Put the keyboard onto the names of the parts."""
        self.names.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_section(self, key: str) -> None:
        """Show a part; one that is not there changes nothing."""
        for row, one in enumerate(self._sections):
            if one.key == key:
                self.names.setCurrentRow(row)

    @Slot()
    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self._head.setText(_("Administration"))
        self._head.setFont(look().font("headline", 600))
        self.names.setAccessibleName(_("Administration"))
        for row, one in enumerate(self._sections):
            self.names.item(row).setText(_(one.label))

    @Slot()
    def _on_names_current_row_changed(self) -> None:
        row = self.names.currentRow()
        if not 0 <= row < len(self._sections):
            return
        section = self._sections[row]
        if section.key not in self._made:
            self._made[section.key] = section.make(self._jobs, self)
            self._stack.addWidget(self._made[section.key])
        self._stack.setCurrentWidget(self._made[section.key])

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language: the parts are made anew, as they hold nothing that was typed."""
        super().changeEvent(event)
        if event.type() != QEvent.Type.LanguageChange:
            return
        self.retranslate()
        for widget in self._made.values():
            self._stack.removeWidget(widget)
            widget.deleteLater()
        self._made.clear()
        self._on_names_current_row_changed()
