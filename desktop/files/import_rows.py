"""The rows of a file on their way into an entity: read, taken for fields, sorted in portions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import chain
from types import TracebackType
from typing import Final, Self

from desktop.core.i18n import N_, _
from desktop.core.ids import new_id
from desktop.core.imports.plan import ImportPlan
from desktop.core.kinds.cleaning import cell_text
from desktop.core.tables import TableRow
from desktop.files.tables import RowBatches, TableFile
from desktop.files.templates import is_example
from desktop.services.imports.cells import FileRow, Keep, RowReader, hash_only
from desktop.services.imports.ending import parent_field
from desktop.services.imports.sorting import Sorting
from desktop.services.long_work import LongWork
from desktop.services.steps import Steps
from desktop.store.reader import Reader

EXAMPLE_LEFT_OUT: Final = N_("The example row of the template is left out.")
CODE: Final = "code"
MOST_PROMISED: Final = 200_000
PORTION: Final = 1000  # rows that are sorted together: half a second, in which nobody can cancel


class ImportRows:
    """One pass over the rows of a plan's sheet; use it in a `with`.

    `keep` takes the pictures of contact cards; in a trial, they are only looked at.

    Raises:
        FileProblem: the file cannot be read, or was changed since it was looked at.
        InputError: the plan does not fit the entity.
    """

    def __init__(self, work: LongWork, plan: ImportPlan, keep: Keep = hash_only) -> None:
        self.steps = Steps(work.report, plan.row_count)
        self.notes: tuple[str, ...] = ()
        self.row_reader = RowReader(plan, plan.headers, keep)
        self._plan = plan
        self._first = plan.sheet_info.first_data_row
        self._batches = self._open()
        self.reader = Reader(work.store.path, work.store.key)
        clock = work.store.clock
        me = work.actor.user_id
        self.sorting = Sorting(
            plan, self.row_reader, self.reader, lambda: new_id(clock), me, self._promised()
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._batches.close()
        self.reader.close()

    def _open(self) -> RowBatches:
        return TableFile(self._plan.table).rows(self._plan.sheet_info, self.steps.cancelled)

    def _promised(self) -> set[str]:
        """Return titles and codes of all rows, if rows name each other by them.

        A file so long that this takes much memory names what stands above only.
        """
        entity = self.row_reader.entity
        if parent_field(entity) not in self._plan.fields:
            return set()
        naming = {entity.title, CODE}
        columns = [use.column for use in self._plan.columns if use.field in naming]
        found: set[str] = set()
        with closing(self._open()) as batches:
            for number, cells in enumerate(chain.from_iterable(batches)):
                if number >= self._first:
                    shown = [cells[column] for column in columns if column < len(cells)]
                    found.update(cell_text(cell) for cell in shown if cell is not None)
                if len(found) > MOST_PROMISED:
                    return set()
        return found

    def portions(self) -> Iterator[list[FileRow]]:
        """Yield the rows below the header in portions, without those that are blank.

        The example of a template that was left in its place is no row.

        Raises:
            CancelledError: the person cancelled.
        """
        portion: list[FileRow] = []
        has_example = False
        for number, cells in enumerate(chain.from_iterable(self._batches)):
            if number < self._first:
                continue
            if number == self._first and is_example(self._plan, cells):
                has_example = True
                self.steps.advance(1)
                continue
            row = self.row_reader.read(number, cells)
            if row is None:
                self.steps.advance(1)
                continue
            portion.append(row)
            if len(portion) == PORTION:
                yield portion
                portion = []
        if portion:
            yield portion
        left_out = (_(EXAMPLE_LEFT_OUT),) if has_example else ()
        self.notes = (*self._batches.notes, *left_out)


def reasons(row: FileRow, headers: Sequence[str]) -> str:
    """Return why a row was refused, in one line: the column and the sentence, of each problem."""
    texts = []
    for one in row.problems:
        has_name = 0 <= one.column < len(headers) and headers[one.column]
        texts.append(f"{headers[one.column]}: {one.sentence}" if has_name else one.sentence)
    return " ".join(texts)


def refused_rows(rows: Sequence[FileRow], headers: Sequence[str]) -> Iterator[tuple[TableRow, str]]:
    """Yield the refused rows as they were read, each with its reasons."""
    for row in sorted(rows, key=_number):
        yield row.cells, reasons(row, headers)


def _number(row: FileRow) -> int:
    return row.number
