"""Invitations by e-mail to those who take part in an event from outside the company (RFC 6047)."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Final

from desktop.core.emails import email_key
from desktop.core.errors import RecordGoneError
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.icalendar.entries import Entry
from desktop.core.icalendar.people import Person
from desktop.core.icalendar.sending import make_request
from desktop.mail.sending.senders import read_senders
from desktop.services.event_exchange.giving import entries_of_events
from desktop.services.long_work import LongWork, long_work
from desktop.store.known_addresses import COLLEAGUES, records_by_address

COMMAND: Final = "event.invite"
GONE: Final = N_("This appointment is not here any more.")


@long_work("mail.invitation")
def read_invitation(work: LongWork, event: str) -> Json:
    """Return the invitation to an event, and who of outside is to get it.

    Returns:
        {"text": iCalendar, "subject", "people": [[name, address], …]}.

    Raises:
        RecordGoneError: there is no such event.
    """
    with work.store.work(work.actor, COMMAND) as unit:
        found = list(entries_of_events(unit, [uuid.UUID(event)]))
        if not found:
            raise RecordGoneError(_(GONE))
        senders = read_senders(unit.connection)
        entry = _organized(found[0], senders[0].address.address if senders else "")
        request = make_request(entry, unit.now)
        item = entry.master or entry.items[0]
        keys = [email_key(one.key) for one in item.attendees]
        inside = records_by_address(unit.connection, COLLEAGUES, keys)
    people: list[Json] = [
        [one.name, one.key] for one in item.attendees if email_key(one.key) not in inside
    ]
    return {"text": request.text, "subject": item.summary, "people": people}


def _organized(entry: Entry, address: str) -> Entry:
    """Return an entry that says to whom answers go."""
    if not address:
        return entry
    own = Person(address)
    items = [one if one.organizer else replace(one, organizer=own) for one in entry.items]
    return entry.with_items(items)
