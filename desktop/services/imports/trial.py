"""What an import would do, gathered while its rows are sorted and nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from desktop.core.entities import Entity
from desktop.core.fields import Field
from desktop.core.i18n import N_, _
from desktop.core.imports.results import SHOWN, Counts, Doubt, Duplicate, RowProblem, Trial
from desktop.core.kinds import kind_of
from desktop.core.kinds.base import FieldKind
from desktop.services.imports.cells import FileRow
from desktop.services.imports.names import NameBooks
from desktop.services.imports.sorting import Repeat, Sorted
from desktop.store.reader import Reader
from desktop.store.titles import read_titles

OLDER_CARD: Final = N_("The card is older than the record here, which was changed since.")
_CHANGED: Final = "updated_at"


class TrialNotes:
    """Collects what a person wants to know before the import."""

    def __init__(self, entity: Entity) -> None:
        self.counts = Counts()
        self._entity = entity
        self._problems: list[RowProblem] = []
        self._repeats: list[Repeat] = []
        self._repeat_count = 0
        self._doubts: dict[str, Doubt] = {}

    def add(self, rows: Sequence[FileRow], found: Sorted) -> None:
        """Take note of some rows and what would become of them."""
        self.counts.created += found.counts.created
        self.counts.updated += found.counts.updated
        self.counts.skipped += found.counts.skipped
        self.counts.failed += found.counts.failed
        for row in found.failed:
            self._problems += row.problems[: SHOWN - len(self._problems)]
        self._repeats += found.repeats[: SHOWN - len(self._repeats)]
        self._repeat_count += len(found.repeats)
        for row in rows:
            if not row.problems:
                self._doubt(row)
        for repeat in found.repeats:
            if repeat.row.marks.is_older_than(repeat.match.changed):
                self._count(_CHANGED, repeat.row.number, _(OLDER_CARD))

    def result(self, reader: Reader, names: NameBooks, notes: Iterable[str]) -> Trial:
        """Return all that was noted."""
        return Trial(
            counts=self.counts,
            problems=tuple(self._problems),
            duplicates=tuple(self._duplicates(reader)),
            duplicate_count=self._repeat_count,
            unknown=names.unknown(),
            doubts=tuple(self._doubts.values()),
            notes=tuple(notes),
        )

    def _duplicates(self, reader: Reader) -> Iterable[Duplicate]:
        ids = [repeat.match.id.bytes for repeat in self._repeats if repeat.match.id is not None]
        with reader.question():
            titles = read_titles(reader, self._entity.key, ids)
        for row, match in ((repeat.row, repeat.match) for repeat in self._repeats):
            key = match.field
            name, shown = "", row.marks.uid
            if key is not None:
                name, shown = key.name, kind_of(key).format(key, row.values.get(key.name))
            title = "" if match.id is None else titles.get(match.id.bytes, "")
            yield Duplicate(row.number, name, shown, title, match.of_row)

    def _doubt(self, row: FileRow) -> None:
        for name, value in row.values.items():
            one = self._entity.field(name)
            if sentence := _warning(one, value):
                self._count(name, row.number, sentence)

    def _count(self, name: str, number: int, sentence: str) -> None:
        known = self._doubts.setdefault(name, Doubt(name, 0, number, sentence))
        self._doubts[name] = replace(known, count=known.count + 1)


def _warning(one: Field, value: Any) -> str:  # noqa: ANN401 - each kind has its own
    kind = kind_of(one)
    if type(kind).warning is FieldKind.warning:
        return ""
    return kind.warning(one, value)
