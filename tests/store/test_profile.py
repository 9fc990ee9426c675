"""Profiles: made whole, opened quickly, refused in words when they cannot be used."""

from __future__ import annotations

import shutil
from contextlib import closing

import pytest

from desktop.core.errors import CorruptStoreError, StorageError
from desktop.models.contacts import Account
from desktop.store import derived
from desktop.store.engine import DATABASE, Role, connect_reader, connect_writer
from desktop.store.migrations import HEAD
from desktop.store.profile import create_profile, open_profile
from desktop.store.profile_state import State, state_of
from tests.store.processes import ONLY_PATH, other_process

KEY = bytes(range(32))


def set_version(profile, version):
    with closing(connect_writer(profile / DATABASE, Role.WORKER)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")


def test_a_folder_without_a_database_is_new(tmp_path):
    assert state_of(tmp_path) is State.NEW
    assert state_of(tmp_path / "none") is State.NEW


def test_opening_a_new_profile_makes_it_with_its_owner(tmp_path, clock):
    profile = tmp_path / "a" / "b"
    with closing(open_profile(profile, clock, Role.WINDOW, owner_name="Trần Thị Bình")) as store:
        owner = store.owner()
        found = store.driver.execute("SELECT id, full_name FROM app_user").fetchall()
        assert found == [(owner.user_id.bytes, "Trần Thị Bình")]
        assert owner.may("anything")
        assert derived.is_current(store.driver)
    assert state_of(profile) is State.CURRENT


def test_an_existing_profile_keeps_its_owner_and_records(profile, clock):
    with closing(open_profile(profile, clock, Role.WINDOW)) as store:
        owner = store.owner()
        with store.work(owner, "create") as work:
            work.session.add(Account(name="A"))
    with closing(open_profile(profile, clock, Role.WORKER, owner_name="Other")) as store:
        assert store.owner() == owner
        assert store.driver.execute("SELECT name FROM account").fetchall() == [("A",)]
        assert store.driver.execute("SELECT count(*) FROM app_user").fetchone() == (1,)


def test_a_profile_of_a_later_version_is_refused(profile, clock):
    set_version(profile, HEAD + 1)
    assert state_of(profile) is State.NEWER
    with pytest.raises(StorageError, match="later version"):
        open_profile(profile, clock, Role.WINDOW)


def test_a_profile_with_a_key_works_the_same(tmp_path, clock):
    with closing(open_profile(tmp_path, clock, Role.WINDOW, KEY, owner_name="An")) as store:
        with store.work(store.owner(), "create") as work:
            account = Account(name="Hồng Hà")
            work.session.add(account)
        with store.work(store.owner(), "save") as work:
            work.session.get_one(Account, account.id).name = "Tây Hồ"
        store.undo(work.group, store.owner())
    with closing(connect_reader(tmp_path / DATABASE, KEY)) as reader:
        assert reader.execute("SELECT name FROM account").fetchall() == [("Hồng Hà",)]
    with pytest.raises(CorruptStoreError):
        state_of(tmp_path)


@pytest.mark.parametrize("size", [10, 100, 4096, 20_000])
def test_a_database_that_was_cut_off_is_told_as_damaged(profile, clock, size):
    with (profile / DATABASE).open("r+b") as file:
        file.truncate(size)
    with pytest.raises(CorruptStoreError):
        open_profile(profile, clock, Role.WINDOW)


def test_a_database_of_nonsense_is_told_as_damaged(profile, clock):
    (profile / DATABASE).write_bytes(b"nonsense" * 5000)
    with pytest.raises(CorruptStoreError):
        open_profile(profile, clock, Role.WINDOW)


def test_the_database_of_another_program_is_told_as_damaged(tmp_path, clock):
    with closing(connect_writer(tmp_path / DATABASE, Role.WORKER, create=True)) as connection:
        connection.execute("CREATE TABLE thing(name TEXT)")
    with pytest.raises(CorruptStoreError):
        open_profile(tmp_path, clock, Role.WINDOW)


def test_the_remains_of_a_creation_that_was_killed_do_no_harm(tmp_path, clock):
    (tmp_path / f"{DATABASE}.new").write_bytes(b"half a database")
    (tmp_path / f"{DATABASE}.new-wal").write_bytes(b"half a log")
    with closing(open_profile(tmp_path, clock, Role.WINDOW)) as store:
        assert store.owner()


def test_two_processes_may_make_the_same_profile(tmp_path, clock):
    code = """
        store = open_profile(profile, SystemClock(), Role.WORKER)
        say(str(store.owner().user_id))
    """
    with other_process(tmp_path, code) as first, other_process(tmp_path, code) as second:
        assert first.finish() == second.finish()


def test_making_a_profile_where_there_is_one_changes_nothing(profile, clock):
    before = (profile / DATABASE).read_bytes()
    create_profile(profile, clock)
    assert (profile / DATABASE).read_bytes() == before


def test_derived_objects_of_another_version_are_made_anew(profile, clock):
    with closing(connect_writer(profile / DATABASE, Role.WORKER)) as connection:
        connection.execute("DROP TRIGGER capture_account_u")
        connection.execute("DROP INDEX ix_account_name_key_live")
        connection.execute("CREATE INDEX ix_account_old_live ON account(name)")
        connection.execute("UPDATE meta SET value = 'other' WHERE key = 'derived'")

    def names(store):
        query = "SELECT name FROM sqlite_master WHERE tbl_name = 'account'"
        return {name for (name,) in store.driver.execute(query)}

    with closing(open_profile(profile, clock, Role.WINDOW)) as store:
        assert "capture_account_u" in names(store)  # without it nothing may be written
        assert "ix_account_name_key_live" not in names(store)  # may take long: for the worker
    with closing(open_profile(profile, clock, Role.WORKER)) as store:
        assert "ix_account_name_key_live" in names(store)
        assert "ix_account_old_live" not in names(store)
        assert derived.is_current(store.driver)


def test_a_profile_may_be_copied_while_nobody_writes(profile, tmp_path, clock):
    shutil.copytree(profile, tmp_path / "copy")
    assert state_of(tmp_path / "copy") is State.CURRENT


def test_the_window_learns_the_state_without_sqlalchemy(profile):
    code = """
        from desktop.store.profile_state import state_of
        say(state_of(profile))
        say(str({"sqlalchemy", "alembic"} & set(sys.modules)))
    """
    with other_process(profile, code, preamble=ONLY_PATH) as process:
        assert process.finish().split("\n")[:2] == ["current", "set()"]
