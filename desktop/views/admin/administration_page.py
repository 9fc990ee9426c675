"""The page "Administration": a tab for each of its parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QLabel, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desktop.core.commands import CommandFacts
from desktop.core.i18n import _
from desktop.views.admin.sections import SECTIONS, Section
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.shell.screens import connect
from desktop.views.theme import look

BAR: Final = ("sync.now", "sync.show")


class AdministrationPage(QWidget):
    """Makes each part when it is first shown.

    Signals:
        target_chosen: a Target to go to.
    """

    target_chosen = Signal(object)
    bar_keys = BAR

    def __init__(
        self,
        jobs: Jobs,
        sections: Sequence[Section] = SECTIONS,
        commands: Sequence[CommandFacts] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.commands = commands  # what roles may permit
        self._jobs = jobs
        self._sections = sections
        self._made: dict[str, QWidget] = {}
        self._head = QLabel(self)
        self.names = QTabBar(self)
        self.names.setExpanding(False)
        self.names.setDrawBase(False)
        for one in sections:
            self.names.addTab(icon(one.icon), "")
        self._stack = QStackedWidget(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(10)
        layout.addWidget(self._head)
        layout.addWidget(self.names)
        layout.addWidget(self._stack, 1)
        self.retranslate()
        self._show_chosen()
        self.names.currentChanged.connect(self._show_chosen)

    def focus_first(self) -> None:
        """Put the keyboard onto the names of the parts."""
        self.names.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_section(self, key: str) -> None:
        """Show a part; one that is not there changes nothing."""
        for row, one in enumerate(self._sections):
            if one.key == key:
                self.names.setCurrentIndex(row)

    @Slot()
    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self._head.setText(_("Administration"))
        self._head.setFont(look().font("headline", 600))
        self.names.setAccessibleName(_("Administration"))
        for row, one in enumerate(self._sections):
            self.names.setTabText(row, _(one.label))

    @Slot()
    def _show_chosen(self) -> None:
        row = self.names.currentIndex()
        if not 0 <= row < len(self._sections):
            return
        section = self._sections[row]
        if section.key not in self._made:
            self._made[section.key] = section.make(self._jobs, self)
            connect(self._made[section.key], "target_chosen", self.target_chosen.emit)
            self._stack.addWidget(self._made[section.key])
        self._stack.setCurrentWidget(self._made[section.key])

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language: the parts are made anew, as they hold nothing that was typed.

        While a dialog is filled in they stay: it would go with the part that it belongs to.
        """
        super().changeEvent(event)
        if event.type() != QEvent.Type.LanguageChange:
            return
        self.retranslate()
        if any(one.isVisible() for one in self.findChildren(QDialog)):
            return
        for widget in self._made.values():
            self._stack.removeWidget(widget)
            widget.deleteLater()
        self._made.clear()
        self._show_chosen()
