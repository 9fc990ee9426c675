"""The pace of batches: short transactions, whatever they hold."""

from __future__ import annotations

import pytest

from desktop.store.batches import Pace, in_batches


def test_a_slow_transaction_is_followed_by_a_smaller_one():
    pace = Pace(aim=0.03, first_size=100)
    pace.took(0.06)
    assert pace.size == 50
    pace.took(10.0)
    assert pace.size == 25


def test_a_quick_transaction_is_followed_by_one_at_most_twice_as_large():
    pace = Pace(aim=0.03, first_size=100)
    pace.took(0.0)
    assert pace.size == 200


@pytest.mark.parametrize(("seconds", "size"), [(9.0, 5), (0.0, 5000)])
def test_sizes_stay_within_reason(seconds, size):
    pace = Pace()
    for _ in range(30):
        pace.took(seconds)
    assert pace.size == size


def test_every_item_is_written_once_in_order():
    written, told = [], []
    in_batches(list(range(137)), written.extend, lambda done, of: told.append((done, of)))
    assert written == list(range(137))
    assert told[-1] == (137, 137)


def test_nothing_is_written_of_nothing():
    written = []
    in_batches([], written.append)
    assert written == []
