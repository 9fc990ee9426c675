"""Events of the diary as entries of calendars (iCalendar), and back.

What an entry says beside what we understand is kept: writing starts from the text that came, and
touches only what differs from what that text says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime
from typing import Any, Final

from desktop.core.clock import DEFAULT_ZONE
from desktop.core.diary.event_times import EventTimes, SeriesSpan, series_of, span_of, times_of
from desktop.core.diary.exchange_times import (
    read_variations,
    variation_items,
    written_times,
)
from desktop.core.diary.exchange_words import read_words, write_words
from desktop.core.icalendar.entries import Entry, entries_of_text, new_entry
from desktop.core.icalendar.items import Item
from desktop.core.icalendar.people import Person
from desktop.core.icalendar.properties import make_property
from desktop.core.icalendar.recurring import EntrySeries
from desktop.core.icalendar.recurring import series_of as times_of_entry
from desktop.core.icalendar.times import UTC_NAME, Moment
from desktop.core.quick_dataclass import dataclass
from desktop.core.recurrence.checking import check_series
from desktop.core.recurrence.portable import materialised, portable_rule
from desktop.core.recurrence.reading import parse_rule
from desktop.core.recurrence.rules import LunarRule
from desktop.core.recurrence.series import Series
from desktop.core.recurrence.writing import write_rule

LUNAR_RULE: Final = "X-LIENHE-RULE"
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ExchangedEvent:
    """What the records of an event hold, as far as calendars know it.

    Attributes:
        values: Python values by the fields of `event`.
        variations: those of each varied time, by its key.
        category: the name of its category, "" of none.
        people: who takes part; the organiser stands apart.
    """

    values: Values
    variations: Mapping[str, Values] = field(default_factory=dict)
    category: str = ""
    organizer: Person | None = None
    people: tuple[Person, ...] = ()


def read_event(entry: Entry) -> ExchangedEvent | None:
    """Return the event of an entry, None if it does not say when it begins.

    Raises:
        InvalidValueError: its rule never comes, comes too often, or its zone is unknown.
    """
    found = times_of_entry(entry)
    if found is None:
        return None
    master = entry.master or entry.items[0]
    lunar = _lunar_rule(entry)
    series = found.series if lunar is None else _by_the_moon(found.series, lunar)
    check_series(series)
    span = SeriesSpan(series.start, series.duration, series.zone)
    times = times_of(span)
    rule = "" if series.rule is None else write_rule(series.rule)
    values = {
        "starts_at": times.starts_at,
        "ends_at": times.ends_at,
        "is_all_day": times.is_all_day,
        "zone": times.zone or None,
        "rule": rule or None,
        "uid": entry.uid[:255],
        "sequence": master.sequence,
        "ical": entry.text,
        **read_words(master),
    }
    return ExchangedEvent(
        values,
        read_variations(EntrySeries(series, found.changed, found.from_then_on), master),
        next((name for name in master.categories if name), "")[:80],
        master.organizer,
        master.attendees,
    )


def write_event(event: ExchangedEvent, now: datetime, here: str = DEFAULT_ZONE) -> Entry:
    """Return the entry of an event, from the text that came with it where there is one.

    Args:
        event: what it says now; `values["ical"]` is the text that came.
        now: the moment of writing (DTSTAMP), aware.
        here: the IANA name of the zone of those who write.
    """
    text = str(event.values.get("ical") or "")
    base = entries_of_text(text, here)[0] if text else None
    known = read_event(base) if base is not None else None
    stamp = Moment(now.replace(tzinfo=None, microsecond=0), UTC_NAME)
    master = _master(event, base, stamp)
    said = write_words(event.values, {} if known is None else known.values, master)
    if event.category != (known.category if known else ""):
        names = tuple(one for one in master.categories if known and one != known.category)
        said = replace(said, categories=((event.category,) if event.category else ()) + names)
    said = _with_people(said, event, known)
    if known is not None and _same_times(event, known):
        own = base.master or base.items[0] if base is not None else said
        others = [] if base is None else [one for one in base.variations if one is not own]
    else:
        said, others = _timed(said, event, stamp)
    items = [said, *others]
    entry = base.with_items(items) if base is not None else new_entry(items, here)
    return _with_lunar_rule(entry, str(event.values.get("rule") or ""))


def _master(event: ExchangedEvent, base: Entry | None, stamp: Moment) -> Item:
    if base is not None:
        return base.master or base.items[0]
    return Item(uid=str(event.values["uid"]), stamp=stamp, created=stamp)


def _with_people(item: Item, event: ExchangedEvent, known: ExchangedEvent | None) -> Item:
    """Return an item with who takes part now; who did before stays as they were written."""
    known_people = () if known is None else known.people
    answers = {one.key: one.answer for one in event.people}
    stayed = [one for one in known_people if one.key in answers or "@" not in one.key]
    here = {one.key for one in stayed}
    people = (
        *(
            replace(one, status=answers[one.key])
            if answers.get(one.key, one.answer) != one.answer
            else one
            for one in stayed
        ),
        *(one for one in event.people if one.key not in here),
    )
    organizer = item.organizer or (event.organizer if people else None)
    return replace(item, attendees=people, organizer=organizer)


def _same_times(event: ExchangedEvent, known: ExchangedEvent) -> bool:
    names = ("starts_at", "ends_at", "is_all_day", "zone", "rule")
    same = all((event.values.get(n) or None) == (known.values.get(n) or None) for n in names)
    return same and _said(event.variations) == _said(known.variations)


def _said(variations: Mapping[str, Values]) -> dict[str, dict[str, Any]]:
    """Return what varied times say, without what they leave to the series."""
    return {key: {n: v for n, v in one.items() if v} for key, one in variations.items()}


def _timed(item: Item, event: ExchangedEvent, stamp: Moment) -> tuple[Item, list[Item]]:
    """Return the item at its times, and those of the times that differ."""
    times = event_times(event.values)
    rule = str(event.values.get("rule") or "")
    series = series_of(times, rule)
    start, end = written_times(span_of(times))
    parsed = portable_rule(series)
    rules = () if parsed is None or isinstance(parsed, LunarRule) else (write_rule(parsed),)
    by_moon = isinstance(series.rule, LunarRule)
    moon_days = materialised(series, stamp.local) if by_moon else []
    master = replace(item, start=start, end=end, rules=rules, added=(), left_out=(), stamp=stamp)
    return variation_items(master, series, event.variations, moon_days)


def event_times(values: Values) -> EventTimes:
    """Return when an event is, as its record says."""
    return EventTimes(
        values["starts_at"],
        values.get("ends_at"),
        bool(values.get("is_all_day")),
        str(values.get("zone") or ""),
    )


def _lunar_rule(entry: Entry) -> LunarRule | None:
    for part in entry.parts:
        if text := part.text(LUNAR_RULE):
            rule = parse_rule(text)
            return rule if isinstance(rule, LunarRule) else None
    return None


def _by_the_moon(series: Series, rule: LunarRule) -> Series:
    """Return a series whose days stood one by one with the rule that made them."""
    kept = [one for one in series.variations if not one.is_added]
    return replace(series, rule=rule).with_variations(kept)


def _with_lunar_rule(entry: Entry, rule: str) -> Entry:
    made = [make_property(LUNAR_RULE, rule)] if rule and _is_lunar(rule) else []
    if not made and not any(part.text(LUNAR_RULE) for part in entry.parts):
        return entry
    first, *rest = entry.parts
    return replace(entry, parts=(first.with_property(LUNAR_RULE, made), *rest))


def _is_lunar(rule: str) -> bool:
    return isinstance(parse_rule(rule), LunarRule)
