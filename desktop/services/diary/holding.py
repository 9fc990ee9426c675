"""Appointments that took place, with what came of them, or do not take place."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from desktop.core.clock import from_micros
from desktop.core.diary.event_times import times_of
from desktop.core.errors import RuleBrokenError
from desktop.core.i18n import N_, _
from desktop.core.ids import new_id
from desktop.core.workflow import arrival, next_state, transition
from desktop.models.activities import Meeting
from desktop.models.calendar import Attendee, Event
from desktop.services.activities.holding import OUTCOME
from desktop.services.commands import command
from desktop.services.diary.one_time import is_series, parse_when, span_at, time_of
from desktop.services.diary.series_records import copy_event, copy_guests, read_series
from desktop.store.work import Work

WHICH: Final = N_("Say which time of the series is meant.")
AGAIN: Final = N_("Meet again: {subject}")
_HOLD: Final = "event.hold"
_CANCEL: Final = "event.cancel"
_NAMES: Final = 500  # characters of the participants of a meeting note

transition("event", _HOLD, ("planned", "cancelled"), "held")
transition("event", _CANCEL, ("planned",), "cancelled")
arrival("event", "result", "held")


@command("event.hold", label=N_("Log as taken place"), form=OUTCOME, on_records=True)
def hold_events(
    work: Work,
    ids: Sequence[str],
    *,
    result: str | None = None,
    minutes: int | None = None,
    next_at: int | None = None,
    original: str = "",
) -> None:
    """Log that appointments took place; of a series `original` says which time.

    What was about a customer stands in the customer's timeline as a meeting note. The next one is
    entered at `next_at` (microseconds) with the same people.

    Raises:
        RuleBrokenError: a state that cannot be held, or no time of a series is named.
    """
    for one in ids:
        event = work.session.get_one(Event, uuid.UUID(one))
        begins = _hold(work, event, original, result, minutes)
        if next_at is not None:
            event.next_at = from_micros(next_at)
            _plan_next(work, event, event.next_at)
        if event.account_id or event.contact_id or event.lead_id:
            _log_meeting(work, event, original, begins, result, minutes)
    work.session.flush()


@command("event.cancel", label=N_("Mark as cancelled"), on_records=True)
def cancel_events(work: Work, ids: Sequence[str], original: str = "") -> None:
    """Log that appointments do not take place; of a series one time, or all of it."""
    for one in ids:
        event = work.session.get_one(Event, uuid.UUID(one))
        if original and is_series(work, event):
            record = time_of(work, event, parse_when(original))
            record.status = next_state(_CANCEL, record.status or event.status)
        else:
            event.status = next_state(_CANCEL, event.status)
    work.session.flush()


def _hold(
    work: Work, event: Event, original: str, result: str | None, minutes: int | None
) -> datetime:
    """Note the outcome on the event, or on one time of it; return when that was."""
    if not is_series(work, event):
        event.status = next_state(_HOLD, event.status)
        event.result = result or event.result
        event.duration_minutes = minutes if minutes is not None else event.duration_minutes
        return event.starts_at
    if not original:
        raise RuleBrokenError(_(WHICH))
    when = parse_when(original)
    begins = times_of(span_at(read_series(work, event), when), event.zone or "").starts_at
    record = time_of(work, event, when)
    record.status = next_state(_HOLD, record.status or event.status)
    record.result = result or record.result
    return begins


def _log_meeting(
    work: Work,
    event: Event,
    original: str,
    begins: datetime,
    result: str | None,
    minutes: int | None,
) -> None:
    """Put a meeting note on the customer's timeline: one for each time that was held."""
    one = uuid.uuid5(event.id, f"met {original}")
    note = work.session.get(Meeting, one)
    if note is None:
        work.session.add(note := Meeting(id=one, subject=event.title, status="held"))
    note.deleted_at, note.status = None, "held"
    note.account_id, note.contact_id, note.lead_id = (
        event.account_id,
        event.contact_id,
        event.lead_id,
    )
    note.met_at, note.place = begins, event.place
    note.duration_minutes = minutes
    note.participants = _participants(work, event)
    note.result = result or note.result
    note.next_at = event.next_at


def _plan_next(work: Work, event: Event, begins: datetime) -> None:
    length = (event.ends_at or event.starts_at) - event.starts_at
    known = _(AGAIN).partition("{subject}")[0]
    title = event.title
    if not title.startswith(known):  # the third one is not "Meet again: Meet again: …"
        title = _(AGAIN).format(subject=title)
    values = {
        "title": title,
        "starts_at": begins,
        "ends_at": begins + length,
        "rule": None,
        "status": "planned",
    }
    made = copy_event(work, event, new_id(work.clock), values)
    copy_guests(work, event.id, made.id)


def _participants(work: Work, event: Event) -> str | None:
    query = (
        sa.select(Attendee.name)
        .where(
            Attendee.event_id == event.id,
            Attendee.deleted_at.is_(None),
            Attendee.resource_id.is_(None),
        )
        .order_by(Attendee.created_at, Attendee.id)
    )
    names = ", ".join(name for name in work.session.scalars(query) if name)
    return names[:_NAMES] or None
