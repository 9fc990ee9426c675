"""What a person looks at in a list, and where it stands after the order of the rows has changed."""

from __future__ import annotations

import uuid
from typing import Protocol

from desktop.core.pages import PAGE_ROWS, ListQuery, Page, Snapshot
from desktop.core.quick_dataclass import dataclass
from desktop.views.items.row_layout import Span


@dataclass(frozen=True, slots=True)
class Ordered:
    """A list whose order is fixed under `list_id`, and how long that took in seconds."""

    list_id: int
    query: ListQuery
    snapshot: Snapshot
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Anchors:
    """What the person looks at: it stays where it is when the order changes.

    `top` are ids of which the first that still exists keeps its place on the screen; `spans` are
    selected positions in the order `list_id`, `ids` selected records by themselves. Where nothing
    of these is left, the first of `beside` that is there is selected: what stood next to them.
    """

    top: tuple[uuid.UUID, ...] = ()
    current: uuid.UUID | None = None
    ids: tuple[uuid.UUID, ...] = ()
    beside: tuple[uuid.UUID, ...] = ()
    spans: tuple[Span, ...] = ()
    list_id: int = 0
    is_whole: bool = False
    near: int = 0  # the position at the top of the screen, for records that stand in several places
    rows: int = PAGE_ROWS  # how many rows from the anchor on must be there at once

    @property
    def choice(self) -> tuple[object, ...]:
        """What a person chose, which the rows on the screen are not."""
        return (self.current, self.ids, self.spans, self.is_whole)


@dataclass(frozen=True, slots=True)
class Settled:
    """Where the anchors stand in the new order, with the pages that are shown first."""

    order: Ordered
    anchors: Anchors
    pages: tuple[Page, ...] = ()
    top: tuple[uuid.UUID, int] | None = None
    current: int | None = None
    spans: tuple[Span, ...] = ()


class Place(Protocol):
    """Keeps selection, current record and the rows on the screen over an exchange of rows."""

    def leave(self) -> None:
        """Remember what is selected: another query comes."""
        ...

    def shown(self) -> None:
        """Look at the first rows of the new query; its order is not known yet."""
        ...

    def anchors(self) -> Anchors:
        """Return what has to be found again in a new order."""
        ...

    def may_move(self) -> bool:
        """Tell whether rows may move now: nobody points at them, edits or drags."""
        ...

    def settle(self, settled: Settled, *, fresh: bool) -> None:
        """Select and show the records where they stand now; `fresh` after a new query."""
        ...


class FreePlace:
    """The place of a list that nobody looks at."""

    def leave(self) -> None:
        """Do nothing."""

    def shown(self) -> None:
        """Do nothing."""

    def anchors(self) -> Anchors:
        """Return nothing to be found again."""
        return Anchors()

    def may_move(self) -> bool:
        """Return True."""
        return True

    def settle(self, settled: Settled, *, fresh: bool) -> None:
        """Do nothing."""
