"""One line is enough to log what was done with a customer, contact person or lead."""

from __future__ import annotations

from typing import Final, TypedDict, TypeVar, Unpack

from desktop.core.errors import InvalidValueError
from desktop.core.fields import Field, Kind
from desktop.core.i18n import N_, _
from desktop.models.activities import Call, Meeting, Note, Visit
from desktop.models.activities.call import DIRECTIONS
from desktop.services.activities.following import NEXT, moment_of, plan_next
from desktop.services.activities.holding import MINUTES
from desktop.services.activities.links import WHOM, links_to
from desktop.services.activities.texts import subject_of
from desktop.services.commands import command
from desktop.store.work import Work

TEXT: Final = Field("text", N_("What was said or done"), Kind.LONG_TEXT, required=True)
WHEN: Final = Field("at", N_("When"), Kind.MOMENT)
PLANNED: Final = Field("planned", N_("Only planned"), Kind.FLAG)
DIRECTION: Final = Field("direction", N_("Direction"), Kind.CHOICE, options=DIRECTIONS)
M = TypeVar("M", bound=Call | Visit | Meeting | Note)
DEED: Final = (TEXT, *WHOM, WHEN, MINUTES, NEXT, PLANNED)


class Deed(TypedDict, total=False):
    """What a line says of a call, visit or meeting besides its text; moments in microseconds."""

    account_id: str | None
    contact_id: str | None
    lead_id: str | None
    at: int | None
    minutes: int | None
    next_at: int | None
    planned: bool | None


@command("call.log", label=N_("Log a call"), form=(*DEED, DIRECTION))
def log_call(
    work: Work, text: str, *, direction: str | None = None, number: str = "", **said: Unpack[Deed]
) -> str:
    """Log a call that took place now, or plan one; return its id. `number` is what was dialled."""
    made = Call(direction=direction or "outbound")
    made.phones = [{"number": number, "label": ""}] if number else None
    return _log(work, made, "called_at", text, **said)


@command("visit.log", label=N_("Log a visit"), form=DEED)
def log_visit(work: Work, text: str, **said: Unpack[Deed]) -> str:
    """Log a visit that took place now, or plan one; return its id."""
    return _log(work, Visit(), "visited_at", text, **said)


@command("meeting.log", label=N_("Log a meeting"), form=DEED)
def log_meeting(work: Work, text: str, **said: Unpack[Deed]) -> str:
    """Log a meeting that took place now, or plan one; return its id."""
    return _log(work, Meeting(), "met_at", text, **said)


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
    note = _about(work, Note(noted_at=work.now), account_id, contact_id, lead_id)
    note.subject = _subject(text)
    note.body = None if note.subject == text.strip() else text
    work.session.add(note)
    work.session.flush()
    return str(note.id)


def _log(
    work: Work,
    made: Call | Visit | Meeting,
    at_field: str,
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
    _about(work, made, account_id, contact_id, lead_id)
    made.subject = _subject(text)
    made.duration_minutes = minutes
    moment = moment_of(at)
    if planned:
        made.status = "planned"
        made.result = None if made.subject == text.strip() else text
    else:
        made.status, made.result = "held", text
        moment = moment or work.now
    setattr(made, at_field, moment)
    work.session.add(made)
    work.session.flush()
    plan_next(work, made, next_at)
    return str(made.id)


def _about(
    work: Work, made: M, account_id: str | None, contact_id: str | None, lead_id: str | None
) -> M:
    found = links_to(work, account_id, contact_id, lead_id)
    made.account_id, made.contact_id = found.account_id, found.contact_id
    made.lead_id = found.lead_id
    return made


def _subject(text: str) -> str:
    subject = subject_of(text)
    if not subject:
        raise InvalidValueError(_("Write what was said or done."), field="text")
    return subject
