"""Changing very many records in short transactions, by their ids or by a list."""

from __future__ import annotations

import uuid

import pytest

from desktop.core.clock import SystemClock
from desktop.core.errors import CancelledError, NotAllowedError, RuleBrokenError
from desktop.core.filters import Condition, Group, Op
from desktop.core.pages import ListQuery
from desktop.core.permissions import Actor
from desktop.core.queries import query_to_json
from desktop.services.long_work import LongWork
from desktop.services.mass_change import (
    change_many,
    delete_many,
    restore_many,
    run_on_many,
)
from desktop.store.reads import LocalReads

SMALL = ListQuery("account", ("name",), Group((Condition("employees", Op.LESS, 100),)))


@pytest.fixture
def long_work(store, owner, profile):
    """Return the surroundings of a request of the worker, with what it reported."""
    reported = []

    def report(done, of=0, what=""):
        reported.append((done, of))

    def reads():
        return LocalReads(store.path, SystemClock())

    work = LongWork(store, owner, reads, profile, report)
    return work, reported


@pytest.fixture
def accounts(store, owner):
    rows = [{"name": f"Hoa Sen {number}", "employees": number} for number in range(300)]
    with store.work(owner, "account.create") as work:
        return [str(one) for one in work.bulk_insert("account", rows)]


def count(reads, query: ListQuery) -> int:
    return reads.count(query.entity, query.filter)


def test_the_records_of_a_list_get_the_same_value(long_work, accounts, reads):
    work, reported = long_work
    done = change_many(work, "account", {"employees": 500}, query=query_to_json(SMALL))
    assert done["records"] == 100
    assert count(reads, SMALL) == 0
    assert reported[-1] == (100, 100)


def test_it_is_undone_as_one(long_work, accounts, reads, commands):
    work, _reported = long_work
    done = change_many(work, "account", {"employees": 500}, ids=accounts)
    commands.run("undo.group", {"group": done["group"]})
    assert count(reads, SMALL) == 100


def test_what_the_program_keeps_is_not_changed(long_work, accounts):
    work, _reported = long_work
    with pytest.raises(RuleBrokenError):
        change_many(work, "account", {"created_at": 0}, ids=accounts)


def test_many_go_into_the_bin_and_come_back(long_work, accounts, reads):
    work, _reported = long_work
    delete_many(work, "account", query=query_to_json(SMALL))
    assert count(reads, SMALL) == 0
    restore_many(work, "account", ids=accounts)
    assert count(reads, SMALL) == 100


def test_it_needs_the_right(long_work, accounts, store, profile):
    work, _reported = long_work
    clerk = LongWork(store, Actor(uuid.uuid4(), frozenset()), work.reads, profile, work.report)
    for refused in (change_many, delete_many, restore_many):
        arguments = {"values": {"employees": 1}} if refused is change_many else {}
        with pytest.raises(NotAllowedError):
            refused(clerk, "account", ids=accounts, **arguments)


def test_a_person_may_stop_it(long_work, accounts, store, owner, profile, reads):
    work, _reported = long_work

    def stop(done, of=0, what=""):
        raise CancelledError

    stopped = LongWork(store, owner, work.reads, profile, stop)
    with pytest.raises(CancelledError):
        change_many(stopped, "account", {"employees": 500}, ids=accounts)
    assert 0 < count(reads, SMALL) < 100, "what was done till then stays"


@pytest.fixture
def heir(commands) -> str:
    return str(commands.run("app_user.create", {"values": {"full_name": "Lê Thu Hà"}}).value)


def test_all_of_a_list_is_handed_over_and_taken_back_as_one(
    long_work, accounts, heir, reads, commands
):
    work, reported = long_work
    his = ListQuery("account", ("name",), Group((Condition("owner_id", Op.ANY_OF, [heir]),)))
    answers = {"owner_id": heir}
    done = run_on_many(work, "account.hand_over", answers, query=query_to_json(SMALL))
    assert (done["records"], count(reads, his)) == (100, 100)
    assert reported[-1] == (100, 100)
    commands.run("undo.group", {"group": done["group"]})
    assert count(reads, his) == 0


def test_a_command_is_run_on_those_of_many_that_it_fits(long_work, accounts, commands, reads):
    work, _reported = long_work
    commands.run("account.change", {"ids": accounts[:7], "values": {"account_type": "prospect"}})
    done = run_on_many(work, "account.make_real", {}, ids=accounts)
    assert done["records"] == 7
    with pytest.raises(RuleBrokenError, match="any of the chosen"):
        run_on_many(work, "account.make_real", {}, ids=accounts)


def test_running_a_command_on_many_needs_the_right_to_it(long_work, accounts, store, profile, heir):
    work, _reported = long_work
    clerk = LongWork(store, Actor(uuid.uuid4(), frozenset()), work.reads, profile, work.report)
    with pytest.raises(NotAllowedError):
        run_on_many(clerk, "account.hand_over", {"owner_id": heir}, ids=accounts)
