"""Several threads of one process write through one store, one after the other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from desktop.core.errors import BusyError
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
