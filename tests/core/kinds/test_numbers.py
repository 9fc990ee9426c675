"""Kinds of numbers, flags, days and moments."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from desktop.core.clock import local_zone
from desktop.core.errors import InvalidValueError
from desktop.core.fields import Field, Kind
from desktop.core.kinds import kind_of
from tests.core.kinds.strategies import FIELDS


def parse(kind, text):
    return kind_of(FIELDS[kind]).parse(FIELDS[kind], text)


def read_cell(kind, cell):
    return kind_of(FIELDS[kind]).from_cell(FIELDS[kind], cell)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.MONEY, "1,2 tỷ", 1_200_000_000),
        (Kind.MONEY, "1.200.000 ₫", 1_200_000),
        (Kind.MONEY, "(5.000)", -5_000),
        (Kind.PERCENT, "7,5 %", Decimal("7.5")),
        (Kind.INTEGER, "12 nghìn", 12_000),
    ],
)
def test_numbers_are_read_as_people_write_them(kind, text, value):
    assert parse(kind, text) == value


@pytest.mark.parametrize(
    ("value", "stored", "form", "shown"),
    [
        (Decimal(1200000), 12_000_000_000, "1200000", "1.200.000\u00a0₫"),
        (Decimal("0.00005"), 1, "0.00005", "0,0001\u00a0₫"),
        (Decimal("-0"), 0, "0", "0\u00a0₫"),
        (Decimal("1.2E+6"), 12_000_000_000, "1200000", "1.200.000\u00a0₫"),
    ],
)
def test_an_amount_has_one_plain_spelling_everywhere(value, stored, form, shown):
    kind, field = kind_of(FIELDS[Kind.MONEY]), FIELDS[Kind.MONEY]
    assert kind.to_stored(value) == stored
    assert kind.to_json(value) == form
    assert kind.format(field, value) == shown


def test_an_amount_beside_its_currency_does_not_name_it_again():
    field = Field("revenue", "Revenue", Kind.MONEY, currency_field="currency")
    assert kind_of(field).format(field, Decimal(5000)) == "5.000"
    dollars = Field("price", "Price", Kind.MONEY, currency="USD")
    assert kind_of(dollars).format(dollars, Decimal("5.5")) == "5,50\u00a0USD"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.INTEGER, "1,5"),
        (Kind.INTEGER, "abc"),
        (Kind.MONEY, "100 USD"),
        (Kind.MONEY, "999999999999999999"),
        (Kind.PERCENT, "%%"),
        (Kind.FLAG, "maybe"),
        (Kind.DATE, "31/2/2026"),
        (Kind.MOMENT, "25/12 25h"),
    ],
)
def test_what_is_no_value_is_refused_with_a_sentence_about_the_field(kind, text):
    with pytest.raises(InvalidValueError, match=r"\w+") as refused:
        parse(kind, text)
    assert refused.value.field == FIELDS[kind].name


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        (Kind.MONEY, 1200000.5, Decimal("1200000.5")),
        (Kind.MONEY, 0.1, Decimal("0.1")),
        (Kind.INTEGER, 5.0, 5),
        (Kind.FLAG, "Có", True),
        (Kind.FLAG, 0.0, False),
        (Kind.DATE, 46347, date(2026, 11, 21)),
        (Kind.DATE, datetime(2026, 11, 21, 23), date(2026, 11, 21)),  # noqa: DTZ001 - as read
        (Kind.MOMENT, date(2026, 11, 21), datetime(2026, 11, 20, 17, tzinfo=UTC)),
        (Kind.MOMENT, 46347.5, datetime(2026, 11, 21, 5, tzinfo=UTC)),
        (Kind.MOMENT, 45000.3333333333, datetime(2023, 3, 15, 1, tzinfo=UTC)),
    ],
)
def test_cells_of_spreadsheets_are_understood(kind, cell, value):
    assert read_cell(kind, cell) == value


@pytest.mark.parametrize(
    ("kind", "cell"), [(Kind.MONEY, float("nan")), (Kind.INTEGER, 1e30), (Kind.DATE, -5)]
)
def test_cells_that_hold_no_value_are_refused(kind, cell):
    with pytest.raises(InvalidValueError):
        read_cell(kind, cell)


def test_yes_and_no_are_read_in_both_languages():
    assert [parse(Kind.FLAG, word) for word in ("có", "YES", "x", "1")] == [True] * 4
    assert [parse(Kind.FLAG, word) for word in ("không", "No", "0", "sai")] == [False] * 4


def test_a_moment_is_shown_where_the_person_is():
    kind, field = kind_of(FIELDS[Kind.MOMENT]), FIELDS[Kind.MOMENT]
    moment = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    assert kind.format(field, moment) == "22/11/2026 06:30"
    assert kind.parse(field, "22/11/2026 06:30") == moment
    naive = datetime(2026, 11, 22, 6, 30)  # noqa: DTZ001 - what has no zone is the person's
    assert kind.normalise(field, naive) == moment


def test_a_moment_with_fractions_of_a_second_is_edited_exactly():
    kind, field = kind_of(FIELDS[Kind.MOMENT]), FIELDS[Kind.MOMENT]
    odd = datetime(2026, 11, 21, 10, 30, 15, 123456, tzinfo=local_zone()).astimezone(UTC)
    assert kind.parse(field, kind.edit_text(field, odd)) == odd
