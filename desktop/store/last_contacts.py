"""When a customer was last contacted: kept by triggers from the activities, whoever writes those.

Held calls, visits and meetings count at their moment, notes too; what lies in the bin does not. The
column follows from other tables, so it is not captured: undo and merging write the activities, and
these write it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from desktop.store.engine import Connection

COLUMN: Final = "last_contact_at"
PREFIX: Final = "last_contact_"
ACTIVITIES: Final = {
    "call": "called_at",
    "visit": "visited_at",
    "meeting": "met_at",
    "note": "noted_at",
}
_WITHOUT_STATES: Final = frozenset({"note"})


def triggers() -> Iterator[tuple[str, str]]:
    """Yield name and CREATE statement of each trigger."""
    for table, at in ACTIVITIES.items():
        columns = [at, "account_id", "deleted_at"]
        columns += [] if table in _WITHOUT_STATES else ["status"]
        for event, sides in (
            ("INSERT", ("NEW",)),
            (f"UPDATE OF {', '.join(columns)}", ("OLD", "NEW")),
            ("DELETE", ("OLD",)),
        ):
            name = f"{PREFIX}{table}_{event[0].lower()}"
            yield name, _trigger(name, f"{event} ON {table}", sides)
    name = f"{PREFIX}account_i"
    known = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} WHERE account_id = NEW.id AND deleted_at IS NULL)"
        for table in ACTIVITIES
    )
    # A customer that was deleted for good and comes back may have activities again already.
    yield (
        name,
        (
            f"CREATE TRIGGER {name} AFTER INSERT ON account\nWHEN {known}\nBEGIN\n"
            f"UPDATE account SET {COLUMN} = {_latest('NEW.id')} WHERE id = NEW.id;\nEND"
        ),
    )


def customers_of(connection: Connection, tables: Iterable[str], first_change: int) -> set[bytes]:
    """Return the customers whose activities were changed since a change, before it or after."""
    found: set[bytes] = set()
    for table in ACTIVITIES.keys() & tables:
        query = (
            f"SELECT DISTINCT account_id FROM {table} WHERE id IN"
            " (SELECT row_id FROM change WHERE seq > ?1 AND tbl = ?2)"
            " UNION SELECT unhex(diff ->> '$.account_id[0]') FROM change"
            " WHERE seq > ?1 AND tbl = ?2 AND op <> 'I'"
        )
        rows = connection.execute(query, (first_change, table)).fetchall()
        found.update(one for (one,) in rows if one is not None)
    return found


def rebuild(connection: Connection, first: int, last: int) -> int:
    """Make the column anew for the customers from `first` to `last`; return how many differed."""
    latest = _latest("account.id")
    cursor = connection.execute(
        f"UPDATE account SET {COLUMN} = {latest}"
        f" WHERE rid BETWEEN ? AND ? AND {COLUMN} IS NOT {latest}",
        (first, last),
    )
    return int(cursor.rowcount)


def _trigger(name: str, event: str, sides: tuple[str, ...]) -> str:
    has_link = " OR ".join(f"{side}.account_id IS NOT NULL" for side in sides)
    accounts = ", ".join(f"{side}.account_id" for side in sides)
    return (
        f"CREATE TRIGGER {name} AFTER {event}\nWHEN {has_link}\nBEGIN\n"
        f"UPDATE account SET {COLUMN} = {_latest('account.id')} WHERE id IN ({accounts})"
        f" AND {COLUMN} IS NOT {_latest('account.id')};\nEND"
    )


def _latest(account: str) -> str:
    """Return SQL for the last moment of contact with a customer."""
    moments = " UNION ALL ".join(_moment(table, at, account) for table, at in ACTIVITIES.items())
    return f"(SELECT max(at) FROM ({moments}))"


def _moment(table: str, at: str, account: str) -> str:
    """Return the SELECT of the last one, walked to by the index of the timeline."""
    held = "" if table in _WITHOUT_STATES else " AND +status = 'held'"
    return (
        f"SELECT * FROM (SELECT {at} AS at FROM {table} WHERE account_id = {account}"
        f" AND deleted_at IS NULL AND {at} IS NOT NULL{held} ORDER BY {at} DESC LIMIT 1)"
    )
