"""Every action that a role can permit: the commands, and what is done without being one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from desktop.core.commands import CommandFacts
from desktop.core.entities import iter_entities
from desktop.core.i18n import N_

# What belongs to no kind of record, by the first part of its name.
GROUPS: Final = {"server": N_("Company server"), "undo": N_("Taking back")}
NAMED: Final = (
    CommandFacts("import_run.undo", N_("Take an import back")),
    CommandFacts("server.manage", N_("Back up, restore and look after the server")),
    CommandFacts("undo.group", N_("Take back what others did")),
)
# What is done with the lists of each kind of record that has lists.
WITH_LISTS: Final = (("import", N_("Import")), ("export", N_("Export")))


def all_actions(commands: Iterable[CommandFacts]) -> Iterator[CommandFacts]:
    """Yield what a role can permit: the `commands`, then what no command does."""
    yield from commands
    yield from NAMED
    for entity in iter_entities():
        if not entity.hidden:
            for verb, label in WITH_LISTS:
                yield CommandFacts(f"{entity.key}.{verb}", label)
