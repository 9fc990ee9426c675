"""Which records a command fits, and which commands fit some records: by what the commands declare.

Lists do not show every field that decides on it, so it is read beside them.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from desktop.core.commands import CommandFacts
from desktop.core.entities import Entity, get_entity
from desktop.core.filters import Json
from desktop.core.i18n import N_
from desktop.core.kinds import kind_of
from desktop.core.pages import ListQuery
from desktop.core.ports import Reads

FITS_NONE: Final = N_("This cannot be done with any of the chosen records as they are now.")
_AT_ONCE: Final = 1_000  # records read in one go


def decides(facts: CommandFacts) -> bool:
    """Tell whether it depends on a record whether the command is offered in lists and menus."""
    return bool(facts.offered) and "-" not in facts.offered[1:]


def fitting_ids(reads: Reads, facts: CommandFacts, ids: Sequence[uuid.UUID]) -> list[uuid.UUID]:
    """Return those of the records that the command fits, in their order."""
    if not decides(facts):
        return list(ids)
    entity = get_entity(facts.entity)
    found = _values(reads, entity, [facts.offered[0]], ids)
    fits = {one for one, values in found if facts.fits(values)}
    return [one for one in ids if one in fits]


def fitting_commands(
    reads: Reads, commands: Sequence[CommandFacts], ids: Sequence[uuid.UUID]
) -> frozenset[str]:
    """Return the keys of the commands that fit at least one of the records.

    The commands are all of one entity, and it depends on the record whether each is offered.
    """
    entity = get_entity(commands[0].entity)
    names = {facts.offered[0] for facts in commands}
    read = [values for _id, values in _values(reads, entity, names, ids)]
    return frozenset(facts.key for facts in commands if any(map(facts.fits, read)))


def _values(
    reads: Reads, entity: Entity, names: Iterable[str], ids: Sequence[uuid.UUID]
) -> Iterator[tuple[uuid.UUID, dict[str, Json]]]:
    query = ListQuery(entity.key, tuple(sorted(names)))
    kinds = [kind_of(entity.field(name)) for name in query.columns]
    for first in range(0, len(ids), _AT_ONCE):
        for row in reads.rows(query, ids[first : first + _AT_ONCE]).rows:
            values = zip(query.columns, kinds, row.values, strict=True)
            yield row.id, {name: kind.to_json(value) for name, kind, value in values}
