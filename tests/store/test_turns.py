"""Several threads of one process write through one store, one after the other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from desktop.core.errors import BusyError
from desktop.store.marks import read_mark
from desktop.store.turns import Turn


def test_two_threads_write_one_after_the_other(store, owner):
    def make_ten(name):
        for number in range(10):
            with store.work(owner, "tag.create") as work:
                work.bulk_insert("tag", [{"name": f"{name} {number}"}])

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(make_ten, ["A", "B"]))
    (count,) = store.driver.execute("SELECT count(*) FROM tag").fetchone()
    assert count == 20


def test_a_unit_of_work_inside_another_is_a_mistake(store, owner):
    with (
        store.work(owner, "tag.create"),
        pytest.raises(RuntimeError),
        store.work(owner, "tag.create"),
    ):
        pass


def test_who_waits_too_long_for_a_turn_is_told():
    turn = Turn()
    with turn.taken(1), ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(_take, turn)
        with pytest.raises(BusyError):
            waiting.result()


def _take(turn):
    with turn.taken(0.05):
        pass


def test_a_thread_that_reads_at_the_writing_connection_is_not_disturbed(store, owner):
    def write(_name):
        for number in range(60):
            with store.work(owner, "tag.create") as work:
                work.bulk_insert("tag", [{"name": f"tag {number}"}])

    def read(_name):
        return [read_mark(store, "owner") for _time in range(400)]

    with ThreadPoolExecutor(2) as pool:
        writing = pool.submit(write, "")
        seen = pool.submit(read, "").result()
        writing.result()
    assert len(set(seen)) == 1


def test_a_unit_of_work_may_read_beside_its_session(store, owner):
    with store.work(owner, "tag.create") as work:
        work.bulk_insert("tag", [{"name": "new"}])
        with store.reading() as connection:
            assert connection.execute("SELECT count(*) FROM tag").fetchone() == (1,)
