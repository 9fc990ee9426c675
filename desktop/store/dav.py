"""What this computer knows of calendars elsewhere: where, and when both were the same.

It is this computer's alone: the tables are neither captured nor sent to a centre.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from desktop.store.engine import Connection

TABLES: Final = {
    "dav_calendar": (
        "CREATE TABLE IF NOT EXISTS dav_calendar(calendar_id BLOB NOT NULL PRIMARY KEY,"
        " url TEXT NOT NULL, login TEXT NOT NULL, token TEXT NOT NULL, can_write INTEGER NOT NULL,"
        " seen_at INTEGER, trouble TEXT NOT NULL) STRICT, WITHOUT ROWID"
    ),
    "dav_item": (
        "CREATE TABLE IF NOT EXISTS dav_item(calendar_id BLOB NOT NULL, href TEXT NOT NULL,"
        " etag TEXT NOT NULL, event_id BLOB NOT NULL, state TEXT NOT NULL,"
        " PRIMARY KEY(calendar_id, href)) STRICT, WITHOUT ROWID"
    ),
}


@dataclass(frozen=True, slots=True)
class DavLink:
    """A calendar here and where it is on a server; `seen_at` in microseconds."""

    calendar: uuid.UUID
    url: str
    login: str
    token: str = ""
    can_write: bool = True
    seen_at: int | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class DavItem:
    """An event and its resource, as both were when they were the same.

    `state` is that of the event (see `states`).
    """

    href: str
    etag: str
    event: uuid.UUID
    state: str


def links(connection: Connection) -> list[DavLink]:
    """Return the calendars that are kept the same as calendars elsewhere."""
    if not _is_there(connection):
        return []
    query = "SELECT calendar_id, url, login, token, can_write, seen_at, trouble FROM dav_calendar"
    return [
        DavLink(uuid.UUID(bytes=one), url, login, token, bool(can_write), seen_at, trouble)
        for one, url, login, token, can_write, seen_at, trouble in connection.execute(query)
    ]


def keep_link(connection: Connection, link: DavLink) -> None:
    """Remember a calendar elsewhere, or what became of it."""
    for statement in TABLES.values():
        connection.execute(statement)
    connection.execute(
        "INSERT OR REPLACE INTO dav_calendar VALUES(?, ?, ?, ?, ?, ?, ?)",
        (
            link.calendar.bytes,
            link.url,
            link.login,
            link.token,
            int(link.can_write),
            link.seen_at,
            link.trouble,
        ),
    )


def forget_link(connection: Connection, calendar: uuid.UUID) -> None:
    """Keep a calendar the same no more; its events stay."""
    if _is_there(connection):
        for table in TABLES:
            connection.execute(f"DELETE FROM {table} WHERE calendar_id = ?", (calendar.bytes,))


def items(connection: Connection, calendar: uuid.UUID) -> dict[str, DavItem]:
    """Return what is known of a calendar's resources, by href."""
    query = "SELECT href, etag, event_id, state FROM dav_item WHERE calendar_id = ?"
    return {
        href: DavItem(href, etag, uuid.UUID(bytes=event), state)
        for href, etag, event, state in connection.execute(query, (calendar.bytes,)).fetchall()
    }


def keep_items(connection: Connection, calendar: uuid.UUID, some: Iterable[DavItem]) -> None:
    """Remember in which state resources and events are the same."""
    connection.executemany(
        "INSERT OR REPLACE INTO dav_item VALUES(?, ?, ?, ?, ?)",
        [(calendar.bytes, one.href, one.etag, one.event.bytes, one.state) for one in some],
    )


def forget_items(connection: Connection, calendar: uuid.UUID, hrefs: Iterable[str]) -> None:
    """Forget resources that are not there any more."""
    connection.executemany(
        "DELETE FROM dav_item WHERE calendar_id = ? AND href = ?",
        [(calendar.bytes, href) for href in hrefs],
    )


def state_of(connection: Connection, calendar: uuid.UUID, event: uuid.UUID) -> str:
    """Return the state of one event, "" if it does not live in the calendar."""
    return states(connection, calendar, event).get(event, "")


def states(
    connection: Connection, calendar: uuid.UUID, event: uuid.UUID | None = None
) -> dict[uuid.UUID, str]:
    """Return the state of each living event of a calendar: another text after every change."""
    parts = " || '/' || ".join(
        f"(SELECT coalesce(sum(p.ver), 0) || '.' || count(p.deleted_at) || '.' || count(*)"
        f" FROM {table} p WHERE p.event_id = e.id)"
        for table in ("event_variation", "attendee")
    )
    query = (
        f"SELECT e.id, e.ver || '/' || {parts} FROM event e"
        " WHERE e.calendar_id = ? AND e.deleted_at IS NULL"
    )
    told = [calendar.bytes]
    if event is not None:
        query += " AND e.id = ?"
        told.append(event.bytes)
    rows = connection.execute(query, told).fetchall()
    return {uuid.UUID(bytes=one): state for one, state in rows}


def _is_there(connection: Connection) -> bool:
    query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'dav_calendar'"
    return connection.execute(query).fetchone() is not None
