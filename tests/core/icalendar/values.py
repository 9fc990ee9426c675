"""Entries as chance makes them, for the laws that hold for all of them."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta

from hypothesis import strategies as st

from desktop.core.icalendar.alarms import Alarm
from desktop.core.icalendar.items import Item, ItemKind, Period
from desktop.core.icalendar.people import Person
from desktop.core.icalendar.times import UTC_NAME, Moment, Span
from desktop.core.recurrence.reading import parse_rule
from desktop.core.recurrence.writing import write_rule
from tests.core.icalendar.texts import clock

ZONES = ("Asia/Ho_Chi_Minh", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC", "")
days = st.dates(date(1971, 1, 1), date(2100, 12, 31))
clocks = st.datetimes(clock("1971-01-01 00:00:00"), clock("2100-12-31 00:00:00")).map(
    lambda at: at.replace(microsecond=0)
)
timed = st.builds(Moment, clocks, st.sampled_from(ZONES))
whole = st.builds(Moment, days)
moments = timed | whole
in_utc = st.builds(Moment, clocks, st.just(UTC_NAME))
spans = st.builds(
    lambda sign, days, seconds: Span(sign * days, sign * seconds),
    st.sampled_from([1, -1]),
    st.integers(0, 300),
    st.integers(0, 86_399),
)
signs = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])
words = st.text(signs, max_size=30).map(lambda text: unicodedata.normalize("NFC", text).strip())
paragraphs = st.lists(words, max_size=3).map(lambda lines: "\n".join(lines).strip())
addresses = st.sampled_from(["an@a.vn", "Bình.Trần@b.vn", "c@c.example", "phong.hop@a.vn"])
answers = st.sampled_from(["", "ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED"])
people = st.builds(
    Person,
    address=addresses,
    name=words,
    status=answers,
    role=st.sampled_from(["", "CHAIR", "OPT-PARTICIPANT"]),
    kind=st.sampled_from(["", "ROOM"]),
    wants_answer=st.booleans(),
    sent_by=st.sampled_from(["", "thu.ky@a.vn"]),
    delegated_to=st.lists(addresses, max_size=2).map(tuple),
)
alarms = st.builds(
    Alarm,
    action=st.sampled_from(["DISPLAY", "AUDIO", "X-LIGHT"]),
    before=spans,
    from_end=st.booleans(),
    text=paragraphs,
    repeats=st.integers(0, 9),
    pause=st.none() | st.just(Span(seconds=300)),
    acknowledged=st.none() | in_utc,
) | st.builds(Alarm, at=in_utc)
rules = st.sampled_from(
    ["FREQ=DAILY;COUNT=5", "FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=MONTHLY;BYDAY=-1FR",
     "RSCALE=X-VIETNAMESE;FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1;SKIP=BACKWARD"]
).map(lambda text: write_rule(parse_rule(text)))  # fmt: skip
urls = st.sampled_from(["", "https://example.vn/a?b=c&d=e,f;g", "https://meet.example/abc"])
categories = st.lists(words.filter(bool), max_size=3, unique=True).map(tuple)


def fitted(item: Item, start: Moment | None, length: timedelta) -> Item:
    """Return an item whose times fit one another."""
    from dataclasses import replace

    if start is None:
        return replace(item, start=None, end=None, added=())
    span = Span(days=1 + length.days) if start.is_day else Span(0, int(length.total_seconds()))
    added = tuple(
        Period(one, one.after(span))
        if isinstance(one, Moment) and at % 2 and not one.is_day
        else one
        for at, one in enumerate(item.added)
    )
    return replace(item, start=start, end=start.after(span), added=added)


items = st.builds(
    fitted,
    st.builds(
        Item,
        kind=st.sampled_from(ItemKind),
        uid=st.sampled_from(["1@a.vn", "x,y;z"]),
        summary=paragraphs,
        description=paragraphs,
        html=st.sampled_from(["", "<p>Họp, <b>gấp</b>; nhé</p>"]),
        location=paragraphs,
        url=urls,
        join_url=urls,
        rules=st.lists(rules, max_size=1).map(tuple),
        added=st.lists(moments, max_size=3).map(tuple),
        left_out=st.lists(moments, max_size=3).map(tuple),
        original=st.none() | moments,
        sequence=st.integers(0, 99),
        stamp=st.none() | in_utc,
        created=st.none() | in_utc,
        modified=st.none() | in_utc,
        completed=st.none() | in_utc,
        status=st.sampled_from(["", "CONFIRMED", "CANCELLED"]),
        is_free=st.booleans(),
        shows_as=st.sampled_from(["", "OOF"]),
        privacy=st.sampled_from(["", "PRIVATE"]),
        priority=st.integers(0, 9),
        percent=st.none() | st.integers(0, 100),
        categories=categories,
        color=st.sampled_from(["", "teal"]),
        organizer=st.none() | people,
        attendees=st.lists(people, max_size=3, unique_by=lambda one: one.key).map(tuple),
        alarms=st.lists(alarms, max_size=3).map(tuple),
    ),
    moments,
    st.timedeltas(timedelta(0), timedelta(days=5)),
)
