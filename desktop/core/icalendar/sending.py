"""Making messages about meetings (RFC 5546, 3.2): pure functions of an entry and the time.

Each returns an entry with its METHOD; `entry.text` is the text/calendar part of the mail. Reminders
and what is private of the organiser never go along.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from desktop.core.icalendar.entries import Entry, new_entry
from desktop.core.icalendar.items import Item
from desktop.core.icalendar.messages import Method
from desktop.core.icalendar.people import NEEDS_ACTION, Person, address_key
from desktop.core.icalendar.properties import make_property, make_text
from desktop.core.icalendar.times import UTC_NAME, Moment

# A change of these raises SEQUENCE and asks everybody anew (RFC 5546, 2.1.4).
_WEIGHTY: Final = ("start", "end", "rules", "added", "left_out", "location", "is_cancelled")
_PRIVATE: Final = ("X-LIENHE", "X-MOZ-")


def next_sequence(old: Item, new: Item) -> int:
    """Return the SEQUENCE that a changed item gets: the next one if time, place or rule changed."""
    is_weighty = any(getattr(old, name) != getattr(new, name) for name in _WEIGHTY)
    return max(old.sequence + 1, new.sequence) if is_weighty else max(old.sequence, new.sequence)


def stamp_of(now: datetime) -> Moment:
    """Return the DTSTAMP of an aware moment."""
    return Moment(now.astimezone(UTC).replace(tzinfo=None, microsecond=0), UTC_NAME)


def make_request(entry: Entry, now: datetime) -> Entry:
    """Return the invitation to an entry, or the news that it changed."""
    items = [replace(item, stamp=stamp_of(now), alarms=()) for item in entry.items]
    return _sent(entry.with_items(items), Method.REQUEST)


def make_cancel(
    entry: Entry, now: datetime, *, addresses: Iterable[str] = (), original: Moment | None = None
) -> Entry:
    """Return the message that an entry does not take place.

    Args:
        entry: what was invited to.
        now: the time.
        addresses: who is told; all who are invited if none is named. Only they are in the message.
        original: of which single time, None of all.
    """
    told = {address_key(address) for address in addresses}
    made: list[Item] = []
    for item in [item_at(entry, original)] if original is not None else entry.items:
        attendees = tuple(one for one in item.attendees if not told or one.key in told)
        made.append(
            replace(
                _bare(item, now),
                sequence=item.sequence + 1,
                attendees=attendees,
                status="" if told and len(attendees) < len(item.attendees) else "CANCELLED",
            )
        )
    return _message(entry, made, Method.CANCEL)


def make_reply(entry: Entry, address: str, answer: str, now: datetime, comment: str = "") -> Entry:
    """Return somebody's answer to an invitation.

    Args:
        entry: the invitation: all of it, or the single times that were asked about.
        address: who answers; somebody who was not invited himself is named all the same.
        answer: ACCEPTED, DECLINED, TENTATIVE or DELEGATED.
        now: the time.
        comment: words to the organiser.
    """
    made: list[Item] = []
    for item in entry.items:
        me = item.attendee(address) or Person(address)
        answered = replace(me, status=answer, wants_answer=False)
        made.append(replace(_bare(item, now), attendees=(answered,)))
    return _message(entry, made, Method.REPLY, comment)


def make_counter(
    entry: Entry, address: str, proposal: Item, now: datetime, comment: str = ""
) -> Entry:
    """Return somebody's wish to have a meeting at another time or place.

    The whole invitation goes along, with `proposal` (its start, end, location) instead of what it
    says; the organiser decides.
    """
    me = proposal.attendee(address) or Person(address)
    answered = replace(me, status="TENTATIVE", wants_answer=False)
    others = tuple(one for one in proposal.attendees if one.key != me.key)
    item = replace(proposal, stamp=stamp_of(now), alarms=(), attendees=(answered, *others))
    return _message(entry, [item], Method.COUNTER, comment)


def make_decline_counter(entry: Entry, address: str, now: datetime, comment: str = "") -> Entry:
    """Return the organiser's refusal of such a wish."""
    made = [
        replace(_bare(item, now), attendees=tuple(filter(None, [item.attendee(address)])))
        for item in entry.items
    ]
    return _message(entry, made, Method.DECLINECOUNTER, comment)


def make_refresh(entry: Entry, address: str, now: datetime) -> Entry:
    """Return the question for the newest state of an entry."""
    item = entry.items[0]
    me = item.attendee(address) or Person(address)
    return _message(entry, [replace(_bare(item, now), attendees=(me,))], Method.REFRESH)


def item_at(entry: Entry, original: Moment) -> Item:
    """Return what an entry says of one of its times: that time's own item, or the common one."""
    same = [one for one in entry.variations if _is_same(one.original, original)]
    if same:
        return same[0]
    item = entry.master or entry.items[0]
    end = None
    if item.start is not None and item.ends is not None:
        length = item.ends.clock - item.start.clock
        end = Moment(
            (original.clock + length).date() if original.is_day else original.clock + length,
            original.zone,
        )
    return replace(
        item, start=original, end=end, original=original, rules=(), added=(), left_out=()
    )


def _is_same(one: Moment | None, other: Moment) -> bool:
    if one is None or one.is_day != other.is_day or bool(one.zone) != bool(other.zone):
        return False
    return one.utc(UTC) == other.utc(UTC) if one.zone else one.local == other.local


def _bare(item: Item, now: datetime) -> Item:
    """Return what a message must say of an item, without its rule and what nobody asked for."""
    return Item(
        kind=item.kind,
        uid=item.uid,
        start=item.start,
        end=item.end,
        summary=item.summary,
        original=item.original,
        is_from_then_on=item.is_from_then_on,
        sequence=item.sequence,
        stamp=stamp_of(now),
        organizer=item.organizer,
        attendees=item.attendees,
    )


def _message(entry: Entry, items: Sequence[Item], method: Method, comment: str = "") -> Entry:
    made = new_entry(items, entry.here)
    if comment:
        parts = tuple(
            part.with_property("COMMENT", [make_text("COMMENT", comment)]) for part in made.parts
        )
        made = replace(made, parts=parts)
    if method is Method.REPLY:
        done = make_property("REQUEST-STATUS", "2.0;Success")
        parts = tuple(part.with_property("REQUEST-STATUS", [done]) for part in made.parts)
        made = replace(made, parts=parts)
    return replace(made, method=method, brought=entry.brought)


def _sent(entry: Entry, method: Method) -> Entry:
    """Return an entry with a method, without what is of the sender alone."""
    parts = tuple(
        replace(
            part,
            parts=tuple(
                one
                for one in part.parts
                if not one.name.startswith(_PRIVATE) and one.name != "VALARM"
            ),
        )
        for part in entry.parts
    )
    return replace(entry, method=method, parts=parts)


def asked_anew(people: Iterable[Person]) -> tuple[Person, ...]:
    """Return people of whom an answer is awaited (after a change of the time)."""
    return tuple(
        replace(one, status=NEEDS_ACTION, wants_answer=True) if one.role != "CHAIR" else one
        for one in people
    )
