"""One component of a calendar as a value: an event, a task, a journal entry, or one time of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desktop.core.icalendar.alarms import Alarm
from desktop.core.icalendar.people import Person, address_key
from desktop.core.icalendar.times import Moment, Span

ONE_DAY: Final = Span(days=1)
NO_LENGTH: Final = Span()


class ItemKind(StrEnum):
    """What a component is."""

    EVENT = "VEVENT"
    TODO = "VTODO"
    JOURNAL = "VJOURNAL"


@dataclass(frozen=True, slots=True)
class Period:
    """A time beside a rule that has an end of its own (RDATE;VALUE=PERIOD)."""

    start: Moment
    end: Moment


@dataclass(frozen=True, slots=True)
class Item:
    """What is understood of an event, task or journal entry.

    Texts are NFC and without the escapes of the format. What stands in the component beside it is
    not here: `merging.write_item` keeps it.

    Attributes:
        uid: by what programs know the entry; "" if it has none.
        start: None if it does not say when it begins (a task need not).
        end: when it ends, of days the day after the last; of a task when it is due; None if unsaid.
        rules: RRULE texts that are understood, in our spelling (`core.recurrence`).
        added: times beside the rules; `left_out`: times that do not take place.
        original: of one time of a series, when it was to be (RECURRENCE-ID).
        is_from_then_on: whether it stands for all later times too (RANGE=THISANDFUTURE).
        sequence: raised at each change that concerns the invited.
        stamp: when this state was made, in UTC (DTSTAMP).
        status: CONFIRMED, TENTATIVE, CANCELLED; of tasks NEEDS-ACTION, IN-PROCESS, COMPLETED.
        is_free: whether the time counts as free (TRANSP:TRANSPARENT).
        shows_as: FREE, TENTATIVE, BUSY, OOF, WORKINGELSEWHERE of Outlook, or "".
        privacy: PUBLIC, PRIVATE, CONFIDENTIAL, or "".
        priority: 1 (highest) to 9, 0 if unsaid; `percent` is 0 to 100.
        html: the description with its formatting, as the other program wrote it: hostile.
        join_url: where an online meeting is.
        color: a name of CSS (RFC 7986).
    """

    kind: ItemKind = ItemKind.EVENT
    uid: str = ""
    start: Moment | None = None
    end: Moment | None = None
    summary: str = ""
    description: str = ""
    html: str = ""
    location: str = ""
    url: str = ""
    join_url: str = ""
    rules: tuple[str, ...] = ()
    added: tuple[Moment | Period, ...] = ()
    left_out: tuple[Moment, ...] = ()
    original: Moment | None = None
    is_from_then_on: bool = False
    sequence: int = 0
    stamp: Moment | None = None
    created: Moment | None = None
    modified: Moment | None = None
    completed: Moment | None = None
    status: str = ""
    is_free: bool = False
    shows_as: str = ""
    privacy: str = ""
    priority: int = 0
    percent: int | None = None
    categories: tuple[str, ...] = ()
    color: str = ""
    organizer: Person | None = None
    attendees: tuple[Person, ...] = ()
    alarms: tuple[Alarm, ...] = ()

    @property
    def is_all_day(self) -> bool:
        """Whether it takes whole days."""
        return self.start is not None and self.start.is_day

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.status == "CANCELLED"

    @property
    def is_repeated(self) -> bool:
        """Whether it comes more than once."""
        return bool(self.rules or self.added)

    def attendee(self, address: str) -> Person | None:
        """Return the attendee of an address, None if there is none."""
        key = address_key(address)
        return next((one for one in self.attendees if one.key == key), None)

    @property
    def ends(self) -> Moment | None:
        """When it ends, where nothing is said the end of the day or the start (RFC 5545, 3.6.1)."""
        if self.end is not None or self.start is None:
            return self.end
        return self.start.after(ONE_DAY if self.is_all_day else NO_LENGTH)
