"""Files that nothing needs any more go by themselves; those that something names stay."""

from __future__ import annotations

import os
import time
import uuid
from datetime import timedelta

import pytest

from desktop.core.clock import FrozenClock, SystemClock
from desktop.core.pages import Draft
from desktop.services.long_work import LongWork
from desktop.services.maintenance import maintain
from desktop.services.old_files import BLOB_DAYS, REFUSED_DAYS, REFUSED_ROWS, drop_old_refused_rows
from desktop.store.blobs import Blobs

DAY = 24 * 3600


@pytest.fixture
def clock():
    return FrozenClock(SystemClock().now())


@pytest.fixture
def work(store, owner, profile, clock, monkeypatch):
    monkeypatch.setattr(store, "clock", clock)
    return LongWork(store, owner, lambda: None, profile, lambda *_told, **_more: None)


@pytest.fixture
def blobs(profile):
    return Blobs(profile)


def age(path, days):
    then = time.time() - days * DAY
    os.utime(path, (then, then))


def kept(blobs, name, days=BLOB_DAYS + 1):
    digest = blobs.put(name.encode())
    age(blobs.path(digest), days)
    return digest


def test_a_picture_that_nothing_names_goes_when_it_is_old(work, blobs):
    thrown, fresh = kept(blobs, "thrown"), kept(blobs, "fresh", BLOB_DAYS - 1)
    assert maintain(work)["files"] == 1
    assert not blobs.has(thrown)
    assert blobs.has(fresh)


def test_a_picture_that_a_record_its_past_or_a_draft_names_stays(work, blobs, commands, opened):
    now, before, draft = (kept(blobs, name) for name in ("now", "before", "draft"))
    made = str(commands.run("account.create", {"values": {"name": "A", "logo": before}}).value)
    commands.run("account.save", {"id": made, "values": {"logo": [before, now]}})
    opened.drafts.keep(Draft("account/new/1", "account", None, {"logo": draft}, {}, 1))
    assert maintain(work)["files"] == 0
    assert blobs.has(now)
    assert blobs.has(before)
    assert blobs.has(draft)


def test_pictures_are_looked_through_once_a_week(work, blobs, clock):
    maintain(work)
    thrown = kept(blobs, "thrown")
    clock.advance(timedelta(days=6))
    maintain(work)
    assert blobs.has(thrown)
    clock.advance(timedelta(days=1))
    maintain(work)
    assert not blobs.has(thrown)


def test_refused_rows_of_old_imports_go(profile):
    folder = profile / REFUSED_ROWS
    folder.mkdir()
    old, new = folder / f"{uuid.uuid4()}.xlsx", folder / "new.xlsx"
    for path, days in ((old, REFUSED_DAYS + 1), (new, REFUSED_DAYS - 1)):
        path.write_bytes(b"x")
        age(path, days)
    assert drop_old_refused_rows(profile) == 1
    assert not old.exists()
    assert new.exists()


def test_a_profile_without_imports_has_none_to_delete(profile):
    assert drop_old_refused_rows(profile) == 0
