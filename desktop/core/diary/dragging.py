"""A drag over a diary: what is marked, moved or resized, from the first slot to the last."""

from __future__ import annotations

from enum import Enum, auto

from desktop.core.diary.entry import Entry
from desktop.core.diary.moving import Edge, joined, moved, resized
from desktop.core.diary.spans import Span, span_of


class Deed(Enum):
    """What a drag does."""

    MARK = auto()  # empty time
    MOVE = auto()
    START = auto()  # of an entry is moved
    END = auto()


class Drag:
    """One drag, from pressing the button to letting it go."""

    def __init__(
        self, deed: Deed, slot: Span, entry: Entry | None = None, *, by_days: bool = False
    ) -> None:
        self.deed = deed
        self.entry = entry
        self.has_begun = False  # the pointer went far enough to mean it
        self.is_copy = False
        self._slot = slot
        self._by_days = by_days
        self.span = span_of(entry) if entry else slot

    def go(self, slot: Span) -> None:
        """Be over another slot."""
        self.has_begun = True
        if self.entry is None:
            self.span = joined(self._slot, slot)
        elif self.deed is Deed.MOVE:
            self.span = moved(self.entry, self._slot, slot, by_days=self._by_days)
        else:
            edge = Edge.START if self.deed is Deed.START else Edge.END
            self.span = resized(self.entry, edge, slot)

    @property
    def changes(self) -> bool:
        """Whether the entry would be elsewhere, or there twice."""
        return self.entry is not None and (self.span != span_of(self.entry) or self.is_copy)
