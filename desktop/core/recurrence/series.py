"""A series: an event with its rule, and the variations of single times of it.

An event that does not repeat is a series of one. Its times are local: a moment on the wall of its
zone, so nine o'clock stays nine o'clock when summer time begins; a day is a day everywhere.
"""

from __future__ import annotations

import dataclasses
import uuid
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from itertools import islice
from typing import Final

from desktop.core.clock import find_zone
from desktop.core.errors import InvalidValueError
from desktop.core.i18n import N_, _
from desktop.core.quick_dataclass import dataclass
from desktop.core.recurrence.lunar_steps import lunar_stamps
from desktop.core.recurrence.rules import AnyRule, Rule, Until
from desktop.core.recurrence.settled import KEPT, without_times
from desktop.core.recurrence.solar_steps import solar_stamps
from desktop.core.recurrence.stamps import DAY, LAST, LAST_YEAR, When, to_moment, to_stamp

UNKNOWN_ZONE: Final = N_("The time zone “{name}” is not known.")
BAD_TIMES: Final = N_("The end of an event cannot lie before its start.")
_LATEST: Final = date(LAST_YEAR, 12, 31)
_FOLD_STEP: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Variation:
    """One time of a series that differs: moved, changed, cancelled, or added beside the rule.

    `original` is the time that it would have had (RECURRENCE-ID, EXDATE), of an added one its own
    (RDATE). `start` and `duration` are None where they are those of the series. `row` is what the
    caller keeps of it (title, notes …); it goes along wherever the variation goes.
    """

    original: When
    start: When | None = None
    duration: timedelta | None = None
    is_cancelled: bool = False
    is_added: bool = False
    row: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """When an event takes place.

    `start` is a day (whole days) or a local moment without microseconds; `zone` an IANA name or
    None for times that are local wherever one is. `duration` is whole days for an event of days.

    The first time is always one of the series and counted, also where the rule would not come then
    (RFC 5545, 3.8.2.4 and 3.3.10: DTSTART counts as the first instance).

    Raises:
        InvalidValueError: the event ends before it begins, or its zone is unknown.
        ValueError: the start is not local: our own fault.
    """

    start: When
    duration: timedelta
    zone: str | None = None
    rule: AnyRule | None = None
    variations: tuple[Variation, ...] = ()

    def __post_init__(self) -> None:
        if isinstance(self.start, datetime):
            if self.start.tzinfo is not None or self.start.microsecond:
                raise ValueError(f"{self.start!r} is not a local moment of whole seconds")
            if self.zone is not None:
                zone_of(self.zone)
        elif self.zone is not None or self.duration.seconds or not self.duration.days:
            raise ValueError(f"whole days have no zone and last whole days: {self!r}")
        if self.duration < timedelta() or not self.start.year <= LAST_YEAR:
            raise InvalidValueError(_(BAD_TIMES), field="end")

    @property
    def is_all_day(self) -> bool:
        """Whether the event is one of whole days."""
        return not isinstance(self.start, datetime)

    @property
    def first(self) -> int:
        """The stamp of the first time."""
        return to_stamp(self.start)

    def with_variations(self, variations: Iterable[Variation]) -> Series:
        """Return the series with these variations instead, in the order of their times."""
        ordered = sorted(variations, key=_original_stamp)
        return dataclasses.replace(self, variations=tuple(ordered))


def _original_stamp(variation: Variation) -> int:
    return to_stamp(variation.original)


@lru_cache(maxsize=256)
def zone_of(name: str) -> tzinfo:
    """Return a time zone by its IANA name.

    Raises:
        InvalidValueError: there is none of that name.
    """
    try:
        return find_zone(name)
    except ValueError:
        raise InvalidValueError(_(UNKNOWN_ZONE).format(name=name), field="zone") from None


def base_stamps(series: Series, low: int, high: int) -> Iterator[int]:
    """Yield the times of a series from `low` to `high` (both included), sorted, without variations.

    Raises:
        InvalidValueError: the rule comes too often to be followed over that span.
    """
    first = series.first
    if low <= first <= high:
        yield first
    if series.rule is not None:
        last = last_stamp(series)
        yield from rule_stamps(
            series, max(low, first + 1), min(high, LAST if last is None else last)
        )


def rule_stamps(series: Series, low: int, high: int) -> Iterator[int]:
    """Yield when the rule itself comes, whatever its end says."""
    if isinstance(series.rule, Rule):
        rule = without_times(series.rule) if series.is_all_day else series.rule
        return solar_stamps(rule, series.first, low, high)
    if series.rule is not None:
        return lunar_stamps(series.rule, series.first, low, high)
    return iter(())


def last_stamp(series: Series) -> int | None:
    """Return after which stamp a series does not come any more; None if it goes on for ever.

    With COUNT it is the last time itself, with UNTIL a limit. Variations are not looked at.
    """
    if series.rule is None:
        return series.first
    if series.rule.until is not None:
        return _until_stamp(series.rule.until, series.zone, is_all_day=series.is_all_day)
    if series.rule.count is not None:
        return _counted_stamp(series.rule, series.first, is_all_day=series.is_all_day)
    return None


@lru_cache(maxsize=KEPT)
def _counted_stamp(rule: AnyRule, first: int, *, is_all_day: bool) -> int:
    """Return the last of a counted series: reckoned once, so that its middle can be asked for."""
    start = to_moment(first)
    series = Series(start.date(), timedelta(1)) if is_all_day else Series(start, timedelta())
    found = rule_stamps(dataclasses.replace(series, rule=rule), first + 1, LAST)
    return next(iter(deque(islice(found, (rule.count or 1) - 1), maxlen=1)), first)


@lru_cache(maxsize=KEPT)
def _until_stamp(until: Until, zone: str | None, *, is_all_day: bool) -> int:
    """Return the last stamp that UNTIL allows, read as other programs write it.

    A day is the whole of that day where the event is. An event of days ends with the day that is
    named, whatever the time beside it; one without a zone takes a moment in UTC as a local one.
    """
    if is_all_day or not isinstance(until, datetime):
        return (until.toordinal() - 1) * DAY + DAY - 1
    if until.tzinfo is None or zone is None:
        return to_stamp(until)
    return to_stamp(_last_local(until.astimezone(UTC), zone_of(zone)))


def _last_local(moment: datetime, zone: tzinfo) -> datetime:
    """Return the last wall time that is not after a moment, wall times being taken as the first.

    In the hour that comes twice when summer time ends, that is more than the clock shows.
    """
    local = moment.astimezone(zone)
    wall = local.replace(tzinfo=None, fold=0, microsecond=0)
    while local.fold and (wall + _FOLD_STEP).replace(tzinfo=zone).astimezone(UTC) <= moment:
        wall += _FOLD_STEP
    return wall
