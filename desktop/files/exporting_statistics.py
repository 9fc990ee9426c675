"""Exporting the table of a statistic: what the window asks the worker for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from desktop.core.entities import get_entity
from desktop.core.errors import NotAllowedError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.tables import CellKind, CellValue, ColumnSpec
from desktop.files.writing import write_table
from desktop.services.long_work import LongWork, long_work
from desktop.services.steps import Steps


@long_work("statistics.export")
def export_statistics(
    work: LongWork,
    entity: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str | None]],
    path: str,
) -> Json:
    """Write a table of numbers to a file; its name decides the format (.xlsx, .csv, .tsv).

    Args:
        work: see LongWork.
        entity: whose records were counted; its right to export is needed.
        columns: the heads, that of the labels first.
        rows: a label and numbers as plain text, None where there is none.
        path: the file, replaced whole at the end.

    Raises:
        FileProblem: it cannot be written; nothing was changed.
        NotAllowedError: such records may not be exported.
        CancelledError: the person cancelled; an earlier file at `path` is untouched.
    """
    counted = get_entity(entity)
    if not work.actor.may(f"{counted.key}.export"):
        raise NotAllowedError(_("You lack the right to export such records."))
    kinds = [CellKind.TEXT, *(_kind(rows, place) for place in range(1, len(columns)))]
    steps = Steps(work.report, len(rows))
    written = write_table(
        Path(path),
        [ColumnSpec(label, kind) for label, kind in zip(columns, kinds, strict=True)],
        _cells(rows),
        title=_("Statistics"),
        progress=steps.reach,
        cancelled=steps.cancelled,
    )
    return {"path": str(written.path), "rows": written.rows}


def _kind(rows: Sequence[Sequence[str | None]], place: int) -> CellKind:
    """Return how a column holds its numbers: whole ones, or some with decimals."""
    is_whole = all("." not in (row[place] or "") for row in rows)
    return CellKind.INTEGER if is_whole else CellKind.DECIMAL


def _cells(rows: Sequence[Sequence[str | None]]) -> Iterator[Sequence[CellValue]]:
    for label, *numbers in rows:
        yield (label, *(None if one is None else _number(one) for one in numbers))


def _number(text: str) -> CellValue:
    number = Decimal(text)
    return int(number) if number == number.to_integral_value() else number
