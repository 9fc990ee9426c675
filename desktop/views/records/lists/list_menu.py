"""The menu of a list's selection."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.core.commands import CommandFacts
from desktop.core.i18n import _
from desktop.core.quick_dataclass import dataclass
from desktop.views.icons import icon
from desktop.views.records.command_icons import command_icon
from desktop.views.widgets.roomy_menu import RoomyMenu


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu; without a text a line between groups."""

    text: str = ""
    icon: str = ""
    slot: Callable[[], object] | None = None
    is_possible: bool = True


class ListMenu(RoomyMenu):
    """What can be done with the selected records, and the commands that the entity declares.

    Signals:
        command_chosen: the key of a command.
    """

    command_chosen = Signal(object)

    def __init__(
        self, entries: Sequence[Entry], commands: Sequence[CommandFacts], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for entry in entries:
            if not entry.text:
                self.addSeparator()
            elif entry.slot is not None:
                action = self.addAction(icon(entry.icon), entry.text)
                action.triggered.connect(entry.slot)
                action.setEnabled(entry.is_possible)
        if commands:
            self.addSeparator()
        for facts in commands:
            action = _CommandAction(facts, self)
            action.command_chosen.connect(self.command_chosen)
            self.addAction(action)


class _CommandAction(QAction):
    """A command of the entity.

    Signals:
        command_chosen: its key.
    """

    command_chosen = Signal(object)

    def __init__(self, facts: CommandFacts, parent: QObject) -> None:
        super().__init__(icon(command_icon(facts.key)), _(facts.label), parent)
        self._key = facts.key
        self.triggered.connect(self._on_triggered)

    @Slot()
    def _on_triggered(self) -> None:
        self.command_chosen.emit(self._key)
