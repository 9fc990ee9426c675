"""The rows of a tree as it stands open, as plain arithmetic: what a table of them shows."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence

from desktop.core.quick_dataclass import dataclass
from desktop.core.work.rows import PlanRow


@dataclass(slots=True)
class Line:
    """A row in its place: how deep it stands, and whether what is below it is shown."""

    row: PlanRow
    depth: int = 0
    is_open: bool = False


class PlanTree:
    """Lines from top to bottom; what is below a closed line is not among them."""

    def __init__(self, lines: Iterable[Line] = ()) -> None:
        self.replace(lines)

    def replace(self, lines: Iterable[Line]) -> None:
        """Show other lines."""
        self.lines = list(lines)
        self._places: dict[uuid.UUID, int] | None = None

    def __len__(self) -> int:
        return len(self.lines)

    def place(self, record_id: uuid.UUID | None) -> int:
        """Return the number of the line of a record, -1 if it is not shown."""
        if self._places is None:
            self._places = {line.row.id: place for place, line in enumerate(self.lines)}
        return -1 if record_id is None else self._places.get(record_id, -1)

    def open_ids(self) -> frozenset[uuid.UUID]:
        """Return the records that are open."""
        return frozenset(line.row.id for line in self.lines if line.is_open)

    def end_of(self, place: int) -> int:
        """Return the number of the first line that does not stand below `place`."""
        depth = self.lines[place].depth
        for after in range(place + 1, len(self.lines)):
            if self.lines[after].depth <= depth:
                return after
        return len(self.lines)

    def parent(self, place: int) -> int:
        """Return the number of the line above that `place` hangs on, -1 at the top."""
        depth = self.lines[place].depth
        for above in range(place - 1, -1, -1):
            if self.lines[above].depth < depth:
                return above
        return -1

    def children(self, place: int) -> list[int]:
        """Return the lines right below one, -1 for the top, as far as they are shown."""
        depth = self.lines[place].depth + 1 if place >= 0 else 0
        end = self.end_of(place) if place >= 0 else len(self.lines)
        return [at for at in range(place + 1, end) if self.lines[at].depth == depth]

    def insert(self, place: int, lines: Sequence[Line]) -> None:
        """Open a line: `lines` are what stands below it."""
        self.lines[place].is_open = True
        self.lines[place + 1 : place + 1] = lines
        self._places = None

    def close(self, place: int) -> int:
        """Close a line and return how many lines are gone."""
        end = self.end_of(place)
        self.lines[place].is_open = False
        del self.lines[place + 1 : end]
        self._places = None
        return end - place - 1

    def patch(self, place: int, row: PlanRow) -> None:
        """Show another state of the record of a line."""
        self.lines[place].row = row

    def upmost(self, places: Iterable[int]) -> list[int]:
        """Return those of the lines that stand below none of the others, in order."""
        kept: list[int] = []
        end = -1
        for place in sorted(set(places)):
            if place >= end:
                kept.append(place)
                end = self.end_of(place)
        return kept


def nested(rows: Sequence[PlanRow], closed: Collection[uuid.UUID] = ()) -> list[Line]:
    """Return the lines of rows that stand in order as an open tree shows them.

    What stands below one of `closed` is left out. A row whose parent is not among those before it
    stands at the top.
    """
    depths: dict[uuid.UUID, int] = {}
    hidden = set[uuid.UUID]()
    lines: list[Line] = []
    for row in rows:
        if row.parent in hidden or row.parent in closed:
            hidden.add(row.id)
            continue
        above = depths.get(row.parent, -1) if row.parent else -1
        depths[row.id] = above + 1
        lines.append(Line(row, above + 1, is_open=row.has_children and row.id not in closed))
    return lines
