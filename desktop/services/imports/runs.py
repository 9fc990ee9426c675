"""The record of each import: begun, ended, found unfinished, taken back."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from desktop.core.clock import to_micros
from desktop.core.errors import RecordGoneError, RuleBrokenError
from desktop.core.i18n import _
from desktop.core.imports.plan import ImportPlan
from desktop.core.imports.results import Counts, ImportResult
from desktop.core.permissions import Actor
from desktop.core.tables import column_letter
from desktop.models.system import ImportRun
from desktop.store.change_groups import count_changes, count_records
from desktop.store.mirror.importing import queue_undo
from desktop.store.work import Store

RUNNING: Final = "running"
DONE: Final = "done"
STOPPED: Final = "stopped"  # by the person, or with the program
FAILED: Final = "failed"
UNDONE: Final = "undone"

_BEGIN: Final = "import_run.create"
_END: Final = "import_run.end"
_UNDO: Final = "import_run.undo"
_LONGEST_NAME: Final = 200
_LONGEST_PATH: Final = 500


@dataclass(frozen=True, slots=True)
class UndoneImport:
    """How many changes were looked at, and how many imported records were changed since.

    `waits`: the company's server takes it back, once it is reached.
    """

    changes: int
    left: int
    waits: bool = False


def begin_run(store: Store, actor: Actor, plan: ImportPlan, run_id: uuid.UUID) -> None:
    """Note that an import begins."""
    with store.work(actor, _BEGIN) as work:
        run = ImportRun(
            id=run_id,
            file_name=plan.table.path.name[:_LONGEST_NAME],
            entity=plan.entity,
            status=RUNNING,
            started_at=work.now,
            mapping=_settings_of(plan),
        )
        work.session.add(run)


def end_run(
    store: Store, actor: Actor, run_id: uuid.UUID, status: str, counts: Counts, error_file: str = ""
) -> None:
    """Note how an import ended."""
    with store.work(actor, _END) as work:
        run = work.session.get_one(ImportRun, run_id)
        run.status = status
        run.error_file = error_file if len(error_file) <= _LONGEST_PATH else None
        _put_counts(run, counts)


def stop_stale_runs(store: Store, actor: Actor) -> int:
    """Mark imports as stopped that died with the process that ran them; return how many.

    To be called before any import can run. What they wrote stays and can be taken back.
    """
    query = sa.select(ImportRun).where(ImportRun.status == RUNNING)
    with store.work(actor, _END) as work:
        stale = work.session.scalars(query).all()
        for run in stale:
            run.status = STOPPED
            if run.undo_group is not None:
                found = count_records(store, run.undo_group, run.entity)
                _put_counts(run, Counts(found.get("I", 0), found.get("U", 0)))
    return len(stale)


def read_run(store: Store, actor: Actor, run_id: uuid.UUID) -> tuple[str, ImportResult] | None:
    """Return the status of an import and what it did so far; None if it never began."""
    with store.work(actor, _END) as work:
        run = work.session.get(ImportRun, run_id)
        if run is None:
            return None
        numbers = (run.created_rows, run.updated_rows, run.skipped_rows, run.failed_rows)
        counts = Counts(*(number or 0 for number in numbers))
        status = run.status or ""
        result = ImportResult(str(run_id), counts, status == STOPPED, run.error_file or "")
        return status, result


def run_of(store: Store, actor: Actor, group: int) -> uuid.UUID:
    """Return the import whose changes are `group`.

    Raises:
        RuleBrokenError: it was taken back already, and with it what it had noted of its group.
    """
    with store.work(actor, _UNDO) as work:
        found = work.session.scalar(sa.select(ImportRun.id).where(ImportRun.undo_group == group))
    if found is None:
        raise RuleBrokenError(_("This import was taken back already."))
    return found


def undo_run(
    store: Store, actor: Actor, run_id: uuid.UUID, report: Callable[[int, int], None]
) -> UndoneImport:
    """Take back everything that an import wrote, as far as nobody changed it since.

    Raises:
        RuleBrokenError: it was taken back already, or is still running.
        CancelledError: `report` said so; the rest can be taken back later.
    """
    entity, group = _group_to_undo(store, actor, run_id)
    total = count_changes(store, group) if group is not None else 0
    left = 0
    if group is not None:
        with store.work(actor, _UNDO) as work:
            told = queue_undo(work.connection, group, entity, to_micros(work.now))
            if told is not None:
                work.session.get_one(ImportRun, run_id).status = UNDONE
                return UndoneImport(total, told, waits=True)
        undone = store.undo(group, actor, lambda done: report(done, total))
        left = len({one.id for one in undone.left if one.entity == entity})
    with store.work(actor, _UNDO) as work:
        work.session.get_one(ImportRun, run_id).status = UNDONE
    return UndoneImport(total, left)


def _group_to_undo(store: Store, actor: Actor, run_id: uuid.UUID) -> tuple[str, int | None]:
    with store.work(actor, _UNDO) as work:
        run = work.session.get(ImportRun, run_id)
        if run is None:
            raise RecordGoneError(_("The record was deleted for good."))
        if run.status == UNDONE:
            raise RuleBrokenError(_("This import was taken back already."))
        if run.status == RUNNING:
            raise RuleBrokenError(_("This import is still running; stop it first."))
        return run.entity, run.undo_group


def _put_counts(run: ImportRun, counts: Counts) -> None:
    run.created_rows, run.updated_rows = counts.created, counts.updated
    run.skipped_rows, run.failed_rows = counts.skipped, counts.failed


def _settings_of(plan: ImportPlan) -> Mapping[str, Any]:
    """Return what a later import of such a file can be begun with: the columns by their headers."""
    headers = dict(enumerate(plan.headers))
    return {
        "columns": {
            headers.get(use.column) or column_letter(use.column): use.field for use in plan.columns
        },
        "keys": list(plan.keys),
        "policy": plan.policy.value,
        "missing": {entity: missing.value for entity, missing in plan.missing.items()},
        "fixed": dict(plan.fixed),
    }
