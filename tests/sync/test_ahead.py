"""Reading ahead in a thread: everything comes once and in order, faults come through, it ends."""

from __future__ import annotations

import threading
from contextlib import closing

import pytest

from desktop.sync.ahead import ReadAhead
from desktop.sync.errors import OfflineError


def numbers(count, ended):
    try:
        yield from range(count)
    finally:
        ended.append(threading.current_thread().name)


@pytest.mark.parametrize("count", [0, 1, 2, 500])
def test_all_portions_come_in_order(count):
    ended = []
    with closing(ReadAhead(numbers(count, ended))) as ahead:
        assert list(ahead) == list(range(count))
    assert len(ended) == 1


def test_what_one_portion_holds_needs_no_thread():
    before = threading.active_count()
    with closing(ReadAhead(numbers(3, []))) as ahead:
        assert next(iter(ahead)) == 0
        assert threading.active_count() == before


def test_a_fault_while_reading_comes_after_what_was_read():
    def cut():
        yield 1
        yield 2
        raise OfflineError("cut")

    came = []
    with closing(ReadAhead(cut())) as ahead, pytest.raises(OfflineError):
        came.extend(iter(ahead))
    assert came == [1, 2]


def test_who_stops_early_leaves_no_thread_behind():
    ended = []
    with closing(ReadAhead(numbers(10_000, ended))) as ahead:
        for number in ahead:
            if number == 3:
                break
    assert ended == ["copy"]
