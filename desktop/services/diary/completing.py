"""What follows from writing an event, whoever wrote it: a form, a drag, a pasted table, an import.

It stands in a calendar; what the invited are told of is another revision of it (RFC 5545, 3.8.7.4:
SEQUENCE); a colleague owns the record by which they take part, so that they may answer; rooms are
booked once, and everybody sees them.
"""

from __future__ import annotations

from typing import Final

from desktop.core.permissions import Visibility
from desktop.models.calendar import Attendee, Calendar, Event, EventVariation
from desktop.services.diary.booking import keep_bookings
from desktop.store.completing import Touched, completes
from desktop.store.diary.calendars import RESOURCE
from desktop.store.diary.own_calendars import keep_in_calendars
from desktop.store.work import Work

TIMES: Final = frozenset({"starts_at", "ends_at", "is_all_day", "zone", "rule", "deleted_at"})
TOLD: Final = TIMES | {"place", "status"}
_SAID: Final = frozenset({"sequence", "ical"})  # it came from elsewhere with its own


@completes("event")
def complete_events(work: Work, touched: list[Touched]) -> None:
    """Put events into calendars, count their revisions, book their rooms anew."""
    keep_in_calendars(work.writing)
    work.session.expire_all()
    for one in touched:
        changed = one.before.keys()
        if not one.is_new and not TOLD.isdisjoint(changed) and _SAID.isdisjoint(changed):
            event = work.session.get_one(Event, one.id)
            event.sequence = (event.sequence or 0) + 1
    work.session.flush()
    moved = [one.id for one in touched if not TOLD.isdisjoint(one.before)]
    keep_bookings(work, moved)


@completes("event_variation")
def complete_variations(work: Work, touched: list[Touched]) -> None:
    """Book the rooms of a series anew when single times of it changed."""
    rows = [work.session.get_one(EventVariation, one.id) for one in touched]
    keep_bookings(work, {row.event_id for row in rows})


@completes("attendee")
def complete_attendees(work: Work, touched: list[Touched]) -> None:
    """Give colleagues the records by which they take part, and book rooms."""
    rows = {one.id: work.session.get_one(Attendee, one.id) for one in touched}
    for one in touched:
        row = rows[one.id]
        if one.is_new and row.user_id is not None and row.owner_id != row.user_id:
            row.owner_id = row.user_id
    work.session.flush()
    keep_bookings(work, {row.event_id for row in rows.values() if row.resource_id is not None})


@completes("calendar")
def complete_calendars(work: Work, touched: list[Touched]) -> None:
    """Let everybody see what can be booked."""
    for one in touched:
        row = work.session.get_one(Calendar, one.id)
        if one.is_new and row.calendar_type == RESOURCE and row.visibility is None:
            row.visibility = Visibility.PUBLIC
