"""Commands of the manifest as actions: in the Item menu and the palette they act on what is marked.

A list has a method `run_command`, which acts on its selection; a card says by its signal
`command_requested` what is to be done with its record. `can_run_command` tells whether it fits.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.core.commands import CommandFacts
from desktop.core.manifest import LaterCommands
from desktop.views.records.command_icons import command_icon
from desktop.views.shell.action_set import ActionSet
from desktop.views.shell.actions import Action, Area, Menu
from desktop.views.shell.actions_records import COMMAND_ICONS

GROUP: Final = 5  # of the Item menu
PLAIN_ICON: Final = "circle-play"


def register_commands(actions: ActionSet, commands: Iterable[CommandFacts]) -> None:
    """Make an action of each command on records that is not every entity's."""
    for facts in _on_records(commands):
        icon = COMMAND_ICONS.get(facts.key) or command_icon(facts.key) or PLAIN_ICON
        actions.register(
            Action(
                facts.key,
                facts.label,
                icon,
                menu=Menu.ITEM,
                group=GROUP,
                area=Area.RECORD,
                only_here=True,  # other entities have commands of the same name
            )
        )


def bind_commands(actions: ActionSet, screen: QWidget, commands: Iterable[CommandFacts]) -> None:
    """Let a list or card carry out the commands of its entity."""
    entity = getattr(getattr(screen, "entity", None), "key", "")
    run = getattr(screen, "run_command", None)
    for facts in _on_records(commands):
        if facts.entity == entity and facts.key in actions:
            one = _OnScreen(screen, facts.key, run if callable(run) else None)
            actions.bind(facts.key, one.act, enabled=one.can_act, owner=screen)


def _on_records(commands: Iterable[CommandFacts]) -> list[CommandFacts]:
    own = commands.own if isinstance(commands, LaterCommands) else commands
    return [facts for facts in own if facts.on_records and not facts.generic]


class _OnScreen(QObject):
    """One command on one screen; lives as long as the screen."""

    def __init__(self, screen: QWidget, key: str, run: Callable[[str], object] | None) -> None:
        super().__init__(screen)
        self._screen = screen
        self._key = key
        self._run = run

    def act(self) -> None:
        """Do it."""
        if self._run is not None:
            self._run(self._key)
        else:
            self._screen.command_requested.emit(self._key, [str(self._record_id())])  # type: ignore[attr-defined]  # a card

    def can_act(self) -> bool:
        """Tell whether there is anything to do it to."""
        may = getattr(self._screen, "can_run_command", None)
        if callable(may):
            return bool(may(self._key))
        return self._run is not None or (
            hasattr(self._screen, "command_requested") and self._record_id() is not None
        )

    def _record_id(self) -> uuid.UUID | None:
        found = getattr(self._screen, "record_id", None)
        return found if isinstance(found, uuid.UUID) else None
