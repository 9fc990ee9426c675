"""The Vietnamese of the language modules reads back what it writes."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.core.dates import format_day_long, parse_day
from desktop.core.periods import _PERIODS, RELATIVE_TOKENS, find_relative
from desktop.core.resources import resource_path

TODAY = date(2026, 11, 21)
LINES = resource_path("i18n", "parts", "language.tsv").read_text(encoding="utf-8").splitlines()
VIETNAMESE = dict(line.split("\t") for line in LINES)


@pytest.mark.parametrize("token", RELATIVE_TOKENS)
def test_the_vietnamese_name_of_a_period_finds_it(token):
    if token in _PERIODS:
        label = VIETNAMESE[_PERIODS[token][0]]
    else:
        way, count, _days = token.split("_")
        label = VIETNAMESE[f"{way.capitalize()} {{count}} days"].format(count=count)
    assert find_relative(label) == token


@pytest.mark.parametrize("offset", range(7))
def test_a_long_day_in_vietnamese_is_read_back(offset):
    day = date(2026, 11, 16 + offset)
    english = format_day_long(day).partition(",")[0]
    assert parse_day(f"{VIETNAMESE[english]}, {day:%d/%m/%Y}", TODAY) == day
    assert parse_day(VIETNAMESE[english], date(2026, 11, 16)) == day
