"""Filling the table of occurrences: a moving window of years for what repeats, all of the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, timedelta
from typing import Final

from desktop.core.errors import InvalidValueError
from desktop.core.recurrence.occurrences import Occurrence, Window, bounds, occurrences
from desktop.core.recurrence.stamps import to_stamp
from desktop.store.diary.series_rows import SeriesRow, read_series
from desktop.store.diary.tables import FOREVER, LONG, WALL
from desktop.store.engine import Connection

AT_ONCE: Final = 200  # events filled with the work that changed them; more are left for later
SHORT: Final = 7 * 86_400_000_000  # microseconds: what lasts longer counts as long
MOST: Final = 4_000  # times of one event that are kept; what comes more often is expanded anew
_BEFORE, _AFTER, _SPARE = timedelta(366), timedelta(731), timedelta(62)
_NEVER: Final = FOREVER - 1  # marks what comes too often: not stale, and covering nothing
_WHOLE: Final = Window(-FOREVER, FOREVER, -FOREVER, FOREVER)

_IN: Final = "INSERT OR REPLACE INTO occurrence VALUES(?, ?, ?, ?, ?, ?, ?)"
_SPAN: Final = "INSERT OR REPLACE INTO occurrence_span VALUES(?, ?, ?, ?, ?)"


def window_at(today: date) -> Window:
    """Return the window that is filled on a day: a year back, two years ahead."""
    return Window.of_days(today - _BEFORE, today + _AFTER, UTC)


def stale(connection: Connection, limit: int) -> list[int]:
    """Return the numbers of at most `limit` events whose times were taken out."""
    query = "SELECT event FROM occurrence_span WHERE covered_from = ? LIMIT ?"
    return [rid for (rid,) in connection.execute(query, (FOREVER, limit)).fetchall()]


def fill_stale(connection: Connection, today: date, limit: int = AT_ONCE) -> int:
    """Fill in the times of stale events; return how many there were."""
    rids = stale(connection, limit)
    if rids:
        fill(connection, rids, window_at(today))
    return len(rids)


def run_out(connection: Connection, today: date, limit: int) -> list[int]:
    """Return events whose times are filled in to less than two months from where they should be."""
    spare = _SPARE // timedelta(microseconds=1)
    high = window_at(today).to_moment - spare
    query = "SELECT event FROM occurrence_span WHERE covered_to < ? AND covered_from < ? LIMIT ?"
    return [rid for (rid,) in connection.execute(query, (high, _NEVER, limit)).fetchall()]


def fill(connection: Connection, rids: Sequence[int], window: Window) -> None:
    """Write the times of events within a window, in the place of those that are there."""
    connection.executemany("DELETE FROM occurrence WHERE event = ?", [(rid,) for rid in rids])
    rows: list[tuple[object, ...]] = []
    spans: dict[int, tuple[int, ...]] = {}
    for one in read_series(connection, rids):
        covered, found = _expanded(one, window)
        spans[one.rid] = covered
        rows += _rows(one, found)
    gone = [(rid,) for rid in rids if rid not in spans]
    connection.executemany("DELETE FROM occurrence_span WHERE event = ?", gone)
    connection.executemany(_IN, rows)
    connection.executemany(_SPAN, list(spans.values()))


def expand(one: SeriesRow, window: Window) -> list[Occurrence]:
    """Return the times of an event that touch a window; of what cannot be followed, none."""
    try:
        return occurrences(one.series, window)
    except InvalidValueError:
        return []


def _expanded(one: SeriesRow, window: Window) -> tuple[tuple[int, ...], list[Occurrence]]:
    begins_at, ends_at = bounds(one.series)
    last = FOREVER if ends_at is None else ends_at
    if one.series.rule is None:
        return (one.rid, -FOREVER, FOREVER, last, one.is_broken), expand(one, _WHOLE)
    found = expand(one, window)
    if len(found) > MOST:
        return (one.rid, _NEVER, -FOREVER, last, one.is_broken), []
    covered_from = -FOREVER if begins_at >= window.from_moment else window.from_moment
    covered_to = FOREVER if last <= window.to_moment else window.to_moment
    return (one.rid, covered_from, covered_to, last, one.is_broken), found


def _rows(one: SeriesRow, found: Iterable[Occurrence]) -> Iterator[tuple[object, ...]]:
    for time in found:
        kind = (WALL if time.is_wall else 0) + kind_of_length(time.ends_at - time.begins_at)
        is_varied = time.variation is not None
        original = to_stamp(time.original)
        yield one.rid, time.begins_at, original, time.ends_at, kind, is_varied, one.calendar


def kind_of_length(length: int) -> int:
    """Return `LONG` for what lasts longer than a week."""
    return LONG if length > SHORT else 0
