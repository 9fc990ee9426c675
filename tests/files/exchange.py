"""The worker's requests for importing and exporting, asked in the process of the test."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.core.errors import CancelledError
from desktop.core.imports.plan import ColumnUse, ImportPlan, plan_to_json
from desktop.core.imports.results import (
    ImportResult,
    Trial,
    result_from_json,
    trial_from_json,
)
from desktop.core.pages import ListQuery
from desktop.core.tables import TableInfo, table_from_json
from desktop.services.long_work import LongWork, Report, get_handler


class Reported:
    """Takes progress; cancels when `after` rows were reported."""

    def __init__(self, after: int | None = None) -> None:
        self.told: list[tuple[int, int]] = []
        self.after = after

    def __call__(self, done: int, of: int = 0, what: str = "") -> None:
        self.told.append((done, of))
        if self.after is not None and done >= self.after:
            raise CancelledError


class Exchange:
    """Asks as the window does; arguments and answers pass through JSON as they do there."""

    def __init__(self, surround: Callable[[Report], LongWork]) -> None:
        self._surround = surround
        self.work = surround(Reported())

    def ask(self, request: str, *, report: Report | None = None, **arguments: Any) -> Any:
        work = self._surround(report or Reported())
        answer = get_handler(request)(work, **json.loads(json.dumps(arguments)))
        return json.loads(json.dumps(answer))

    def look(self, path: Path, **facts: str) -> TableInfo:
        return table_from_json(self.ask("import.look", path=str(path), **facts))

    def plan(
        self, path: Path, columns: dict[str, str], entity: str = "account", **facts: Any
    ) -> ImportPlan:
        """Return a plan that fills fields from the columns with these headers."""
        info = self.look(path)
        sheet = info.main_sheet
        numbers = {column.header: column.index for column in sheet.columns}
        uses = tuple(ColumnUse(numbers[header], field) for header, field in columns.items())
        return ImportPlan(entity, info, sheet.index, uses, **facts)

    def trial(self, plan: ImportPlan) -> Trial:
        return trial_from_json(self.ask("import.try", plan=plan_to_json(plan)))

    def run(self, plan: ImportPlan, report: Report | None = None) -> ImportResult:
        answer = self.ask(
            "import.run", report=report, plan=plan_to_json(plan), run=str(uuid.uuid4())
        )
        return result_from_json(answer)

    def undo(self, run: str) -> dict[str, int]:
        return self.ask("import.undo", run=run)

    def texts(self, entity: str, *columns: str) -> list[tuple[str, ...]]:
        """Return what a list of all records of an entity shows, sorted."""
        reads = self.work.reads()
        try:
            rows = reads.first_page(ListQuery(entity, columns)).rows
        finally:
            reads.close()
        return sorted(row.texts for row in rows)

    def record(self, entity: str, title: str) -> Any:
        """Return the values (in JSON form) of the one record with that title."""
        reads = self.work.reads()
        try:
            (hit,) = [hit for hit in reads.choices(entity, title) if hit.ref.title == title]
            return reads.card(entity, hit.ref.id).values
        finally:
            reads.close()
