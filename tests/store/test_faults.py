"""Faults of disk and database are told in words, and nothing is ever half done."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing

import pytest

from desktop.core.errors import (
    BusyError,
    CancelledError,
    CorruptStoreError,
    RetryError,
    StorageError,
)
from desktop.models.contacts import Account
from desktop.store.backup import is_sound
from desktop.store.engine import DATABASE, DriverError, Role, connect_writer
from desktop.store.faults import as_app_error, told
from desktop.store.profile import open_profile
from desktop.store.work import Store
from tests.store.processes import other_process
from tests.store.states import documents, everything, records

HOLD = """
    from desktop.store.engine import connect_writer
    connection = connect_writer(profile / "main.sqlite", Role.WORKER)
    connection.execute("BEGIN IMMEDIATE")
    say("held")
    time.sleep({seconds})
    connection.execute("COMMIT")
    say("free")
    time.sleep(60)
"""


def add(store, name="A"):
    with store.work(store.owner(), "create") as work:
        work.session.add(Account(name=name))


def count(store):
    return store.driver.execute("SELECT count(*) FROM account").fetchone()[0]


def limit_size(store, *, more_pages):
    (pages,) = store.driver.execute("PRAGMA page_count").fetchone()
    store.driver.execute(f"PRAGMA max_page_count = {pages + more_pages}").fetchone()


def test_a_full_disk_is_told_and_nothing_is_half_written(store, owner):
    add(store)
    limit_size(store, more_pages=5)
    before = everything(store.driver)
    rows = [{"name": f"Công ty {number}", "description": "x" * 500} for number in range(2000)]
    with pytest.raises(StorageError, match="disk is full"), store.work(owner, "import") as work:
        work.bulk_insert("account", rows)
    assert everything(store.driver) == before
    limit_size(store, more_pages=100_000)
    add(store, "B")
    assert count(store) == 2


def test_a_disk_that_is_full_at_the_commit_loses_nothing(profile, clock):
    """The log cannot grow: a real failure to write, which appears while committing."""
    code = """
        import resource, signal
        from desktop.core.errors import StorageError
        from desktop.models.contacts import Account
        store = open_profile(profile, SystemClock(), Role.WINDOW)
        with store.work(store.owner(), "create") as work:
            work.session.add(Account(name="A"))
        size = (profile / "main.sqlite-wal").stat().st_size
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 10_000, resource.RLIM_INFINITY))
        for attempt in range(3):
            try:
                with store.work(store.owner(), "create") as work:
                    work.session.add(Account(name="B", description="x" * 50_000))
            except StorageError as error:
                say("told")
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        with store.work(store.owner(), "create") as work:
            work.session.add(Account(name="C"))
        say("saved")
    """
    with other_process(profile, code) as process:
        assert process.finish().split() == ["told", "told", "told", "saved"]
    with closing(open_profile(profile, clock, Role.WINDOW)) as store:
        found = [row["name"] for row in records(store.driver)["account"].values()]
        assert sorted(found) == ["A", "C"]


def test_a_profile_that_cannot_be_written_is_told(store, owner, profile):
    add(store)
    store.driver.execute("PRAGMA query_only = 1")
    with pytest.raises(StorageError, match="cannot be written"):
        add(store)
    store.driver.execute("PRAGMA query_only = 0")
    add(store)
    assert count(store) == 2


def test_a_folder_in_which_nothing_can_be_made_is_told(tmp_path, clock):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StorageError):
        open_profile(tmp_path / "file" / "profile", clock, Role.WINDOW)


def test_a_database_held_by_another_is_told_after_the_deadline(open_store, profile):
    store = open_store(patience=0.3)
    with other_process(profile, HOLD.format(seconds=60)) as holder:
        assert holder.hear() == "held"
        start = time.monotonic()
        with pytest.raises(BusyError) as busy:
            add(store)
        assert 0.3 <= time.monotonic() - start < 20
        assert isinstance(busy.value, RetryError)
        holder.kill()
    add(store)  # what was typed is saved at the next try
    assert count(store) == 1


def test_a_database_held_for_a_moment_is_waited_for(store, profile):
    with other_process(profile, HOLD.format(seconds=0.5)) as holder:
        assert holder.hear() == "held"
        add(store)
    assert count(store) == 1


def test_a_page_that_went_bad_is_told_as_damage(profile, clock):
    with closing(connect_writer(profile / DATABASE, Role.WORKER)) as connection:
        connection.execute("PRAGMA writable_schema = 1")
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'account'"
        ).fetchone()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    with (profile / DATABASE).open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    with closing(Store(profile, clock, Role.WINDOW)) as store, pytest.raises(CorruptStoreError):
        add(store)
    assert not is_sound(profile / DATABASE)


def test_a_stopped_question_is_no_fault(store):
    store.driver.set_progress_handler(lambda: 1, 100)
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    with pytest.raises(CancelledError), told():
        store.driver.execute(endless).fetchone()


def test_what_is_our_own_fault_is_not_told(store):
    with pytest.raises(DriverError), told():
        store.driver.execute("SELEC")
    assert as_app_error(ValueError()) is None
    assert as_app_error(sqlite3.OperationalError()) is None


KILLED = """
    import random
    from desktop.models.contacts import Account
    store = open_profile(profile, SystemClock(), Role.{role})
    owner = store.owner()
    say("begins")
    {does}
"""
EDITS = """
    number = 0
    while True:
        with store.work(owner, "create") as work:
            work.session.add_all([Account(name=f"Công ty {number}"), Account(name=f"Nhà {number}")])
        say(str(number))
        number += 1
"""
IMPORT = """
    rows = [{"name": f"Công ty {number}"} for number in range(4_000)]
    prepared = store.prepare_rows(owner, "account", rows)
    say("0")
    store.in_batches(owner, "import", prepared, lambda work, piece: (
        work.bulk_insert("account", piece), say("0")))
"""


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.parametrize(("role", "does"), [("WINDOW", EDITS), ("WORKER", IMPORT)])
def test_a_killed_process_loses_no_commit_and_leaves_nothing_half_done(
    profile, clock, rounds, role, does
):
    code = KILLED.format(role=role, does=does.strip())
    for number in range(rounds(8, 400)):
        with other_process(profile, code) as process:
            process.hear()
            heard = [process.hear() for _ in range(1 + 7 * number % 31)]
            process.kill()
        with closing(Store(profile, clock, Role.WINDOW)) as store:
            _check(store, int(heard[-1]) if role == "WINDOW" else None)


def _check(store, last):
    """Every unit of work is there whole: records, their changes, their search documents."""
    (verdict,) = store.driver.execute("PRAGMA quick_check").fetchone()
    assert verdict == "ok"
    found = records(store.driver)["account"]
    if last is not None:
        assert {row["name"] for row in found.values()} >= {f"Nhà {last}", f"Công ty {last}"}
        assert len(found) % 2 == 0
    changed = store.driver.execute("SELECT row_id FROM change WHERE tbl = 'account'").fetchall()
    assert {record_id for (record_id,) in changed} == found.keys()
    in_index = {record_id for record_id, _offset, _term in documents(store.driver)["search"]}
    assert found.keys() <= in_index
