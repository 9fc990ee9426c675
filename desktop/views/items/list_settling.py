"""Finding again, in a new order of the rows, what a person was looking at."""

from __future__ import annotations

from typing import Final

from desktop.core.pages import PAGE_ROWS, Page
from desktop.core.ports import Reads
from desktop.views.items.list_place import Anchors, Ordered, Settled
from desktop.views.items.row_layout import Span, merge_spans, size_of

IDS_KEPT: Final = 20_000  # a selection of more records is kept by the ends of its spans


def settle_anchors(reads: Reads, order: Ordered, anchors: Anchors) -> Settled:
    """Return where the anchors stand in `order`; runs in the reader thread."""
    ids = set(anchors.ids)
    spans: list[Span] = []
    if anchors.spans and size_of(anchors.spans) <= IDS_KEPT:
        for first, last in anchors.spans:
            ids.update(reads.ids_between(anchors.list_id, first, last))
    elif anchors.spans:
        spans = _by_ends(reads, order.list_id, anchors)
    asked = [*ids, *anchors.beside, *anchors.top, *([anchors.current] if anchors.current else [])]
    wanted, near = list(dict.fromkeys(asked)), anchors.near
    found = reads.positions(order.list_id, wanted, near) if asked else {}
    spans += [(found[one], found[one]) for one in ids if one in found]
    top = next(((one, found[one]) for one in anchors.top if one in found), None)
    current = None if anchors.current is None else found.get(anchors.current)
    if current is None and not spans:
        current = next((found[one] for one in anchors.beside if one in found), None)
        spans = [] if current is None else [(current, current)]
    pages = _pages_around(reads, order, top[1] if top else 0, anchors.rows)
    return Settled(order, anchors, pages, top, current, tuple(merge_spans(spans)))


def _by_ends(reads: Reads, list_id: int, anchors: Anchors) -> list[Span]:
    """Return the spans between the new places of the records at the old spans' ends."""
    spans = []
    for first, last in anchors.spans:
        ends = [
            *reads.ids_between(anchors.list_id, first, first),
            *reads.ids_between(anchors.list_id, last, last),
        ]
        places = sorted(reads.positions(list_id, ends).values())
        if places:
            spans.append((places[0], places[-1]))
    return spans


def _pages_around(reads: Reads, order: Ordered, position: int, rows: int) -> tuple[Page, ...]:
    """Return the pages that hold the `rows` records around `position`."""
    total = order.snapshot.total
    first = max(0, position - rows) // PAGE_ROWS
    last = min(total - 1, position + rows) // PAGE_ROWS
    return tuple(
        reads.page(order.list_id, order.query, number * PAGE_ROWS)
        for number in range(first, last + 1)
        if number * PAGE_ROWS < total
    )
