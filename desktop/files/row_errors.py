"""The rows that an import refused, each with its reason, as a file to correct and import again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from desktop.core.i18n import _
from desktop.core.tables import CellValue, ColumnSpec, TableFormat, TableInfo, Written
from desktop.files.sandbox import Cancelled, never
from desktop.files.writing_csv import write_csv
from desktop.files.writing_xlsx import write_xlsx

Failure = tuple[Sequence[CellValue], str]  # a row as it was read, and the sentence


def suggest_error_path(info: TableInfo, folder: Path | None = None) -> Path:
    """Return a free name beside the file (or in `folder`) for the rows it could not give.

    The format is that of the file; of those that are only read (.xls, .ods…), .xlsx.
    """
    place = folder or info.path.parent
    suffix = info.path.suffix.lower() if info.format is TableFormat.CSV else ".xlsx"
    stem = _("{name} - rows with errors").format(name=info.path.stem)
    number, path = 1, place / f"{stem}{suffix}"
    while path.exists():
        number += 1
        path = place / f"{stem} ({number}){suffix}"
    return path


def write_error_rows(
    path: Path,
    headers: Sequence[str],
    failures: Iterable[Failure],
    info: TableInfo,
    cancelled: Cancelled = never,
) -> Written:
    """Write the refused rows under their headers, the reasons in the last column.

    A CSV keeps its delimiter and becomes UTF-8; everything else becomes .xlsx. Once corrected, the
    file can be imported as it is: the column of reasons matches no field.

    Raises:
        FileProblem: it cannot be written.
        CancelledError: `cancelled` said so.
    """
    refused = list(failures)
    width = max([len(headers), *(len(row) for row, _reason in refused)])
    labels = [*headers, *[""] * (width - len(headers))]
    columns = [*(ColumnSpec(label) for label in labels), ColumnSpec(_("Reason"), width=60)]
    rows = [(*row, *[None] * (width - len(row)), reason) for row, reason in refused]
    if info.format is TableFormat.CSV:
        return write_csv(path, columns, rows, delimiter=info.delimiter or ";", cancelled=cancelled)
    return write_xlsx(path, columns, rows, cancelled=cancelled)
