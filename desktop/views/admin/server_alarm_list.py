"""What is wrong with the server, each with a sentence, and how to start the service."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import N_, _
from desktop.core.server_alarms import Alarm
from desktop.core.server_state import ServerState
from desktop.views.icons import icon
from desktop.views.theme import look

RUN: Final = (
    'python -m desktop.agent run --connect "host=localhost user=postgres" --database {name}'
)
FILES: Final = (
    "python -m desktop.agent files --user postgres "
    '--connect "host=localhost user=postgres" --database {name}'
)
TOLD: Final = (
    N_("On the server's machine, this command starts it:"),
    N_("and this one writes the file by which the system starts it at each boot:"),
)
GRAVE: Final = frozenset((Alarm.NO_AGENT, Alarm.NO_COPY, Alarm.OVERDUE, Alarm.FAILED, Alarm.BROKEN))
_ICON: Final = 18


class AlarmList(QWidget):
    """One line for each alarm; that all is well is a line too."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sentences: list[str] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.commands = QWidget(self)
        self._commands = [CommandLine(_(told), self.commands) for told in TOLD]
        below = QVBoxLayout(self.commands)
        below.setContentsMargins(look().px(_ICON + 8), 0, 0, 0)
        below.setSpacing(6)
        for line in self._commands:
            below.addWidget(line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self._lines)
        layout.addWidget(self.commands)
        self.commands.hide()

    def show_alarms(
        self, state: ServerState, found: Sequence[tuple[Alarm, str]], more: Sequence[str]
    ) -> None:
        """Show what is wrong, and what else is to be told."""
        lines = [
            (sentence, "circle-alert", "danger" if alarm in GRAVE else "warning")
            for alarm, sentence in found
        ]
        lines += [(sentence, "info", "muted") for sentence in more]
        if not found:
            lines.insert(
                0, (_("The server is well, and its copies are good."), "circle-check", "success")
            )
        self._show(lines)
        for line, command in zip(self._commands, (RUN, FILES), strict=True):
            line.show_command(command.format(name=state.database))
        self.commands.setVisible(any(alarm is Alarm.NO_AGENT for alarm, _sentence in found))

    def show_problem(self, sentence: str) -> None:
        """Show why the server could not be asked; what was known stays below."""
        self._show([(sentence, "circle-alert", "warning")])

    def _show(self, lines: Sequence[tuple[str, str, str]]) -> None:
        self.sentences = [sentence for sentence, _name, _role in lines]
        while (item := self._lines.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        for sentence, name, role in lines:
            self._lines.addWidget(self._line(sentence, name, role))

    def _line(self, sentence: str, name: str, role: str) -> QWidget:
        line = QWidget(self)
        mark, text = QLabel(line), QLabel(sentence, line)
        mark.setPixmap(icon(name, role, _ICON).pixmap(look().px(_ICON)))
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, 1)
        return line


class CommandLine(QWidget):
    """A command to be copied, below what it does."""

    def __init__(self, told: str, parent: QWidget) -> None:
        super().__init__(parent)
        label = QLabel(told, self)
        label.setWordWrap(True)
        self.text = QLineEdit(self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(told)
        label.setBuddy(self.text)
        self.copy = QPushButton(icon("copy"), _("Copy"), self)
        self.copy.setAutoDefault(False)
        self.copy.clicked.connect(self._on_copy_clicked)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.text, 1)
        row.addWidget(self.copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(label)
        layout.addLayout(row)

    def show_command(self, command: str) -> None:
        """Show a command."""
        if command != self.text.text():
            self.text.setText(command)
            self.text.setCursorPosition(0)

    @Slot()
    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self.text.text())
