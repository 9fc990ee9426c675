"""Changing or deleting very many records: in short transactions that are undone as one."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from desktop.core.entities import get_entity
from desktop.core.errors import NotAllowedError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.kinds import kind_of
from desktop.core.queries import query_from_json
from desktop.services.long_work import LongWork, long_work
from desktop.store.work import Work

_LIST: Final = 1
_IDS_AT_ONCE: Final = 20_000

Ids = list[uuid.UUID]


@long_work("records.change")
def change_many(
    work: LongWork,
    entity: str,
    values: Mapping[str, Any],
    ids: Sequence[str] = (),
    query: Mapping[str, Json] | None = None,
) -> Json:
    """Give the same values to many records, named by `ids` or by a list's `query`.

    Raises:
        NotAllowedError: the person lacks the right.
        CancelledError: what was changed till then stays, and can be undone.
    """
    fields = get_entity(entity).by_name
    new = {name: kind_of(fields[name]).from_json(value) for name, value in values.items()}

    def write(unit: Work, piece: Ids) -> object:
        return unit.bulk_update(entity, piece, new)

    return _in_batches(work, f"{entity}.change", _ids(work, ids, query), write)


@long_work("records.delete")
def delete_many(
    work: LongWork,
    entity: str,
    ids: Sequence[str] = (),
    query: Mapping[str, Json] | None = None,
) -> Json:
    """Put many records into the bin; see `change_many`."""

    def write(unit: Work, piece: Ids) -> object:
        return unit.delete(entity, piece)

    return _in_batches(work, f"{entity}.delete", _ids(work, ids, query), write)


@long_work("records.restore")
def restore_many(
    work: LongWork,
    entity: str,
    ids: Sequence[str] = (),
    query: Mapping[str, Json] | None = None,
) -> Json:
    """Take many records out of the bin; see `change_many`."""

    def write(unit: Work, piece: Ids) -> object:
        return unit.restore(entity, piece)

    return _in_batches(work, f"{entity}.restore", _ids(work, ids, query), write)


def _in_batches(
    work: LongWork, command: str, ids: Ids, write: Callable[[Work, Ids], object]
) -> Json:
    if not work.actor.may(command):
        raise NotAllowedError(_("You lack the right to do this."))

    def progress(done: int, of: int) -> None:
        work.report(done, of)

    changes = work.store.in_batches(work.actor, command, ids, write, progress)
    return {"records": len(ids), "group": changes.group}


def _ids(work: LongWork, ids: Sequence[str], query: Mapping[str, Json] | None) -> Ids:
    if query is None:
        return [uuid.UUID(one) for one in ids]
    wanted = query_from_json(query)
    reads = work.reads()
    total = reads.snapshot(_LIST, wanted).total
    found: Ids = []
    for first in range(0, total, _IDS_AT_ONCE):
        work.report(0, total)
        found += reads.ids_between(_LIST, first, min(total, first + _IDS_AT_ONCE) - 1)
    reads.close_list(_LIST)
    return found
