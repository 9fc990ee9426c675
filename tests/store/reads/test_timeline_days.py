"""What has a day and no time stands on the timeline by its day, and is read on without a gap."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from desktop.core.clock import day_start, to_micros
from desktop.services.opening import open_for_window
from desktop.store.reads import LocalReads

FIRST = dt.date(2026, 1, 1)


@pytest.fixture
def opened(tmp_path):
    found = open_for_window(tmp_path / "profile", "Nguyễn An")
    yield found
    found.close()


@pytest.fixture
def reads(opened):
    found = LocalReads(opened.store.path, opened.store.clock)
    yield found
    found.close()


def test_gifts_are_read_on_day_by_day_newest_first(opened, reads):
    run = opened.commands.run
    values = {"name": "Hoa Sen", "party_type": "company"}
    account = run("account.create", {"values": values}).value
    for number in range(7):
        day = FIRST + dt.timedelta(days=number // 2)
        gift = {"title": f"{number}", "account_id": account, "given_on": day.isoformat()}
        run("gift.create", {"values": gift})
    found, before = [], 2**62
    while entries := reads.timeline("account", uuid.UUID(account), ("gift",), before, 2):
        found += entries
        before = entries[-1].at
    assert sorted(entry.ref.title for entry in found) == sorted(map(str, range(7)))
    assert [entry.at for entry in found] == sorted((entry.at for entry in found), reverse=True)
    assert found[-1].at == to_micros(day_start(FIRST))
    assert {entry.status for entry in found} == {"planned"}
