"""Reading and writing the text of rules, and what is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.errors import InvalidValueError
from desktop.core.recurrence.checking import check_series
from desktop.core.recurrence.reading import parse_rule
from desktop.core.recurrence.rules import Frequency, LunarMonth, LunarRule, NthWeekday, Rule, Skip
from desktop.core.recurrence.series import Series
from desktop.core.recurrence.writing import write_rule
from tests.core.recurrence.drawn_rules import a_series, at, rule_texts

ENDS = st.sampled_from(
    ["", ";COUNT=10", ";UNTIL=20301231", ";UNTIL=20301231T235959", ";UNTIL=20301231T235959Z"]
)


@given(rule_texts(), ENDS)
def test_a_rule_that_was_written_is_the_same_when_it_is_read(text, end):
    rule = parse_rule(text + end)
    assert parse_rule(write_rule(rule)) == rule


@given(
    st.builds(
        LunarRule,
        st.sampled_from([Frequency.YEARLY]),
        interval=st.just(1),
        count=st.none() | st.integers(1, 99),
        months=st.lists(st.builds(LunarMonth, st.integers(1, 12), st.booleans()), max_size=1).map(
            tuple
        ),
        month_days=st.lists(st.integers(1, 30), max_size=1).map(tuple),
        skip=st.sampled_from(sorted(Skip)),
    )
)
def test_a_lunar_rule_that_was_written_is_the_same_when_it_is_read(rule):
    assert parse_rule(write_rule(rule)) == rule


def test_every_part_is_read():
    rule = parse_rule(
        "rrule:freq=yearly; interval=2;UNTIL=20301231T170000Z;WKST=SU;BYMONTH=2,1;BYDAY=-1FR,MO;"
        "BYMONTHDAY=-1,15;BYYEARDAY=100;BYHOUR=9;BYMINUTE=30;BYSECOND=60;BYSETPOS=1;"
    )
    assert rule == Rule(
        Frequency.YEARLY,
        2,
        until=datetime(2030, 12, 31, 17, tzinfo=UTC),
        seconds=(60,),
        minutes=(30,),
        hours=(9,),
        weekdays=(NthWeekday(0), NthWeekday(4, -1)),
        month_days=(-1, 15),
        year_days=(100,),
        months=(1, 2),
        positions=(1,),
        week_start=6,
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "“”"),
        ("every monday", "every monday"),
        ("INTERVAL=2", "FREQ"),
        ("FREQ=FORTNIGHTLY", "FORTNIGHTLY"),
        ("FREQ=DAILY;FREQ=DAILY", "FREQ"),
        ("FREQ=DAILY;BYEASTER=0", "BYEASTER"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20301231", "both"),
        ("FREQ=DAILY;COUNT=0", "COUNT=0"),
        ("FREQ=DAILY;INTERVAL=-1", "INTERVAL=-1"),
        ("FREQ=DAILY;INTERVAL=", "INTERVAL"),
        ("FREQ=DAILY;UNTIL=20301331", "20301331"),
        ("FREQ=DAILY;UNTIL=tomorrow", "TOMORROW"),
        ("FREQ=DAILY;BYHOUR=24", "BYHOUR=24"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY=0"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY=32"),
        ("FREQ=MONTHLY;BYDAY=0MO", "0MO"),
        ("FREQ=WEEKLY;BYDAY=1MO", "BYDAY"),
        ("FREQ=WEEKLY;BYDAY=XX", "XX"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY"),
        ("FREQ=MONTHLY;BYWEEKNO=1", "BYWEEKNO"),
        ("FREQ=DAILY;BYYEARDAY=1", "BYYEARDAY"),
        ("FREQ=YEARLY;BYWEEKNO=1;BYDAY=1MO", "BYDAY"),
        ("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS"),
        ("FREQ=DAILY;WKST=XX", "WKST"),
        ("FREQ=DAILY;BYHOUR=" + ",".join(["1"] * 500), "BYHOUR"),
        ("RSCALE=CHINESE;FREQ=YEARLY", "CHINESE"),
        ("RSCALE=X-VIETNAMESE;FREQ=DAILY", "DAILY"),
        ("RSCALE=X-VIETNAMESE;FREQ=YEARLY;BYDAY=MO", "BYDAY"),
        ("RSCALE=X-VIETNAMESE;FREQ=YEARLY;BYMONTH=13", "BYMONTH=13"),
        ("RSCALE=X-VIETNAMESE;FREQ=YEARLY;BYMONTHDAY=31", "BYMONTHDAY=31"),
        ("RSCALE=X-VIETNAMESE;FREQ=YEARLY;SKIP=SIDEWAYS", "SIDEWAYS"),
        ("FREQ=DAILY;" + "X" * 5000, "FREQ=DAILY"),
    ],
)
def test_what_is_no_rule_is_refused_by_name(text, named):
    with pytest.raises(InvalidValueError, match=named) as refused:
        parse_rule(text)
    assert refused.value.field == "recurrence"


@settings(max_examples=300)
@given(st.text(st.sampled_from("FREQ=DAILYWK;,BY0123456789-TZU\n é"), max_size=60))
def test_any_text_is_a_rule_or_refused(text):
    try:
        rule = parse_rule(f"FREQ=DAILY;{text}")
    except InvalidValueError:
        return
    assert parse_rule(write_rule(rule)) == rule


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", "never"),
        ("FREQ=DAILY;BYMONTH=4;BYMONTHDAY=31", "never"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;BYSETPOS=2", "never"),
        ("FREQ=HOURLY;INTERVAL=24;BYHOUR=10", "never"),
        ("FREQ=SECONDLY;INTERVAL=2;BYSECOND=1", "never"),
        ("FREQ=DAILY;UNTIL=20200101", "ends before"),
        ("FREQ=MINUTELY", "10.000 times"),
        ("FREQ=SECONDLY;BYSECOND=0,30", "10.000 times"),
        ("FREQ=DAILY;BYHOUR=8,9;BYMINUTE=" + ",".join(map(str, range(60))), "10.000 times"),
    ],
)
def test_a_rule_without_sense_is_refused(text, reason):
    with pytest.raises(InvalidValueError, match=reason):
        check_series(a_series(text))


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO",
        "FREQ=HOURLY",
        "FREQ=MINUTELY;COUNT=9000",
        "FREQ=SECONDLY;BYMONTH=9;COUNT=60",
        "FREQ=MINUTELY;INTERVAL=30;BYHOUR=8,9",
        "RSCALE=X-VIETNAMESE;FREQ=YEARLY;BYMONTH=11L;SKIP=OMIT",
    ],
)
def test_a_rare_or_a_busy_rule_is_taken(text):
    check_series(a_series(text))
    assert parse_rule(text)


def test_whole_days_do_not_repeat_by_hours():
    days = Series(date(2026, 1, 1), timedelta(1), None, parse_rule("FREQ=HOURLY"))
    with pytest.raises(InvalidValueError, match="HOURLY"):
        check_series(days)


def test_a_lunar_rule_begins_where_the_calendar_is_known():
    early = a_series("RSCALE=X-VIETNAMESE;FREQ=YEARLY", at("1960-01-01T09:00"))
    with pytest.raises(InvalidValueError, match="1968"):
        check_series(early)
