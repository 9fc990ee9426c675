"""Every event stands in a calendar: one without goes into its maker's own, made at first need.

The id follows from the person, so that two computers make one calendar. It stands in the group of
what needed it, and comes back out of the bin if it lies there.
"""

from __future__ import annotations

import uuid

from desktop.core.diary.own_calendar import own_calendar_id
from desktop.core.permissions import Visibility
from desktop.store import bulk, recycle_bin
from desktop.store.diary.calendars import OWN, OWN_COLOUR, calendar_name
from desktop.store.engine import Connection
from desktop.store.transactions import Writing

_CALENDAR = "calendar"


def keep_in_calendars(writing: Writing) -> None:
    """Put events of the unit of work that stand in no calendar into the own one of whoever acts."""
    user = writing.stamp.actor.user_id
    own = own_calendar_id(user)
    query = (
        "SELECT e.id, e.calendar_id FROM event e WHERE e.deleted_at IS NULL"
        " AND (e.calendar_id IS NULL OR e.calendar_id = ?) AND e.id IN"
        " (SELECT row_id FROM change WHERE seq > ? AND tbl = 'event' AND op <> 'D')"
    )
    found = writing.connection.execute(query, (own.bytes, writing.first_change)).fetchall()
    if not found:
        return
    homeless = [uuid.UUID(bytes=one) for one, calendar in found if calendar is None]
    wanted = default_calendar(writing.connection, user) if homeless else own
    if wanted == own:
        make_own_calendar(writing, user)
    if homeless:
        bulk.update_rows(writing, "event", homeless, {"calendar_id": wanted})


def default_calendar(connection: Connection, user: uuid.UUID) -> uuid.UUID:
    """Return where new events of a person go: the marked calendar, else the first own one."""
    query = (
        "SELECT id FROM main.calendar WHERE owner_id = ? AND calendar_type = 'own'"
        " AND deleted_at IS NULL ORDER BY coalesce(is_default, 0) DESC, id <> ?, id LIMIT 1"
    )
    own = own_calendar_id(user)
    found = connection.execute(query, (user.bytes, own.bytes)).fetchone()
    return own if found is None else uuid.UUID(bytes=found[0])


def make_own_calendar(writing: Writing, user: uuid.UUID) -> uuid.UUID:
    """Make a person's own calendar, or take it out of the bin; return its id."""
    own = own_calendar_id(user)
    query = "SELECT deleted_at FROM main.calendar WHERE id = ?"
    found = writing.connection.execute(query, (own.bytes,)).fetchone()
    if found is None:
        facts = {
            "id": own,
            "name": calendar_name(writing.connection, user),
            "calendar_type": OWN,
            "colour": OWN_COLOUR,
            "owner_id": user,
            "visibility": Visibility.PRIVATE,
        }
        bulk.insert_rows(writing, bulk.prepare_rows(_CALENDAR, [facts], writing.stamp))
    elif found[0] is not None:
        recycle_bin.restore(writing, _CALENDAR, [own])
    return own
