"""Anniversaries: their next days at a save and by maintenance, and gifts planned for them."""

from __future__ import annotations

import datetime as dt

import pytest

from desktop.core.anniversaries import YearlyDay, next_time
from desktop.core.clock import FrozenClock, SystemClock, local_day
from desktop.core.errors import InvalidValueError
from desktop.services.activities.anniversaries import roll_anniversaries

BORN = {"calendar": "solar", "day": 5, "month": 9, "is_leap_month": False}


@pytest.fixture
def today():
    return local_day(SystemClock().now())


def test_a_save_keeps_the_next_day_right(commands, make, values_of, today):
    made = make("anniversary", **BORN)
    solar = next_time(YearlyDay(5, 9), today)
    assert values_of("anniversary", made)["next_on"] == solar.isoformat()
    commands.run("anniversary.save", {"id": made, "values": {"calendar": ["solar", "lunar"]}})
    lunar = next_time(YearlyDay(5, 9, is_lunar=True), today)
    assert values_of("anniversary", made)["next_on"] == lunar.isoformat()
    commands.run("anniversary.change", {"ids": [made], "values": {"month": 1}})
    tet = next_time(YearlyDay(5, 1, is_lunar=True), today)
    assert values_of("anniversary", made)["next_on"] == tet.isoformat()


@pytest.mark.parametrize("wrong", [{"day": 0}, {"day": 32}, {"month": 13}, {"day": 31, "month": 4}])
def test_a_day_of_no_year_is_refused(make, wrong):
    with pytest.raises(InvalidValueError, match="No year has a day"):
        make("anniversary", **(BORN | wrong))
    with pytest.raises(InvalidValueError, match="No lunar year"):
        make("anniversary", **(BORN | {"calendar": "lunar", "day": 31}))


def test_maintenance_moves_on_what_has_passed_and_nothing_else(
    make, values_of, opened, today, monkeypatch
):
    store, owner = opened.store, opened.actor
    passed = today + dt.timedelta(days=3)
    made = make("anniversary", **(BORN | {"day": passed.day, "month": passed.month}))
    later = make("anniversary", **(BORN | {"day": 1, "month": (passed.month + 5) % 12 + 1}))
    before = values_of("anniversary", later)
    assert roll_anniversaries(store, owner) == 0
    moved = SystemClock().now() + dt.timedelta(days=5)
    monkeypatch.setattr(store, "clock", FrozenClock(moved))
    assert roll_anniversaries(store, owner) == 1
    next_on = dt.date.fromisoformat(str(values_of("anniversary", made)["next_on"]))
    assert next_on == next_time(YearlyDay(passed.day, passed.month), local_day(moved))
    assert next_on.year == passed.year + 1
    assert values_of("anniversary", later) == before
    assert roll_anniversaries(store, owner) == 0


def test_a_gift_is_planned_for_the_next_day_in_one_step(commands, make, values_of):
    made = make("anniversary", **BORN, title="Sinh nhật chị Hà", occasion="birthday")
    held = values_of("anniversary", made)
    (gift,) = commands.run("anniversary.plan_gift", {"ids": [made]}).value
    planned = values_of("gift", gift)
    assert planned["given_on"] == held["next_on"]
    assert (planned["status"], planned["occasion"]) == ("planned", "Birthday")
    assert (planned["account_id"], planned["contact_id"]) == (
        held["account_id"],
        held["contact_id"],
    )
