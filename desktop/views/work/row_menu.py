"""The menu of chosen rows: what can be done with them, and the states they can be put in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.core.commands import CommandFacts
from desktop.core.i18n import _
from desktop.core.quick_dataclass import dataclass
from desktop.views.icons import icon
from desktop.views.records.command_icons import command_icon
from desktop.views.shell.actions_records import COMMAND_ICONS
from desktop.views.widgets.roomy_menu import RoomyMenu

# Commands that move a task or project from one state to another, in the order of its life.
STATE_VERBS = ("begin", "start", "wait", "pause", "finish", "cancel", "reopen")


@dataclass(frozen=True, slots=True)
class Deed:
    """An entry of the menu that the page itself carries out; None is a line between groups."""

    label: str
    icon: str
    act: Callable[[], object]
    is_danger: bool = False


class RowMenu(RoomyMenu):
    """Offers deeds and commands.

    Signals:
        command_chosen: the key of a command.
    """

    command_chosen = Signal(str)

    def __init__(
        self,
        deeds: Sequence[Deed | None],
        commands: Sequence[CommandFacts],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        for deed in deeds:
            if deed is None:
                self.addSeparator()
                continue
            action = QAction(
                icon(deed.icon, "danger" if deed.is_danger else None), deed.label, self
            )
            action.triggered.connect(deed.act)
            self.addAction(action)
        if deeds and commands:
            self.addSeparator()
        for facts in commands:
            command = _CommandAction(facts, self)
            command.chosen.connect(self.command_chosen)
            self.addAction(command)
        if not deeds and not commands:
            self.addAction(_("Nothing can be done here now")).setEnabled(False)

    def open_at(self, at: QPoint) -> None:
        """Show it; it goes when it is closed."""
        self.aboutToHide.connect(self.deleteLater)
        self.popup(at)


def states_of(commands: Sequence[CommandFacts]) -> list[CommandFacts]:
    """Return the commands that change the state, in the order of a life."""
    found = [facts for facts in commands if facts.key.partition(".")[2] in STATE_VERBS]
    return sorted(found, key=lambda facts: STATE_VERBS.index(facts.key.partition(".")[2]))


class _CommandAction(QAction):
    """A command in the menu.

    Signals:
        chosen: its key.
    """

    chosen = Signal(str)

    def __init__(self, facts: CommandFacts, parent: QObject) -> None:
        picture = icon(COMMAND_ICONS.get(facts.key) or command_icon(facts.key))
        super().__init__(picture, _(facts.label), parent)
        self._key = facts.key
        self.triggered.connect(self._on_triggered)

    @Slot()
    def _on_triggered(self) -> None:
        self.chosen.emit(self._key)
