"""Importing tables from files: what the window asks the worker for.

`import.look` opens a file, `import.match` suggests what its columns hold, `import.try` tells what
an import would do, `import.run` does it, `import.undo` takes it back.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

from desktop.core.clock import SystemClock
from desktop.core.entities import get_entity
from desktop.core.errors import AppError, CancelledError, NotAllowedError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.ids import new_id
from desktop.core.imports.importable import suggest_columns
from desktop.core.imports.plan import ImportPlan, plan_from_json
from desktop.core.imports.results import ImportResult, result_to_json, trial_to_json
from desktop.core.tables import SheetColumn, TableRow, table_to_json
from desktop.files.row_errors import suggest_error_path, write_error_rows
from desktop.files.tables import RowBatches, TableFile, open_table
from desktop.services.imports import runs
from desktop.services.imports.cells import FileRow, RowReader
from desktop.services.imports.sorting import Sorting
from desktop.services.imports.steps import Steps
from desktop.services.imports.trial import TrialNotes
from desktop.services.imports.writing import Writer
from desktop.services.long_work import LongWork, long_work
from desktop.store.reader import Reader

log = logging.getLogger(__name__)

ERROR_FOLDER: Final = "imports"  # in the profile: the refused rows of each import
_WINDOW: Final = 1000  # rows that are sorted together: half a second, in which nobody can cancel


@long_work("import.look")
def look_at_file(work: LongWork, path: str, encoding: str = "", delimiter: str = "") -> Json:
    """Return what table a file holds, as `core.tables.table_to_json` writes it.

    Raises:
        FileProblem: it cannot be read; the text says why and what to do.
    """
    steps = Steps(work.report, 0)
    table = open_table(
        Path(path), encoding=encoding, delimiter=delimiter, cancelled=steps.cancelled
    )
    return table_to_json(table.info)


@long_work("import.match")
def match_file_columns(
    work: LongWork, entity: str, columns: Sequence[Mapping[str, Any]]
) -> Json:
    """Return for each column that can be matched [column, field, confidence from 0 to 1].

    `columns` are {"index", "header", "samples": texts}.
    """
    found = tuple(
        SheetColumn(column["index"], column["header"], tuple(column["samples"]))
        for column in columns
    )
    matches = suggest_columns(get_entity(entity), found)
    return [[match.column, match.key, match.confidence] for match in matches]


@long_work("import.try")
def try_import(work: LongWork, plan: Mapping[str, Any]) -> Json:
    """Return what an import would do, as `core.imports.results.trial_to_json` writes it."""
    with _Rows(work, plan_from_json(plan)) as rows:
        notes = TrialNotes(rows.entity)
        for window in rows.windows():
            notes.add(window, rows.sorting.sort(window))
            rows.steps.advance(len(window))
        rows.steps.finish()
        return trial_to_json(notes.result(rows.reader, rows.sorting.names, rows.notes))


@long_work("import.run")
def run_import(work: LongWork, plan: Mapping[str, Any], run: str) -> Json:
    """Import, and return the result as `core.imports.results.result_to_json` writes it.

    Cancelled, it ends between two transactions and returns what was done till then; that can be
    taken back like any other import. `run` is the id that its record gets.
    """
    wanted, run_id = plan_from_json(plan), uuid.UUID(run)
    with _Rows(work, wanted) as rows:
        runs.begin_run(work.store, work.actor, wanted, run_id)
        writer = Writer(work.store, work.actor, rows.entity, wanted.policy, run_id)
        status = runs.FAILED
        try:
            status = _write_all(rows, writer)
        finally:
            path = _write_errors(work, wanted, writer.failed)
            runs.end_run(work.store, work.actor, run_id, status, writer.counts, path)
    is_stopped = status == runs.STOPPED
    result = ImportResult(run, writer.counts, is_stopped, path, rows.notes)
    return result_to_json(result)


@long_work("import.undo")
def undo_import(work: LongWork, run: str) -> Json:
    """Take an import back; return how many records were left alone, as they changed since."""
    _require(work, "import_run.undo")

    def report(done: int, total: int) -> None:
        work.report(done, total)

    undone = runs.undo_run(work.store, work.actor, uuid.UUID(run), report)
    return {"left": undone.left}
