"""Names of time zones are understood, and the zones that we write are those of the world."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from desktop.core.icalendar.components import Component
from desktop.core.icalendar.observances import Observances
from desktop.core.icalendar.vtimezones import make_vtimezone
from desktop.core.icalendar.zones import Zones
from desktop.core.resources import resource_path
from tests.core.icalendar.texts import HERE, clock, parsed, vcalendar

NEW_YORK = (
    "BEGIN:VTIMEZONE", "TZID:Văn phòng Mỹ", "BEGIN:STANDARD", "DTSTART:16010101T020000",
    "TZOFFSETFROM:-0400", "TZOFFSETTO:-0500", "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11",
    "END:STANDARD", "BEGIN:DAYLIGHT", "DTSTART:16010101T020000", "TZOFFSETFROM:-0500",
    "TZOFFSETTO:-0400", "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3", "END:DAYLIGHT", "END:VTIMEZONE",
)  # fmt: skip


@pytest.mark.parametrize(
    ("tzid", "name"),
    [
        ("Asia/Ho_Chi_Minh", "Asia/Ho_Chi_Minh"),
        ("asia/saigon", "Asia/Saigon"),
        ("SE Asia Standard Time", "Asia/Ho_Chi_Minh"),
        ("(UTC+07:00) Bangkok, Hanoi, Jakarta", "Asia/Ho_Chi_Minh"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome", "Europe/Berlin"),
        ("/mozilla.org/20070129_1/America/New_York", "America/New_York"),
        (
            "/freeassociation.sourceforge.net/Tzfile/America/Argentina/Ushuaia",
            "America/Argentina/Ushuaia",
        ),
        ("America/Los Angeles", "America/Los_Angeles"),
        ("GMT+7", "Asia/Ho_Chi_Minh"),
        ("GMT -0500", "Etc/GMT+5"),
        ("UTC+05:30", "Asia/Calcutta"),
        ("tzone://Microsoft/Utc", "UTC"),
        ("Z", "UTC"),
        ("Sao Hỏa", ""),
        ("", ""),
        ("+99", ""),
    ],
)
def test_a_name_of_a_zone_is_understood(tzid, name):
    assert Zones(Component("VCALENDAR"), HERE).name_of(tzid) == name


def test_rules_that_a_file_brings_along_are_found_in_the_world():
    (calendar,), _ = parsed(vcalendar(*NEW_YORK))
    assert Zones(calendar, HERE).name_of("Văn phòng Mỹ") == "America/New_York"


def test_every_zone_of_windows_is_one_of_the_world():
    lines = resource_path("seed_data", "windows_zones.tsv").read_text("utf-8").splitlines()
    zones = Zones(Component("VCALENDAR"), HERE)
    assert len(lines) > 130
    for windows, name in (line.split("\t") for line in lines):
        assert name in available_timezones()
        assert zones.name_of(windows) in (name, "UTC")


@pytest.mark.parametrize("part", range(4))
def test_every_zone_is_written_as_it_is(part):
    hours = [clock(f"{year}-{month:02d}-{day:02d} {hour:02d}:30")
             for year in (1995, 2007, 2026, 2036) for month in range(1, 13)
             for day in (2, 16) for hour in (1, 12)]  # fmt: skip
    for name in sorted(available_timezones())[part::4]:
        zone = ZoneInfo(name)
        rules = Observances.of(make_vtimezone(name, 1990))
        wrong = [hour for hour in hours
                 if rules.offset_at(hour) != hour.replace(tzinfo=zone).utcoffset()]  # fmt: skip
        assert not wrong, (name, wrong[:3])


def test_vietnam_is_one_line_of_rules():
    zone = make_vtimezone(HERE, 2026)
    (only,) = zone.components
    assert (only.name, only.text("TZOFFSETTO")) == ("STANDARD", "+0700")
    assert Observances.of(zone).offset_at(clock("2090-01-01")) == timedelta(hours=7)


@pytest.mark.parametrize(
    "lines",
    [(), ("TZOFFSETTO:+5744",), ("TZOFFSETTO:+0700", "DTSTART:?"), ("RRULE:FREQ=SECONDLY",)],
)
def test_rules_that_make_no_sense_are_none(lines):
    part = ("BEGIN:STANDARD", *lines, "END:STANDARD")
    (calendar,), _ = parsed(vcalendar("BEGIN:VTIMEZONE", "TZID:x", *part, "END:VTIMEZONE"))
    assert Observances.of(calendar.children("VTIMEZONE")[0]) is None
    assert not Zones(calendar, HERE).is_known("x")
