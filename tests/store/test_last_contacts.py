"""When a customer was last contacted follows the activities, whoever writes them and how."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from desktop.core.clock import from_micros
from desktop.models.activities import Call, Note
from desktop.models.base import record_class
from desktop.models.contacts import Account
from desktop.store import last_contacts
from desktop.store.maintenance import rebuild_last_contacts

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def days_ago(days):
    return NOON - timedelta(days=days)


@pytest.fixture
def customers(store, owner):
    with store.work(owner, "fill") as work:
        return work.bulk_insert("account", [{"name": f"A{n}"} for n in range(3)])


def last(store, customer):
    query = "SELECT last_contact_at FROM account WHERE id = ?"
    (found,) = store.driver.execute(query, (customer.bytes,)).fetchone()
    return None if found is None else from_micros(found)


def meant(store):
    """Tell the last contacts by plain Python."""
    found = {one: None for (one,) in store.driver.execute("SELECT id FROM account")}
    for table, at in last_contacts.ACTIVITIES.items():
        status = "'held'" if table == "note" else "status"
        query = f"SELECT account_id, {at}, {status}, deleted_at FROM {table}"
        for account, moment, state, deleted in store.driver.execute(query):
            if account in found and moment and state == "held" and deleted is None:
                found[account] = max(moment, found[account] or 0)
    return found


def kept(store):
    return dict(store.driver.execute("SELECT id, last_contact_at FROM account"))


def test_held_activities_and_notes_count_and_planned_ones_do_not(store, owner, customers):
    one, other, third = customers
    with store.work(owner, "log") as work:
        work.session.add(Call(subject="a", account_id=one, status="held", called_at=days_ago(9)))
        work.session.add(Call(subject="b", account_id=one, status="held", called_at=days_ago(3)))
        work.session.add(Call(subject="c", account_id=one, called_at=days_ago(1)))
        work.session.add(Note(subject="d", account_id=other, noted_at=days_ago(5)))
    assert last(store, one) == days_ago(3)
    assert last(store, other) == days_ago(5)
    assert last(store, third) is None


def test_the_customer_is_told_to_have_changed(store, owner, customers):
    with store.work(owner, "log") as work:
        work.session.add(Note(subject="d", account_id=customers[0], noted_at=days_ago(5)))
    assert work.changes.ids["account"] == {customers[0]}


def test_no_version_and_no_history_of_the_customer_changes(store, owner, customers):
    query = (
        "SELECT ver, updated_at, (SELECT count(*) FROM change WHERE tbl = 'account') FROM account"
    )
    before = store.driver.execute(query).fetchall()
    with store.work(owner, "log") as work:
        work.session.add(Note(subject="d", account_id=customers[0], noted_at=days_ago(5)))
    assert store.driver.execute(query).fetchall() == before


STATUSES = ("planned", "held")


def _random_step(work, rnd, customers, made):
    table = rnd.choice(list(last_contacts.ACTIVITIES))
    at = last_contacts.ACTIVITIES[table]
    ids = made.setdefault(table, [])
    some = rnd.sample(ids, min(len(ids), 3))
    what = rnd.randrange(6)
    if what == 0 or not ids:
        rows = [_activity(rnd, table, at, customers) for _ in range(4)]
        ids += work.bulk_insert(table, rows)
    elif what == 1:
        work.bulk_update(table, some, {"account_id": rnd.choice([*customers, None])})
    elif what == 2:
        work.bulk_update(table, some, {at: days_ago(rnd.randrange(60))})
    elif what == 3:
        work.delete(table, some)
    elif what == 4:
        work.restore(table, some)
    elif table != "note":
        record = work.session.get(record_class(table), rnd.choice(ids))
        if record is not None:
            record.status = rnd.choice(STATUSES)


def _activity(rnd, table, at, customers):
    row = {"subject": "x", at: days_ago(rnd.randrange(60)), "account_id": rnd.choice(customers)}
    return row if table == "note" else {**row, "status": rnd.choice(STATUSES)}


@pytest.mark.parametrize("seed", range(5))
def test_whatever_is_done_and_undone_it_is_the_last_one(store, owner, customers, seed):
    rnd, made, groups = Random(seed), {}, []
    for _round in range(25):
        if groups and rnd.random() < 0.25:
            store.undo(groups.pop(), owner)
        else:
            with store.work(owner, "step") as work:
                _random_step(work, rnd, customers, made)
            groups.append(work.group)
        assert kept(store) == meant(store)


def test_a_customer_deleted_for_good_comes_back_with_it(store, owner, customers):
    with store.work(owner, "log") as work:
        work.session.add(Note(subject="d", account_id=customers[0], noted_at=days_ago(5)))
    with store.work(owner, "delete") as work:
        work.delete("account", [customers[0]])
    with store.work(owner, "purge") as work:
        work.purge("account", [customers[0]])
    store.undo(work.group, owner)
    with store.work(owner, "restore") as work:
        work.restore("account", [customers[0]])
    assert last(store, customers[0]) == days_ago(5)
    assert kept(store) == meant(store)


def test_merging_takes_the_contacts_along(store, owner, customers):
    with store.work(owner, "log") as work:
        work.session.add(Note(subject="d", account_id=customers[1], noted_at=days_ago(5)))
    with store.work(owner, "merge") as work:
        work.relink("account", [customers[1]], customers[0])
    assert last(store, customers[0]) == days_ago(5)
    assert last(store, customers[1]) is None


def test_it_can_be_made_anew(store, owner, customers):
    with store.work(owner, "log") as work:
        work.session.add(Note(subject="d", account_id=customers[0], noted_at=days_ago(5)))
    with store.exclusive() as connection:
        connection.execute("UPDATE account SET last_contact_at = NULL")
    assert rebuild_last_contacts(store) == 1
    assert last(store, customers[0]) == days_ago(5)
    assert rebuild_last_contacts(store) == 0  # once after an upgrade


def test_the_last_one_is_found_by_the_index_of_the_timeline(store):
    moment = last_contacts._moment("call", "called_at", "x'00'")
    plan = store.driver.execute(f"EXPLAIN QUERY PLAN {moment}").fetchall()
    steps = [step[3] for step in plan]
    assert any("ix_call_timeline" in step for step in steps)
    assert not any("TEMP B-TREE" in step for step in steps)


def test_a_new_customer_is_written_without_looking_far(store, owner):
    with store.work(owner, "make") as work:
        account = Account(name="A", id=uuid.uuid4())
        work.session.add(account)
    assert last(store, account.id) is None
