"""Importing tables from files: what the window asks the worker for.

`import.look` opens a file, `import.match` suggests what its columns hold, `import.try` tells what
an import would do, `import.run` does it, `import.state` tells how far it came, `import.undo` takes
it back.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from desktop.core.entities import get_entity
from desktop.core.errors import CancelledError, InputError, NotAllowedError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.imports.card_columns import suggest_card_columns
from desktop.core.imports.importable import suggest_columns
from desktop.core.imports.plan import ImportPlan, plan_from_json
from desktop.core.imports.results import ImportResult, result_to_json, trial_to_json
from desktop.core.tables import SheetColumn, table_to_json
from desktop.files.import_rows import ImportRows, refused_rows
from desktop.files.row_errors import suggest_error_path, write_error_rows
from desktop.files.tables import open_table
from desktop.services.backups.making import back_up_before_import
from desktop.services.imports import runs
from desktop.services.imports.trial import TrialNotes
from desktop.services.imports.writing import Writer
from desktop.services.long_work import LongWork, long_work
from desktop.services.steps import Steps, without_collection
from desktop.store.blobs import Blobs

log = logging.getLogger(__name__)

ERROR_FOLDER: Final = "imports"  # in a plain profile: the refused rows of each import


@long_work("import.look")
def look_at_file(
    work: LongWork, path: str, encoding: str = "", delimiter: str = "", repair: str = ""
) -> Json:
    """Return what table a file holds, as `core.tables.table_to_json` writes it.

    Raises:
        FileProblem: it cannot be read; the text says why and what to do.
    """
    steps = Steps(work.report, 0)
    table = open_table(
        Path(path),
        encoding=encoding,
        delimiter=delimiter,
        repair=repair,
        cancelled=steps.cancelled,
    )
    return table_to_json(table.info)


@long_work("import.match")
def match_file_columns(
    work: LongWork, entity: str, columns: Sequence[Mapping[str, Any]], *, cards: bool = False
) -> Json:
    """Return [column, field, confidence from 0 to 1] of each column that seems to be a field.

    `columns` are {"index", "header", "samples": texts}; with `cards` those of a file of vCards.
    """
    _require(work, entity)
    found = tuple(
        SheetColumn(column["index"], column["header"], tuple(column["samples"]))
        for column in columns
    )
    suggest = suggest_card_columns if cards else suggest_columns
    matches = suggest(get_entity(entity), found)
    return [[match.column, match.key, match.confidence] for match in matches]


@long_work("import.try")
def try_import(work: LongWork, plan: Mapping[str, Any]) -> Json:
    """Return what an import would do, as `core.imports.results.trial_to_json` writes it.

    Raises:
        FileProblem: the file cannot be read, or was changed since it was looked at.
        CancelledError: the person cancelled.
    """
    wanted = plan_from_json(plan)
    _require(work, wanted.entity)
    with ImportRows(work, wanted) as rows, without_collection():
        notes = TrialNotes(get_entity(wanted.entity))
        for portion in rows.portions():
            notes.add(portion, rows.sorting.sort(portion))
            rows.steps.advance(len(portion))
        rows.steps.finish()
        told = (*rows.notes, *rows.sorting.ending.notes())
        return trial_to_json(notes.result(rows.reader, rows.sorting.names, told))


@long_work("import.run")
def run_import(work: LongWork, plan: Mapping[str, Any], run: str) -> Json:
    """Import, and return the result as `core.imports.results.result_to_json` writes it.

    Cancelled, it ends between two transactions and returns what was done till then; that can be
    taken back like any other import. `run` is the id that its record gets. Cancelled before that,
    while the data are backed up, it has done nothing and there is no record of it.

    Raises:
        FileProblem, StorageError, BusyError: what was written till then stays, as above; where
            there is no room for the backup that is made first, nothing is written.
    """
    wanted, run_id = plan_from_json(plan), uuid.UUID(run)
    _require(work, wanted.entity)
    keep = Blobs(work.profile, work.store.key).put
    back_up_before_import(work)
    with ImportRows(work, wanted, keep) as rows, without_collection():
        runs.begin_run(work.store, work.actor, wanted, run_id)
        entity = get_entity(wanted.entity)
        writer = Writer(work.store, work.actor, entity, wanted.policy, run_id)
        status, error_file = runs.FAILED, ""
        try:
            status = _write_all(work, rows, writer)
        finally:
            error_file = _write_errors(work, wanted, writer)
            runs.end_run(work.store, work.actor, run_id, status, writer.counts, error_file)
    told = (*rows.notes, *rows.sorting.ending.notes())
    result = ImportResult(run, writer.counts, status == runs.STOPPED, error_file, told)
    return result_to_json(result)


@long_work("import.state")
def read_import(work: LongWork, run: str) -> Json:
    """Return {"status", "result"} of an import, whoever ran it; None if it never began.

    A worker that was just started has marked those that died with the one before as stopped.
    """
    found = runs.read_run(work.store, work.actor, uuid.UUID(run))
    if found is None:
        return None
    status, result = found
    return {"status": status, "result": result_to_json(result)}


@long_work("import.undo")
def undo_import(work: LongWork, run: str = "", group: int = 0) -> Json:
    """Take an import back; return how many records were left alone, as they changed since.

    It is named by its record, or by its group of changes.

    Raises:
        RuleBrokenError: it was taken back already, or is still running.
        CancelledError: the person cancelled; the rest can be taken back later.
    """
    if not work.actor.may("import_run.undo"):
        raise NotAllowedError(_("You lack the right to take an import back."))
    found = uuid.UUID(run) if run else runs.run_of(work.store, work.actor, group)
    undone = runs.undo_run(work.store, work.actor, found, work.report)
    return {"changes": undone.changes, "left": undone.left, "waits": undone.waits}


def _write_all(work: LongWork, rows: ImportRows, writer: Writer) -> str:
    """Write every portion; return DONE, or STOPPED if the person cancelled."""
    try:
        for portion in rows.portions():
            found = rows.sorting.sort(portion)
            for entity, titles in rows.sorting.names.take_new():
                writer.write_names(entity, titles)
            writer.write(found, rows.steps.advance)
        rows.sorting.ending.write(writer.work)
        rows.steps.finish()
    except CancelledError:
        return runs.STOPPED
    return runs.DONE


def _write_errors(work: LongWork, plan: ImportPlan, writer: Writer) -> str:
    """Write the refused rows to a file in the profile; return its path, "" if there is none."""
    if not writer.failed:
        return ""
    # Other programs must read them; in an encrypted profile nothing is plain.
    folder = work.profile / ERROR_FOLDER if work.store.key is None else plan.table.path.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = suggest_error_path(plan.table, folder)
        write_error_rows(path, plan.headers, refused_rows(writer.failed, plan.headers), plan.table)
    except (InputError, OSError):
        log.warning("the refused rows could not be written", exc_info=True)
        return ""
    return str(path)


def _require(work: LongWork, entity: str) -> None:
    if not work.actor.may(f"{entity}.import"):
        raise NotAllowedError(_("You lack the right to import such records."))
