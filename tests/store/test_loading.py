"""What is made late of very many rows keeps nobody waiting, and is made once."""

from __future__ import annotations

import threading
from itertools import pairwise

import pytest

from desktop.core.entities import get_entity
from desktop.store import derived, loading
from desktop.store.engine import Role
from desktop.store.maintenance import refill_search
from desktop.store.profile import renew_derived

ACCOUNT = "account"


@pytest.fixture
def worker(open_store):
    return open_store(Role.WORKER)


def list_indexes(store):
    query = "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql NOT NULL"
    return {name for (name,) in store.driver.execute(query, (ACCOUNT,))}


def test_own_fields_that_come_meanwhile_do_not_bring_the_indexes_back(worker):
    """The first copy brings the company's own fields, then its customers."""
    whole = list_indexes(worker)
    loading.begin(worker, get_entity(ACCOUNT))
    taken_away = list_indexes(worker)
    renew_derived(worker)
    assert list_indexes(worker) == taken_away < whole
    loading.end(worker, get_entity(ACCOUNT))
    assert list_indexes(worker) == whole
    assert derived.is_current(worker.driver)


def test_each_index_that_is_missing_is_made_in_a_transaction_of_its_own(worker):
    """All those of a million rows take more than the ten seconds that a save waits."""
    whole = list_indexes(worker)
    with worker.exclusive() as connection:
        derived.drop_list_indexes(connection, get_entity(ACCOUNT))
    said = []
    worker.driver.set_trace_callback(said.append)
    renew_derived(worker)
    worker.driver.set_trace_callback(None)
    made = [at for at, statement in enumerate(said) if statement.startswith("CREATE INDEX")]
    assert len(made) == len(whole)
    assert all("COMMIT" in said[one:other] for one, other in pairwise(made))
    assert list_indexes(worker) == whole
    assert derived.is_current(worker.driver)


def test_an_index_that_is_wanted_no_more_goes(worker):
    with worker.exclusive() as connection:
        connection.execute("CREATE INDEX ix_account_old_live ON account(name)")
        connection.execute("DELETE FROM meta WHERE key = 'derived'")
    renew_derived(worker)
    assert "ix_account_old_live" not in list_indexes(worker)
    assert derived.is_current(worker.driver)


def test_two_threads_do_not_fill_the_search_twice(worker):
    with worker.work(worker.owner(), "fill") as work:
        work.bulk_insert(ACCOUNT, [{"name": f"A {n}"} for n in range(50)])
    with worker.exclusive() as connection:
        connection.execute("DELETE FROM meta WHERE key = 'search:account'")
    found = []

    def fill_too(_done):
        other = threading.Thread(target=lambda: found.append(refill_search(worker)))
        other.start()
        other.join(20)

    assert refill_search(worker, fill_too) > 0
    assert found
    assert set(found) == {0}
    with worker.reading() as connection:
        query = "SELECT 1 FROM meta WHERE key = ?"
        assert connection.execute(query, ("search:account",)).fetchone()


def test_what_becomes_stale_while_another_thread_fills_is_filled_too(worker):
    for key in (ACCOUNT, "tag"):
        with worker.work(worker.owner(), "fill") as work:
            work.bulk_insert(key, [{"name": "A"}])
    with worker.exclusive() as connection:
        connection.execute("DELETE FROM meta WHERE key = 'search:account'")
    asked = []

    def make_another_stale(_done):
        if not asked:
            asked.append(1)
            with worker.exclusive() as connection:
                connection.execute("DELETE FROM meta WHERE key = 'search:tag'")
            other = threading.Thread(target=refill_search, args=(worker,))
            other.start()
            other.join(20)

    refill_search(worker, make_another_stale)
    with worker.reading() as connection:
        query = "SELECT count(*) FROM meta WHERE key IN ('search:account', 'search:tag')"
        assert connection.execute(query).fetchone() == (2,)
