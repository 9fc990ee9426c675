"""Backups are sound copies of one moment, and the newest good one comes back."""

from __future__ import annotations

import os
import threading
from contextlib import closing
from datetime import timedelta

import pytest

from desktop.core.errors import CancelledError, CorruptStoreError, StorageError
from desktop.models.contacts import Account
from desktop.store import backup
from desktop.store.engine import DATABASE, Role, connect_reader
from desktop.store.profile import open_profile
from desktop.store.profile_state import State, state_of
from tests.store.processes import other_process

KEY = bytes(range(32))


@pytest.fixture
def folder(profile):
    return profile / backup.FOLDER


def add(store, name):
    with store.work(store.owner(), "create") as work:
        work.session.add(Account(name=name))


def names(path, key=None):
    with closing(connect_reader(path, key)) as reader:
        return sorted(name for (name,) in reader.execute("SELECT name FROM account"))


def spoil(path):
    """Overwrite the middle of a file, as a bad disk does."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 3)
        file.write(os.urandom(size // 3))


def test_a_backup_is_one_file_with_everything_written_so_far(store, folder, clock):
    add(store, "A")
    made = backup.back_up(store.path, folder, clock)
    add(store, "B")
    assert names(made) == ["A"]
    assert backup.is_sound(made)
    assert [path.name for path in folder.glob("*.sqlite*") if "-shm" not in path.name] == [
        made.name
    ]


def test_the_newest_fourteen_are_kept_and_the_last_of_the_month_before(store, folder, clock):
    for _ in range(16):
        clock.advance(timedelta(days=1))
        last = backup.back_up(store.path, folder, clock)
    files = sorted(folder.glob("main-*.sqlite"))
    assert len(files) == backup.KEPT + 1
    assert files[-1] == last


def test_a_damaged_backup_is_passed_over(store, folder, clock):
    add(store, "A")
    good = backup.back_up(store.path, folder, clock)
    clock.advance(timedelta(days=1))
    bad = backup.back_up(store.path, folder, clock)
    assert backup.newest_good_backup(folder) == bad
    spoil(bad)
    assert not backup.is_sound(bad)
    assert backup.newest_good_backup(folder) == good


def test_without_backups_there_is_none(folder):
    assert backup.newest_good_backup(folder) is None


def test_a_damaged_database_is_replaced_and_kept_aside(profile, clock, folder):
    with closing(open_profile(profile, clock, Role.WINDOW)) as store:
        add(store, "A")
        good = backup.back_up(store.path, folder, clock)
        add(store, "B")
    (profile / DATABASE).write_bytes(b"nonsense" * 5000)
    with pytest.raises(CorruptStoreError):
        open_profile(profile, clock, Role.WINDOW)
    aside = backup.restore(good, profile, clock)
    assert (aside / DATABASE).read_bytes().startswith(b"nonsense")
    with closing(open_profile(profile, clock, Role.WINDOW)) as store:
        assert names(store.path) == ["A"]
        add(store, "C")


def test_a_log_of_the_old_database_does_not_touch_the_restored_one(profile, clock, folder):
    with closing(open_profile(profile, clock, Role.WINDOW)) as store:
        add(store, "A")
        good = backup.back_up(store.path, folder, clock)
        add(store, "B")
        log = (profile / f"{DATABASE}-wal").read_bytes()
    (profile / f"{DATABASE}-wal").write_bytes(log)
    backup.restore(good, profile, clock)
    assert names(profile / DATABASE) == ["A"]


def test_a_damaged_backup_is_never_restored(store, profile, folder, clock):
    add(store, "A")
    bad = backup.back_up(store.path, folder, clock)
    spoil(bad)
    store.close()
    with pytest.raises(CorruptStoreError):
        backup.restore(bad, profile, clock)
    assert names(profile / DATABASE) == ["A"]


def test_a_cancelled_backup_leaves_nothing(store, folder, clock):
    def stop(done, of):
        raise CancelledError("")

    with pytest.raises(CancelledError):
        backup.back_up(store.path, folder, clock, progress=stop)
    assert list(folder.iterdir()) == []


def test_a_backup_of_a_damaged_database_is_not_kept(store, folder, clock):
    with store.work(store.owner(), "create") as work:
        work.bulk_insert("account", [{"name": f"Công ty {number}"} for number in range(500)])
    store.driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    spoil(store.path)
    with pytest.raises(StorageError):
        backup.back_up(store.path, folder, clock)
    assert list(folder.glob("*.sqlite*")) == []


def test_writing_goes_on_during_a_backup_which_holds_one_moment(open_store, folder, clock):
    store, other = open_store(), open_store(Role.WORKER)
    with store.work(store.owner(), "create") as work:
        work.bulk_insert("account", [{"name": f"Công ty {number}"} for number in range(3000)])
    told, writers = [], []

    def write_meanwhile(done, of):
        if not writers:
            writers.append(threading.Thread(target=add, args=(other, "meanwhile")))
            writers[0].start()
            writers[0].join()
        told.append((done, of))

    made = backup.back_up(store.path, folder, clock, progress=write_meanwhile)
    assert len(names(made)) == 3000
    assert len(names(store.path)) == 3001
    assert told[-1][0] == told[-1][1]


def test_a_backup_of_an_encrypted_profile_needs_its_key(tmp_path, clock):
    with closing(open_profile(tmp_path, clock, Role.WINDOW, KEY)) as store:
        add(store, "A")
        made = backup.back_up(store.path, tmp_path / "backups", clock, KEY)
    assert names(made, KEY) == ["A"]
    assert not backup.is_sound(made)
    assert backup.newest_good_backup(tmp_path / "backups", KEY) == made
    backup.restore(made, tmp_path, clock, KEY)
    assert state_of(tmp_path, KEY) is State.CURRENT


@pytest.mark.slow
@pytest.mark.soak
def test_a_backup_that_is_killed_is_no_backup(profile, clock, folder, rounds):
    with closing(open_profile(profile, clock, Role.WINDOW)) as store:
        with store.work(store.owner(), "create") as work:
            work.bulk_insert("account", [{"name": f"Công ty {number}"} for number in range(5000)])
        good = backup.back_up(store.path, folder, clock)
    code = """
        from desktop.store import backup
        def tell(done, of):
            say(str(done))
            time.sleep(0.001)
        backup._PAGES_AT_ONCE = 100
        while True:
            backup.back_up(profile / "main.sqlite", profile / "backups", SystemClock(), None, tell)
    """
    for number in range(rounds(6, 200)):
        with other_process(profile, code) as process:
            for _ in range(1 + 11 * number % 40):
                process.hear()
            process.kill()
        assert good.exists()
        assert all(backup.is_sound(path) for path in folder.glob("*.sqlite"))
        assert backup.newest_good_backup(folder)
