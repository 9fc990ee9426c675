"""Which zone of the IANA database the name of a time zone in a calendar means.

In this order: the IANA name itself (with what Mozilla, Evolution and others put before it), a name
of Windows, the cities and offsets in a text such as "(UTC+07:00) Bangkok, Hanoi, Jakarta", and the
rules of the VTIMEZONE that the file brings along, compared with those of the zones of the world.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import chain, islice
from typing import Final

from desktop.core.clock import find_zone
from desktop.core.icalendar.components import Component
from desktop.core.icalendar.observances import Observances
from desktop.core.icalendar.times import UTC_NAME, Moment, parse_moment
from desktop.core.patterns import Pattern
from desktop.core.resources import resource_path

_OFFSET: Final = Pattern(r"\(?(?:UTC|GMT)?\s*([+-])([0-9]{1,2})(?::?([0-9]{2}))?(?![0-9])")
_RELEASE: Final = Pattern(r"\[[^\]]*\]\s*\Z")  # X-TZINFO:Europe/London[2024a]
_UTC_NAMES: Final = frozenset(
    {"utc", "z", "gmt", "etc/utc", "tzone://microsoft/utc", "coordinated universal time"}
)
_CITIES: Final = {"hanoi": "Asia/Ho_Chi_Minh"}
_MARKS: Final = ("X-LIC-LOCATION", "X-TZINFO", "TZID-ALIAS-OF")
_SAMPLE_DAYS: Final = (1, 15)
# Of zones whose clocks change on the same days, the one that people mean.
_PREFERRED: Final = (
    "Asia/Ho_Chi_Minh", "America/New_York", "America/Chicago", "America/Denver",
    "America/Los_Angeles", "Europe/Berlin", "Europe/London", "Europe/Athens", "Australia/Sydney",
)  # fmt: skip
FIRST_SAMPLE: Final = 1970
SAMPLE: Final = 2025  # the year whose offsets tell zones from one another


class Zones:
    """The time zones of one calendar.

    Args:
        calendar: the VCALENDAR; its VTIMEZONE parts may stand behind their uses.
        here: the IANA name of the zone that is preferred among equal ones.
    """

    def __init__(self, calendar: Component, here: str) -> None:
        self._here = here
        self._brought = {one.text("TZID"): one for one in calendar.children("VTIMEZONE")}
        self._found: dict[str, str] = {}

    def name_of(self, tzid: str) -> str:
        """Return the IANA name (or "UTC") of a TZID, "" where nothing tells it."""
        if tzid not in self._found:
            self._found[tzid] = self._find(tzid)
        return self._found[tzid]

    def moment(self, text: str, tzid: str) -> Moment | None:
        """Return a moment of a text and its TZID, None if the text is none.

        A time in a zone of rules that no place of the world has becomes one in UTC.
        """
        found = parse_moment(text)
        if found is None or found.is_day or found.zone or not tzid:
            return found
        if name := self.name_of(tzid):
            return Moment(found.local, name)
        brought = self._brought.get(tzid)
        observances = Observances.of(brought) if brought is not None else None
        if observances is None:
            return found
        return Moment(found.clock - observances.offset_at(found.clock), UTC_NAME)

    def is_known(self, tzid: str) -> bool:
        """Tell whether a TZID has a meaning, be it by the rules that the file brings along."""
        brought = self._brought.get(tzid)
        return bool(self.name_of(tzid)) or (
            brought is not None and Observances.of(brought) is not None
        )

    def _find(self, tzid: str) -> str:
        if name := zone_of_name(tzid):
            return name
        brought = self._brought.get(tzid)
        if brought is not None:
            for mark in _MARKS:
                if name := zone_of_name(_RELEASE.sub("", brought.text(mark))):
                    return name
            observances = Observances.of(brought)
            if observances is not None:
                return _zone_like(observances, self._here)
        return _zone_of_words(tzid, self._here)


def zone_of_name(text: str) -> str:
    """Return the IANA name that a name means, whatever stands before it; "" if none."""
    bare = text.strip().strip("\"'")
    if bare.lower() in _UTC_NAMES:
        return UTC_NAME
    if name := _windows_zones().get(bare.lower()):
        return name
    words = bare.lower().replace(" ", "_").strip("/").split("/")
    known = _iana_names()
    for start in range(len(words)):
        if (name := known.get("/".join(words[start:]))) and (start == 0 or "/" in name):
            return name
    return ""


@lru_cache(maxsize=1)
def _iana_names() -> dict[str, str]:
    from zoneinfo import available_timezones

    return {name.lower(): name for name in available_timezones()}


@lru_cache(maxsize=1)
def _windows_zones() -> dict[str, str]:
    lines = resource_path("seed_data", "windows_zones.tsv").read_text("utf-8").splitlines()
    return {name.lower(): zone for name, zone in (line.split("\t") for line in lines)}


def _candidates(here: str) -> Iterator[str]:
    """Yield zones of all rules there are today, the preferred ones first."""
    yield from dict.fromkeys((here, *_PREFERRED, *_windows_zones().values()))


def _zone_like(observances: Observances, here: str) -> str:
    """Return the zone with the same offsets today, else with those when the rules were last told.

    It depends on the rules alone: an entry means the same wherever it stands.
    """
    for year in (SAMPLE, max(min(observances.last_year, SAMPLE) - 1, FIRST_SAMPLE)):
        moments = [
            datetime(at, month, day, 12)  # noqa: DTZ001 - the clocks there
            for at in (year, year + 1)
            for month in range(1, 13)
            for day in _SAMPLE_DAYS
        ]
        wanted = [(moment, observances.offset_at(moment)) for moment in moments]
        if name := _first_with(wanted, _candidates(here)):
            return name
    return ""


def _zone_of_words(text: str, here: str) -> str:
    """Return the zone of a text that names cities or a distance from UTC."""
    offset = _offset_in(text)
    named = [
        name
        for word in text.rpartition(")")[2].replace("/", ",").split(",")
        if (name := _city_zones().get(word.strip().lower().replace(" ", "_"), ""))
        and (offset is None or _standard_offset(name) == offset)
    ]
    if named:
        return next((name for name in (here, *_PREFERRED) if name in named), named[0])
    if offset is None:
        return ""
    moments = [datetime(SAMPLE, month, 15, 12) for month in range(1, 13)]  # noqa: DTZ001 - as above
    return _first_with([(moment, offset) for moment in moments], _candidates(here))


def _offset_in(text: str) -> timedelta | None:
    found = _OFFSET.match(text.strip())
    if found is None:
        return None
    away = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return -away if found[1] == "-" else away


def _standard_offset(name: str) -> timedelta:
    zone = find_zone(name)
    moments = (datetime(SAMPLE, month, 1, 12, tzinfo=zone) for month in (1, 7))
    return min(moment.utcoffset() or timedelta(0) for moment in moments)


@lru_cache(maxsize=1)
def _city_zones() -> dict[str, str]:
    names = [name for name in _iana_names().values() if name.count("/") == 1]
    cities = {name.rpartition("/")[2].lower(): name for name in sorted(names) if "Etc/" not in name}
    return {**cities, **_CITIES}


def _first_with(wanted: Iterable[tuple[datetime, timedelta]], names: Iterable[str]) -> str:
    """Return the first zone that has all these offsets at these times of its clocks."""
    pairs, names = list(wanted), iter(names)
    fixed = _fixed_zone({offset for _moment, offset in pairs})
    preferred = islice(names, 2)  # here, and Vietnam
    for name in chain(preferred, fixed, names):
        zone = find_zone(name)
        if all(moment.replace(tzinfo=zone).utcoffset() == offset for moment, offset in pairs):
            return name
    return ""


def _fixed_zone(offsets: set[timedelta]) -> list[str]:
    """Return the zone of whole hours that has one offset alone; its name counts westwards."""
    hours, rest = divmod(min(offsets), timedelta(hours=1))
    name = f"Etc/GMT{-hours:+d}"
    return [name] if len(offsets) == 1 and not rest and name.lower() in _iana_names() else []
