"""The varied times of a series, as records keep them and as calendars write them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from desktop.core.diary.event_times import EventTimes, SeriesSpan, span_of, times_of
from desktop.core.diary.exchange_words import read_words, write_words
from desktop.core.icalendar.items import Item, Period
from desktop.core.icalendar.recurring import EntrySeries
from desktop.core.icalendar.times import Moment
from desktop.core.recurrence.addressing import parse_key, variation_key
from desktop.core.recurrence.series import Series, Variation
from desktop.core.recurrence.stamps import When

Values = Mapping[str, Any]
_OWN_WORDS: Final = ("title", "place", "description", "show_as", "status")


def read_variations(found: EntrySeries, master: Item) -> dict[str, dict[str, Any]]:
    """Return the values of each varied time by its key; what is as in the series is None."""
    usual = read_words(master)
    varied = {}
    for one in found.series.variations:
        values = _read_times(found.series, one)
        if (item := found.changed.get(one.original)) is not None:
            words = read_words(item)
            values |= {n: words[n] if words[n] != usual[n] else None for n in _OWN_WORDS}
        varied[variation_key(one.original)] = values
    return varied


def _read_times(series: Series, one: Variation) -> dict[str, Any]:
    values: dict[str, Any] = {"is_cancelled": one.is_cancelled, "is_added": one.is_added}
    if one.start is not None or one.duration is not None:
        start = one.original if one.start is None else one.start
        lasts = series.duration if one.duration is None else one.duration
        times = times_of(SeriesSpan(start, lasts, series.zone))
        values |= {"starts_at": times.starts_at, "ends_at": times.ends_at}
    return values


def written_times(span: SeriesSpan) -> tuple[Moment, Moment]:
    """Return the first and the last moment of something, the last excluded."""
    zone = span.zone or ""
    end = span.start + span.duration
    if not isinstance(span.start, datetime):
        return Moment(span.start), Moment(end)
    return Moment(span.start, zone), Moment(end, zone)


def variation_items(
    master: Item, series: Series, variations: Mapping[str, Values], moon_days: Iterable[When]
) -> tuple[Item, list[Item]]:
    """Return the item of a series with its added and left out times, and those that differ.

    `moon_days` are the times of a lunar rule, which other programs get one by one.
    """
    added: list[Moment | Period] = [_moment(day, series) for day in moon_days]
    left_out: list[Moment] = []
    others: list[Item] = []
    for key, values in sorted(variations.items()):
        original = _moment(parse_key(key), series)
        if values.get("is_cancelled"):
            left_out.append(original)
            continue
        if values.get("is_added"):
            added.append(original)
        if not values.get("is_added") or any(v for n, v in values.items() if n != "is_added"):
            others.append(_varied(master, original, values, series))
    return dataclasses.replace(master, added=tuple(added), left_out=tuple(left_out)), others


def _moment(when: When, series: Series) -> Moment:
    return Moment(when, (series.zone or "") if isinstance(when, datetime) else "")


def _varied(master: Item, original: Moment, values: Values, series: Series) -> Item:
    start, end = written_times(SeriesSpan(original.local, series.duration, series.zone))
    if values.get("starts_at") is not None:
        times = EventTimes(
            values["starts_at"], values.get("ends_at"), series.is_all_day, series.zone or ""
        )
        start, end = written_times(span_of(times))
    item = dataclasses.replace(
        master, original=original, start=start, end=end, rules=(), added=(), left_out=()
    )
    said = {name: values.get(name) for name in _OWN_WORDS if values.get(name)}
    usual = dict.fromkeys(said)
    return write_words(said, usual, item)
