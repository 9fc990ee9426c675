"""What follows from writing an event, whoever wrote it: a form, a drag, a pasted table, an import.

It stands in a calendar; rooms are booked once, and everybody sees what can be booked.
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

TOLD: Final = frozenset({"place", "status", "starts_at", "ends_at", "is_all_day", "zone", "rule"})
_OF_EVENTS: Final = ("event.", "import.")
_SAID_BY_OTHERS: Final = frozenset({"event.import"})
TIMES: Final = frozenset(
    {"starts_at", "ends_at", "is_all_day", "zone", "rule", "deleted_at", "status"}
)


@completes("event")
def complete_events(work: Work, touched: list[Touched]) -> None:
    """Put events into calendars, and book their rooms anew."""
    keep_in_calendars(work.writing)
    _count_revisions(work, touched)
    moved = [one.id for one in touched if not TIMES.isdisjoint(one.before)]
    work.session.expire_all()
    keep_bookings(work, moved)


def _count_revisions(work: Work, touched: list[Touched]) -> None:
    """Count up the revision of events of which the invited are to hear (RFC 5545, 3.8.7.4).

    Commands of the diary do so by themselves; what a form, a pasted table or a mass edit changed
    is counted here. Calendars of others say their revisions.
    """
    command = work.writing.command
    if command in _SAID_BY_OTHERS or not command.startswith(_OF_EVENTS):
        return
    changed = [
        one.id
        for one in touched
        if not one.is_new and "sequence" not in one.before and not TOLD.isdisjoint(one.before)
    ]
    found = [work.session.get_one(Event, one) for one in changed]
    revisions = [(event.id, {"sequence": (event.sequence or 0) + 1}) for event in found]
    if revisions:
        work.complete("event", revisions)


@completes("event_variation")
def complete_variations(work: Work, touched: list[Touched]) -> None:
    """Book the rooms of a series anew when single times of it changed."""
    rows = [work.session.get_one(EventVariation, one.id) for one in touched]
    keep_bookings(work, {row.event_id for row in rows})


@completes("attendee")
def complete_attendees(work: Work, touched: list[Touched]) -> None:
    """Book rooms for events that need them."""
    rows = [work.session.get_one(Attendee, one.id) for one in touched]
    keep_bookings(work, {row.event_id for row in rows if row.resource_id is not None})


@completes("calendar")
def complete_calendars(work: Work, touched: list[Touched]) -> None:
    """Let everybody see what can be booked."""
    for one in touched:
        row = work.session.get_one(Calendar, one.id)
        if one.is_new and row.calendar_type == RESOURCE and row.visibility is None:
            row.visibility = Visibility.PUBLIC
