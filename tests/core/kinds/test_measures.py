"""Lengths of time and stars: as people write them, and as they read them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from desktop.core import i18n
from desktop.core.errors import InvalidValueError
from desktop.core.fields import Kind
from desktop.core.kinds import knowledge
from tests.core.kinds.strategies import FIELDS


def parse(kind, text):
    return knowledge(kind).parse(FIELDS[kind], text)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("90", 90),
        ("1 giờ 30", 90),
        ("1 giờ 05", 65),
        ("1h30", 90),
        ("1g30p", 90),
        ("1,5 giờ", 90),
        ("2 tiếng rưỡi", 150),
        ("1:30", 90),
        ("45 phút", 45),
        ("45'", None),
        ("1 hour 30 minutes", 90),
        ("-5", None),
        ("lâu", None),
        ("1 giờ lâu", None),
    ],
)
def test_a_length_of_time_is_read_as_people_write_it(text, minutes):
    if minutes is None:
        with pytest.raises(InvalidValueError):
            parse(Kind.DURATION, text)
    else:
        assert parse(Kind.DURATION, text) == minutes


def test_a_length_of_time_is_shown_in_hours_and_minutes():
    kind, field = knowledge(Kind.DURATION), FIELDS[Kind.DURATION]
    i18n.set_language("vi")
    assert [kind.format(field, n) for n in (0, 45, 60, 65, 90)] == [
        "0 phút",
        "45 phút",
        "1 giờ",
        "1 giờ 05",
        "1 giờ 30",
    ]


def test_times_of_spreadsheets_are_lengths():
    kind, field = knowledge(Kind.DURATION), FIELDS[Kind.DURATION]
    assert kind.from_cell(field, dt.time(1, 30)) == 90
    assert kind.from_cell(field, dt.timedelta(hours=30)) == 1800
    with pytest.raises(InvalidValueError):
        kind.from_cell(field, dt.timedelta(hours=-1))


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("16", 960),
        ("1,5", 90),
        ("0.25", 15),
        ("45 phút", 45),
        ("2 ngày", 960),
        ("0,5 ngày", 240),
        ("3d", 1440),
        ("1 tuần", 2400),
        ("2 weeks", 4800),
        ("4 giờ 30", 270),
    ],
)
def test_a_plan_counts_in_hours_and_working_days(text, minutes):
    field = replace(FIELDS[Kind.DURATION], in_hours=True)
    assert knowledge(Kind.DURATION).parse(field, text) == minutes


def test_a_number_in_a_file_is_minutes_in_every_field():
    field = replace(FIELDS[Kind.DURATION], in_hours=True)
    kind = knowledge(Kind.DURATION)
    assert [kind.from_cell(field, cell) for cell in (960, "960", "2 ngày")] == [960, 960, 960]


@pytest.mark.parametrize("text", ["4", "4 sao", "4/5", "★★★★", "★★★★☆", "4 stars"])
def test_stars_are_read_as_people_write_them(text):
    assert parse(Kind.RATING, text) == 4


@pytest.mark.parametrize("text", ["6", "-1", "4,5", "tốt"])
def test_what_is_no_number_of_stars_is_refused(text):
    with pytest.raises(InvalidValueError):
        parse(Kind.RATING, text)


def test_no_star_is_no_rating():
    assert parse(Kind.RATING, "0") is None
    assert parse(Kind.RATING, "☆☆☆☆☆") is None
