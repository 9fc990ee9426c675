"""X1 to X3: importing 50,000 customers into the large profile, taking them back, exporting."""

from __future__ import annotations

import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import xlsxwriter
from python_calamine import CalamineWorkbook

from bench.data import fresh_copy
from bench.exchange_file import COLUMNS, ROWS, make_file
from bench.figures import Conditions, Figure, bench, median_of, percentile_of
from bench.large_profile import large_profile
from bench.worker_process import WorkerProcess
from desktop.core.filters import Json
from desktop.core.imports.plan import ColumnUse, ImportPlan, plan_to_json
from desktop.core.pages import ListQuery, Sort
from desktop.core.queries import query_to_json
from desktop.core.tables import table_from_json
from desktop.services.opening import open_for_window
from desktop.store.engine import DATABASE

TIMES = 3  # each takes a copy of the large profile and a minute
SAVE_EVERY_SECONDS = 0.1


@bench(
    Figure("X1", f"import {ROWS:,} rows × 12 columns from xlsx", "s", limit=40, goal=20),
    Figure("X1.backup", "the backup before it, which is part of it", "s", limit=40, goal=20),
    Figure("X1.save", "a save while the worker imports, p95", "ms", limit=50, goal=20),
    Figure("X1.bare", "reading the same file with calamine alone", "s", limit=40, goal=40),
    Figure("X2", "undo of that import", "s", limit=15, goal=5),
)
def measure_import(conditions: Conditions) -> dict[str, float]:
    """Import into copies of the large profile, while somebody saves ten times a second."""
    found: list[dict[str, float]] = []
    saves: list[float] = []
    for _time in range(min(conditions.repeats, TIMES)):
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            profile = fresh_copy(large_profile(conditions.rows), Path(folder) / "profile")
            path = Path(folder) / "customers.xlsx"
            make_file(path, profile / DATABASE)
            found.append(_import_and_undo(profile, path, saves))
    result = {name: median(one[name] for one in found) for name in found[0]}
    return {**result, "X1.save": percentile_of(saves, 95)}


@bench(
    Figure(
        "X3",
        f"export {ROWS:,} rows × 12 columns to xlsx",
        "s",
        limit=2,
        goal=1.3,
        ratio_of="X3.bare",
    )
)
def measure_export(conditions: Conditions) -> dict[str, float]:
    """Export the first customers of the large profile; write the same cells without reading."""
    profile = large_profile(conditions.rows)
    exported, bare = [], []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, WorkerProcess(profile) as worker:
        path = Path(folder) / "customers.xlsx"
        query = query_to_json(ListQuery("account", tuple(COLUMNS.values()), sort=Sort("name")))
        ids = _first_ids(profile)
        for _time in range(conditions.repeats):
            exported.append(_timed(worker, "export.run", query=query, path=str(path), ids=ids))
            bare.append(_write_bare(path, Path(folder) / "bare.xlsx"))
    return {"X3": median_of(exported), "X3.bare": median_of(bare)}


def _import_and_undo(profile: Path, path: Path, saves: list[float]) -> dict[str, float]:
    began = time.monotonic()
    CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    bare = time.monotonic() - began
    with WorkerProcess(profile) as worker:
        table = table_from_json(worker.answer("import.look", path=str(path)))
        sheet = table.main_sheet
        uses = tuple(ColumnUse(column.index, COLUMNS[column.header]) for column in sheet.columns)
        plan = ImportPlan("account", table, sheet.index, uses, ("tax_code", "phones", "emails"))
        run = str(uuid.uuid4())
        with _somebody_saving(profile, saves):
            imported = _timed(worker, "import.run", plan=plan_to_json(plan), run=run)
        undone = _timed(worker, "import.undo", run=run)
        backed_up = _timed(worker, "backup.run")
    return {"X1": imported, "X1.backup": backed_up, "X1.bare": bare, "X2": undone}


def _timed(worker: WorkerProcess, request: str, **arguments: Json) -> float:
    began = time.monotonic()
    worker.answer(request, **arguments)
    return time.monotonic() - began


@contextmanager
def _somebody_saving(profile: Path, saves: list[float]) -> Iterator[None]:
    """Change a customer ten times a second, as the window does, and note how long each takes."""
    ready, over = threading.Event(), threading.Event()

    def save() -> None:
        opened = open_for_window(profile)
        try:
            (record,) = opened.store.driver.execute("SELECT id FROM account LIMIT 1").fetchone()
            record_id = uuid.UUID(bytes=record)
            ready.set()
            while not over.wait(SAVE_EVERY_SECONDS):
                began = time.monotonic()
                with opened.store.work(opened.actor, "account.save") as work:
                    work.bulk_update("account", [record_id], {"employees": len(saves)})
                saves.append((time.monotonic() - began) * 1000)
        finally:
            ready.set()
            opened.close()

    thread = threading.Thread(target=save)
    thread.start()
    ready.wait()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _first_ids(profile: Path) -> list[Json]:
    opened = open_for_window(profile)
    try:
        query = "SELECT id FROM account WHERE deleted_at IS NULL LIMIT ?"
        found = opened.store.driver.execute(query, (ROWS,)).fetchall()
    finally:
        opened.close()
    return [str(uuid.UUID(bytes=record)) for (record,) in found]


def _write_bare(source: Path, target: Path) -> float:
    """Return how long xlsxwriter takes for the cells of `source`, read before."""
    rows = CalamineWorkbook.from_path(source).get_sheet_by_index(0).to_python()
    began = time.monotonic()
    options = {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}
    book = xlsxwriter.Workbook(target, options)
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return time.monotonic() - began
