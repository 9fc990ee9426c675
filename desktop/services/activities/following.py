"""What is planned after a call, visit or meeting."""

from __future__ import annotations

import datetime as dt
from typing import Final

from desktop.core.clock import from_micros
from desktop.core.fields import Field, Kind
from desktop.core.i18n import N_, _
from desktop.models.activities import Call, Meeting, Visit
from desktop.services.activities.texts import subject_of
from desktop.store.work import Work

NEXT: Final = Field("next_at", N_("Next time"), Kind.MOMENT)
_AGAIN: Final = {
    "call": N_("Call again: {subject}"),
    "visit": N_("Visit again: {subject}"),
    "meeting": N_("Meet again: {subject}"),
}
_AT: Final = {"call": "called_at", "visit": "visited_at", "meeting": "met_at"}


def moment_of(micros: int | None) -> dt.datetime | None:
    """Return the moment of a question's answer."""
    return None if micros is None else from_micros(micros)


def plan_next(work: Work, held: Call | Visit | Meeting, next_at: int | None) -> None:
    """Plan another one for a moment, with the same people; nothing if no moment is said."""
    moment = moment_of(next_at)
    if moment is None:
        return
    held.next_at = moment
    key = held.__tablename__
    subject = held.subject
    known = _(_AGAIN[key]).partition("{subject}")[0]
    if not subject.startswith(known):  # the third call is not "Call again: Call again: …"
        subject = subject_of(_(_AGAIN[key]).format(subject=subject))
    coming = type(held)(
        subject=subject,
        account_id=held.account_id,
        contact_id=held.contact_id,
        lead_id=held.lead_id,
        owner_id=held.owner_id,
        org_unit_id=held.org_unit_id,
        status="planned",
    )
    setattr(coming, _AT[key], moment)
    if isinstance(coming, Call):
        coming.phones = held.phones if isinstance(held, Call) else None
    work.session.add(coming)
