"""Who takes part in an event, as calendars name them: by e-mail address."""

from __future__ import annotations

import sqlalchemy as sa

from desktop.core.diary.exchange import ExchangedEvent
from desktop.core.diary.own_calendar import attendee_id
from desktop.core.icalendar.people import (
    ACCEPTED,
    DECLINED,
    NEEDS_ACTION,
    TENTATIVE,
    Person,
)
from desktop.models.base import record_class
from desktop.models.calendar import Attendee, Event
from desktop.store.known_addresses import records_by_address
from desktop.store.work import Work

_ANSWERS = {
    ACCEPTED: "accepted",
    DECLINED: "declined",
    TENTATIVE: "tentative",
    NEEDS_ACTION: "needs_action",
}
_ROLES = {"CHAIR": "chair", "OPT-PARTICIPANT": "optional", "NON-PARTICIPANT": "optional"}
_STATUSES = {answer: status for status, answer in _ANSWERS.items()}
_WRITTEN_ROLES = {"chair": "CHAIR", "optional": "OPT-PARTICIPANT", "required": "REQ-PARTICIPANT"}
_MOST = 1_000


def take_people(work: Work, event: Event, said: ExchangedEvent) -> None:
    """Write who takes part: colleagues and contact persons are known by their addresses.

    Those that the entry does not name any more go into the bin; rooms and cars of ours stay.
    """
    people = [one for one in said.people if "@" in one.key][:_MOST]
    keys = [one.key for one in people]
    users = records_by_address(work.connection, "app_user", keys)
    contacts = records_by_address(work.connection, "contact", keys)
    asked = sa.select(Attendee).where(Attendee.event_id == event.id)
    here = {one.id: one for one in work.session.scalars(asked)}
    wanted = set()
    for person in people:
        user, contact = users.get(person.key), contacts.get(person.key)
        one = attendee_id(event.id, user or contact or person.key)
        wanted.add(one)
        row = here.get(one)
        if row is None:
            row = Attendee(id=one, event_id=event.id, user_id=user, owner_id=user)
            row.contact_id = None if user else contact
            work.session.add(row)
            here[one] = row
        row.deleted_at = None
        row.name, row.email = person.name[:120] or person.address[:120], person.address[:254]
        row.role = _ROLES.get(person.role, "required")
        row.answer = _ANSWERS.get(person.answer, "needs_action")
    work.session.flush()
    gone = [
        one
        for one, row in here.items()
        if one not in wanted and row.deleted_at is None and row.resource_id is None
    ]
    if gone:
        work.delete("attendee", gone)


def people_of(work: Work, event: Event) -> tuple[Person | None, tuple[Person, ...]]:
    """Return the organiser and who takes part, as calendars name them."""
    asked = (
        sa.select(Attendee)
        .where(Attendee.event_id == event.id, Attendee.deleted_at.is_(None))
        .order_by(Attendee.created_at, Attendee.id)
    )
    found = [
        Person(
            address,
            row.name or "",
            _STATUSES.get(row.answer or "", NEEDS_ACTION),
            _WRITTEN_ROLES.get(row.role or "", "REQ-PARTICIPANT"),
        )
        for row in work.session.scalars(asked)
        if (address := row.email or _address(work, row)) is not None
    ]
    if not found:
        return None, ()
    owner = _first_address(work, "app_user", event.owner_id)
    return (Person(owner) if owner else None), tuple(found)


def _address(work: Work, row: Attendee) -> str | None:
    if row.user_id is not None:
        return _first_address(work, "app_user", row.user_id)
    return _first_address(work, "contact", row.contact_id)


def _first_address(work: Work, entity: str, one: object) -> str | None:
    record = None if one is None else work.session.get(record_class(entity), one)
    emails = getattr(record, "emails", None)
    return str(emails[0]) if emails else None
