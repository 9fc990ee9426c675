"""Which rows of a file stand below which, and which wait for which, once all of them were read.

A row names others by their number, by their place in the plan ("1.2"), by code or by title; it may
name rows that come after it.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from desktop.core.i18n import N_, _
from desktop.core.imports.file_fields import LEVEL, OUTLINE, PREDECESSORS, ROW_NUMBER
from desktop.core.words import fold
from desktop.core.work.predecessors import Predecessor, read_predecessors

UNKNOWN_ROW: Final = N_("Row {row}: “{text}” names no row of this file, so it waits for nothing.")
UNKNOWN_PARENT: Final = N_("Row {row}: it is not clear what “{text}” is, so it stands below none.")
RING: Final = N_("Row {row} would stand below itself, so it stands below none.")
ITSELF: Final = N_("Row {row} would wait for itself.")


@dataclass(frozen=True, slots=True)
class ArrivedRow:
    """A row of the file that is a record now; `number` from 0, `is_written` unless it is skipped.

    `below` is the title of a record that was not known yet; `has_parent` tells that one was.
    """

    number: int
    id: uuid.UUID
    title: str
    code: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)  # by the names of file fields
    below: str = ""
    has_parent: bool = False
    is_written: bool = True


@dataclass(frozen=True, slots=True)
class RowLink:
    """`after`, the record of a row, waits for `before`; the lag is in minutes."""

    number: int
    before: uuid.UUID
    after: uuid.UUID
    kind: str
    lag: int
    elapsed: bool


@dataclass(slots=True)
class RowPlaces:
    """What is to be written once all rows are there, and what could not be understood."""

    parents: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)
    links: list[RowLink] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def place_rows(rows: Sequence[ArrivedRow]) -> RowPlaces:
    """Return the places of all rows of a file, given in their order."""
    found = RowPlaces()
    names = _Names(rows)
    for row, above in _parents(rows, names, found.notes):
        if _closes_ring(row.id, above, found.parents):
            found.notes.append(_(RING).format(row=row.number + 1))
        else:
            found.parents[row.id] = above
    seen: set[tuple[uuid.UUID, uuid.UUID]] = set()
    for row in rows:
        for one in _waits_for(row, names):
            before = names.find(one)
            if before is None:
                found.notes.append(_(UNKNOWN_ROW).format(row=row.number + 1, text=one.text))
            elif before == row.id:
                found.notes.append(_(ITSELF).format(row=row.number + 1))
            elif (before, row.id) not in seen:
                seen.add((before, row.id))
                link = RowLink(row.number, before, row.id, one.kind, one.lag, one.elapsed)
                found.links.append(link)
    return found


class _Names:
    """The rows by all that may name them; what names several names none."""

    def __init__(self, rows: Sequence[ArrivedRow]) -> None:
        self._by_kind: list[dict[str, set[uuid.UUID]]] = [defaultdict(set) for _kind in range(4)]
        numbers, outlines, codes, titles = self._by_kind
        is_numbered = any(row.said.get(ROW_NUMBER) for row in rows)
        for place, row in enumerate(rows, 1):
            number = row.said.get(ROW_NUMBER) if is_numbered else place
            for index, name in (
                (numbers, number),
                (outlines, row.said.get(OUTLINE)),
                (codes, row.code),
                (titles, row.title),
            ):
                if name:
                    index[fold(str(name).rstrip("."))].add(row.id)

    def find(self, one: Predecessor) -> uuid.UUID | None:
        """Return the row that a predecessor names; a title may look like a link itself."""
        return self.titled(one.text) or self._named(one.row)

    def titled(self, text: str) -> uuid.UUID | None:
        """Return the only row with a code or title."""
        return self._first(text, self._by_kind[2:])

    def outline(self, text: str) -> uuid.UUID | None:
        """Return the only row at a place of the plan."""
        return self._first(text, self._by_kind[1:2])

    def _named(self, text: str) -> uuid.UUID | None:
        return self._first(text, self._by_kind)

    @staticmethod
    def _first(text: str, indexes: Sequence[dict[str, set[uuid.UUID]]]) -> uuid.UUID | None:
        for index in indexes:
            found = index.get(fold(text.rstrip(".")), set())
            if len(found) == 1:
                return next(iter(found))
        return None


def _waits_for(row: ArrivedRow, names: _Names) -> tuple[Predecessor, ...]:
    """Return what a row waits for; a cell that is a title as a whole is one, whatever its signs."""
    cell = str(row.said.get(PREDECESSORS) or "") if row.is_written else ""
    if cell and names.titled(cell):
        return (Predecessor(cell, cell),)
    return read_predecessors(cell)


def _parents(
    rows: Sequence[ArrivedRow], names: _Names, notes: list[str]
) -> Iterator[tuple[ArrivedRow, uuid.UUID]]:
    """Yield rows with the record above them, by its title, else by their place in the plan."""
    branch: list[tuple[int, uuid.UUID]] = []  # the rows above by level, the topmost first
    for row in rows:
        level = _level(row)
        while branch and level is not None and branch[-1][0] >= level:
            branch.pop()
        above = _named_parent(row, names, notes)
        if above is None and level is not None and branch and not row.below:
            above = branch[-1][1]
        if level is not None:
            branch.append((level, row.id))
        if above is not None and row.is_written and not row.has_parent:
            yield row, above


def _named_parent(row: ArrivedRow, names: _Names, notes: list[str]) -> uuid.UUID | None:
    if not row.below:
        return _by_outline(row, names)
    above = names.titled(row.below)
    if above is None:
        notes.append(_(UNKNOWN_PARENT).format(row=row.number + 1, text=row.below))
    return above


def _level(row: ArrivedRow) -> int | None:
    text = str(row.said.get(LEVEL) or "").strip()
    return int(text) if text.isdecimal() else None


def _by_outline(row: ArrivedRow, names: _Names) -> uuid.UUID | None:
    place = str(row.said.get(OUTLINE) or "").strip().rstrip(".")
    while "." in place:
        place = place.rpartition(".")[0]
        if (found := names.outline(place)) is not None and found != row.id:
            return found
    return None


def _closes_ring(
    child: uuid.UUID, above: uuid.UUID, parents: Mapping[uuid.UUID, uuid.UUID]
) -> bool:
    one: uuid.UUID | None = above
    while one is not None:
        if one == child:
            return True
        one = parents.get(one)
    return False
