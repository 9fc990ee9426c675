"""What a kept filter means on the day it is asked."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.core.entities import get_entity
from desktop.core.filters import Condition, Group, Op
from desktop.core.relative_filters import meant_now
from desktop.models import load_all

load_all()


def birthdays_of(today: date, period: str = "next_7_days") -> list[str]:
    kept = Group((Condition("birthday", Op.DURING, period),))
    (condition,) = meant_now(kept, get_entity("account"), None, today).items
    return condition.value


@pytest.mark.parametrize("today", [date(2026, 2, 25), date(2028, 2, 25)])
def test_who_was_born_on_a_leap_day_has_a_birthday_every_year(today):
    assert "02-29" in birthdays_of(today)


def test_a_leap_day_is_not_in_a_week_without_the_end_of_february():
    assert "02-29" not in birthdays_of(date(2026, 2, 10))


def test_birthdays_go_on_over_the_end_of_the_year():
    days = birthdays_of(date(2026, 12, 28))
    assert "12-29" in days
    assert "01-02" in days
