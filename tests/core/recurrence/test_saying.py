"""Rules in words, in both languages, and the patterns of the dialog."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.i18n import language, set_language
from desktop.core.recurrence.reading import parse_rule
from desktop.core.recurrence.saying import say_rule
from desktop.core.recurrence.simple import (
    Kind,
    SimplePattern,
    find_pattern,
    pattern_rule,
    patterns_of_start,
)
from desktop.core.recurrence.writing import write_rule
from tests.core.recurrence.drawn_rules import STARTS, at, rule_texts

START = at("2026-11-23T09:00")  # a Monday, the 15th of lunar month 10
LUNAR = "RSCALE=X-VIETNAMESE;"
SAID = [
    ("FREQ=DAILY", "Every day", "Hằng ngày"),
    ("FREQ=DAILY;INTERVAL=3;COUNT=5", "Every 3 days, 5 times", "3 ngày một lần, 5 lần"),
    (
        "FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261231",
        "Every week on Monday and Wednesday, until 31/12/2026",
        "Hằng tuần vào thứ Hai và thứ Tư, đến 31/12/2026",
    ),
    ("FREQ=WEEKLY;INTERVAL=2", "Every 2 weeks on Monday", "2 tuần một lần vào thứ Hai"),
    (
        "FREQ=WEEKLY;BYDAY=SA,SU",
        "Every week on Saturday and Sunday",
        "Hằng tuần vào thứ Bảy và Chủ nhật",
    ),
    (
        "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR",
        "Every working day, Monday to Friday",
        "Mỗi ngày làm việc, từ thứ Hai đến thứ Sáu",
    ),
    ("FREQ=MONTHLY", "On day 23 of every month", "Ngày 23 hằng tháng"),
    ("FREQ=MONTHLY;BYMONTHDAY=-1", "On the last day of every month", "Ngày cuối cùng của tháng"),
    ("FREQ=MONTHLY;BYDAY=-1FR", "On the last Friday of every month", "Thứ Sáu cuối cùng của tháng"),
    (
        "FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO",
        "On the first Monday of every 3 months",
        "Thứ Hai đầu tiên của tháng, 3 tháng một lần",
    ),
    ("FREQ=YEARLY", "Every year on 23 November", "Ngày 23 tháng 11 hằng năm"),
    (
        "FREQ=YEARLY;BYMONTH=5;BYDAY=2SU",
        "Every year on the second Sunday of May",
        "Chủ nhật thứ hai của tháng 5 hằng năm",
    ),
    (LUNAR + "FREQ=MONTHLY", "On day 15 of every lunar month", "Ngày 15 âm lịch hằng tháng"),
    (
        LUNAR + "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=10",
        "Every year on day 10 of lunar month 3",
        "Ngày 10 tháng 3 âm lịch hằng năm",
    ),
    (
        LUNAR + "FREQ=YEARLY;BYMONTH=6L;BYMONTHDAY=2;COUNT=1",
        "Every year on day 2 of leap lunar month 6, 1 time",
        "Ngày 2 tháng 6 nhuận âm lịch hằng năm, 1 lần",
    ),
    (
        LUNAR + "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1",
        "Every year on the last day of lunar month 12",
        "Ngày cuối cùng của tháng 12 âm lịch hằng năm",
    ),
    (
        LUNAR + "FREQ=MONTHLY;BYMONTHDAY=1,15",
        "Every lunar month, on day 1 and 15 of the month",
        "Hằng tháng âm lịch, vào ngày 1 và 15 của tháng",
    ),
    (
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "Every month, on Monday, Tuesday, Wednesday, Thursday and Friday, of these only the last",
        "Hằng tháng, vào thứ Hai, thứ Ba, thứ Tư, thứ Năm và thứ Sáu, chỉ lấy lần cuối cùng",
    ),
    (
        "FREQ=DAILY;BYHOUR=8,14;BYMINUTE=30",
        "Every day, at 08:30 and 14:30",
        "Hằng ngày, lúc 08:30 và 14:30",
    ),
]


@pytest.fixture(autouse=True)
def _language():
    before = language()
    yield
    set_language(before)


@pytest.mark.parametrize(("text", "english", "vietnamese"), SAID, ids=[one[0] for one in SAID])
def test_a_rule_is_said_as_people_say_it(text, english, vietnamese):
    rule = parse_rule(text)
    set_language("en")
    assert say_rule(rule, START) == english
    set_language("vi")
    assert say_rule(rule, START) == vietnamese


@settings(max_examples=150, deadline=None)
@given(rule_texts(), STARTS)
def test_every_rule_can_be_said_without_a_hole(text, start):
    for tongue in ("en", "vi"):
        set_language(tongue)
        said = say_rule(parse_rule(text), start)
        assert said[0] == said[0].upper()
        assert "{" not in said
        assert ", ," not in said


patterns = st.builds(
    SimplePattern,
    kind=st.sampled_from(sorted(set(Kind) - {Kind.WORKDAYS})),
    interval=st.integers(1, 12),
    weekdays=st.integers(0, 6).map(lambda day: (day,)),
    month_day=st.integers(1, 29) | st.just(-1),
    nth=st.integers(1, 4) | st.just(-1),
    month=st.integers(1, 12),
    is_leap=st.booleans(),
    until=st.none() | st.dates(date(2030, 1, 1), date(2040, 1, 1)),
)


@given(patterns, STARTS)
def test_the_rule_of_a_pattern_is_found_to_be_that_pattern(pattern, start):
    found = find_pattern(pattern_rule(pattern), start)
    assert found.kind is pattern.kind
    assert write_rule(pattern_rule(found)) == write_rule(pattern_rule(pattern))


@given(STARTS)
def test_what_a_menu_offers_comes_at_the_start_itself(start):
    from desktop.core.recurrence.series import Series, rule_stamps
    from desktop.core.recurrence.stamps import to_stamp

    stamp = to_stamp(start)
    for pattern in patterns_of_start(start):
        series = Series(start, start - start, None, pattern_rule(pattern))
        assert list(rule_stamps(series, stamp, stamp)) == [stamp]


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=MONTHLY;BYMONTHDAY=1,15",
        "FREQ=WEEKLY;BYMONTH=3",
        "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
        "FREQ=HOURLY",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-1",
    ],
)
def test_what_the_dialog_has_no_fields_for_is_no_pattern(text):
    assert find_pattern(parse_rule(text), START) is None
