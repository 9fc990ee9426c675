"""Only this time, this and all following, the whole series."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desktop.core.errors import RuleBrokenError
from desktop.core.recurrence.addressing import comes_at
from desktop.core.recurrence.occurrences import Window, occurrences
from desktop.core.recurrence.reading import parse_rule
from desktop.core.recurrence.scopes import Scope, cancel, change_rule, move
from desktop.core.recurrence.series import Series, Variation, base_stamps
from desktop.core.recurrence.splitting import split
from desktop.core.recurrence.stamps import to_moment, to_stamp
from desktop.core.recurrence.writing import write_rule
from tests.core.recurrence.drawn_rules import STARTS, a_series, at, rule_texts

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MONDAY = at("2026-11-23T09:00")
MONTHS = Window.of_days(date(2026, 11, 1), date(2027, 3, 31))
ENDS = st.sampled_from(["", ";COUNT=7", ";COUNT=40", ";UNTIL=20400101T000000Z", ";UNTIL=20310615"])
LUNAR = st.sampled_from(
    [
        "RSCALE=X-VIETNAMESE;FREQ=MONTHLY;SKIP=BACKWARD",
        "RSCALE=X-VIETNAMESE;FREQ=MONTHLY;BYMONTHDAY=1,15;SKIP=OMIT",
        "RSCALE=X-VIETNAMESE;FREQ=MONTHLY;BYMONTHDAY=30,1;SKIP=FORWARD",
        "RSCALE=X-VIETNAMESE;FREQ=YEARLY;INTERVAL=2;SKIP=BACKWARD",
        "RSCALE=X-VIETNAMESE;FREQ=YEARLY;BYMONTH=6L,8;BYMONTHDAY=30;SKIP=BACKWARD",
    ]
)


def years_of(series):
    return Window.of_days(series.start.date() - 30 * DAY, series.start.date() + 2000 * DAY)


def shown(window, *parts):
    return Counter(
        (one.begins_at, one.ends_at, one.original)
        for part in parts
        if part is not None
        for one in occurrences(part, window)
    )


def starts(series, window=MONTHS):
    return [one.start for one in occurrences(series, window)]


@st.composite
def varied_series(draw):
    """Draw a series with cancelled, moved and added times, and the times that its rule makes."""
    text = draw(rule_texts(("YEARLY", "MONTHLY", "WEEKLY", "DAILY")) | LUNAR) + draw(ENDS)
    series = a_series(text, draw(STARTS))
    stamps = list(base_stamps(series, series.first, series.first + 86_400 * 1500))[:60]
    times = [to_moment(stamp) for stamp in stamps]
    some = st.lists(st.sampled_from(times), max_size=3, unique=True)
    cancelled, moved = set(draw(some)), set(draw(some))
    variations = [Variation(time, is_cancelled=True) for time in cancelled]
    variations += [Variation(t, t + 5 * DAY, 2 * HOUR) for t in moved - cancelled]
    extra = times[-1] + timedelta(days=draw(st.integers(1, 30)), seconds=7)
    if not comes_at(series, extra):
        variations.append(Variation(extra, is_added=True))
    return series.with_variations(variations), [*times, extra]


@settings(max_examples=80, deadline=None)
@given(varied_series(), st.data())
def test_a_split_series_keeps_every_time_exactly_once(drawn, data):
    series, times = drawn
    at = data.draw(st.sampled_from(times))
    before, after = split(series, at)
    years = years_of(series)
    assert shown(years, before, after) == shown(years, series)
    kept = [] if before is None else occurrences(before, years)
    assert all(one.original < at for one in kept)


@settings(max_examples=50, deadline=None)
@given(varied_series(), st.data())
def test_cancelling_the_following_leaves_the_times_before(drawn, data):
    series, times = drawn
    at = data.draw(st.sampled_from(times))
    kept = cancel(series, at, Scope.FOLLOWING).kept
    years = years_of(series)
    earlier = {key: n for key, n in shown(years, series).items() if key[2] < at}
    assert shown(years, kept) == earlier


@settings(max_examples=50, deadline=None)
@given(varied_series(), st.data(), st.integers(1, 600))
def test_another_hour_for_the_following_moves_each_of_them_by_as_much(drawn, data, minutes):
    series, times = drawn
    rule = series.rule
    assume(not (hasattr(rule, "hours") and (rule.hours or rule.minutes or rule.seconds)))
    assume(all(time.hour < 12 for time in times))
    plain = series.with_variations([])
    at = data.draw(st.sampled_from(times[:-1]))
    by = timedelta(minutes=minutes)
    outcome = move(plain, at, at + by, HOUR, Scope.FOLLOWING)
    years = years_of(plain)
    later = [one.start + by for one in occurrences(plain, years) if one.original >= at]
    moved = outcome.added or outcome.kept
    assert [one.start for one in occurrences(moved, years)][:50] == later[:50]


def test_one_time_is_cancelled_and_the_others_stay():
    weekly = a_series("FREQ=WEEKLY;COUNT=3")
    outcome = cancel(weekly, MONDAY + 7 * DAY, Scope.THIS)
    assert starts(outcome.kept) == [MONDAY, MONDAY + 14 * DAY]


def test_a_moved_time_is_seen_where_it_is_and_not_where_it_was():
    weekly = a_series("FREQ=WEEKLY;COUNT=2")
    series = move(weekly, MONDAY, at("2026-12-24T15:00"), HOUR, Scope.THIS).kept
    november = Window.of_days(date(2026, 11, 1), date(2026, 11, 29))
    december = Window.of_days(date(2026, 12, 20), date(2026, 12, 31))
    assert starts(series, november) == []
    assert starts(series, december) == [at("2026-12-24T15:00")]


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        ("FREQ=WEEKLY;BYDAY=MO,WE", MONDAY + DAY, "FREQ=WEEKLY;BYDAY=TU,TH"),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU",
            MONDAY + DAY,
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU;WKST=TU",
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=23", MONDAY + DAY, "FREQ=MONTHLY;BYMONTHDAY=24"),
        ("FREQ=MONTHLY;BYDAY=4MO", MONDAY + DAY, "FREQ=MONTHLY;BYDAY=4TU"),
        ("FREQ=MONTHLY;BYDAY=-2MO", MONDAY + 7 * DAY, "FREQ=MONTHLY;BYDAY=-1MO"),
        (
            "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=23",
            MONDAY + 9 * DAY,
            "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=2",
        ),
        ("FREQ=DAILY;UNTIL=20261201", MONDAY + DAY, "FREQ=DAILY;UNTIL=20261202"),
        (
            "RSCALE=X-VIETNAMESE;FREQ=YEARLY;SKIP=BACKWARD",
            MONDAY + DAY,
            "RSCALE=X-VIETNAMESE;FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=16;SKIP=BACKWARD",
        ),
    ],
)
def test_dragging_the_whole_series_turns_its_rule(text, target, expected):
    moved = move(a_series(text), MONDAY, target, HOUR, Scope.ALL).kept
    assert (write_rule(moved.rule), moved.start) == (expected, target)


def test_a_first_monday_dragged_begins_at_the_new_place_of_its_month():
    first_mondays = a_series("FREQ=MONTHLY;BYDAY=1MO", at("2026-06-01T09:00"))
    moved = move(
        first_mondays, at("2026-12-07T09:00"), at("2026-12-08T09:00"), HOUR, Scope.ALL
    ).kept
    assert write_rule(moved.rule) == "FREQ=MONTHLY;BYDAY=2TU"
    assert moved.start == at("2026-06-09T09:00")


def test_a_rule_that_cannot_be_turned_is_refused():
    last_workday = a_series("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1")
    with pytest.raises(RuleBrokenError):
        move(last_workday, MONDAY, MONDAY + DAY, HOUR, Scope.ALL)


def test_variations_go_along_with_a_series_that_is_moved():
    weekly = a_series("FREQ=WEEKLY;COUNT=4")
    cancelled = cancel(weekly, MONDAY + 7 * DAY, Scope.THIS).kept
    moved = move(cancelled, MONDAY, MONDAY + DAY, HOUR, Scope.ALL).kept
    assert starts(moved) == [MONDAY + DAY + n * 7 * DAY for n in (0, 2, 3)]


def test_a_series_of_hours_becomes_one_of_days_and_keeps_what_was_cancelled():
    weekly = cancel(a_series("FREQ=WEEKLY;COUNT=3"), MONDAY + 7 * DAY, Scope.THIS).kept
    days = move(weekly, MONDAY, MONDAY.date(), DAY, Scope.ALL).kept
    assert starts(days) == [date(2026, 11, 23), date(2026, 12, 7)]
    hours = move(days, MONDAY.date(), MONDAY, HOUR, Scope.ALL, "Asia/Ho_Chi_Minh").kept
    assert starts(hours) == [MONDAY, MONDAY + 14 * DAY]
    assert hours.zone == "Asia/Ho_Chi_Minh"


def test_another_rule_from_a_time_on_leaves_the_times_before():
    weekly = a_series("FREQ=WEEKLY")
    outcome = change_rule(
        weekly, MONDAY + 7 * DAY, parse_rule("FREQ=WEEKLY;BYDAY=TU;COUNT=2"), Scope.FOLLOWING
    )
    assert starts(outcome.kept) == [MONDAY]
    assert starts(outcome.added) == [MONDAY + 8 * DAY, MONDAY + 15 * DAY]


def test_a_changed_time_that_a_new_rule_lacks_is_named():
    varied = move(a_series("FREQ=DAILY"), MONDAY + DAY, MONDAY + 2 * DAY, HOUR, Scope.THIS).kept
    outcome = change_rule(varied, MONDAY, parse_rule("FREQ=WEEKLY"), Scope.ALL)
    assert [one.original for one in outcome.dropped] == [MONDAY + DAY]


def test_a_series_that_no_longer_repeats_is_one_event():
    outcome = change_rule(a_series("FREQ=DAILY"), MONDAY, None, Scope.ALL)
    assert starts(outcome.kept) == [MONDAY]


def test_the_moments_of_both_halves_follow_the_zone():
    berlin = a_series("FREQ=DAILY", at("2026-03-27T09:00"), zone="Europe/Berlin")
    before, after = split(berlin, at("2026-03-29T09:00"))
    march = Window.of_days(date(2026, 3, 1), date(2026, 3, 31))
    first, second = occurrences(before, march)[-1], occurrences(after, march)[0]
    assert second.begins_at - first.begins_at == 23 * 3600 * 1_000_000


def test_a_series_of_days_is_split_by_days():
    days = Series(date(2026, 11, 23), DAY, None, parse_rule("FREQ=DAILY;UNTIL=20261130"))
    before, after = split(days, date(2026, 11, 25))
    assert write_rule(before.rule) == "FREQ=DAILY;UNTIL=20261124"
    assert to_stamp(after.start) == to_stamp(date(2026, 11, 25))


def test_a_time_beside_the_rule_is_where_it_was_dragged_to():
    extra = Variation(MONDAY + 2 * DAY, is_added=True)
    weekly = a_series("FREQ=WEEKLY;COUNT=2").with_variations([extra])
    moved = move(weekly, extra.original, MONDAY + 2 * DAY + HOUR, HOUR, Scope.ALL).kept
    assert starts(moved) == [MONDAY + HOUR, MONDAY + 2 * DAY + HOUR, MONDAY + 7 * DAY + HOUR]


def test_a_moved_time_that_is_dragged_takes_the_series_along_by_as_much():
    series = move(
        a_series("FREQ=WEEKLY;COUNT=2"), MONDAY, MONDAY + 2 * DAY, 2 * HOUR, Scope.THIS
    ).kept
    moved = move(series, MONDAY, MONDAY + 3 * DAY, HOUR, Scope.ALL).kept
    assert starts(moved) == [MONDAY + 3 * DAY, MONDAY + 8 * DAY]
    assert [one.duration for one in moved.variations] == [None]


def test_single_times_of_a_series_of_hours_become_days_with_it():
    weekly = a_series("FREQ=WEEKLY;COUNT=2")
    series = move(weekly, MONDAY + 7 * DAY, MONDAY + 9 * DAY, HOUR, Scope.THIS).kept
    days = move(series, MONDAY, MONDAY.date(), DAY, Scope.ALL).kept
    assert starts(days) == [date(2026, 11, 23), date(2026, 12, 2)]
    assert all(one.is_wall for one in occurrences(days, MONTHS))
