"""By what a single time of a series is known, so that two clients mean the same one.

Each variation is a record of its own with an id that follows from the series and the time it would
have had. Two people who cancel two different times touch two records, two who change the same time
touch the same one: no list of exceptions in the series has to be merged.

The time is the local one of the series, not a moment of UTC: that is what the rule makes, and it is
the same on a computer whose time zone data are older.
"""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime

from desktop.core.recurrence.reading import parse_when
from desktop.core.recurrence.series import Series, Variation, base_stamps, zone_of
from desktop.core.recurrence.stamps import DAY, When, to_stamp, to_when
from desktop.core.recurrence.writing import write_when


def variation_key(original: When) -> str:
    """Return the text of an original time: 20261231 or 20261231T090000."""
    return write_when(original)


def parse_key(key: str) -> When:
    """Return the original time of a `variation_key`.

    Raises:
        InvalidValueError: it is none.
    """
    return parse_when(key, "RECURRENCE-ID")


def variation_id(series_id: uuid.UUID, original: When) -> uuid.UUID:
    """Return the id of the record of a variation: on every client the same."""
    return uuid.uuid5(series_id, variation_key(original))


def originals_meant(series: Series, named: date | datetime) -> list[When]:
    """Return which times a RECURRENCE-ID or EXDATE means, as other programs write them.

    It may be a moment in UTC or another zone, a local one, or a day: of a series with times of day
    a day means all that begin on it. A moment at which the series does not come is returned too, as
    the local time it is: an invitation to one time may come without its series.
    """
    local = _local(series, named)
    if isinstance(local, datetime) or series.is_all_day:
        return [local]
    midnight = to_stamp(local)
    found = base_stamps(series, midnight, midnight + DAY - 1)
    return [to_when(stamp, series.start) for stamp in found]


def orphans(series: Series) -> list[Variation]:
    """Return the variations of times at which the series does not come (any more).

    They come about when one person changes the rule and another a time of the old one; they are
    shown where they are, so that nothing is lost.
    """
    return [
        variation
        for variation in series.variations
        if not variation.is_added and not comes_at(series, variation.original)
    ]


def comes_at(series: Series, original: When) -> bool:
    """Tell whether a series comes at a local time by its rule."""
    if isinstance(original, datetime) is series.is_all_day:
        return False
    stamp = to_stamp(original)
    return next(base_stamps(series, stamp, stamp), None) is not None


def _local(series: Series, named: date | datetime) -> When:
    if not isinstance(named, datetime):
        return named
    local = named.replace(microsecond=0)
    if local.tzinfo is not None:
        zone = UTC if series.zone is None else zone_of(series.zone)
        local = local.astimezone(zone).replace(tzinfo=None, fold=0)
    return local.date() if series.is_all_day else local
