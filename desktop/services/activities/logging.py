"""One line is enough to log what was done with a customer, contact person or lead."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Final

from desktop.core.errors import InvalidValueError
from desktop.core.fields import Field, Kind
from desktop.core.i18n import N_, _
from desktop.models.activities import Call, Meeting, Note, Visit
from desktop.models.activities.call import DIRECTIONS
from desktop.services.activities.calls import MINUTES
from desktop.services.activities.following import NEXT, moment_of, plan_next
from desktop.services.activities.links import WHOM, links_to
from desktop.services.activities.texts import subject_of
from desktop.services.commands import command
from desktop.store.work import Work

TEXT: Final = Field("text", N_("What was said or done"), Kind.LONG_TEXT, required=True)
WHEN: Final = Field("at", N_("When"), Kind.MOMENT)
PLANNED: Final = Field("planned", N_("Only planned"), Kind.FLAG)
DIRECTION: Final = Field("direction", N_("Direction"), Kind.CHOICE, options=DIRECTIONS)
DEED: Final = (TEXT, *WHOM, WHEN, MINUTES, NEXT, PLANNED)


@dataclass(frozen=True, slots=True)
class Said:
    """What the line said of a call, visit or meeting; moments in microseconds."""

    text: str
    at: int | None
    minutes: int | None
    next_at: int | None
    planned: bool


@command("call.log", label=N_("Log a call"), form=(*DEED, DIRECTION))
def log_call(
    work: Work,
    text: str,
    *,
    account_id: str | None = None,
    contact_id: str | None = None,
    lead_id: str | None = None,
    at: int | None = None,
    minutes: int | None = None,
    next_at: int | None = None,
    planned: bool | None = None,
    direction: str | None = None,
    number: str = "",
) -> str:
    """Log a call that took place now, or plan one; return its id. `number` is what was dialled."""
    made = Call(**_links(work, account_id, contact_id, lead_id))
    made.direction = direction or "outbound"
    made.phones = [{"number": number, "label": ""}] if number else None
    return _log(work, made, "called_at", Said(text, at, minutes, next_at, bool(planned)))


@command("visit.log", label=N_("Log a visit"), form=DEED)
def log_visit(
    work: Work,
    text: str,
    *,
    account_id: str | None = None,
    contact_id: str | None = None,
    lead_id: str | None = None,
    at: int | None = None,
    minutes: int | None = None,
    next_at: int | None = None,
    planned: bool | None = None,
) -> str:
    """Log a visit that took place now, or plan one; return its id."""
    made = Visit(**_links(work, account_id, contact_id, lead_id))
    return _log(work, made, "visited_at", Said(text, at, minutes, next_at, bool(planned)))


@command("meeting.log", label=N_("Log a meeting"), form=DEED)
def log_meeting(
    work: Work,
    text: str,
    *,
    account_id: str | None = None,
    contact_id: str | None = None,
    lead_id: str | None = None,
    at: int | None = None,
    minutes: int | None = None,
    next_at: int | None = None,
    planned: bool | None = None,
) -> str:
    """Log a meeting that took place now, or plan one; return its id."""
    made = Meeting(**_links(work, account_id, contact_id, lead_id))
    return _log(work, made, "met_at", Said(text, at, minutes, next_at, bool(planned)))


@command("note.log", label=N_("Log a note"), form=(TEXT, *WHOM))
def log_note(
    work: Work,
    text: str,
    *,
    account_id: str | None = None,
    contact_id: str | None = None,
    lead_id: str | None = None,
) -> str:
    """Note something now; return the note's id."""
    subject = _subject(text)
    note = Note(
        subject=subject,
        body=None if subject == text.strip() else text,
        noted_at=work.now,
        **_links(work, account_id, contact_id, lead_id),
    )
    work.session.add(note)
    work.session.flush()
    return str(note.id)


def _log(work: Work, made: Call | Visit | Meeting, at_field: str, said: Said) -> str:
    made.subject = _subject(said.text)
    made.duration_minutes = said.minutes
    moment = moment_of(said.at)
    if said.planned:
        made.status = "planned"
        made.result = None if made.subject == said.text.strip() else said.text
    else:
        made.status, made.result = "held", said.text
        moment = moment or work.now
    setattr(made, at_field, moment)
    work.session.add(made)
    work.session.flush()
    plan_next(work, made, said.next_at)
    return str(made.id)


def _links(
    work: Work, account_id: str | None, contact_id: str | None, lead_id: str | None
) -> dict[str, uuid.UUID | None]:
    found = links_to(work, account_id, contact_id, lead_id)
    return {
        "account_id": found.account_id,
        "contact_id": found.contact_id,
        "lead_id": found.lead_id,
    }


def _subject(text: str) -> str:
    subject = subject_of(text)
    if not subject:
        raise InvalidValueError(_("Write what was said or done."), field="text")
    return subject
