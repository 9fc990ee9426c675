"""What follows a unit of work in the diary: wrong rules are refused, the times written anew."""

from __future__ import annotations

from typing import Final

from desktop.core.clock import local_day
from desktop.core.diary.event_times import series_of
from desktop.core.recurrence.checking import check_series
from desktop.store.diary.filling import fill_stale
from desktop.store.diary.series_rows import event_times
from desktop.store.engine import Connection
from desktop.store.transactions import Writing

_CHANGED: Final = (
    "SELECT e.id, e.starts_at, e.ends_at, e.is_all_day, e.zone, e.rule FROM event e"
    " WHERE e.deleted_at IS NULL AND e.id IN (SELECT row_id FROM change WHERE seq > ?"
    " AND tbl = 'event' AND (op = 'I' OR diff ->> '$.rule' IS NOT NULL"
    " OR diff ->> '$.starts_at' IS NOT NULL OR diff ->> '$.ends_at' IS NOT NULL"
    " OR diff ->> '$.is_all_day' IS NOT NULL OR diff ->> '$.zone' IS NOT NULL))"
)


def follow_diary(writing: Writing) -> None:
    """Refuse events that make no sense, and bring the times of those that were written up to date.

    What came from the centre or another program is taken as it is; see `series_rows.whole_series`.

    Raises:
        InvalidValueError: an event ends before it begins, or its rule makes no sense.
    """
    _check(writing.connection, writing.first_change)
    fill_stale(writing.connection, local_day(writing.now))


def _check(connection: Connection, first_change: int) -> None:
    for _id, *times, rule in connection.execute(_CHANGED, (first_change,)).fetchall():
        check_series(series_of(event_times(*times), rule or ""))
