"""Gives actions other keys: find one, press the keys; a clash is named and not taken over."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.views.shell.action_set import ActionSet
from desktop.views.shell.fuzzy import score
from desktop.views.shell.settings_keeper import SettingsKeeper
from desktop.views.shell.shortcuts import is_usable, key_text, keys_of, parse_keys
from desktop.views.theme import look
from desktop.views.widgets.result_list import Result, ResultView


class KeysEditor(QWidget):
    """Lists all actions with their keys and changes those of the marked one."""

    def __init__(
        self, keeper: SettingsKeeper, actions: ActionSet, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._actions = actions
        self.field = QLineEdit(self)
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._on_field_text_changed)
        self.list = ResultView(self)
        self.list.setFrameShape(ResultView.Shape.StyledPanel)
        self.list.selectionModel().currentChanged.connect(self._on_list_current_changed)
        self.keys = QKeySequenceEdit(self)
        self.keys.setMaximumSequenceLength(1)
        self.keys.keySequenceChanged.connect(self._on_keys_changed)
        self.use = QPushButton(self)
        self.use.clicked.connect(self._on_use_clicked)
        self.remove = QPushButton(self)
        self.remove.clicked.connect(self._on_remove_clicked)
        self.reset = QPushButton(self)
        self.reset.clicked.connect(self._on_reset_clicked)
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self._place_parts()
        keeper.changed.connect(self._on_keeper_changed)
        self.retranslate()

    def _place_parts(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.keys, 1)
        for button in (self.use, self.remove, self.reset):
            button.setAutoDefault(False)
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 0, 16, 8)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        layout.addLayout(row)
        layout.addWidget(self.message)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.field.setPlaceholderText(_("Find an action"))
        self.field.setAccessibleName(_("Find an action"))
        self.list.setAccessibleName(_("Actions and their keys"))
        self.keys.setAccessibleName(_("New keys"))
        self.use.setText(_("Use these keys"))
        self.remove.setText(_("No keys"))
        self.reset.setText(_("Reset to default"))
        self._show_lines()

    def select(self, key: str) -> None:
        """Mark an action."""
        for row, line in enumerate(self.list.results):
            if line.payload == key:
                self.list.setCurrentIndex(self.list.model().index(row, 0))

    def current(self) -> str:
        """Return the key of the marked action, or ""."""
        index = self.list.currentIndex()
        return str(self.list.results[index.row()].payload) if index.isValid() else ""

    def _show_lines(self) -> None:
        marked, typed = self.current(), self.field.text()
        own = self._keeper.settings.shortcuts
        lines = [
            Result(
                self._actions.label(action.key).replace("…", ""),
                _("own keys") if action.key in own else "",
                action.icon,
                ", ".join(key_text(keys) for keys in self._actions.keys(action.key)),
                action.key,
            )
            for action in self._actions
            if score(typed, self._actions.label(action.key))
        ]
        self.list.show_results(lines)
        self.select(marked)
        self._show_current()

    def _show_current(self) -> None:
        key = self.current()
        for widget in (self.keys, self.use, self.remove, self.reset):
            widget.setEnabled(bool(key))
        keys = self._actions.keys(key) if key else ()
        self.keys.setKeySequence(parse_keys(keys[0] if keys else ""))
        self.use.setEnabled(False)
        self.message.clear()

    def _problem(self, keys: str) -> str:
        """Return why the keys cannot be used, or ""."""
        action = self._actions.declared(self.current())
        if not is_usable(keys, action.area):
            return _("These keys are needed for typing. Add Ctrl, or use a function key.")
        settings = self._keeper.settings
        for other in self._actions:
            taken = keys_of(other, settings.key_scheme, settings.shortcuts)
            if other.key != action.key and keys in [parse_keys(k).toString() for k in taken]:
                label = self._actions.label(other.key).replace("…", "")
                return _("{keys} already does “{action}”. Take it away there first.").format(
                    keys=key_text(keys), action=label
                )
        return ""

    @Slot(QKeySequence)
    def _on_keys_changed(self, sequence: QKeySequence) -> None:
        typed = sequence.toString()
        if not self.current() or not typed or typed in self._normal_keys():
            self.use.setEnabled(False)
            self.message.clear()
            return
        problem = self._problem(typed)
        self.message.setText(problem)
        self.use.setEnabled(not problem)

    def _normal_keys(self) -> list[str]:
        return [parse_keys(keys).toString() for keys in self._actions.keys(self.current())]

    @Slot()
    def _on_use_clicked(self) -> None:
        self._give((self.keys.keySequence().toString(),))

    @Slot()
    def _on_remove_clicked(self) -> None:
        self._give(())

    @Slot()
    def _on_reset_clicked(self) -> None:
        own = {k: v for k, v in self._keeper.settings.shortcuts.items() if k != self.current()}
        self._keeper.change(shortcuts=own)

    def _give(self, keys: tuple[str, ...]) -> None:
        own = {**self._keeper.settings.shortcuts, self.current(): keys}
        self._keeper.change(shortcuts=own)

    @Slot(str)
    def _on_field_text_changed(self, _text: str) -> None:
        self._show_lines()

    @Slot(QModelIndex, QModelIndex)
    def _on_list_current_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_current()

    @Slot(object, object)
    def _on_keeper_changed(self, _before: object, _now: object) -> None:
        self._show_lines()

    # Qt's names
    def changeEvent(self, event: QEvent) -> None:
        """Follow language and look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            palette = self.message.palette()
            palette.setColor(palette.ColorRole.WindowText, look().colour("danger"))
            self.message.setPalette(palette)
