"""Very many records changed at once: in short transactions that are undone as one."""

from __future__ import annotations

import uuid

import pytest

from desktop.core.clock import SystemClock
from desktop.core.errors import CancelledError, NotAllowedError
from desktop.core.filters import Condition, Group, Op
from desktop.core.pages import ListQuery
from desktop.core.permissions import Actor
from desktop.core.queries import query_to_json
from desktop.services.long_work import LongWork, get_handler
from desktop.services.mass_change import change_many, delete_many, restore_many
from desktop.store.reads import LocalReads

SUPPLIERS = Group((Condition("account_type", Op.EQUALS, "supplier"),))


@pytest.fixture
def work(store, owner, profile) -> LongWork:
    def open_reads() -> LocalReads:
        return LocalReads(store.path, SystemClock())

    return LongWork(store, owner, open_reads, profile, lambda *_so_far: None)


@pytest.fixture
def ids(commands) -> list[str]:
    """A hundred and twenty customers, every second of them a supplier."""
    made = []
    for number in range(120):
        kind = "supplier" if number % 2 else "customer"
        values = {"name": f"Công ty {number}", "account_type": kind, "party_type": "company"}
        made.append(str(commands.run("account.create", {"values": values}).value))
    return made


def count(reads: LocalReads, condition: Condition) -> int:
    return reads.count("account", Group((condition,)))


def test_all_records_of_a_list_get_a_value_and_are_undone_as_one(work, ids, reads, store, owner):
    query = query_to_json(ListQuery("account", ("name",), SUPPLIERS))
    done = change_many(work, "account", {"employees": 7}, query=query)
    seven = Condition("employees", Op.EQUALS, 7)
    assert done["records"] == 60
    assert count(reads, seven) == 60
    store.undo(done["group"], owner)
    assert count(reads, seven) == 0


def test_named_records_go_into_the_bin_and_come_back(work, ids, reads):
    filled = Condition("name", Op.FILLED)
    delete_many(work, "account", ids[:50])
    assert count(reads, filled) == 70
    restore_many(work, "account", ids[:50])
    assert count(reads, filled) == 120


def test_who_lacks_the_right_changes_nothing(work, ids, reads):
    guest = LongWork(
        work.store, Actor(uuid.uuid4(), frozenset()), work.reads, work.profile, work.report
    )
    with pytest.raises(NotAllowedError):
        delete_many(guest, "account", ids)
    assert count(reads, Condition("name", Op.FILLED)) == 120


def test_what_was_changed_before_it_was_cancelled_can_be_undone(work, ids, reads, store, owner):
    def stop(done: int, _of: int = 0, _what: str = "") -> None:
        if done:
            raise CancelledError("enough")

    groups = []
    store.listen(lambda changes: groups.append(changes.group))
    cancelled = LongWork(work.store, work.actor, work.reads, work.profile, stop)
    with pytest.raises(CancelledError):
        change_many(cancelled, "account", {"employees": 7}, ids)
    seven = Condition("employees", Op.EQUALS, 7)
    assert 0 < count(reads, seven) < 120
    assert len(set(groups)) == 1
    store.undo(groups[0], owner)
    assert count(reads, seven) == 0


def test_the_worker_knows_the_requests():
    assert get_handler("records.change") is change_many
    assert get_handler("records.delete") is delete_many


def test_each_record_may_get_a_value_of_its_own_in_one_change(commands, ids, values_of):
    changes = [[ids[0], {"employees": 1}], [ids[1], {"employees": 2, "code": "B"}]]
    outcome = commands.run("account.change_each", {"changes": changes})
    assert values_of("account", ids[0])["employees"] == 1
    assert values_of("account", ids[1])["code"] == "B"
    commands.run("undo.group", {"group": outcome.changes.group})
    assert values_of("account", ids[1])["employees"] is None
