"""A clock that is wrong is noticed by the greeting, and forgotten once it is right again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop.core.clock import SystemClock
from desktop.store.mirror.tables import get_state
from desktop.sync.clocks import CLOCK


class OffClock(SystemClock):
    """A computer's clock that somebody set wrong."""

    off = timedelta()

    def now(self):
        return super().now() + self.off


def noted(desk):
    with desk.store.reading() as connection:
        return get_state(connection, CLOCK)


@pytest.fixture
def an(desk):
    made = desk(is_administrator=True)
    made.store.clock = OffClock()
    return made


@pytest.mark.parametrize("off", [timedelta(days=5), timedelta(hours=-2)])
def test_it_is_noted_by_how_much_and_forgotten_when_it_is_right(an, off):
    an.sync()
    assert noted(an) is None
    an.store.clock.off = off
    an.sync()
    assert int(noted(an)) == pytest.approx(off.total_seconds(), abs=120)
    an.store.clock.off = timedelta(minutes=1)
    an.sync()
    assert noted(an) is None


def test_what_is_edited_by_a_wrong_clock_arrives_all_the_same(an, desk):
    binh = desk(is_administrator=True)
    an.store.clock.off = timedelta(days=5)
    made = an.make("account", name="Hoa Sen")
    an.sync()
    binh.sync()
    binh.change("account", made, name="Sen Vàng")
    binh.sync()
    an.sync()
    assert an.cell("account", made, "name") == "Sen Vàng"
