"""What touches a window: zones, summer time, days, ends as other programs write them."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.clock import find_zone, from_micros
from desktop.core.errors import InvalidValueError
from desktop.core.recurrence.addressing import (
    comes_at,
    originals_meant,
    orphans,
    parse_key,
    variation_id,
    variation_key,
)
from desktop.core.recurrence.occurrences import Window, bounds, next_times, occurrences
from desktop.core.recurrence.portable import materialised, portable_rule
from desktop.core.recurrence.reading import parse_rule
from desktop.core.recurrence.series import Series, Variation
from desktop.core.recurrence.writing import write_rule
from tests.core.recurrence.drawn_rules import STARTS, a_series, at, rule_texts

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MONDAY = at("2026-11-23T09:00")
ZONES = ("Asia/Ho_Chi_Minh", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC")
BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"


def days(first, last):
    return Window.of_days(date.fromisoformat(first), date.fromisoformat(last))


def starts(series, window):
    return [one.start for one in occurrences(series, window)]


def moments(series, window):
    return [f"{from_micros(one.begins_at):%m-%d %H:%M}" for one in occurrences(series, window)]


@settings(max_examples=120, deadline=None)
@given(
    rule_texts(("YEARLY", "MONTHLY", "WEEKLY", "DAILY")), STARTS, st.sampled_from(ZONES), st.data()
)
def test_each_time_is_in_the_windows_that_it_touches_and_no_other(text, start, zone, data):
    series = a_series(text, start, minutes=data.draw(st.sampled_from([0, 30, 3000])), zone=zone)
    low = (
        datetime.combine(start.date(), datetime.min.time(), UTC)
        + data.draw(st.integers(-50, 500)) * DAY
    )
    cuts = [low + data.draw(st.integers(0, 2000)) * HOUR for _ in range(2)]
    middle, high = sorted(cuts)
    whole = occurrences(series, Window.between(low, high))
    halves = [
        occurrences(series, Window.between(*ends)) for ends in ((low, middle), (middle, high))
    ]
    assert {one.original for one in whole} == {one.original for half in halves for one in half}
    for one in whole:
        first, last = from_micros(one.begins_at), from_micros(one.ends_at)
        assert first < high
        assert last > low or first == last == low


@settings(max_examples=120, deadline=None)
@given(rule_texts(("MONTHLY", "WEEKLY", "DAILY")), STARTS, st.sampled_from(ZONES))
def test_a_moment_is_the_wall_time_in_its_zone(text, start, zone):
    series = a_series(text, start, zone=zone)
    window = Window.of_days(start.date(), start.date() + 200 * DAY)
    for one in occurrences(series, window):
        known = one.start.replace(tzinfo=find_zone(zone)).astimezone(UTC)
        assert from_micros(one.begins_at) == known


def test_nine_o_clock_stays_nine_o_clock_when_summer_time_begins():
    daily = a_series("FREQ=DAILY", at("2026-03-28T09:00"), zone=BERLIN)
    assert moments(daily, days("2026-03-28", "2026-03-30")) == [
        "03-28 08:00",
        "03-29 07:00",
        "03-30 07:00",
    ]


def test_a_time_that_summer_time_leaves_out_is_an_hour_later():
    daily = a_series("FREQ=DAILY", at("2026-03-07T02:30"), zone=NEW_YORK)
    assert moments(daily, days("2026-03-08", "2026-03-08"))[-1] == "03-08 07:30"


def test_of_an_hour_that_comes_twice_it_is_the_first():
    daily = a_series("FREQ=DAILY", at("2026-10-31T01:30"), zone=NEW_YORK)
    assert "11-01 05:30" in moments(daily, days("2026-11-01", "2026-11-01"))


def test_an_hourly_rule_does_not_come_twice_at_the_hour_after_a_gap():
    hourly = a_series("FREQ=HOURLY", at("2026-03-29T00:00"), zone=BERLIN)
    found = moments(hourly, days("2026-03-29", "2026-03-29"))
    assert len(found) == len(set(found))


def test_whole_days_are_the_same_days_everywhere():
    tet = Series(date(2026, 2, 17), 3 * DAY)
    for zone in ZONES:
        last = Window.of_days(date(2026, 2, 19), date(2026, 2, 19), find_zone(zone))
        after = Window.of_days(date(2026, 2, 20), date(2026, 2, 20), find_zone(zone))
        assert starts(tet, last) == [date(2026, 2, 17)]
        assert starts(tet, after) == []


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20261127", 27),  # a day is the whole of it
        ("20261127T090000", 27),  # local
        ("20261127T085959", 26),
        ("20261127T020000Z", 27),
        ("20261127T015959Z", 26),
    ],
)
def test_an_end_is_read_as_other_programs_write_it(until, last):
    daily = a_series(f"FREQ=DAILY;UNTIL={until}")
    assert starts(daily, days("2026-11-01", "2026-12-31"))[-1] == at(f"2026-11-{last}T09:00")


@pytest.mark.parametrize("until", ["20261127", "20261127T170000Z", "20261127T000000"])
def test_whole_days_end_with_the_day_that_is_named(until):
    daily = Series(date(2026, 11, 23), DAY, None, parse_rule(f"FREQ=DAILY;UNTIL={until}"))
    assert starts(daily, days("2026-11-01", "2026-12-31"))[-1] == date(2026, 11, 27)


def test_an_end_in_the_hour_that_comes_twice_holds_the_first_of_them():
    daily = a_series("FREQ=DAILY;UNTIL=20261101T061500Z", at("2026-10-31T01:30"), zone=NEW_YORK)
    assert starts(daily, days("2026-10-01", "2026-12-01"))[-1] == at("2026-11-01T01:30")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=4", ["2026-12-31", "2027-01-31", "2027-03-31"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3", ["2026-11-30", "2026-12-31"]),
        ("FREQ=MONTHLY;BYDAY=1SU,WE;COUNT=4", ["2026-11-25", "2026-12-02", "2026-12-06"]),
        ("FREQ=YEARLY;BYWEEKNO=1;COUNT=3", ["2027-01-04", "2028-01-03"]),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU;COUNT=4",
            ["2026-12-06", "2026-12-07", "2026-12-20"],
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=MO;COUNT=4",
            ["2026-11-29", "2026-12-07", "2026-12-13"],
        ),
    ],
)
def test_the_fine_print_of_the_rfc(text, expected):
    found = starts(a_series(text), days("2026-11-24", "2028-12-31"))
    assert [f"{one:%Y-%m-%d}" for one in found] == expected


def test_29_february_comes_in_leap_years_alone():
    yearly = Series(date(2024, 2, 29), DAY, None, parse_rule("FREQ=YEARLY"))
    assert starts(yearly, days("2024-01-01", "2033-01-01")) == [
        date(y, 2, 29) for y in (2024, 2028, 2032)
    ]


def test_a_time_is_found_by_its_id_in_utc_in_another_zone_and_by_its_day():
    weekly = a_series("FREQ=WEEKLY")
    tokyo = timezone(timedelta(hours=9))
    assert originals_meant(weekly, datetime(2026, 11, 30, 2, tzinfo=UTC)) == [
        at("2026-11-30T09:00")
    ]
    assert originals_meant(weekly, datetime(2026, 11, 30, 11, tzinfo=tokyo)) == [
        at("2026-11-30T09:00")
    ]
    assert originals_meant(weekly, date(2026, 11, 30)) == [at("2026-11-30T09:00")]
    assert originals_meant(weekly, date(2026, 12, 1)) == []


def test_two_clients_give_the_same_variation_the_same_id():
    series = uuid.UUID(int=7)
    assert variation_key(MONDAY) == "20261123T090000"
    assert parse_key("20261123T090000") == MONDAY
    assert parse_key(variation_key(date(2026, 11, 23))) == date(2026, 11, 23)
    assert variation_id(series, MONDAY) == variation_id(series, parse_key(variation_key(MONDAY)))
    assert variation_id(series, MONDAY) != variation_id(series, MONDAY + DAY)


def test_a_variation_whose_time_is_gone_is_still_shown():
    varied = a_series("FREQ=WEEKLY").with_variations([Variation(MONDAY + DAY, MONDAY + 2 * DAY)])
    assert orphans(varied) == list(varied.variations)
    assert starts(varied, days("2026-11-23", "2026-11-29")) == [MONDAY, MONDAY + 2 * DAY]


def test_the_bounds_of_a_series_hold_all_its_times():
    counted = a_series("FREQ=WEEKLY;COUNT=3").with_variations(
        [Variation(MONDAY, MONDAY - 30 * DAY), Variation(MONDAY + 100 * DAY, is_added=True)]
    )
    begin, end = bounds(counted)
    found = occurrences(counted, days("2026-01-01", "2027-12-31"))
    assert (begin, end) == (found[0].begins_at, found[-1].ends_at)
    assert bounds(a_series("FREQ=WEEKLY"))[1] is None


def test_what_comes_next_leaves_out_what_was_cancelled():
    weekly = a_series("FREQ=WEEKLY").with_variations(
        [Variation(MONDAY + 7 * DAY, is_cancelled=True)]
    )
    assert next_times(weekly, MONDAY, 2) == [MONDAY, MONDAY + 14 * DAY]
    assert comes_at(weekly, MONDAY + 7 * DAY)


def test_a_rule_is_given_away_with_the_end_that_its_start_demands():
    def written(series):
        return write_rule(portable_rule(series))

    assert written(a_series("FREQ=DAILY;UNTIL=20261127")).endswith("UNTIL=20261127T165959Z")
    assert written(a_series("FREQ=DAILY;UNTIL=20261127T090000")).endswith("UNTIL=20261127T020000Z")
    floating = a_series("FREQ=DAILY;UNTIL=20261127", zone=None)
    assert written(floating).endswith("UNTIL=20261127T235959")
    whole = Series(date(2026, 11, 23), DAY, None, parse_rule("FREQ=DAILY;UNTIL=20261127T000000Z"))
    assert written(whole).endswith("UNTIL=20261127")


def test_a_lunar_rule_is_given_away_as_the_days_of_ten_years():
    yearly = Series(date(2026, 4, 26), DAY, None, parse_rule("RSCALE=X-VIETNAMESE;FREQ=YEARLY"))
    found = materialised(yearly, date(2026, 11, 22))
    assert (len(found), found[0]) == (10, date(2027, 4, 16))


def test_an_unknown_zone_is_refused_by_name():
    with pytest.raises(InvalidValueError, match="Mars/Base"):
        a_series("FREQ=DAILY", zone="Mars/Base")


def test_a_rule_that_slipped_in_does_not_fill_the_memory():
    with pytest.raises(InvalidValueError, match="too often"):
        occurrences(a_series("FREQ=SECONDLY"), days("2026-11-01", "2027-12-31"))
