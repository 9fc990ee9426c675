"""The service backs the profiles of its machine up and tidies them up."""

from __future__ import annotations

import datetime as dt
import os

import pytest

from desktop.agent import profiles
from desktop.agent.profiles import ProfileDuties, is_open, look_after
from desktop.core.clock import FrozenClock, SystemClock
from desktop.core.paths import Profile
from desktop.models.base import record_class
from desktop.services.keys import ProfileKeys
from desktop.services.opening import declare
from desktop.store.backup_shelf import read_shelf
from desktop.store.engine import Role
from desktop.store.profile import open_profile
from desktop.views.shell.profile_lock import ProfileLock

declare()


@pytest.fixture
def profile(tmp_path):
    """A profile that nobody has open, with a customer who was deleted a hundred days ago."""
    found = Profile(tmp_path / "main")
    found.make()
    clock = FrozenClock(SystemClock().now() - dt.timedelta(days=100))
    store = open_profile(found.folder, clock, Role.WORKER, owner_name="An")
    with store.work(store.owner(), "account.create") as work:
        record = record_class("account")(name="Xóa hẳn", party_type="company")
        work.session.add(record)
        work.session.flush()
        record_id = record.id
    with store.work(store.owner(), "account.delete") as work:
        work.delete("account", [record_id])
    store.close()
    return found


def customers(profile):
    store = open_profile(profile.folder, SystemClock(), Role.WORKER)
    try:
        with store.reading() as connection:
            return connection.execute("SELECT count(*) FROM account").fetchone()[0]
    finally:
        store.close()


def test_a_profile_is_backed_up_once_a_day_and_its_bin_is_emptied_after_ninety_days(profile):
    look_after(profile)
    look_after(profile)
    assert [one.is_sound for one in read_shelf(profile.backups)] == [True]
    assert customers(profile) == 0


def test_a_profile_whose_window_is_open_is_left_to_it(profile):
    lock = ProfileLock(profile)
    assert lock.take()
    assert is_open(profile)
    assert "open" in look_after(profile)
    assert read_shelf(profile.backups) == []
    lock.release()
    assert not is_open(profile)


def test_a_window_that_was_killed_keeps_nobody_out(profile):
    profile.lock.write_text(f"{os.getpid()}\nlienhe\nhost\n", encoding="utf-8")
    assert not is_open(profile)


def test_what_a_password_opens_is_left_to_its_window(profile):
    keys = ProfileKeys(profile.folder)
    keys.protect(keys.new_key(), "một mật khẩu dài")
    assert "password" in look_after(profile)


def test_a_profile_that_is_broken_keeps_no_other_back(profile, tmp_path, caplog):
    broken = Profile(tmp_path / "broken")
    broken.make()
    broken.main.write_bytes(b"no database" * 100)
    ProfileDuties([tmp_path / "gone", broken.folder, profile.folder]).step()
    assert len(read_shelf(profile.backups)) == 1
    assert "cannot be looked after" in caplog.text


def test_a_profile_that_belongs_to_nobody_keeps_no_other_back(profile, tmp_path, caplog):
    without = Profile(tmp_path / "without")
    without.make()
    store = open_profile(without.folder, SystemClock(), Role.WORKER, owner_name="An")
    with store.exclusive() as connection:
        connection.execute("DELETE FROM meta WHERE key = 'owner'")
    store.close()
    ProfileDuties([without.folder, profile.folder]).step()
    assert len(read_shelf(profile.backups)) == 1
    assert "cannot be looked after" in caplog.text


def test_profiles_are_looked_at_once_an_hour(profile, monkeypatch):
    seen = []
    monkeypatch.setattr(profiles, "look_after", lambda one: seen.append(one.folder) or "")
    duties = ProfileDuties([profile.folder])
    duties.step()
    duties.step()
    assert seen == [profile.folder]
