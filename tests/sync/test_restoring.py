"""The centre went back to a copy: what it forgot comes again from those who sent it."""

from __future__ import annotations

import datetime as dt

import pytest

from desktop.core.clock import SystemClock, to_micros
from tests.sync.commanding import all_is_well


@pytest.fixture
def an(desk):
    return desk(is_administrator=True)


def go_back(company, *ids):
    """Let the centre be as a copy of before these records were made."""
    company.sql("DELETE FROM app.account WHERE id = ANY (%s)", list(ids))
    company.sql("DELETE FROM sync.mutation")
    company.sql("SELECT sync.after_restore('a copy was brought back')")


def there(company):
    return [name for (name,) in company.look("SELECT name FROM app.account ORDER BY name")]


def test_what_a_copy_lacks_is_offered_again(an, company):
    made = [an.make("account", name=name) for name in ("Sen", "Sen Vàng")]
    an.sync()
    go_back(company, *made)
    assert there(company) == []
    an.sync()
    assert there(company) == ["Sen", "Sen Vàng"]
    all_is_well(an)


@pytest.mark.parametrize("days", [-400, 400])
def test_a_wrong_clock_keeps_nothing_from_being_offered(an, company, days):
    made = an.make("account", name="Sen")
    an.sync()
    go_back(company, made)
    wrong = SystemClock().now() + dt.timedelta(days=days)
    an.engine._now = lambda: to_micros(wrong)
    an.sync()
    assert there(company) == ["Sen"]
    all_is_well(an)
