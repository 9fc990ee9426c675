"""The calendars that a person sees, and which of them is the own one."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Final

from desktop.core.diary.entry import CalendarInfo
from desktop.core.diary.own_calendar import own_calendar_id
from desktop.core.i18n import _
from desktop.core.permissions import Level
from desktop.core.quick_dataclass import dataclass
from desktop.store.conditions import Scope
from desktop.store.diary.people import level_sql, me
from desktop.store.engine import Connection
from desktop.store.row_rights import id_of

OWN: Final = "own"
RESOURCE: Final = "resource"
OWN_COLOUR: Final = "blue"
COLLEAGUES: Final = ("green", "orange", "purple", "yellow", "red", "grey")
NOT_YET: Final = -1  # the number of a calendar that is not made yet


@dataclass(frozen=True, slots=True)
class KnownCalendar:
    """A calendar with its number in this database, by which its occurrences stand in the table."""

    rid: int
    info: CalendarInfo


def read_calendars(connection: Connection, scope: Scope) -> list[KnownCalendar]:
    """Return the living calendars that a person sees: the own ones first, then by name."""
    person = me(connection, scope.member)
    level = level_sql(connection, "calendar", "c", scope)
    rows = connection.execute(
        "SELECT c.rid, c.id, c.name, c.colour, c.calendar_type, c.owner_id, c.is_default,"
        f" u.full_name, {level} FROM calendar c LEFT JOIN main.app_user u ON u.id = c.owner_id"
        " WHERE c.deleted_at IS NULL ORDER BY c.owner_id IS NOT ?, c.name_key, c.rid",
        (person.bytes,),
    ).fetchall()
    own = [
        (not marked, uuid.UUID(bytes=one) != own_calendar_id(person), one)
        for _rid, one, _name, _colour, kind, owner, marked, *_rest in rows
        if kind == OWN and id_of(owner) == person
    ]
    default = min(own)[2] if own else b""
    known = [] if own else [_coming(connection, person)]
    return known + [
        KnownCalendar(
            rid,
            CalendarInfo(
                uuid.UUID(bytes=one),
                name,
                _colour_for(person, uuid.UUID(bytes=one), colour or "", kind, id_of(owner)),
                kind or OWN,
                id_of(owner),
                owner_name or "",
                Level(allowed),
                one == default,
            ),
        )
        for rid, one, name, colour, kind, owner, _marked, owner_name, allowed in rows
    ]


def _coming(connection: Connection, person: uuid.UUID) -> KnownCalendar:
    """Return the own calendar of somebody who has none yet: it is made with its first event."""
    one, name = own_calendar_id(person), calendar_name(connection, person)
    info = CalendarInfo(one, name, OWN_COLOUR, OWN, person, name, Level.SHARE, is_default=True)
    return KnownCalendar(NOT_YET, info)


def _colour_for(
    person: uuid.UUID, one: uuid.UUID, colour: str, kind: str | None, owner: uuid.UUID | None
) -> str:
    """Return the colour in which a person sees a calendar.

    Everybody's own one is blue until they choose otherwise: laid over each other, those of
    colleagues are told apart by colours that follow from their ids, the same every day.
    """
    if kind != OWN or owner == person or colour != OWN_COLOUR:
        return colour
    return COLLEAGUES[one.int % len(COLLEAGUES)]


def calendar_name(connection: Connection, person: uuid.UUID) -> str:
    """Return what a person's own calendar is called at first: as the person is."""
    query = "SELECT full_name FROM main.app_user WHERE id = ?"
    found = connection.execute(query, (person.bytes,)).fetchone()
    return str(found[0]) if found and found[0] else _("My calendar")


def chosen(
    calendars: Collection[KnownCalendar], wanted: Collection[uuid.UUID] | None
) -> list[KnownCalendar]:
    """Return those of the calendars that are wanted; None wants all of them."""
    if wanted is None:
        return list(calendars)
    return [one for one in calendars if one.info.id in wanted]
