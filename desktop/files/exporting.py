"""Exporting lists to files: what the window asks the worker for.

Rows are read page by page by a snapshot of the list, so that a million of them need no memory and
the file has the order that the list had when the export began.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, TypedDict

from desktop.core.entities import Entity, get_entity
from desktop.core.errors import NotAllowedError
from desktop.core.field_paths import find_field, path_label
from desktop.core.fields import Kind, value_kind
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.pages import ListQuery
from desktop.core.ports import Reads
from desktop.core.queries import query_from_json
from desktop.core.statistics import has_several_values
from desktop.core.tables import CellKind, CellValue, ColumnSpec
from desktop.files.card_rows import card_query, cards_of
from desktop.files.sandbox import Cancelled
from desktop.files.writing import Progress, write_table
from desktop.files.writing_vcard import write_cards
from desktop.services.long_work import LongWork, long_work
from desktop.services.steps import Steps, without_collection
from desktop.store.blobs import Blobs

_LIST: Final = 1  # the number of our only snapshot in a reader of our own
_AT_ONCE: Final = 1000  # rows read in one go
_CELL_KINDS: Final = {
    Kind.INTEGER: CellKind.INTEGER,
    Kind.DURATION: CellKind.INTEGER,
    Kind.RATING: CellKind.INTEGER,
    Kind.MONEY: CellKind.MONEY,
    Kind.PERCENT: CellKind.PERCENT,
    Kind.DATE: CellKind.DATE,
    Kind.MOMENT: CellKind.MOMENT,
    Kind.FLAG: CellKind.FLAG,
}


class _Watch(TypedDict):
    """How writers tell how far they are, and learn that they are to stop."""

    progress: Progress
    cancelled: Cancelled


@long_work("export.run")
def run_export(
    work: LongWork,
    query: Mapping[str, Any],
    path: str,
    ids: Sequence[str] | None = None,
    cards: str = "",
) -> Json:
    """Write a list to a file; its name decides the format (.xlsx, .csv, .tsv).

    Args:
        work: see LongWork.
        query: as `core.queries.query_to_json` wrote it; its columns become the file's.
        path: the file, replaced whole at the end.
        ids: only these records, in this order.
        cards: a version of vCard ("3.0", "4.0") if contact cards are wanted instead of a table.

    Raises:
        NotAllowedError: the right is missing, or such records are internal.
        FileProblem: it cannot be written; nothing was changed.
        CancelledError: the person cancelled; an earlier file at `path` is untouched.
    """
    wanted = query_from_json(query)
    entity = get_entity(wanted.entity)
    if wanted.group in entity.by_name and has_several_values(entity.field(wanted.group)):
        wanted = replace(wanted, group="")  # a file has each record once
    if not work.actor.may(f"{entity.key}.export"):
        raise NotAllowedError(_("You lack the right to export such records."))
    if entity.internal:
        raise NotAllowedError(_("What is internal does not leave the house."))
    if cards:
        wanted = card_query(entity, wanted)
    reads = work.reads()
    try:
        total = reads.snapshot(_LIST, wanted).total if ids is None else len(ids)
        steps = Steps(work.report, total)
        with without_collection():
            portions = _listed(reads, total) if ids is None else _chosen(ids)
            watch: _Watch = {"progress": steps.reach, "cancelled": steps.cancelled}
            if cards:
                load = Blobs(work.profile, work.store.key).read
                people = cards_of(reads, entity, wanted, portions, load)
                written = write_cards(Path(path), people, cards, **watch)
            else:
                columns = [_column(entity, name) for name in wanted.columns]
                rows = _rows(reads, wanted, portions)
                title = _(entity.plural)
                written = write_table(Path(path), columns, rows, title=title, **watch)
    finally:
        reads.close()
    return {
        "path": str(written.path),
        "rows": written.rows,
        "sheets": written.sheets,
        "shortened": written.shortened,
    }


def _listed(reads: Reads, total: int) -> Iterator[list[uuid.UUID]]:
    for first in range(0, total, _AT_ONCE):
        yield reads.ids_between(_LIST, first, first + _AT_ONCE - 1)


def _chosen(ids: Sequence[str]) -> Iterator[list[uuid.UUID]]:
    for first in range(0, len(ids), _AT_ONCE):
        yield [uuid.UUID(one) for one in ids[first : first + _AT_ONCE]]


def _rows(
    reads: Reads, query: ListQuery, portions: Iterator[list[uuid.UUID]]
) -> Iterator[Sequence[CellValue]]:
    for ids in portions:
        yield from reads.cells_for_files(query, ids)  # type: ignore[misc]  # the kind suite proves that they are cells


def _column(entity: Entity, path: str) -> ColumnSpec:
    field = find_field(entity, path)
    label = path_label(entity, path)
    if field.part_of and field.name == path:
        label = f"{_(entity.field(field.part_of).label)} – {label}"
    return ColumnSpec(label, _CELL_KINDS.get(value_kind(field), CellKind.TEXT))
