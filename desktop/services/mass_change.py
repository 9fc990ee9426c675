"""Doing the same with very many records: in short transactions that are undone as one."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from typing import Any, Final

from desktop.core.entities import get_entity
from desktop.core.errors import NotAllowedError, RuleBrokenError
from desktop.core.filters import Json
from desktop.core.fitting import FITS_NONE, fitting_ids
from desktop.core.i18n import _
from desktop.core.pages import ListQuery
from desktop.core.ports import Reads
from desktop.core.queries import query_from_json
from desktop.services.commands import get_command
from desktop.services.long_work import LongWork, long_work
from desktop.services.records import read_values
from desktop.services.telling import tell_concerned
from desktop.store.change_groups import before_group
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
        RuleBrokenError: one of the fields is kept by the program.
        CancelledError: what was changed till then stays, and can be undone.
    """
    new = read_values(get_entity(entity), values)

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


@long_work("records.run")
def run_on_many(
    work: LongWork,
    command: str,
    answers: Mapping[str, Any],
    ids: Sequence[str] = (),
    query: Mapping[str, Json] | None = None,
) -> Json:
    """Run a command that takes `ids` on those of many records that it fits; see `change_many`.

    Raises:
        NotAllowedError: the person lacks the right.
        RuleBrokenError: it fits none of them, or it refuses one; what was done before stays.
        CancelledError: what was done till then stays, and can be undone.
    """
    found = get_command(command)

    def write(unit: Work, piece: Ids) -> object:
        return found.run(unit, ids=[str(one) for one in piece], **answers)

    chosen = _ids(work, ids, query)
    with closing(work.reads()) as reads:
        fitting = fitting_ids(reads, found.facts, chosen)
    if not fitting:
        raise RuleBrokenError(_(FITS_NONE))
    return _in_batches(work, command, fitting, write)


def _in_batches(
    work: LongWork, command: str, ids: Ids, write: Callable[[Work, Ids], object]
) -> Json:
    if not work.actor.may(command):
        raise NotAllowedError(_("You lack the right to do this."))

    def progress(done: int, of: int) -> None:
        work.report(done, of)

    changes = work.store.in_batches(work.actor, command, ids, write, progress)
    if changes.group:
        with work.store.work(work.actor, command, group=changes.group) as unit:
            tell_concerned(unit, before_group(unit.connection, changes.group))
    return {"records": len(ids), "group": changes.group}


def _ids(work: LongWork, ids: Sequence[str], query: Mapping[str, Json] | None) -> Ids:
    if query is None:
        return [uuid.UUID(one) for one in ids]
    with closing(work.reads()) as reads:
        return _ids_of(work, reads, query_from_json(query))


def _ids_of(work: LongWork, reads: Reads, query: ListQuery) -> Ids:
    total = reads.snapshot(_LIST, query).total
    found: Ids = []
    for first in range(0, total, _IDS_AT_ONCE):
        work.report(0, total)
        found += reads.ids_between(_LIST, first, min(total, first + _IDS_AT_ONCE) - 1)
    return found
