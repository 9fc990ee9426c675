"""The cheat sheet: all keys at a glance, by where they work."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.views.shell.action_set import ActionSet
from desktop.views.shell.actions import AREA_LABELS
from desktop.views.shell.fuzzy import score
from desktop.views.shell.shortcuts import key_text
from desktop.views.theme import look
from desktop.views.widgets.result_list import Result, ResultView


class ShortcutSheet(QDialog):
    """Shows the keys of every action that can be reached; Enter in the list runs nothing."""

    def __init__(self, actions: ActionSet, parent: QWidget) -> None:
        super().__init__(parent)
        self._actions = actions
        self.field = QLineEdit(self)
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._on_field_text_changed)
        self.list = ResultView(self)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self._buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._buttons)
        self.resize(look().px(560), look().px(640))
        actions.keys_changed.connect(self._show_lines)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.setWindowTitle(_("Keyboard shortcuts"))
        self.field.setPlaceholderText(_("Find an action or keys"))
        self.field.setAccessibleName(_("Find an action or keys"))
        self.list.setAccessibleName(_("Keyboard shortcuts"))
        self._show_lines()

    @Slot()
    def _show_lines(self) -> None:
        typed = self.field.text()
        lines: list[Result] = []
        for area, label in AREA_LABELS.items():
            members = [
                Result(words, "", action.icon, keys)
                for action in self._actions
                if action.area == area
                and self._actions.is_bound(action.key)
                and (keys := ", ".join(key_text(k) for k in self._actions.keys(action.key)))
                and score(typed, (words := self._actions.label(action.key).replace("…", "")) + keys)
            ]
            if members:
                lines += [Result(_(label), is_head=True), *members]
        self.list.show_results(lines or [Result(_("Nothing fits"), is_head=True)], select=False)

    @Slot(str)
    def _on_field_text_changed(self, _text: str) -> None:
        self._show_lines()

    # Qt's names
    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
