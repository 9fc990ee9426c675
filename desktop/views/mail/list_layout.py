"""Which row of the list is a head, a message, or a message of a conversation that is unfolded."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from desktop.core.mail.places import MailOrder, OrderGroup

FEW: Final = 30  # messages that are looked for one by one


class ListLayout:
    """One number for each row: the id of a message, or below zero the head of a group.

    A hundred thousand rows are put together in a millisecond, as nothing is made for a row.
    """

    def __init__(
        self,
        order: MailOrder,
        folded: Collection[str] = (),
        unfolded: Mapping[int, Sequence[int]] | None = None,
    ) -> None:
        """Lay an order out.

        Args:
            order: ids and groups.
            folded: keys of the groups of which the head alone is shown.
            unfolded: the other messages of conversations, by the id of their row.
        """
        self.order = order
        self.heads: list[int] = []  # their rows
        self.children: frozenset[int] = frozenset()
        self.entries = order.ids[:] if not order.groups else self._grouped(folded)
        if unfolded:
            self._unfold(unfolded)

    def __len__(self) -> int:
        return len(self.entries)

    def group(self, row: int) -> OrderGroup | None:
        """Return the group whose head stands in `row`."""
        entry = self.entries[row] if 0 <= row < len(self.entries) else 0
        return self.order.groups[-entry - 1] if entry < 0 else None

    def message(self, row: int) -> int:
        """Return the id of the message in `row`; 0 if it is a head, or beyond the end."""
        entry = self.entries[row] if 0 <= row < len(self.entries) else 0
        return max(0, entry)

    def row(self, message: int) -> int:
        """Return the row of a message; -1 if it is not shown."""
        try:
            found: int = self.entries.index(message) if message > 0 else -1
        except ValueError:
            return -1
        return found

    def spans(self, messages: Sequence[int]) -> list[tuple[int, int]]:
        """Return the rows of messages as first and last of each block, in their order.

        However many they are, each row is looked at once.
        """
        if len(messages) <= FEW:
            rows = sorted(row for row in map(self.row, messages) if row >= 0)
        else:
            wanted = set(messages)
            rows = [row for row, entry in enumerate(self.entries) if entry in wanted]
        found: list[tuple[int, int]] = []
        for row in rows:
            if found and found[-1][1] >= row - 1:
                found[-1] = (found[-1][0], row)
            else:
                found.append((row, row))
        return found

    def shown(self, messages: Sequence[int]) -> list[int]:
        """Return those of the messages that are shown, in the order given."""
        if len(messages) <= FEW:
            return [one for one in messages if self.row(one) >= 0]
        known = set(self.entries)
        return [one for one in messages if one in known]

    def messages(self, first: int, last: int) -> list[int]:
        """Return the ids of the messages in the rows `first` to `last`, both included."""
        return [entry for entry in self.entries[max(0, first) : last + 1] if entry > 0]

    def neighbour(self, gone: Collection[int], row: int) -> int:
        """Return the message to go on with when some go: the next below `row`, else above."""
        below = range(row, len(self.entries))
        above = range(min(row, len(self.entries)) - 1, -1, -1)
        for at in (*below, *above):
            entry = int(self.entries[at])
            if entry > 0 and entry not in gone:
                return entry
        return 0

    def _grouped(self, folded: Collection[str]) -> array[int]:
        entries = array("q")
        for number, group in enumerate(self.order.groups):
            self.heads.append(len(entries))
            entries.append(-number - 1)
            if group.key not in folded:
                entries.extend(self.order.ids[group.first : group.first + group.count])
        return entries

    def _unfold(self, unfolded: Mapping[int, Sequence[int]]) -> None:
        children: set[int] = set()
        for message, others in unfolded.items():
            row = self.row(message)
            known = [one for one in others if one != message and self.row(one) < 0]
            if row < 0 or not known:
                continue
            self.entries[row + 1 : row + 1] = array("q", known)
            self.heads = [head + len(known) if head > row else head for head in self.heads]
            children.update(known)
        self.children = frozenset(children)
