"""L3 to L10: lists, search and cards on the large profile, until they are painted or answered."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from random import Random

from bench.figures import Conditions, Figure, bench, median_of, percentile_of
from bench.large_profile import large_profile
from bench.painted import screen_of
from bench.painted_card import paint_card
from bench.painted_list import PaintedList
from desktop.core.clock import SystemClock
from desktop.core.entities import get_entity
from desktop.core.filters import EVERYTHING
from desktop.core.pages import ListQuery, Sort
from desktop.store.engine import DATABASE, connect_reader
from desktop.store.reads import LocalReads

TYPED = (
    "nguyễn thị hường", "nguyen thi huong", "huong", "hường", "tran van duc", "phat dat", "viet",
    "cong ty tnhh xay dung", "đại thịnh", "kh0012345", "0912345678", "090", "dương minh", "lê",
    "an phat 12", "co khi", "duoc pham", "bao kim thinh", "nguyen", "trung tam", "hà nội",
)  # fmt: skip
KEYS = [text[:end] for text in TYPED for end in range(1, len(text) + 1) if text[end - 1] != " "]
ALWAYS = 2**62
TIMELINE_ROWS = 50
JUMPS = 40


def milliseconds(act: Callable[[], object]) -> float:
    """Return how long `act` took."""
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


@contextmanager
def reading(conditions: Conditions) -> Iterator[LocalReads]:
    """Give the door to the large profile."""
    reads = LocalReads(large_profile(conditions.rows) / DATABASE, SystemClock())
    yield reads
    reads.close()


@contextmanager
def painting(conditions: Conditions) -> Iterator[tuple[PaintedList, LocalReads]]:
    """Give a painted list, and a door beside it that knows what must be painted."""
    with screen_of(large_profile(conditions.rows)) as screen, reading(conditions) as reads:
        painted = PaintedList(screen)
        yield painted, reads
        painted.close()


def query(search: str = "", sort: Sort | None = None) -> ListQuery:
    """Return a list of all customers with its usual columns."""
    return ListQuery("account", get_entity("account").list_columns, search=search, sort=sort)


def first_of(reads: LocalReads, asked: ListQuery) -> uuid.UUID | None:
    """Return the record that stands first, None for an empty list."""
    rows = reads.first_page(asked).rows
    return rows[0].id if rows else None


@bench(
    Figure("L3", "list of 1,000,000: query to first rows painted", "ms", limit=60, goal=25),
    Figure("L5", "sort by any field, both ways, to rows painted, median", "ms", 60, 25),
    Figure("L5.max", "the slowest of these sorts", "ms", limit=120, goal=60),
    Figure("L7", "jump anywhere to rows painted, median", "ms", limit=60, goal=20),
)
def measure_lists(conditions: Conditions) -> dict[str, float]:
    """Show, sort and jump."""
    opened: list[float] = []
    sorts: list[float] = []
    jumps: list[float] = []
    rnd = Random(1)
    with painting(conditions) as (painted, reads):
        away = query(sort=Sort("code", descending=True))
        for _repeat in range(max(5, conditions.repeats)):
            painted.show(away, first_of(reads, away))
            painted.settle()
            opened.append(painted.show(query(), first_of(reads, query())))
        fields = [field for field in get_entity("account").fields if field.sortable]
        for field in fields:
            for way in (False, True):
                painted.settle()
                asked = query(sort=Sort(field.name, way))
                sorts.append(painted.show(asked, first_of(reads, asked)))
        painted.settle()
        jumps += [painted.jump(rnd.random()) for _jump in range(JUMPS)]
    return {
        "L3": median_of(opened),
        "L5": median_of(sorts),
        "L5.max": max(sorts),
        "L7": median_of(jumps),
    }


@bench(Figure("L4", "exact count at 1,000,000, with the order fixed", "ms", limit=1000, goal=500))
def measure_count(conditions: Conditions) -> dict[str, float]:
    """Fix the order of everything, and count."""
    with reading(conditions) as reads:
        counted = [
            milliseconds(lambda: (reads.snapshot(1, query()), reads.count("account", EVERYTHING)))
            for _repeat in range(max(5, conditions.repeats))
        ]
    return {"L4": median_of(counted)}


@bench(
    Figure("L8", "keystroke in search to rows painted, median", "ms", limit=50, goal=25),
    Figure("L8.p95", "keystroke in search to rows painted, p95", "ms", limit=120, goal=60),
)
def measure_search(conditions: Conditions) -> dict[str, float]:
    """Type texts, key by key."""
    taken: list[float] = []
    with painting(conditions) as (painted, reads):
        painted.show(query(), before := first_of(reads, query()))
        for key in KEYS:
            first = first_of(reads, query(key))
            if first is not None and first != before:  # else nothing tells that it was painted
                taken.append(painted.show(query(key), first, typing=True))
                before = first
    return {"L8": median_of(taken), "L8.p95": percentile_of(taken, 95)}


@bench(
    Figure("L9", "global search over everything, median", "ms", limit=80, goal=40),
    Figure("L9.p95", "global search over everything, p95", "ms", limit=200, goal=100),
)
def measure_global_search(conditions: Conditions) -> dict[str, float]:
    """Ask for each key."""
    with reading(conditions) as reads:
        taken = [milliseconds(partial(reads.search, key)) for key in KEYS]
    return {"L9": median_of(taken), "L9.p95": percentile_of(taken, 95)}


@bench(
    Figure("L10", "open a card with 10,000 timeline entries, painted", "ms", 120, 60),
    Figure("L10.read", "what such a card asks, on a new connection", "ms", 60, 30),
)
def measure_card(conditions: Conditions) -> dict[str, float]:
    """Open the busiest customer; and read it with two pages of its timeline and its history."""
    busiest = _busiest(conditions)
    repeats = max(5, conditions.repeats)

    def read(reads: LocalReads) -> None:
        reads.card("account", busiest)
        last = reads.timeline("account", busiest, (), ALWAYS, TIMELINE_ROWS)[-1]
        reads.timeline("account", busiest, (), last.at, TIMELINE_ROWS)
        reads.history("account", busiest)

    asked: list[float] = []
    for _repeat in range(repeats):
        with reading(conditions) as reads:  # a new connection has read nothing yet
            asked.append(milliseconds(partial(read, reads)))
    with screen_of(large_profile(conditions.rows)) as screen:
        paint_card(screen, busiest)  # the first imports what forms are made of
        painted = [paint_card(screen, busiest) for _repeat in range(repeats)]
    return {"L10": median_of(painted), "L10.read": median_of(asked)}


def _busiest(conditions: Conditions) -> uuid.UUID:
    connection = connect_reader(large_profile(conditions.rows) / DATABASE)
    most = "SELECT account_id FROM note GROUP BY account_id ORDER BY count(*) DESC LIMIT 1"
    (found,) = connection.execute(most).fetchone()
    connection.close()
    return uuid.UUID(bytes=found)
