"""Who takes part in an event: inviting colleagues, contact persons, addresses, rooms; answering."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Final

import sqlalchemy as sa

from desktop.core.diary.own_calendar import attendee_id
from desktop.core.emails import NOT_AN_EMAIL, parse_email
from desktop.core.errors import InputError, RuleBrokenError
from desktop.core.fields import Field, Kind
from desktop.core.i18n import N_, _
from desktop.models.calendar import Attendee, Calendar, Event
from desktop.models.calendar.attendee import ANSWERS, ROLES
from desktop.models.contacts import Contact
from desktop.models.organisation import AppUser
from desktop.services.commands import command
from desktop.store.work import Work

AT_ONCE: Final = 1_000
NOBODY: Final = N_("Nobody is named who could be invited.")
NOT_INVITED: Final = N_("You are not invited to this.")
BAD_ANSWER: Final = N_("“{text}” is no answer to an invitation.")
_ANSWERS: Final = frozenset(option.value for option in ANSWERS)
_ROLES: Final = frozenset(option.value for option in ROLES)
_LINKS: Final = ("user_id", "contact_id", "resource_id")
ANSWER_FORM: Final = (
    Field("answer", N_("Answer"), Kind.CHOICE, options=ANSWERS, required=True),
    Field("remark", N_("Remark"), Kind.TEXT),
)
Guest = Mapping[str, str]


@command("event.invite", label=N_("Invite"))
def invite(
    work: Work,
    id: str,  # noqa: A002 - the field's name
    people: Sequence[Guest],
) -> list[str]:
    """Let people take part in an event, and rooms be booked; return their records' ids.

    Each names one of `user_id`, `contact_id`, `resource_id` or `email`, and may bring `name` and
    `role`. Who takes part already keeps their answer; who was taken off comes back.

    Raises:
        InputError: too many at once, or one names nobody.
    """
    if len(people) > AT_ONCE:
        raise InputError(_(NOBODY))
    event = work.session.get_one(Event, uuid.UUID(id))
    made = [_invited(work, event, one) for one in people]
    if any(one.user_id not in (None, event.owner_id) for one in made) and event.owner_id:
        _add_chair(work, event, event.owner_id)
    work.session.flush()
    return [str(one.id) for one in made]


@command("event.uninvite", label=N_("Take off the list"))
def uninvite(
    work: Work,
    id: str,  # noqa: A002 - the field's name
    guests: Sequence[str],
) -> int:
    """Take people or rooms off an event, by the ids of their records; return how many were on."""
    query = sa.select(Attendee.id).where(
        Attendee.event_id == uuid.UUID(id), Attendee.deleted_at.is_(None)
    )
    here = set(work.session.scalars(query))
    gone = [one for one in map(uuid.UUID, guests) if one in here]
    if gone:
        work.delete("attendee", gone)
    return len(gone)


@command("event.answer", label=N_("Answer"))
def answer(
    work: Work,
    id: str,  # noqa: A002 - the field's name
    answer: str,
    remark: str = "",
) -> None:
    """Say whether the actor comes.

    Raises:
        RuleBrokenError: the actor is not invited.
        InputError: there is no such answer.
    """
    if answer not in _ANSWERS:
        raise InputError(_(BAD_ANSWER).format(text=answer))
    query = sa.select(Attendee).where(
        Attendee.event_id == uuid.UUID(id),
        Attendee.user_id == work.actor.user_id,
        Attendee.deleted_at.is_(None),
    )
    mine = work.session.scalars(query).first()
    if mine is None:
        raise RuleBrokenError(_(NOT_INVITED))
    mine.answer, mine.answered_at = answer, work.now
    mine.remark = remark or None
    work.session.flush()


def _invited(work: Work, event: Event, guest: Guest) -> Attendee:
    link = next((name for name in _LINKS if guest.get(name)), None)
    address = _address(guest.get("email") or "")
    if link is None and address is None:
        raise InputError(_(NOBODY))
    who = uuid.UUID(guest[link]) if link else str(address)
    one = attendee_id(event.id, who)
    row = work.session.get(Attendee, one)
    if row is None:
        row = Attendee(id=one, event_id=event.id)
        row.answer = "accepted" if who in (event.owner_id, work.actor.user_id) else "needs_action"
        work.session.add(row)
    row.deleted_at = None
    if link:
        setattr(row, link, who)
    if row.user_id is not None:
        row.owner_id = row.user_id  # theirs, so that they may answer
    row.email = address or row.email
    row.name = (guest.get("name") or _name(work, link, who) or row.email or "")[:120] or None
    role = guest.get("role", "")
    row.role = "resource" if link == "resource_id" else role if role in _ROLES else "required"
    if link == "resource_id":
        row.answer = "accepted"
    return row


def _address(text: str) -> str | None:
    if not text.strip():
        return None
    found = parse_email(text)
    if not found.is_valid:
        raise InputError(_(NOT_AN_EMAIL))
    return found.address


def _add_chair(work: Work, event: Event, owner: uuid.UUID) -> None:
    """Let whose event it is stand among those who take part, once there are others."""
    one = attendee_id(event.id, owner)
    if work.session.get(Attendee, one) is None:
        row = Attendee(
            id=one,
            event_id=event.id,
            user_id=owner,
            owner_id=owner,
            name=_name(work, "user_id", owner),
            role="chair",
            answer="accepted",
        )
        work.session.add(row)


def _name(work: Work, link: str | None, who: uuid.UUID | str) -> str | None:
    if link is None:
        return None
    if link == "user_id":
        user = work.session.get(AppUser, who)
        return None if user is None else user.full_name
    if link == "contact_id":
        contact = work.session.get(Contact, who)
        return None if contact is None else contact.full_name
    room = work.session.get(Calendar, who)
    return None if room is None else room.name
