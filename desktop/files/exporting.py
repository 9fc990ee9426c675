"""Exporting lists to files: what the window asks the worker for.

Rows are read page by page by a snapshot of the list, so that a million of them need no memory and
the file has the order that the list had when the export began.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from desktop.core.entities import Entity, get_entity
from desktop.core.errors import NotAllowedError
from desktop.core.fields import Field, Kind, value_kind
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.kinds import kind_of
from desktop.core.pages import PAGE_ROWS, ListQuery, Row
from desktop.core.ports import Reads
from desktop.core.queries import query_from_json
from desktop.core.tables import CellKind, CellValue, ColumnSpec
from desktop.files.writing import write_table
from desktop.services.long_work import LongWork, long_work
from desktop.services.steps import Steps

_LIST: Final = 1  # the number of our only snapshot in a reader of our own
_NOBODY: Final = uuid.UUID(int=0)  # of a row whose record was deleted for good meanwhile
_IDS_AT_ONCE: Final = 1000
_NAMED: Final = frozenset({Kind.LINK, Kind.TAGS})
_CELL_KINDS: Final = {
    Kind.INTEGER: CellKind.INTEGER,
    Kind.MONEY: CellKind.MONEY,
    Kind.PERCENT: CellKind.PERCENT,
    Kind.DATE: CellKind.DATE,
    Kind.MOMENT: CellKind.MOMENT,
    Kind.FLAG: CellKind.FLAG,
}

CellOf = Callable[[Row], CellValue]


@long_work("export.run")
def run_export(
    work: LongWork,
    query: Mapping[str, Any],
    path: str,
    ids: Sequence[str] | None = None,
) -> Json:
    """Write a list to a file; its name decides the format (.xlsx, .csv, .tsv).

    Args:
        work: see LongWork.
        query: as `core.queries.query_to_json` wrote it; its columns become the file's.
        path: the file, replaced whole at the end.
        ids: only these records, in this order.

    Raises:
        FileProblem: it cannot be written; nothing was changed.
        CancelledError: the person cancelled; an earlier file at `path` is untouched.
    """
    wanted = query_from_json(query)
    entity = get_entity(wanted.entity)
    if not work.actor.may(f"{entity.key}.export"):
        raise NotAllowedError(_("You lack the right to export such records."))
    fields = [entity.field(name) for name in wanted.columns]
    reads = work.reads()
    try:
        total, rows = _chosen(reads, wanted, ids) if ids is not None else _listed(reads, wanted)
        steps = Steps(work.report, total)
        written = write_table(
            Path(path),
            [_column(entity, field) for field in fields],
            _cells(rows, fields),
            title=_(entity.plural),
            progress=steps.reach,
            cancelled=steps.cancelled,
        )
    finally:
        reads.close()
    return {
        "path": str(written.path),
        "rows": written.rows,
        "sheets": written.sheets,
        "shortened": written.shortened,
    }


def _listed(reads: Reads, query: ListQuery) -> tuple[int, Iterator[Row]]:
    total = reads.snapshot(_LIST, query).total

    def rows() -> Iterator[Row]:
        for first in range(0, total, PAGE_ROWS):
            yield from (row for row in reads.page(_LIST, query, first).rows if row.id != _NOBODY)

    return total, rows()


def _chosen(reads: Reads, query: ListQuery, ids: Sequence[str]) -> tuple[int, Iterator[Row]]:
    def rows() -> Iterator[Row]:
        for first in range(0, len(ids), _IDS_AT_ONCE):
            some = [uuid.UUID(one) for one in ids[first : first + _IDS_AT_ONCE]]
            yield from reads.rows(query, some).rows

    return len(ids), rows()


def _column(entity: Entity, field: Field) -> ColumnSpec:
    label = _(field.label)
    if field.part_of:
        label = f"{_(entity.field(field.part_of).label)} – {label}"
    return ColumnSpec(label, _CELL_KINDS.get(value_kind(field), CellKind.TEXT))


def _cells(rows: Iterator[Row], fields: Sequence[Field]) -> Iterator[Sequence[CellValue]]:
    makers = [_maker(number, field) for number, field in enumerate(fields)]
    for row in rows:
        yield [cell_of(row) for cell_of in makers]


def _maker(number: int, field: Field) -> CellOf:
    """Return what makes the cells of a column; records are written by their titles."""
    if value_kind(field) in _NAMED:

        def title_of(row: Row) -> CellValue:
            return row.texts[number] or None

        return title_of
    export = kind_of(field).export

    def cell_of(row: Row) -> CellValue:
        value = row.values[number]
        return None if value is None else export(field, value)  # type: ignore[return-value]  # the kind suite proves it

    return cell_of
