"""Writing an entry back: what changed is written anew, all else stays as it stood.

So a calendar that was only looked at leaves as it came, and what another program put beside what we
understand survives an edit here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC
from itertools import groupby
from typing import Final

from desktop.core.icalendar.alarms import write_alarms
from desktop.core.icalendar.components import Component
from desktop.core.icalendar.flaws import Remarks
from desktop.core.icalendar.items import Item, ItemKind, Period
from desktop.core.icalendar.people import write_people, write_person
from desktop.core.icalendar.properties import (
    Property,
    escaped,
    make_property,
    make_text,
    without_controls,
)
from desktop.core.icalendar.reading import JOIN_URLS, read_item
from desktop.core.icalendar.times import UTC_NAME, Moment, parse_moment, parse_span, write_moment
from desktop.core.icalendar.zones import Zones

PRODUCT: Final = "-//Lienhe//Lienhe//VI"
_Made = list[Property]
_TEXTS: Final = {
    "SUMMARY": "summary",
    "DESCRIPTION": "description",
    "LOCATION": "location",
}
_WORDS: Final = {  # values that are no TEXT, or a word of a list
    "UID": "uid",
    "URL": "url",
    "STATUS": "status",
    "X-MICROSOFT-CDO-BUSYSTATUS": "shows_as",
    "CLASS": "privacy",
    "COLOR": "color",
}
_MOMENTS: Final = {
    "DTSTART": "start",
    "DTSTAMP": "stamp",
    "CREATED": "created",
    "LAST-MODIFIED": "modified",
    "COMPLETED": "completed",
}
_TIMES_A_LINE: Final = 50


def write_item(item: Item, base: Component | None, zones: Zones) -> Component:
    """Return the component of an item.

    Args:
        item: what it shall say.
        base: the component it was read from, None of a new one.
        zones: those of the calendar that `base` stands in.
    """
    part = base if base is not None and base.name == item.kind else Component(item.kind)
    return _Writer(item, read_item(part, zones, Remarks()), part).component()


class _Writer:
    """Writes what differs between two items into the component of the first."""

    def __init__(self, new: Item, old: Item, part: Component) -> None:
        self._new = new
        self._old = old
        self._part = part

    def component(self) -> Component:
        """Return the component with all that changed."""
        for name, field in _WORDS.items():
            self._replace(name, field, self._word)
        for name, field in _MOMENTS.items():
            self._replace(name, field, self._moment)
        self._end()
        self._original()
        for name, field in _TEXTS.items():
            self._replace(name, field, self._text)
        self._replace("X-ALT-DESC", "html", self._html)
        self._replace("RRULE", "rules", self._rules)
        self._times("RDATE", self._old.added, self._new.added)
        self._times("EXDATE", self._old.left_out, self._new.left_out)
        self._numbers()
        self._people()
        self._rest()
        return self._part

    def _replace(self, name: str, field: str, make: Callable[[str, object], _Made]) -> None:
        """Write a property anew if its field changed."""
        value = getattr(self._new, field)
        if value != getattr(self._old, field):
            self._put(name, make(name, value) if value else [])

    def _put(self, name: str, made: Iterable[Property]) -> None:
        self._part = self._part.with_property(name, made)

    def _word(self, name: str, value: object) -> _Made:
        plain = escaped(str(value)) if name in ("UID", "STATUS", "CLASS") else _one_line(str(value))
        return [make_property(name, plain)]

    def _text(self, name: str, value: object) -> _Made:
        base = self._part.first(name)
        said = {} if base is None else {"LANGUAGE": base.parameters.get("LANGUAGE", ())}
        kept = {key: words for key, words in said.items() if words}
        return [make_text(name, str(value), kept)]  # an ALTREP says the old text

    def _html(self, name: str, value: object) -> _Made:
        return [make_text(name, str(value), {"FMTTYPE": ("text/html",)})]

    def _moment(self, name: str, value: object) -> _Made:
        assert isinstance(value, Moment)
        return [_moment_property(name, value, self._part.first(name))]

    def _rules(self, name: str, value: object) -> _Made:
        """Return the rules, those that are not understood left out: they were for the old times."""
        assert isinstance(value, tuple)
        return [make_property(name, str(rule)) for rule in value]

    def _end(self) -> None:
        """Write the end; a DURATION that still gives it stays."""
        new, old = self._new, self._old
        if (new.start, new.end) == (old.start, old.end):
            return
        lasts = self._part.first("DURATION")
        span = parse_span(lasts.value) if lasts is not None else None
        if span is not None and new.start is not None and new.start.after(span) == new.end:
            return
        self._put("DURATION", [])
        name, other = ("DUE", "DTEND") if new.kind is ItemKind.TODO else ("DTEND", "DUE")
        self._put(other, [])
        if new.end != old.end or lasts is not None:
            made = [] if new.end is None else self._moment(name, new.end)
            self._put(name, made)

    def _original(self) -> None:
        new, old = self._new, self._old
        if (new.original, new.is_from_then_on) == (old.original, old.is_from_then_on):
            return
        made: _Made = []
        if new.original is not None:
            one = _moment_property("RECURRENCE-ID", new.original, self._part.first("RECURRENCE-ID"))
            range_ = "THISANDFUTURE" if new.is_from_then_on else ""
            made = [one.saying(one.value, {"RANGE": range_})]
        self._put("RECURRENCE-ID", made)

    def _times(
        self, name: str, old: tuple[Moment | Period, ...], new: tuple[Moment | Period, ...]
    ) -> None:
        """Write times of a list; lines stay if times were only added to them."""
        if old == new:
            return
        if new[: len(old)] == old:  # some were added
            made = [*self._part.all(name), *_time_lines(name, new[len(old) :])]
        else:
            strange = [one for one in self._part.all(name) if _says_no_time(one)]
            made = [*strange, *_time_lines(name, new)]
        self._put(name, made)

    def _numbers(self) -> None:
        new, old = self._new, self._old
        for name, before, after in (
            ("SEQUENCE", old.sequence, new.sequence),
            ("PRIORITY", old.priority, new.priority),
            ("PERCENT-COMPLETE", old.percent, new.percent),
        ):
            if before != after:
                is_said = after is not None and (after or name != "PRIORITY")
                self._put(name, [make_property(name, str(after))] if is_said else [])

    def _people(self) -> None:
        new, old = self._new, self._old
        if new.organizer != old.organizer:
            base = self._part.first("ORGANIZER")
            made = [] if new.organizer is None else [write_person("ORGANIZER", new.organizer, base)]
            self._put("ORGANIZER", made)
        if new.attendees != old.attendees:
            lines = write_people("ATTENDEE", new.attendees, self._part.all("ATTENDEE"))
            self._put("ATTENDEE", lines)

    def _rest(self) -> None:
        new, old = self._new, self._old
        if new.is_free != old.is_free:
            word = "TRANSPARENT" if new.is_free else "OPAQUE"
            self._put("TRANSP", [make_property("TRANSP", word)])
        if new.categories != old.categories:
            words = ",".join(map(escaped, new.categories))
            self._put("CATEGORIES", [make_property("CATEGORIES", words)] if words else [])
        if new.join_url != old.join_url:
            self._join_url()
        if new.alarms != old.alarms:
            alarms = write_alarms(new.alarms, self._part.children("VALARM"))
            self._part = self._part.with_children("VALARM", alarms)

    def _join_url(self) -> None:
        """Write where the meeting is, and take out the other spellings of the old place."""
        old, new = self._old.join_url, _one_line(self._new.join_url)
        if old:
            stays = (
                part
                for part in self._part.parts
                if not (
                    isinstance(part, Property)
                    and part.name in JOIN_URLS
                    and part.plain.strip() == old
                )
            )
            self._part = Component(self._part.name, tuple(stays), self._part.line)
        said = {"VALUE": ("URI",), "FEATURE": ("VIDEO",)}
        made = [make_property("CONFERENCE", new, said)] if new else []
        self._put("CONFERENCE", [*made, *self._part.all("CONFERENCE")])


def _moment_property(name: str, moment: Moment, base: Property | None) -> Property:
    """Return a property of a moment; parameters that say nothing of the time stay."""
    zone = "" if moment.zone in ("", UTC_NAME) else moment.zone
    changes = {"VALUE": "DATE" if moment.is_day else "", "TZID": zone}
    return (base or make_property(name, "")).saying(write_moment(moment), changes)


def _time_lines(name: str, times: Iterable[Moment | Period]) -> _Made:
    """Return lines of times in their order, neighbours of one sort and zone together."""
    made: _Made = []
    for (value, zone), group in groupby(times, _sort):
        said = {key: (word,) for key, word in (("VALUE", value), ("TZID", zone)) if word}
        texts = [_time_text(one) for one in group]
        for start_at in range(0, len(texts), _TIMES_A_LINE):
            words = ",".join(texts[start_at : start_at + _TIMES_A_LINE])
            made.append(make_property(name, words, said))
    return made


def _sort(one: Moment | Period) -> tuple[str, str]:
    """Return the VALUE and the TZID of a time in a list."""
    if isinstance(one, Period):
        return "PERIOD", "" if one.start.zone == UTC_NAME else one.start.zone
    return "DATE" if one.is_day else "", "" if one.zone == UTC_NAME else one.zone


def _time_text(one: Moment | Period) -> str:
    if isinstance(one, Moment):
        return write_moment(one)
    return f"{write_moment(one.start)}/{write_moment(one.end.within(one.start.zone, UTC))}"


def _says_no_time(one: Property) -> bool:
    return not any(parse_moment(word.partition("/")[0]) for word in one.value.split(","))


def _one_line(text: str) -> str:
    """Return a value that has no escapes but is read as if it had."""
    return without_controls("".join(text.split())).replace("\\", "\\\\")
