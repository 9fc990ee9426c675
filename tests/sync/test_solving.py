"""What a person answers to a conflict becomes true on both sides."""

from __future__ import annotations

import pytest

from desktop.store.mirror import problems
from desktop.store.mirror.forgetting import forget_row


@pytest.fixture
def an(desk):
    return desk(is_administrator=True)


@pytest.fixture
def binh(desk):
    return desk(is_administrator=True)


@pytest.fixture
def made(an, binh):
    found = an.make("account", name="Hoa Sen")
    an.sync()
    binh.sync()
    return found


def insist(desk, column):
    """Take one's own value of the only problem."""
    with desk.store.reading() as connection:
        (told,) = problems.open_problems(connection)
        assert told["field"] == column
        found = problems.problem(connection, told["n"])
    problems.take_mine(desk.store, desk.me, found)


def test_a_conflict_tells_who_changed_the_record_and_when(an, binh, made):
    an.change("account", made, name="Sen")
    binh.change("account", made, name="Hồng")
    an.sync()
    binh.sync()
    with binh.store.reading() as connection:
        (told,) = problems.open_problems(connection)
    assert told["by"] == str(an.me.user_id)
    an.sync()
    assert told["written_at"] == an.cell("account", made, "updated_at")


def test_who_changed_a_record_is_forgotten_with_it(an, binh, made):
    an.change("account", made, name="Sen")
    binh.change("account", made, name="Hồng")
    an.sync()
    binh.sync()
    with binh.store.work(binh.me, "sync", captured=False) as work:
        forget_row(work.writing.connection, "account", made.bytes)
    with binh.store.reading() as connection:
        assert "by" not in problems.open_problems(connection)[0]


def test_a_record_that_somebody_binned_is_restored(an, binh, made):
    an.delete("account", made)
    binh.change("account", made, name="Sen")
    an.sync()
    binh.sync()
    insist(binh, "deleted_at")
    binh.sync()
    an.sync()
    for one in (an, binh):
        assert one.cell("account", made, "deleted_at") is None
        assert one.cell("account", made, "name") == "Sen"


def test_a_record_that_somebody_changed_is_deleted_all_the_same(an, binh, made):
    an.change("account", made, name="Sen")
    binh.delete("account", made)
    an.sync()
    binh.sync()
    assert binh.cell("account", made, "deleted_at") is None
    insist(binh, "deleted_at")
    binh.sync()
    an.sync()
    for one in (an, binh):
        assert one.cell("account", made, "deleted_at") is not None
