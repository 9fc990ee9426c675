"""Copies of the centre that go wrong again and again do no harm."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest

from desktop.core.clock import FrozenClock, SystemClock
from desktop.server import backups, copies
from desktop.server.installing import ServerError

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("error", [ServerError("broken"), psycopg.OperationalError("no room")])
def test_copies_that_cannot_be_tried_out_again_and_again_do_not_fill_the_disc(
    company, tmp_path, monkeypatch, error
):
    address = company.cluster.address(company.name)
    good = backups.back_up_fully(address, tmp_path, SystemClock(), keep=2)

    def broken(*_told):
        raise error

    monkeypatch.setattr(backups, "bring_back", broken)
    for hour in range(1, 6):
        clock = FrozenClock(SystemClock().now() + timedelta(hours=hour))
        with pytest.raises(type(error)):
            backups.back_up_fully(address, tmp_path, clock, keep=2)
    left = copies.list_copies(tmp_path, company.name)
    assert (len(left), left[-1]) == (3, good)
