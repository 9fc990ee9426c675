"""Visits and meetings: held with a result, or cancelled."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.i18n import N_
from desktop.core.workflow import arrival, transition
from desktop.models.activities import Meeting, Visit
from desktop.services.activities.calls import MINUTES, RESULT
from desktop.services.activities.following import NEXT, plan_next
from desktop.services.commands import command
from desktop.services.moving import move
from desktop.store.work import Work

for _entity in ("visit", "meeting"):
    transition(_entity, f"{_entity}.hold", ("planned", "cancelled"), "held")
    transition(_entity, f"{_entity}.cancel", ("planned",), "cancelled")
    arrival(_entity, "result", "held")


@command("visit.hold", label=N_("Log as visited"), form=(RESULT, MINUTES, NEXT), on_records=True)
def hold_visits(
    work: Work,
    ids: Sequence[str],
    result: str | None = None,
    minutes: int | None = None,
    next_at: int | None = None,
) -> None:
    """Log that visits took place, with their result; a visit without a time took place now.

    `next_at` (microseconds) plans another one with the same people.
    """
    for visit in move(work, Visit, "visit.hold", ids):
        visit.visited_at = visit.visited_at or work.now
        _note(visit, result, minutes)
        plan_next(work, visit, next_at)


@command("visit.cancel", label=N_("Cancel the visit"), on_records=True)
def cancel_visits(work: Work, ids: Sequence[str]) -> None:
    """Log that visits do not take place."""
    move(work, Visit, "visit.cancel", ids)


@command("meeting.hold", label=N_("Log as met"), form=(RESULT, MINUTES, NEXT), on_records=True)
def hold_meetings(
    work: Work,
    ids: Sequence[str],
    result: str | None = None,
    minutes: int | None = None,
    next_at: int | None = None,
) -> None:
    """Log that meetings took place, with what was said; one without a time took place now.

    `next_at` (microseconds) plans another one with the same people.
    """
    for meeting in move(work, Meeting, "meeting.hold", ids):
        meeting.met_at = meeting.met_at or work.now
        _note(meeting, result, minutes)
        plan_next(work, meeting, next_at)


@command("meeting.cancel", label=N_("Cancel the meeting"), on_records=True)
def cancel_meetings(work: Work, ids: Sequence[str]) -> None:
    """Log that meetings do not take place."""
    move(work, Meeting, "meeting.cancel", ids)


def _note(held: Visit | Meeting, result: str | None, minutes: int | None) -> None:
    held.result = result or held.result
    held.duration_minutes = minutes if minutes is not None else held.duration_minutes
