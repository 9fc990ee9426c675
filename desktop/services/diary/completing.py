"""What follows from writing an event, whoever wrote it: a form, a drag, a pasted table, an import.

It stands in a calendar; what the invited are told of is another revision of it (RFC 5545, 3.8.7.4:
SEQUENCE); and a colleague owns the record by which they take part, so that they may answer.
"""

from __future__ import annotations

from typing import Final

from desktop.models.calendar import Attendee, Event
from desktop.store.completing import Touched, completes
from desktop.store.diary.own_calendars import keep_in_calendars
from desktop.store.work import Work

TOLD: Final = frozenset({"starts_at", "ends_at", "is_all_day", "zone", "rule", "place", "status"})
_SAID: Final = frozenset({"sequence", "ical"})  # it came from elsewhere with its own


@completes("event")
def complete_events(work: Work, touched: list[Touched]) -> None:
    """Put events into calendars, and count their revisions."""
    keep_in_calendars(work.writing)
    work.session.expire_all()
    for one in touched:
        changed = one.before.keys()
        if not one.is_new and not TOLD.isdisjoint(changed) and _SAID.isdisjoint(changed):
            event = work.session.get_one(Event, one.id)
            event.sequence = (event.sequence or 0) + 1


@completes("attendee")
def complete_attendees(work: Work, touched: list[Touched]) -> None:
    """Give colleagues the records by which they take part."""
    for one in touched:
        if not one.is_new:
            continue
        row = work.session.get_one(Attendee, one.id)
        if row.user_id is not None and row.owner_id != row.user_id:
            row.owner_id = row.user_id
