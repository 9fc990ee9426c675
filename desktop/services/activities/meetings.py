"""Visits and meetings: held with a result, or cancelled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from desktop.core.i18n import N_
from desktop.core.workflow import arrival, transition
from desktop.models.activities import Meeting, Visit
from desktop.services.activities.holding import OUTCOME, Outcome, hold
from desktop.services.commands import command
from desktop.services.moving import move
from desktop.store.work import Work

for _entity in ("visit", "meeting"):
    transition(_entity, f"{_entity}.hold", ("planned", "cancelled"), "held")
    transition(_entity, f"{_entity}.cancel", ("planned",), "cancelled")
    arrival(_entity, "result", "held")


@command("visit.hold", label=N_("Log as visited"), form=OUTCOME, on_records=True)
def hold_visits(work: Work, ids: Sequence[str], **said: Unpack[Outcome]) -> None:
    """Log that visits took place."""
    for visit in move(work, Visit, "visit.hold", ids):
        visit.visited_at = visit.visited_at or work.now  # one without a time took place now
        hold(work, visit, **said)


@command("visit.cancel", label=N_("Cancel the visit"), on_records=True)
def cancel_visits(work: Work, ids: Sequence[str]) -> None:
    """Log that visits do not take place."""
    move(work, Visit, "visit.cancel", ids)


@command("meeting.hold", label=N_("Log as met"), form=OUTCOME, on_records=True)
def hold_meetings(work: Work, ids: Sequence[str], **said: Unpack[Outcome]) -> None:
    """Log that meetings took place."""
    for meeting in move(work, Meeting, "meeting.hold", ids):
        meeting.met_at = meeting.met_at or work.now  # one without a time took place now
        hold(work, meeting, **said)


@command("meeting.cancel", label=N_("Cancel the meeting"), on_records=True)
def cancel_meetings(work: Work, ids: Sequence[str]) -> None:
    """Log that meetings do not take place."""
    move(work, Meeting, "meeting.cancel", ids)
