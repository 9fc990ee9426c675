"""The bin: what goes in together comes back together; what is purged is gone."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from desktop.core.deletion import DETACH, RULES, relations_to
from desktop.core.entities import iter_entities
from desktop.core.errors import RuleBrokenError
from desktop.models.activities import Call, Note
from desktop.models.contacts import Account, AccountContact, Contact, Source
from desktop.store import recycle_bin
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


def links_of(store, table, field):
    return [row[field] for row in records(store.driver)[table].values()]


def test_what_hangs_on_a_record_is_counted_before_it_goes(store, owner, customer):
    found = recycle_bin.hanging(store.driver, "account", [customer.id])
    assert found.taken == {"contact": 1, "note": 1, "account_contact": 1}
    assert found.refusing == {}
    act(store, owner, "delete", "account", customer.id)
    gone = {table for table, count in living(store).items() if count == 0}
    assert gone == {"contact", "note", "account_contact"}


def test_what_stays_keeps_its_link_in_the_bin_and_loses_it_for_good(store, owner, customer):
    with store.work(owner, "create") as work:
        work.session.add(Account(name="Con", parent_id=customer.id))
    found = recycle_bin.hanging(store.driver, "account", [customer.id])
    assert found.detached == {"account": 1}
    act(store, owner, "delete", "account", customer.id)
    assert customer.id.bytes in links_of(store, "account", "parent_id")
    act(store, owner, "purge", "account", customer.id)
    assert set(links_of(store, "account", "parent_id")) == {None}


def test_undo_of_a_purge_brings_the_links_back(store, owner, customer):
    with store.work(owner, "create") as work:
        work.session.add(Account(name="Con", parent_id=customer.id))
    act(store, owner, "delete", "account", customer.id)
    before = records(store.driver)["account"]
    with store.work(owner, "purge") as work:
        work.purge("account", [customer.id])
    store.undo(work.changes.group, owner)
    after = records(store.driver)["account"]
    assert {row["parent_id"] for row in after.values()} == {
        row["parent_id"] for row in before.values()
    }


def test_a_value_in_use_cannot_be_deleted_and_the_reason_is_told(store, owner):
    with store.work(owner, "create") as work:
        source = Source(name="Hội chợ")
        work.session.add(source)
        work.session.flush()
        work.session.add_all(
            [Account(name="A", source_id=source.id), Account(name="B", source_id=source.id)]
        )
    before = records(store.driver)
    with pytest.raises(RuleBrokenError, match="2 customers"):
        act(store, owner, "delete", "source", source.id)
    assert records(store.driver) == before
    assert recycle_bin.hanging(store.driver, "source", [source.id]).refusing == {"account": 2}
    ids = [uuid.UUID(bytes=one) for one in records(store.driver)["account"]]
    act(store, owner, "delete", "account", *ids)
    assert act(store, owner, "delete", "source", source.id) == 1


@pytest.mark.parametrize(
    "relation",
    [r for entity in iter_entities() for r in relations_to(entity.key)],
    ids=lambda r: f"{r.entity.key}.{r.field.name}",
)
def test_every_link_has_a_rule_that_its_declaration_can_keep(relation):
    assert relation.rule in RULES
    assert relation.rule != DETACH or not relation.field.required
