"""Doing what somebody decided before joining: records of mine give way to the company's."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from desktop.core.clock import local_day
from desktop.core.entities import get_entity, iter_entities
from desktop.core.join_plan import Choice, Decision
from desktop.core.sequences import number_in
from desktop.core.wire import from_wire
from desktop.store import number_blocks as blocks
from desktop.store import numbering
from desktop.store.bulk import update_each
from desktop.store.migrations import HEAD
from desktop.store.mirror.joining import give_way
from desktop.store.mirror.overlay import write_row
from desktop.store.mirror.wire_rows import WireRow, read_wire_row, wire_columns, wire_row
from desktop.store.search_index import refresh
from desktop.store.shapes import shape_of
from desktop.store.transactions import Writing
from desktop.store.work import Store
from desktop.sync.centre import Centre
from desktop.sync.matching import own_series

Rows = Mapping[tuple[str, str], WireRow]  # of the company, by entity and id
Values = dict[str, Any]


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
    """What is done in the transaction that joins, and what is sent after it."""

    def __init__(self, decisions: Iterable[Decision], rows: Rows, branch: str) -> None:
        self._decisions = [one for one in decisions if (one.entity, one.theirs) in rows]
        self._rows = rows
        self._branch = branch
        self._taken: list[tuple[Decision, Values]] = []

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
            columns, shape = wire_columns(entity), shape_of(entity)
            values = {
                name: shape.value(name, from_wire(columns[name], row.get(name)))
                for name in one.fields
                if name in columns
            }
            write_row(writing.connection, entity, self._rows[one.entity, one.theirs])
            pairs[one.entity].append((mine, uuid.UUID(one.theirs)))
            if values and one.choice is Choice.MERGE:
                self._taken.append((one, values))
        for key, some in pairs.items():
            give_way(writing.connection, get_entity(key), some)
            refresh(writing.connection, get_entity(key), [theirs.bytes for _mine, theirs in some])
        return {uuid.UUID(one.theirs).bytes for one in self._decisions}

    def finish(self, store: Store) -> None:
        """Edit the company's records as was chosen, each by itself: one may be refused."""
        for one, values in self._taken:
            with store.work(store.owner(), f"{one.entity}.merge") as work:
                work.bulk_update(one.entity, [uuid.UUID(one.theirs)], values)

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
