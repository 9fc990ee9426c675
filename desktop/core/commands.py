"""What the screens know of a command: enough to show, ask for and start it by its key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from desktop.core.fields import Field
from desktop.core.filters import Json
from desktop.core.quick_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class CommandFacts:
    """A command as data, carried by the manifest.

    `form` are the questions asked before it runs; a command with `on_records` takes `ids`.
    `offered` is a field and its values with which a card offers the command: "" stands for nothing,
    "*" for anything, "-" for never, as lists and menus alone offer it; a command without it is
    always offered. `makes` is the entity of the new records whose ids the command answers.
    """

    key: str  # "<entity>.<verb>", also the name of the right to it
    label: str  # English msgid
    form: tuple[Field, ...] = ()
    on_records: bool = False
    undo: bool = True  # False: it leaves the house and cannot be taken back
    generic: bool = False  # offered by every entity's screens in their own way, not in menus
    offered: tuple[str, ...] = ()
    makes: str = ""

    @property
    def entity(self) -> str:
        """The key of the entity that the command acts on."""
        return self.key.partition(".")[0]

    def is_offered(self, values: Mapping[str, Json]) -> bool:
        """Tell whether the card of a record with these values offers the command."""
        if not self.offered:
            return True
        name, *wanted = self.offered
        value = values.get(name)
        return ("" if value in (None, "", []) else "*") in wanted or value in wanted

    def fits(self, values: Mapping[str, Json]) -> bool:
        """Tell whether lists and menus offer the command for a record with these values."""
        return "-" in self.offered[1:] or self.is_offered(values)


LIST_DEEDS: Final = ("change", "delete", "restore", "run")  # "run": an import


def is_list_deed(command: str, commands: Iterable[CommandFacts]) -> bool:
    """Tell whether a person let the worker do it in a list, so that it can be taken back there."""
    is_on_many = any(one.key == command and one.on_records and one.undo for one in commands)
    return is_on_many or command.rpartition(".")[2] in LIST_DEEDS
