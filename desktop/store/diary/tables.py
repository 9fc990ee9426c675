"""The table of the times of events: derived, local, and marked stale by triggers, whoever writes.

`occurrence` holds the times of each event within the span that `occurrence_span` says it covers.
What writes an event or a variation (a person, undo, the centre, an import) takes its times out and
marks it as covering nothing; what is asked meanwhile expands it by itself. Nothing here is captured
or travels.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.store.engine import Connection

TABLE_PREFIX: Final = "occurrence"
PREFIX: Final = "occurrence_"  # of triggers
FOREVER: Final = 2**62  # microseconds, beyond all calendars

# `kind` is 2 for times by the wall clock (days, no zone) and 0 for moments of UTC, with 1 more for
# those that last long: so a range of beginnings finds all short ones, and the few others are asked.
WALL: Final = 2
LONG: Final = 1

TABLES: Final = {
    "occurrence": (
        "CREATE TABLE occurrence(event INTEGER NOT NULL, begins_at INTEGER NOT NULL, "
        "original INTEGER NOT NULL, ends_at INTEGER NOT NULL, kind INTEGER NOT NULL, "
        "is_varied INTEGER NOT NULL, calendar INTEGER NOT NULL, "
        "PRIMARY KEY(event, begins_at, original)) STRICT, WITHOUT ROWID"
    ),
    "occurrence_span": (
        "CREATE TABLE occurrence_span(event INTEGER PRIMARY KEY, covered_from INTEGER NOT NULL, "
        "covered_to INTEGER NOT NULL, ends_at INTEGER NOT NULL, is_broken INTEGER NOT NULL) STRICT"
    ),
    "occurrence_mark": "CREATE TABLE occurrence_mark(mark TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
}
INDEXES: Final = {
    "ix_occurrence_range_live": (
        "CREATE INDEX ix_occurrence_range_live "
        "ON occurrence(calendar, kind, begins_at, ends_at, is_varied)"
    ),
    "ix_occurrence_from_live": (
        "CREATE INDEX ix_occurrence_from_live ON occurrence_span(covered_from)"
    ),
    "ix_occurrence_long_live": (
        "CREATE INDEX ix_occurrence_long_live "
        "ON occurrence(event, begins_at, ends_at) WHERE kind IN (1, 3)"
    ),
    "ix_occurrence_to_live": "CREATE INDEX ix_occurrence_to_live ON occurrence_span(covered_to)",
}
_DECIDING: Final = (
    "starts_at",
    "ends_at",
    "is_all_day",
    "zone",
    "rule",
    "calendar_id",
    "deleted_at",
    "rid",
)
CHANGED: Final = "changed"  # the mark that busy times may differ from the published ones
# No "OR IGNORE": within a trigger the statement outside says what happens on a conflict.
_MARK: Final = (
    f"INSERT INTO occurrence_mark SELECT '{CHANGED}'"
    f" WHERE NOT EXISTS (SELECT 1 FROM occurrence_mark WHERE mark = '{CHANGED}');\n"
)
_STALE: Final = f"{FOREVER}, {-FOREVER}, {FOREVER}, 0"


def triggers() -> Iterator[tuple[str, str]]:
    """Yield name and CREATE statement of each trigger."""
    differs = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in _DECIDING)
    named = ", ".join(name for name in _DECIDING if name != "rid")
    yield _trigger("event_i", "INSERT ON event", _out("NEW.rid") + _in("NEW"))
    yield _trigger(
        "event_u", f"UPDATE OF {named} ON event WHEN {differs}", _out("OLD.rid") + _in("NEW")
    )
    yield _trigger("event_d", "DELETE ON event", _out("OLD.rid"))
    for letter, event, sides in (
        ("i", "INSERT", ("NEW",)),
        ("u", "UPDATE", ("OLD", "NEW")),
        ("d", "DELETE", ("OLD",)),
    ):
        body = "".join(_stale(f"SELECT rid FROM event WHERE id = {one}.event_id") for one in sides)
        yield _trigger(f"variation_{letter}", f"{event} ON event_variation", body)
    yield _trigger("shown_u", "UPDATE OF show_as, status ON event", _MARK)
    for letter, event in (("i", "INSERT"), ("u", "UPDATE"), ("d", "DELETE")):
        yield _trigger(f"attendee_{letter}", f"{event} ON attendee", _MARK)
    # Those of whom a person knows the event and not the calendar stand under 0.
    of_new = "SELECT rid FROM event WHERE calendar_id = NEW.id AND deleted_at IS NULL"
    body = f"UPDATE occurrence SET calendar = NEW.rid WHERE event IN ({of_new});\n"
    yield _trigger("calendar_i", "INSERT ON calendar", body)
    of_old = "SELECT rid FROM event WHERE calendar_id = OLD.id AND deleted_at IS NULL"
    body = f"UPDATE occurrence SET calendar = 0 WHERE event IN ({of_old});\n"
    yield _trigger("calendar_d", "DELETE ON calendar", body)


def renew_tables(connection: Connection) -> None:
    """Make the tables anew if they differ, and mark every event as not filled in."""
    query = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?"
    found = {name: connection.execute(query, (name,)).fetchone() for name in TABLES}
    if all(one is not None and one[0] == TABLES[name] for name, one in found.items()):
        return
    drop_tables(connection)
    for statement in TABLES.values():
        connection.execute(statement)
    connection.execute(
        f"INSERT INTO occurrence_span SELECT rid, {_STALE} FROM event WHERE deleted_at IS NULL"
    )


def drop_tables(connection: Connection) -> None:
    """Remove the tables; `renew_tables` makes them again."""
    for name in TABLES:
        connection.execute(f"DROP TABLE IF EXISTS {name}")


def _trigger(name: str, event: str, body: str) -> tuple[str, str]:
    full = f"{PREFIX}{name}"
    return full, f"CREATE TRIGGER {full} AFTER {event}\nBEGIN\n{body}END"


def _out(rid: str) -> str:
    return (
        f"DELETE FROM occurrence WHERE event = {rid};\n"
        f"DELETE FROM occurrence_span WHERE event = {rid};\n{_MARK}"
    )


def _in(side: str) -> str:
    return (
        f"INSERT INTO occurrence_span SELECT {side}.rid, {_STALE}"
        f" WHERE {side}.deleted_at IS NULL;\n"
    )


def _stale(rids: str) -> str:
    return (
        f"DELETE FROM occurrence WHERE event IN ({rids});\n"
        f"UPDATE occurrence_span SET covered_from = {FOREVER}, covered_to = {-FOREVER},"
        f" ends_at = {FOREVER}, is_broken = 0 WHERE event IN ({rids});\n{_MARK}"
    )
