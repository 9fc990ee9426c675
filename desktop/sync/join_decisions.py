"""Doing what somebody decided before joining: records of mine give way to the company's."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from desktop.core.clock import local_day
from desktop.core.entities import get_entity, iter_entities
from desktop.core.join_plan import Choice, Decision
from desktop.core.sequences import number_in
from desktop.store import number_blocks as blocks
from desktop.store import numbering
from desktop.store.bulk import update_each
from desktop.store.migrations import HEAD
from desktop.store.mirror.joining import give_way
from desktop.store.mirror.overlay import write_row
from desktop.store.mirror.wire_rows import WireRow, read_wire_row, wire_columns, wire_row
from desktop.store.search_index import refresh
from desktop.store.transactions import Writing
from desktop.sync.centre import Centre
from desktop.sync.chosen import note_chosen
from desktop.sync.matching import own_series

Rows = Mapping[tuple[str, str], WireRow]  # of the company, by entity and id


def rows_of(centre: Centre, decisions: Sequence[Decision]) -> Rows:
    """Return the records of the company to which some of mine give way."""
    wanted = {(one.entity, one.theirs) for one in decisions if one.choice is not Choice.BOTH}
    found: dict[tuple[str, str], WireRow] = {}
    for key in sorted({entity for entity, _id in wanted}):
        entity = get_entity(key)
        for cells in centre.rows(key, HEAD):
            row = wire_row(entity, cells)
            if (key, str(row["id"])) in wanted:
                found[key, str(row["id"])] = row
    return found


class JoinDecisions:
    """What is done in the transaction that joins; `chosen` does what is sent after it."""

    def __init__(self, decisions: Iterable[Decision], rows: Rows, branch: str) -> None:
        self._decisions = [one for one in decisions if (one.entity, one.theirs) in rows]
        self._rows = rows
        self._branch = branch

    def prepare(self, writing: Writing) -> set[bytes]:
        """Let records of mine give way, before the others are offered; return the company's."""
        if self._branch:
            self._put_branch(writing)
        pairs: dict[str, list[tuple[uuid.UUID, uuid.UUID]]] = defaultdict(list)
        for one in self._decisions:
            entity, mine = get_entity(one.entity), uuid.UUID(one.mine)
            row = read_wire_row(writing.connection, entity, mine.bytes)
            if row is None or one.choice is Choice.BOTH:
                continue
            columns = wire_columns(entity)
            values = {name: row.get(name) for name in one.fields if name in columns}
            write_row(writing.connection, entity, self._rows[one.entity, one.theirs])
            pairs[one.entity].append((mine, uuid.UUID(one.theirs)))
            if values and one.choice is Choice.MERGE:
                note_chosen(writing.connection, entity, uuid.UUID(one.theirs), values)
        for key, some in pairs.items():
            give_way(writing.connection, get_entity(key), some)
            refresh(writing.connection, get_entity(key), [theirs.bytes for _mine, theirs in some])
        return {uuid.UUID(one.theirs).bytes for one in self._decisions}

    def _put_branch(self, writing: Writing) -> None:
        """Put letters before the codes that were given here."""
        day = local_day(writing.now)
        for entity in iter_entities():
            for field in own_series(entity):
                pattern = numbering.pattern_of(writing.connection, entity.key, field)
                rows = numbering.codes_of(writing.connection, entity, field)
                changes = [
                    (uuid.UUID(bytes=row), {field.name: f"{self._branch}{code}"})
                    for row, code in rows
                    if number_in(pattern, code, day) is not None
                ]
                update_each(writing, entity.key, changes)
        blocks.set_branch(writing.connection, self._branch)
