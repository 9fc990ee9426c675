"""Where records and group heads stand among the rows of a table, as plain arithmetic.

A *position* counts records in the order of the list, whatever is folded away; a *row* is what the
table shows: records and, above each group, its head.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Collection, Sequence

from desktop.core.filters import Json
from desktop.core.pages import GroupHead

Span = tuple[int, int]  # first and last, both included


def group_key(value: Json) -> str:
    """Return the text under which a group is remembered as folded."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


class RowLayout:
    """The rows of a list of `total` records under `groups`, of which some are folded."""

    def __init__(
        self,
        total: int,
        groups: Sequence[GroupHead] = (),
        folded: Collection[str] = frozenset(),
    ) -> None:
        self.total = total
        self.groups = tuple(groups)
        self._open = [group_key(group.value) not in folded for group in self.groups]
        self._first_positions = [group.first for group in self.groups]
        self.head_rows: list[int] = []
        row = 0
        for group, is_open in zip(self.groups, self._open, strict=True):
            self.head_rows.append(row)
            row += 1 + (group.count if is_open else 0)
        self.row_count = row if self.groups else total

    def head(self, row: int) -> GroupHead | None:
        """Return the group whose head the row is, or None for a record's row."""
        if not self.groups:
            return None
        index = self._group_of_row(row)
        return self.groups[index] if self.head_rows[index] == row else None

    def is_open(self, row: int) -> bool:
        """Tell whether the records of the group that `row` belongs to are shown."""
        return not self.groups or self._open[self._group_of_row(row)]

    def position(self, row: int) -> int:
        """Return the position of the record in `row`; -1 for the head of a group."""
        if not self.groups:
            return row
        index = self._group_of_row(row)
        below = row - self.head_rows[index] - 1
        return -1 if below < 0 else self._first_positions[index] + below

    def row(self, position: int) -> int:
        """Return the row of the record at `position`: its group's head if that is folded."""
        if not self.groups:
            return position
        index = max(0, bisect_right(self._first_positions, position) - 1)
        head = self.head_rows[index]
        if not self._open[index]:
            return head
        return head + 1 + position - self._first_positions[index]

    def positions(self, first: int, last: int) -> list[Span]:
        """Return the positions of the records in rows `first` to `last`, as spans."""
        if not self.groups:
            return [(first, last)]
        spans: list[Span] = []
        index = self._group_of_row(first)
        while index < len(self.groups) and self.head_rows[index] <= last:
            span = self._within(index, first, last)
            if span and spans and spans[-1][1] + 1 == span[0]:
                spans[-1] = (spans[-1][0], span[1])
            elif span:
                spans.append(span)
            index += 1
        return spans

    def rows(self, first: int, last: int) -> list[Span]:
        """Return the rows of the records at positions `first` to `last` that are shown."""
        if not self.groups:
            return [(first, last)]
        spans: list[Span] = []
        index = max(0, bisect_right(self._first_positions, first) - 1)
        while index < len(self.groups) and self._first_positions[index] <= last:
            group = self.groups[index]
            if self._open[index]:
                start = max(first, group.first)
                end = min(last, group.first + group.count - 1)
                if start <= end:
                    spans.append((self.row(start), self.row(end)))
            index += 1
        return spans

    def _group_of_row(self, row: int) -> int:
        return bisect_right(self.head_rows, row) - 1

    def _within(self, index: int, first: int, last: int) -> Span | None:
        if not self._open[index]:
            return None
        head, start = self.head_rows[index], self._first_positions[index]
        low = max(first, head + 1)
        high = min(last, head + self.groups[index].count)
        return (start + low - head - 1, start + high - head - 1) if low <= high else None


def merge_spans(spans: Sequence[Span]) -> list[Span]:
    """Return the same numbers in as few spans as possible, in order."""
    merged: list[Span] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def size_of(spans: Sequence[Span]) -> int:
    """Return how many numbers the spans hold."""
    return sum(last - first + 1 for first, last in spans)
