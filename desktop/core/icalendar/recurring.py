"""An entry as series of times (`core.recurrence`), and the sentence why it can be none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from desktop.core.icalendar.entries import Entry
from desktop.core.icalendar.items import Item, Period
from desktop.core.icalendar.times import Moment
from desktop.core.recurrence.reading import parse_rule
from desktop.core.recurrence.series import Series, Variation
from desktop.core.recurrence.stamps import When

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class EntrySeries:
    """When an entry takes place.

    Attributes:
        series: its times; a varied one has its `Variation` by the time it was to be.
        changed: what the varied times say, by that time.
        from_then_on: what stands for all times from one on (RANGE=THISANDFUTURE), in their order:
            whoever stores the entry splits the series there.
    """

    series: Series
    changed: dict[When, Item]
    from_then_on: tuple[tuple[When, Item], ...]


def series_of(entry: Entry) -> EntrySeries | None:
    """Return the times of an entry, None if it does not say when it begins.

    An entry of which only single times are here (an invitation to one of them) is the series of the
    first of them. Of several rules the first counts.

    Raises:
        InvalidValueError: the zone is unknown on this computer.
    """
    master = entry.master or entry.items[0]
    if master.start is None:
        return None
    zone = master.start.zone
    varied = [one for one in entry.variations if one is not master]
    found: dict[When, Variation] = {}
    for one in master.added:
        made = _added(one, master.start)
        found.setdefault(made.original, made)
    for left in master.left_out:
        original = _original(left, master.start)
        found[original] = Variation(original, is_cancelled=True)
    changed: dict[When, Item] = {}
    later: list[tuple[When, Item]] = []
    for item, original in _with_originals(varied, master.start):
        changed[original] = item
        found[original] = _variation(item, original, master.start)
        if item.is_from_then_on:
            later.append((original, item))
    series = Series(
        start=master.start.local,
        duration=_length(master, master.start),
        zone=zone or None,
        rule=parse_rule(master.rules[0]) if master.rules else None,
    )
    in_order = tuple(sorted(later, key=lambda pair: str(pair[0])))
    return EntrySeries(series.with_variations(found.values()), changed, in_order)


def _with_originals(items: list[Item], start: Moment) -> Iterator[tuple[Item, When]]:
    for item in items:
        if item.original is not None:
            yield item, _original(item.original, start)


def _original(moment: Moment, start: Moment) -> When:
    """Return a time of the series as the series counts it, however it is written.

    In another zone or UTC it is the same moment; a day stands for its time on that day.
    """
    if start.is_day:
        return moment.clock.date()
    if moment.is_day:
        return datetime.combine(moment.local, start.clock.time())
    return moment.within(start.zone, UTC).clock


def _added(one: Moment | Period, start: Moment) -> Variation:
    if isinstance(one, Moment):
        return Variation(_original(one, start), is_added=True)
    length = None if start.is_day else one.end.utc(UTC) - one.start.utc(UTC)
    return Variation(_original(one.start, start), duration=length, is_added=True)


def _variation(item: Item, original: When, start: Moment) -> Variation:
    if item.is_cancelled:
        return Variation(original, is_cancelled=True)
    if item.start is None:
        return Variation(original)
    moved = _original(item.start, start)
    return Variation(original, start=moved, duration=_length(item, start))


def _length(item: Item, like: Moment) -> timedelta:
    """Return how long an item lasts: whole days, at least one, of a series of days."""
    start, end = item.start, item.ends
    if start is None or end is None:
        return _DAY if like.is_day else timedelta(0)
    if like.is_day or start.is_day:
        return max(_day(end) - _day(start), _DAY)
    if not (start.zone and end.zone):
        return max(end.clock - start.clock, timedelta(0))
    return max(end.utc(UTC) - start.utc(UTC), timedelta(0))


def _day(moment: Moment) -> date:
    return moment.clock.date()
