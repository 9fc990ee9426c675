"""Meetings by mail (iTIP, RFC 5546): what a message asks, and whether it is whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from desktop.core.icalendar.components import Component
from desktop.core.icalendar.entries import Entry, read_entries
from desktop.core.icalendar.flaws import Flaw, Remark
from desktop.core.icalendar.items import Item
from desktop.core.icalendar.times import UTC_NAME, Moment


class Method(StrEnum):
    """What a message asks; RFC 5546, 1.4."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    REPLY = "REPLY"
    ADD = "ADD"
    CANCEL = "CANCEL"
    REFRESH = "REFRESH"
    COUNTER = "COUNTER"
    DECLINECOUNTER = "DECLINECOUNTER"


OF_ORGANIZER: Final = frozenset(
    {Method.PUBLISH, Method.REQUEST, Method.ADD, Method.CANCEL, Method.DECLINECOUNTER}
)
_Has = Callable[[Item], object]
_ORGANIZER: Final[tuple[str, _Has]] = ("ORGANIZER", lambda item: item.organizer)
_STAMP: Final[tuple[str, _Has]] = ("DTSTAMP", lambda item: item.stamp)
_ATTENDEE: Final[tuple[str, _Has]] = ("ATTENDEE", lambda item: item.attendees)
_START: Final[tuple[str, _Has]] = ("DTSTART", lambda item: item.start)
# What a message must have so that anybody can act on it: less than the RFC demands, as programs
# leave out what nobody needs. A PUBLISH asks nothing.
_NEEDED: Final[dict[Method, tuple[tuple[str, _Has], ...]]] = {
    Method.PUBLISH: (),
    Method.REQUEST: (_ORGANIZER, _ATTENDEE, _START),
    Method.ADD: (_ORGANIZER, _START),
    Method.CANCEL: (_ORGANIZER,),
    Method.DECLINECOUNTER: (_ORGANIZER,),
    Method.REPLY: (_ATTENDEE,),
    Method.REFRESH: (_ATTENDEE,),
    Method.COUNTER: (_ATTENDEE, _START),
}


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody asks about one entry."""

    method: Method
    entry: Entry

    @property
    def organizer(self) -> str:
        """The key of who invites, "" if it is not said."""
        who = self.entry.items[0].organizer
        return who.key if who is not None else ""


def read_messages(calendar: Component, here: str) -> list[Message]:
    """Return what a calendar of a mail asks; an entry that cannot be acted on has a `refusal`."""
    found: list[Message] = []
    for entry in read_entries(calendar, here):
        try:
            method = Method(entry.method)
        except ValueError:
            remark = Remark(Flaw.NO_METHOD, calendar.line)
            found.append(Message(Method.PUBLISH, _with_remarks(entry, [remark])))
            continue
        missing = [
            Remark(Flaw.MISSING, part.line, name=name)
            for part, item in zip(entry.parts, entry.items, strict=True)
            for name, has in _NEEDED[method]
            if not has(item)
        ]
        found.append(Message(method, _with_remarks(entry, missing)))
    return found


def revision(item: Item) -> tuple[int, datetime]:
    """Return how new a state is: of two the greater one counts (RFC 5546, 2.1.5)."""
    stamp = item.stamp or _LONG_AGO
    return item.sequence, stamp.clock


def _with_remarks(entry: Entry, remarks: list[Remark]) -> Entry:
    return replace(entry, remarks=(*entry.remarks, *remarks))


_LONG_AGO: Final = Moment(datetime(1, 1, 1), UTC_NAME)  # noqa: DTZ001 - before any stamp
