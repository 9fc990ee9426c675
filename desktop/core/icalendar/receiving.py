"""Acting on messages about meetings (RFC 5546, 2.1 and 3.2): pure functions, in whatever order.

`judge` says what a message is to us, `applied` makes the new state. Mail that was forged, doubled
or overtaken changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum, auto
from typing import Final

from desktop.core.icalendar.entries import Entry
from desktop.core.icalendar.items import Item
from desktop.core.icalendar.messages import OF_ORGANIZER, Message, Method, revision
from desktop.core.icalendar.people import Person, address_key
from desktop.core.icalendar.sending import item_at, next_sequence
from desktop.core.icalendar.times import UTC_NAME, Moment


class Verdict(StrEnum):
    """What a message is to us."""

    NEW = auto()  # an entry that we do not have: shown, never added by itself
    UPDATE = auto()  # a newer state of what we have
    SAME = auto()  # we have just this
    OLD = auto()  # overtaken by what we have
    CANCEL = auto()
    ANSWER = auto()
    PROPOSAL = auto()
    ASKS = auto()  # for the newest state
    REFUSED = auto()  # our proposal is
    FORGED = auto()  # the sender may not say that
    UNINVITED = auto()  # an answer of somebody who was not invited
    UNKNOWN = auto()  # about something that we do not have
    BROKEN = auto()  # it cannot be acted on


_FROM_ATTENDEES: Final = {
    Method.REPLY: Verdict.ANSWER,
    Method.COUNTER: Verdict.PROPOSAL,
    Method.REFRESH: Verdict.ASKS,
}
Answers = Mapping[
    str, datetime
]  # by keys of people: the DTSTAMP (UTC, no tzinfo) of their last one


def judge(
    message: Message, stored: Entry | None, sender: str, answers: Answers | None = None
) -> Verdict:
    """Return what a message is to us.

    Args:
        message: what came.
        stored: what we have of its UID, None if nothing.
        sender: the address in From, of a mail whose origin was checked.
        answers: when each of the invited answered last.
    """
    if message.entry.refusal is not None:
        return Verdict.BROKEN
    if message.method in OF_ORGANIZER:
        return _of_organizer(message, stored, address_key(sender))
    return _of_attendee(message, stored, address_key(sender), answers or {})


def _of_organizer(message: Message, stored: Entry | None, sender: str) -> Verdict:
    if not _may_speak(message.entry.items[0].organizer, sender, message.method):
        return Verdict.FORGED
    if stored is None:
        is_news = message.method in (Method.REQUEST, Method.PUBLISH)
        return Verdict.NEW if is_news else Verdict.UNKNOWN
    known = (stored.master or stored.items[0]).organizer
    if known is not None and known.key != message.organizer:
        return Verdict.FORGED
    if message.method is Method.DECLINECOUNTER:
        return Verdict.REFUSED
    order = max(_order(item, stored) for item in message.entry.items)
    if order <= 0:
        return Verdict.SAME if order == 0 else Verdict.OLD
    return Verdict.CANCEL if message.method is Method.CANCEL else Verdict.UPDATE


def _may_speak(who: Person | None, sender: str, method: Method) -> bool:
    if who is None:
        return method is Method.PUBLISH
    return sender in (who.key, address_key(who.sent_by)) and bool(sender)


def _order(item: Item, stored: Entry) -> int:
    """Return 1 for a newer state than ours, 0 for the same, -1 for an older one."""
    ours = _ours(item, stored)
    if ours is None:
        master = stored.master
        # A time that we have no state of its own of: older than the series, it was overtaken.
        return 1 if master is None or item.sequence >= master.sequence else -1
    new, old = revision(item), revision(ours)
    return (new > old) - (new < old)


def _ours(item: Item, stored: Entry) -> Item | None:
    if item.original is None:
        return stored.master
    found = item_at(stored, item.original)
    return found if found in stored.variations else None


def _of_attendee(message: Message, stored: Entry | None, sender: str, answers: Answers) -> Verdict:
    if stored is None:
        return Verdict.UNKNOWN
    item = message.entry.items[0]
    speaker = next((one for one in item.attendees if _speaks(one, sender)), None)
    if speaker is None:
        return Verdict.FORGED
    ours = _at(stored, item.original)
    if ours.attendee(speaker.address) is None:
        return Verdict.UNINVITED
    last = answers.get(speaker.key)
    if item.sequence < ours.sequence and message.method is not Method.REFRESH:
        return Verdict.OLD
    if last is not None and item.stamp is not None and item.stamp.clock <= last:
        return Verdict.SAME if item.stamp.clock == last else Verdict.OLD
    return _FROM_ATTENDEES[message.method]


def _speaks(person: Person, sender: str) -> bool:
    return bool(sender) and sender in (person.key, address_key(person.sent_by))


def _at(entry: Entry, original: Moment | None) -> Item:
    if original is None:
        return entry.master or entry.items[0]
    return item_at(entry, original)


def applied(message: Message, stored: Entry | None, me: str, sender: str = "") -> Entry:
    """Return the state after a message that `judge` found fit to be acted on.

    Args:
        message: what came.
        stored: what we have, None of a new invitation that was taken.
        me: our own address: our reminders stay, and our answer unless the time changed.
        sender: who answered, of a REPLY.
    """
    if stored is None:
        return replace(message.entry, method="")
    match message.method:
        case Method.CANCEL:
            return _cancelled(message.entry, stored, me)
        case Method.REPLY:
            return _answered(message.entry, stored, address_key(sender))
        case Method.REQUEST | Method.PUBLISH | Method.ADD:
            return _renewed(message.entry, stored, me)
        case _:
            return stored


def _renewed(news: Entry, stored: Entry, me: str) -> Entry:
    """Return the new state: of the whole series, or of the single times that the news tells."""
    items = [_with_own(item, _at(stored, item.original), me) for item in news.items]
    fresh = replace(news, method="").with_items(items)
    told = [_key(item) for item in news.items]
    since = news.master.sequence if news.master is not None else 0
    kept = [
        (part, item)
        for part, item in zip(stored.parts, stored.items, strict=True)
        if _key(item) not in told and item.sequence >= since  # older ones the series overtook
    ]
    parts = (*(part for part, _item in kept), *fresh.parts)
    return replace(
        stored,
        parts=parts,
        items=(*(item for _part, item in kept), *fresh.items),
        brought=tuple(dict.fromkeys((*stored.brought, *fresh.brought))),
        remarks=(),
    )


def _key(item: Item) -> object:
    original = item.original
    return original if original is None or not original.zone else original.within(UTC_NAME, UTC)


def _with_own(item: Item, ours: Item, me: str) -> Item:
    """Return a new state with our reminders, and our answer if it still holds."""
    mine, before = item.attendee(me), ours.attendee(me)
    people = item.attendees
    still_holds = next_sequence(ours, replace(item, sequence=0)) == ours.sequence
    if mine is not None and before is not None and still_holds:
        people = tuple(
            replace(one, status=before.status) if one.key == mine.key else one for one in people
        )
    return replace(item, attendees=people, alarms=item.alarms or ours.alarms)


def _cancelled(news: Entry, stored: Entry, me: str) -> Entry:
    items = list(stored.items)
    for item in news.items:
        if item.original is None:
            # Single times of an older state are overtaken, as by news of the whole series.
            stays = [one for one in items if one.original is None or one.sequence >= item.sequence]
            items = [_ended(one, item, me) for one in stays or items]
        else:
            ended = _ended(item_at(stored, item.original), item, me)
            items = [*(one for one in items if _key(one) != _key(item)), ended]
    return stored.with_items(items)


def _ended(ours: Item, news: Item, me: str) -> Item:
    """Return what is left of an item: nothing, or the meeting without those who need not come."""
    gone = {one.key for one in news.attendees}
    is_others = not news.is_cancelled and gone and address_key(me) not in gone
    return replace(
        ours,
        status=ours.status if is_others else "CANCELLED",
        attendees=tuple(one for one in ours.attendees if not is_others or one.key not in gone),
        sequence=max(ours.sequence, news.sequence),
        stamp=news.stamp or ours.stamp,
    )


def _answered(news: Entry, stored: Entry, sender: str) -> Entry:
    items = list(stored.items)
    for item in news.items:
        speaker = next((one for one in item.attendees if _speaks(one, sender)), None)
        if speaker is None:
            continue
        ours = _at(stored, item.original)
        answered = replace(ours, attendees=_with_answer(ours.attendees, speaker, item.attendees))
        if answered == ours:
            continue
        items = [*(one for one in items if one != ours), answered]
        items.sort(key=_masters_first)
    return stored.with_items(items)


def _with_answer(
    people: tuple[Person, ...], speaker: Person, told: tuple[Person, ...]
) -> tuple[Person, ...]:
    """Return the invited with an answer; who was delegated to is invited too."""
    made = [
        replace(one, status=speaker.status, delegated_to=speaker.delegated_to, wants_answer=False)
        if one.key == speaker.key
        else one
        for one in people
    ]
    known = {one.key for one in people}
    for address in speaker.delegated_to:
        if address_key(address) not in known:
            said = next((one for one in told if one.key == address_key(address)), None)
            made.append(said or Person(address, delegated_from=(speaker.address,)))
    return tuple(made)


def _masters_first(item: Item) -> bool:
    return item.original is not None
