"""All that a calendar file, a clipboard text or an answer of a server holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from desktop.core.icalendar.components import Component, parse_calendars
from desktop.core.icalendar.entries import Entry, read_entries
from desktop.core.icalendar.flaws import Remark, Remarks
from desktop.core.icalendar.reading import is_item
from desktop.core.icalendar.zones import zone_of_name

_NOT_SHOWN: Final = frozenset({"VTIMEZONE"})


@dataclass(frozen=True, slots=True)
class CalendarHead:
    """What calendars say of themselves; each is "" where nothing is said.

    `method` is what a message asks (RFC 5546), `zone` the IANA name of where times without a zone
    are meant (X-WR-TIMEZONE).
    """

    name: str = ""
    description: str = ""
    color: str = ""
    zone: str = ""
    method: str = ""


@dataclass(frozen=True, slots=True)
class CalendarContents:
    """The entries of some calendars, and what is beside them.

    Attributes:
        head: of the first calendar.
        entries: those that can be taken.
        refused: those that cannot; each has a `refusal`.
        others: how many parts there are that are no entries, by their names (VFREEBUSY …).
        remarks: what is wrong in the file itself; each entry has its own.
    """

    head: CalendarHead = CalendarHead()
    entries: tuple[Entry, ...] = ()
    refused: tuple[Entry, ...] = ()
    others: dict[str, int] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()


def read_contents(data: bytes, encoding: str, here: str) -> CalendarContents:
    """Return what calendars hold.

    Args:
        data: as it came; at most `components.LARGEST` bytes.
        encoding: what it is written in, as Python calls it.
        here: the IANA name of the zone that is preferred among equal ones.

    Raises:
        CalendarProblem: there is no calendar in it, or it cannot be read as one.
    """
    remarks = Remarks()
    calendars = parse_calendars(data, encoding, remarks)
    entries = [entry for calendar in calendars for entry in read_entries(calendar, here)]
    others = Counter(
        part.name
        for calendar in calendars
        for part in calendar.components
        if not is_item(part) and part.name not in _NOT_SHOWN
    )
    return CalendarContents(
        head=read_head(calendars[0]),
        entries=tuple(entry for entry in entries if entry.refusal is None),
        refused=tuple(entry for entry in entries if entry.refusal is not None),
        others=dict(others),
        remarks=tuple(remarks),
    )


def read_head(calendar: Component) -> CalendarHead:
    """Return what a calendar says of itself (RFC 7986, and what Google and Apple write)."""
    return CalendarHead(
        name=calendar.text("X-WR-CALNAME") or calendar.text("NAME"),
        description=calendar.text("X-WR-CALDESC") or calendar.text("DESCRIPTION"),
        color=calendar.text("COLOR") or calendar.text("X-APPLE-CALENDAR-COLOR"),
        zone=zone_of_name(calendar.text("X-WR-TIMEZONE")),
        method=calendar.text("METHOD").upper(),
    )
