"""Understanding a component: what its properties say, and what is wrong in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, timedelta
from typing import Final

from desktop.core.errors import InvalidValueError
from desktop.core.icalendar.alarms import Alarm, read_alarm
from desktop.core.icalendar.components import Component
from desktop.core.icalendar.flaws import Flaw, Remarks
from desktop.core.icalendar.items import Item, ItemKind, Period
from desktop.core.icalendar.old_values import quoted_plain
from desktop.core.icalendar.people import Person, read_person
from desktop.core.icalendar.properties import Property, composed, words_of
from desktop.core.icalendar.times import UTC_NAME, Moment, parse_span
from desktop.core.icalendar.zones import Zones
from desktop.core.recurrence.reading import parse_rule
from desktop.core.recurrence.writing import write_rule

MOST_TIMES: Final = 20_000  # of RDATE and EXDATE each; fifty years of days
_LONGEST_LIST: Final = MOST_TIMES * 40  # characters
_KINDS: Final = frozenset(ItemKind)
JOIN_URLS: Final = (
    "CONFERENCE",
    "X-GOOGLE-CONFERENCE",
    "X-MICROSOFT-SKYPETEAMSMEETINGURL",
    "X-MICROSOFT-ONLINEMEETINGJOINLINK",
)
_WEB: Final = ("https://", "http://")


def is_item(component: Component) -> bool:
    """Tell whether a component is an event, a task or a journal entry."""
    return component.name in _KINDS


def read_item(component: Component, zones: Zones, remarks: Remarks) -> Item:
    """Return what is understood of a component; `remarks` takes what is not.

    Reading never fails: a value that makes no sense counts as unsaid, and stays in the component.
    """
    return _Reader(component, zones, remarks).item()


class _Reader:
    """Reads one component."""

    def __init__(self, component: Component, zones: Zones, remarks: Remarks) -> None:
        self._part = component
        self._zones = zones
        self._remarks = remarks

    def item(self) -> Item:
        """Return all of it."""
        part = self._part
        original = part.first("RECURRENCE-ID")
        start = self._start()
        return Item(
            kind=ItemKind(part.name),
            uid=part.text("UID"),
            start=start,
            end=self._end(start),
            summary=self._text("SUMMARY"),
            description=self._text("DESCRIPTION"),
            html=self._html(),
            location=self._text("LOCATION"),
            url=self._text("URL"),
            join_url=self._join_url(),
            rules=tuple(self._rules()),
            added=tuple(self._added()),
            left_out=tuple(self._left_out()),
            original=self._moment(original, Flaw.BAD_TIME) if original is not None else None,
            is_from_then_on=original is not None
            and original.parameter("RANGE").upper() == "THISANDFUTURE",
            sequence=self._number("SEQUENCE", 2_000_000_000) or 0,
            stamp=self._utc("DTSTAMP"),
            created=self._utc("CREATED"),
            modified=self._utc("LAST-MODIFIED"),
            completed=self._utc("COMPLETED"),
            status=part.text("STATUS").upper(),
            is_free=part.text("TRANSP").upper() in ("TRANSPARENT", "1"),
            shows_as=part.text("X-MICROSOFT-CDO-BUSYSTATUS").upper(),
            privacy=part.text("CLASS").upper(),
            priority=self._number("PRIORITY", 9) or 0,
            percent=self._number("PERCENT-COMPLETE", 100),
            categories=tuple(self._categories()),
            color=part.text("COLOR").lower(),
            organizer=self._organizer(),
            attendees=tuple(self._people()),
            alarms=tuple(self._alarms()),
        )

    def _text(self, name: str) -> str:
        found = self._part.first(name)
        if found is None:
            return ""
        return composed(quoted_plain(found)).strip()

    def _number(self, name: str, most: int) -> int | None:
        found = self._part.first(name)
        if found is None or not found.value.strip():
            return None
        text = found.value.strip()
        if text.isascii() and text.isdigit() and int(text[:12]) <= most:
            return int(text[:12])
        self._remarks.add(Flaw.BAD_VALUE, found.line, name=name, value=text)
        return None

    def _moment(
        self, one: Property, flaw: Flaw = Flaw.BAD_OTHER_TIME, text: str | None = None
    ) -> Moment | None:
        """Return the moment of a property, or of one `text` of its list; none is told as `flaw`."""
        tzid = one.parameter("TZID")
        said = one.value if text is None else text
        found = self._zones.moment(said, tzid)
        if found is None:
            self._remarks.add(flaw, one.line, name=one.name, value=said)
        elif not found.is_day and not found.zone and tzid and not self._zones.is_known(tzid):
            self._remarks.add(Flaw.UNKNOWN_ZONE, one.line, value=tzid)
        return found

    def _utc(self, name: str) -> Moment | None:
        found = self._part.first(name)
        moment = self._moment(found) if found is not None and found.value.strip() else None
        if moment is None or moment.zone == UTC_NAME:
            return moment
        return Moment(moment.clock, UTC_NAME) if not moment.zone else moment.within(UTC_NAME, UTC)

    def _start(self) -> Moment | None:
        found = self._part.first("DTSTART")
        if found is not None:
            return self._moment(found, Flaw.BAD_TIME)
        if self._part.name == ItemKind.EVENT:
            self._remarks.add(Flaw.NO_START, self._part.line)
        return None

    def _end(self, start: Moment | None) -> Moment | None:
        """Return the end, of what lasts (DURATION) counted from the start."""
        found = self._part.first("DUE" if self._part.name == ItemKind.TODO else "DTEND")
        if found is not None:
            end = self._moment(found)
            return end if end is None or start is None else self._after(start, end, found)
        lasts = self._part.first("DURATION")
        if lasts is None or start is None:
            return None
        span = parse_span(lasts.value)
        if span is None or span.length < timedelta(0):
            self._remarks.add(Flaw.BAD_VALUE, lasts.line, name="DURATION", value=lasts.value)
            return None
        return start.after(span)

    def _after(self, start: Moment, end: Moment, one: Property) -> Moment:
        """Return an end that fits the start: of its sort, and not before it."""
        if start.is_day != end.is_day:
            end = Moment(end.clock.date()) if start.is_day else Moment(end.clock, start.zone)
        is_before = (
            end.local < start.local
            if start.is_day or start.zone == end.zone
            else end.utc(UTC) < start.utc(UTC)
        )
        if not is_before:
            return end
        self._remarks.add(Flaw.ENDS_BEFORE, one.line)
        return start

    def _rules(self) -> Iterator[str]:
        for one in self._part.all("RRULE"):
            if not one.value.strip():
                continue
            try:
                yield write_rule(parse_rule(one.value))
            except InvalidValueError as error:
                self._remarks.add(Flaw.BAD_RULE, one.line, reason=str(error))

    def _added(self) -> Iterator[Moment | Period]:
        for one, word in self._words("RDATE"):
            first, sign, second = word.partition("/")
            start = self._moment(one, text=first)
            if start is not None and not sign:
                yield start
            elif start is not None:
                span = parse_span(second)
                end = start.after(span) if span is not None else self._moment(one, text=second)
                if end is not None:
                    yield Period(start, end)

    def _left_out(self) -> Iterator[Moment]:
        for one, word in self._words("EXDATE"):
            found = self._moment(one, text=word)
            if found is not None:
                yield found

    def _words(self, name: str) -> Iterator[tuple[Property, str]]:
        """Yield the members of lists of times; empty ones say nothing."""
        left = MOST_TIMES
        for one in self._part.all(name):
            for word in one.value[:_LONGEST_LIST].replace(";", ",").split(","):
                if word.strip() and left > 0:
                    left -= 1
                    yield one, word

    def _categories(self) -> Iterator[str]:
        for one in self._part.all("CATEGORIES"):
            for word in words_of(one.value):
                yield composed(word)

    def _organizer(self) -> Person | None:
        found = self._part.first("ORGANIZER")
        return read_person(found) if found is not None and found.value.strip() else None

    def _people(self) -> Iterator[Person]:
        for one in self._part.all("ATTENDEE"):
            person = read_person(one)
            if person.address:
                yield person

    def _alarms(self) -> Iterator[Alarm]:
        for part in self._part.children("VALARM"):
            alarm = read_alarm(part)
            if alarm is not None:
                yield alarm
            else:
                self._remarks.add(Flaw.BAD_ALARM, part.line)

    def _html(self) -> str:
        found = self._part.first("X-ALT-DESC")
        if found is None or found.parameter("FMTTYPE").lower() not in ("", "text/html"):
            return ""
        return quoted_plain(found)

    def _join_url(self) -> str:
        for name in JOIN_URLS:
            for one in self._part.all(name):
                if one.value.strip().lower().startswith(_WEB):
                    return one.plain.strip()
        return ""
