"""What is here is compared with the centre; damage is found and mended."""

from __future__ import annotations

import datetime as dt

import pytest

from desktop.core.clock import SystemClock
from desktop.store.mirror.tables import get_state
from desktop.sync.verifying import DAY


@pytest.fixture
def an(desk):
    one = desk(is_administrator=True)
    one.sync()
    return one


@pytest.fixture
def made(an):
    ids = [an.make("account", name=f"Khách {number}") for number in range(4)]
    an.sync()
    return ids


def damage(desk, statement: str, *values: object) -> None:
    """Write past everything, as a fault of the disk or of the program would."""
    with desk.store.exclusive() as connection:
        connection.execute("UPDATE work_context SET capture = 0")
        connection.execute(statement, values)


def test_what_is_whole_differs_in_nothing(an, made, desk):
    assert an.verify() == []
    an.change("account", made[0], name="Đang sửa")
    assert an.verify() == []  # what waits is no difference
    assert an.asked("SELECT value FROM sync_state WHERE key = 'incidents'") == []


def test_a_row_of_another_version_is_copied_anew(an, made):
    damage(an, "UPDATE account SET ver = ver - 1, name = 'Hỏng' WHERE id = ?", made[1].bytes)
    assert len(an.verify()) == 1
    assert an.cell("account", made[1], "name") == "Khách 1"
    assert an.verify() == []
    with an.store.reading() as connection:
        assert get_state(connection, "incidents") == "1"


def test_a_row_that_vanished_comes_back_and_is_found(an, made):
    damage(an, "DELETE FROM account WHERE id = ?", made[2].bytes)
    assert len(an.verify()) == 1
    assert an.cell("account", made[2], "name") == "Khách 2"


def test_a_row_that_nobody_shows_goes(an, made, company):
    company.admin.execute("SET session_replication_role = replica")  # no trigger tells of it
    company.sql("DELETE FROM app.account WHERE id = %s", made[3])
    company.admin.execute("SET session_replication_role = origin")
    an.sync()
    assert an.has("account", made[3])
    assert len(an.verify()) == 1
    assert not an.has("account", made[3])


def test_it_is_compared_once_a_day(an, made, monkeypatch):
    damage(an, "DELETE FROM account WHERE id = ?", made[0].bytes)
    an.sync()
    assert not an.has("account", made[0])
    later = SystemClock().now() + dt.timedelta(microseconds=DAY + 1)
    monkeypatch.setattr(an.store.clock, "now", lambda: later)
    an.sync()
    assert an.has("account", made[0])


def test_a_clock_that_was_ahead_for_an_hour_keeps_no_comparison_off_for_years(
    an, made, monkeypatch
):
    ahead = SystemClock().now() + dt.timedelta(days=3650)
    with monkeypatch.context() as patched:
        patched.setattr(an.store.clock, "now", lambda: ahead)
        an.sync()
    damage(an, "DELETE FROM account WHERE id = ?", made[0].bytes)
    an.sync()
    assert an.has("account", made[0])
