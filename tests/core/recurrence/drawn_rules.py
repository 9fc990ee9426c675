"""Random rules for tests, written as RFC 5545 writes them, and what dateutil makes of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from dateutil.rrule import rrulestr
from hypothesis import strategies as st

from desktop.core.recurrence.reading import parse_rule
from desktop.core.recurrence.series import Series

at = datetime.fromisoformat  # local moments, which have no zone
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
STARTS = st.datetimes(at("1995-01-01T00:00"), at("2035-12-31T00:00")).map(
    lambda moment: moment.replace(microsecond=0)
)
SPANS = st.integers(0, 900).map(lambda days: timedelta(days=days))


def numbers(low, high, *, signed=False, most=3):
    one = st.integers(low, high)
    if signed:
        one = one | one.map(lambda number: -number)
    return st.lists(one, min_size=1, max_size=most, unique=True).map(
        lambda found: ",".join(str(number) for number in found)
    )


plain_days = st.lists(st.sampled_from(DAYS), min_size=1, max_size=4, unique=True).map(",".join)


def nth_days(most):
    nth = st.integers(1, most) | st.integers(-most, -1)
    one = st.tuples(nth, st.sampled_from(DAYS)).map(lambda pair: f"{pair[0]}{pair[1]}")
    return st.lists(one, min_size=1, max_size=3, unique=True).map(",".join)


MONTHS = numbers(1, 12)
MONTH_DAYS = numbers(1, 31, signed=True)
HOURS, MINUTES, SECONDS = numbers(0, 23), numbers(0, 59), numbers(0, 59)
# For each frequency which parts it may have; of dateutil's own mistakes see `test_expansion`.
PARTS = {
    "YEARLY": [
        {"BYMONTH": MONTHS, "BYMONTHDAY": MONTH_DAYS, "BYDAY": plain_days},
        {"BYMONTH": MONTHS, "BYDAY": nth_days(5)},
        {"BYDAY": nth_days(53)},
        {"BYYEARDAY": numbers(1, 366, signed=True), "BYDAY": plain_days},
        {"BYWEEKNO": numbers(1, 53, signed=True), "BYDAY": plain_days},
    ],
    "MONTHLY": [
        {"BYMONTH": MONTHS, "BYMONTHDAY": MONTH_DAYS, "BYDAY": plain_days},
        {"BYMONTH": MONTHS, "BYMONTHDAY": MONTH_DAYS, "BYDAY": nth_days(5)},
    ],
    "WEEKLY": [{"BYMONTH": MONTHS, "BYDAY": plain_days}],
    "DAILY": [{"BYMONTH": MONTHS, "BYMONTHDAY": MONTH_DAYS, "BYDAY": plain_days}],
    "HOURLY": [
        {
            "BYMONTH": MONTHS,
            "BYMONTHDAY": MONTH_DAYS,
            "BYDAY": plain_days,
            "BYYEARDAY": numbers(1, 366, signed=True),
        }
    ],
}
PARTS["MINUTELY"] = PARTS["HOURLY"]
PARTS["SECONDLY"] = [{}]
CLOCK = {"BYHOUR": HOURS, "BYMINUTE": MINUTES, "BYSECOND": SECONDS}


@st.composite
def rule_texts(draw, frequencies=tuple(PARTS), *, with_positions=True):
    """Draw the text of a rule that the RFC allows, without COUNT and UNTIL."""
    frequency = draw(st.sampled_from(frequencies))
    offered = {**draw(st.sampled_from(PARTS[frequency])), **CLOCK}
    chosen = draw(st.lists(st.sampled_from(sorted(offered)), max_size=3, unique=True))
    if "BYWEEKNO" in chosen and "BYDAY" not in chosen:
        chosen.append("BYDAY")  # dateutil takes all seven days, the RFC that of the start
    parts = [f"{name}={draw(offered[name])}" for name in chosen]
    if chosen and with_positions and frequency != "WEEKLY" and draw(st.booleans()):
        parts.append(f"BYSETPOS={draw(numbers(1, 5, signed=True))}")
    if draw(st.booleans()):
        parts.append(f"INTERVAL={draw(st.integers(1, 17))}")
    if draw(st.booleans()):
        parts.append(f"WKST={draw(st.sampled_from(DAYS))}")
    return ";".join([f"FREQ={frequency}", *parts])


def by_dateutil(text, start, first, last):
    """Return the times of a rule from `first` to `last`, the first time being one of them."""
    known = rrulestr(f"RRULE:{text}", dtstart=start)
    found = set(known.between(first, last, inc=True))
    return sorted(found | ({start} if first <= start <= last else set()))


MONDAY = at("2026-11-23T09:00")


def a_series(text, start=MONDAY, minutes=60, zone="Asia/Ho_Chi_Minh"):
    """Return a series of one hour at nine on a Monday, or as the arguments say."""
    rule = parse_rule(text) if text else None
    return Series(start, timedelta(minutes=minutes), zone, rule)
