"""The bin: what goes in together comes back together; what is purged is gone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop.models.activities import Call, Note
from desktop.models.contacts import Account, AccountContact, Contact
from desktop.store.maintenance import purge_expired
from tests.store.states import records


@pytest.fixture
def customer(store, owner):
    """Return an account with a contact, who has a further role, and with a note."""
    with store.work(owner, "create") as work:
        account, other = Account(name="A"), Account(name="B")
        work.session.add_all([account, other])
        work.session.flush()
        contact = Contact(full_name="C", account_id=account.id)
        work.session.add_all([contact, Note(subject="D", account_id=account.id)])
        work.session.flush()
        role = AccountContact(account_id=other.id, contact_id=contact.id)
        work.session.add_all([role, Call(subject="E", account_id=other.id)])
    return account


def living(store):
    return {
        table: sum(row["deleted_at"] is None for row in rows.values())
        for table, rows in records(store.driver).items()
        if rows and table != "app_user"
    }


def act(store, owner, verb, entity, *ids):
    with store.work(owner, verb) as work:
        return getattr(work, verb)(entity, ids)


def test_what_hangs_on_a_record_goes_with_it_and_comes_back(store, owner, customer):
    assert act(store, owner, "delete", "account", customer.id) == 1
    assert living(store) == {"account": 1, "contact": 0, "note": 0, "account_contact": 0, "call": 1}
    assert act(store, owner, "restore", "account", customer.id) == 1
    assert living(store) == {"account": 2, "contact": 1, "note": 1, "account_contact": 1, "call": 1}


def test_all_of_it_is_one_group(store, owner, customer):
    with store.work(owner, "delete") as work:
        work.delete("account", [customer.id])
    assert set(work.changes.ids) == {"account", "contact", "note", "account_contact"}


def test_what_was_in_the_bin_before_stays_there(store, owner, customer, clock):
    query = "SELECT id FROM note"
    (note_id,) = store.driver.execute(query).fetchone()
    with store.work(owner, "delete"):
        store.driver.execute("UPDATE note SET deleted_at = 1 WHERE id = ?", (note_id,))
    clock.advance(timedelta(days=1))
    act(store, owner, "delete", "account", customer.id)
    act(store, owner, "restore", "account", customer.id)
    assert living(store)["note"] == 0
    assert living(store)["contact"] == 1


def test_deleting_twice_changes_nothing_the_second_time(store, owner, customer, clock):
    act(store, owner, "delete", "account", customer.id)
    clock.advance(timedelta(days=1))
    before = records(store.driver)
    assert act(store, owner, "delete", "account", customer.id) == 0
    assert records(store.driver) == before


def test_only_what_is_in_the_bin_can_be_purged(store, owner, customer):
    assert act(store, owner, "purge", "account", customer.id) == 0
    assert living(store)["account"] == 2
    act(store, owner, "delete", "account", customer.id)
    assert act(store, owner, "purge", "account", customer.id) == 1
    left = records(store.driver)
    assert len(left["account"]) == 1
    assert not left["contact"]
    assert not left["note"]
    assert not left["account_contact"]


def test_after_ninety_days_the_bin_forgets(store, owner, customer, clock):
    act(store, owner, "delete", "account", customer.id)
    clock.advance(timedelta(days=89))
    assert purge_expired(store, owner) == 0
    clock.advance(timedelta(days=2))
    assert purge_expired(store, owner) == 1
    assert len(records(store.driver)["account"]) == 1
    assert not records(store.driver)["contact"]
