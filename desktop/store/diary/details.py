"""What is shown of events: read once for all that are found, in a few statements."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Collection
from typing import Final, NamedTuple

from desktop.core.pages import Ref
from desktop.core.permissions import Level
from desktop.store.conditions import Scope
from desktop.store.diary.people import level_sql
from desktop.store.engine import Connection
from desktop.store.row_rights import id_of

_LINKS: Final = (("account", "name"), ("lead", "full_name"), ("contact", "full_name"))
_AMONG: Final = "IN (SELECT value FROM json_each(?))"
_AMONG_IDS: Final = "IN (SELECT unhex(value) FROM json_each(?))"


class Detail(NamedTuple):
    """An event without its times."""

    id: uuid.UUID
    title: str
    is_all_day: bool
    is_recurring: bool
    is_broken: bool
    status: str
    show_as: str
    is_private: bool
    place: str
    colour: str  # its category's
    owner: uuid.UUID | None
    customer: Ref | None
    may_edit: bool


class Varied(NamedTuple):
    """What differs at one time of a series; empty as in the series."""

    title: str
    place: str
    status: str
    show_as: str
    colour: str


class Guests(NamedTuple):
    """Who takes part in an event: short names, and the answers of users."""

    names: list[str]
    answers: dict[uuid.UUID, str]


def read_details(connection: Connection, scope: Scope, rids: Collection[int]) -> dict[int, Detail]:
    """Return the living events with these numbers, as far as the person sees them."""
    level = level_sql(connection, "event", "e", scope)
    links = ", ".join(f"{key}.id, {key}.{title}" for key, title in _LINKS)
    joins = " ".join(
        f"LEFT JOIN {key} ON {key}.id = e.{key}_id AND {key}.deleted_at IS NULL"
        for key, _title in _LINKS
    )
    query = (
        "SELECT e.rid, e.id, e.title, e.is_all_day, e.rule, s.is_broken, e.status, e.show_as,"
        f" e.is_private, e.place, k.colour, e.owner_id, {level}, {links} FROM event e"
        " LEFT JOIN occurrence_span s ON s.event = e.rid"
        f" LEFT JOIN event_category k ON k.id = e.category_id {joins}"
        f" WHERE e.rid {_AMONG} AND e.deleted_at IS NULL"
    )
    found = {}
    for row in connection.execute(query, (json.dumps(list(rids)),)):
        rid, one, title, all_day, rule, broken, status, show_as, private, place, *rest = row
        colour, owner, allowed, *linked = rest
        found[rid] = Detail(
            uuid.UUID(bytes=one),
            title or "",
            bool(all_day),
            bool(rule) and not broken,
            bool(broken),
            status or "",
            show_as or "busy",
            bool(private),
            place or "",
            colour or "",
            id_of(owner),
            _customer(linked),
            allowed >= Level.EDIT,
        )
    return found


def read_varied(
    connection: Connection, events: Collection[uuid.UUID]
) -> dict[tuple[uuid.UUID, str], Varied]:
    """Return what differs at single times, by event and key."""
    query = (
        "SELECT v.event_id, v.original, v.title, v.place, v.status, v.show_as, k.colour"
        " FROM event_variation v LEFT JOIN event_category k ON k.id = v.category_id"
        f" WHERE v.event_id {_AMONG_IDS} AND v.deleted_at IS NULL"
    )
    rows = connection.execute(query, (_told(events),))
    return {
        (uuid.UUID(bytes=event), original): Varied(*(one or "" for one in told))
        for event, original, *told in rows
    }


def read_guests(connection: Connection, events: Collection[uuid.UUID]) -> dict[uuid.UUID, Guests]:
    """Return who takes part, by event; rooms and cars are no guests."""
    query = (
        "SELECT a.event_id, a.user_id, u.full_name, coalesce(c.full_name, a.name, a.email),"
        " a.answer FROM attendee a LEFT JOIN main.app_user u ON u.id = a.user_id"
        " LEFT JOIN contact c ON c.id = a.contact_id"
        f" WHERE a.event_id {_AMONG_IDS} AND a.resource_id IS NULL AND a.deleted_at IS NULL"
        " ORDER BY a.rid"
    )
    found: dict[uuid.UUID, Guests] = defaultdict(lambda: Guests([], {}))
    for event, user, user_name, name, answer in connection.execute(query, (_told(events),)):
        guests = found[uuid.UUID(bytes=event)]
        if user is not None:
            guests.answers[uuid.UUID(bytes=user)] = answer or ""
        if shown := short_name(user_name) if user_name else name:
            guests.names.append(shown)
    return found


def short_name(full_name: str) -> str:
    """Return by what Vietnamese colleagues call each other: the last word of the name."""
    return full_name.rpartition(" ")[2]


def _customer(linked: list[bytes | str | None]) -> Ref | None:
    for number, (key, _title) in enumerate(_LINKS):
        one, title = linked[2 * number : 2 * number + 2]
        if isinstance(one, bytes):
            return Ref(key, uuid.UUID(bytes=one), str(title or ""))
    return None


def _told(ids: Collection[uuid.UUID]) -> str:
    return json.dumps([one.hex for one in ids])
