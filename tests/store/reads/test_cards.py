"""One record: its card, its timeline, its history."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from desktop.core.clock import to_micros
from desktop.core.entities import get_entity
from desktop.core.errors import RecordGoneError
from desktop.core.kinds import kind_of
from desktop.core.pages import Ref
from desktop.store.timeline import CHANGES
from tests.speed import quickest
from tests.store.conftest import NOON

ALWAYS = 2**62


def test_a_card_holds_every_field_in_json_form_and_as_text(reads, records):
    entity = get_entity("account")
    for row in records["account"][:20]:
        card = reads.card("account", row.id)
        assert card.title == row.values["name"]
        assert card.deleted is row.deleted
        for field in entity.fields:
            kind = kind_of(field)
            assert kind.from_json(card.values[field.name]) == row.values[field.name]
            if not field.target:
                assert card.texts[field.name] == kind.format(field, row.values[field.name])


def test_a_card_names_its_links(reads, records):
    names = {row.id: row.values["name"] for row in records["source"]}
    row = next(row for row in records["account"] if row.values["source_id"])
    assert reads.card("account", row.id).texts["source_id"] == names[row.values["source_id"]]


def test_a_record_that_is_gone_has_no_card(reads):
    with pytest.raises(RecordGoneError, match=r"\w+"):
        reads.card("account", uuid.uuid4())


def test_refs_are_the_titles_of_those_that_exist(reads, records):
    some = records["source"][:3]
    asked = [some[1].id, uuid.uuid4(), some[0].id]
    expected = [Ref("source", row.id, row.values["name"]) for row in (some[1], some[0])]
    assert reads.refs("source", asked) == expected
    assert reads.refs("source", []) == []


@pytest.fixture
def customer(own_store):
    """Return a customer with 60 notes, some at the same moment, a call without one, a contact."""
    with own_store.work(own_store.owner(), "test") as work:
        (one,) = work.bulk_insert("account", [{"name": "Customer", "party_type": "company"}])
        moments = [NOON - timedelta(hours=n // 4) for n in range(60)]
        notes = [
            {"subject": f"Note {n}", "account_id": one, "noted_at": at, "body": "One\n two"}
            for n, at in enumerate(moments)
        ]
        work.bulk_insert("note", notes)
        work.bulk_insert("call", [{"subject": "Call", "account_id": one}])
        (person,) = work.bulk_insert("contact", [{"full_name": "Lê Lan", "account_id": one}])
        work.bulk_insert("note", [{"subject": "Of the person", "contact_id": person}])
    return one, person


def test_a_timeline_is_read_to_its_end_without_gap_or_double(customer, own_reads):
    account, _person = customer
    seen: list = []
    before = ALWAYS
    while page := own_reads.timeline("account", account, (), before, 10):
        assert [entry.at for entry in page] == sorted((e.at for e in page), reverse=True)
        seen += page
        before = page[-1].at
    titles = [entry.ref.title for entry in seen]
    assert len(titles) == len(set(titles)) == 62
    assert {"Note 0", "Note 59", "Call", "Lê Lan"} <= set(titles)


def test_a_timeline_tells_who_and_what(customer, own_reads):
    account, _person = customer
    page = own_reads.timeline("account", account, ("note",), ALWAYS, 5)
    assert {entry.ref.entity for entry in page} == {"note"}
    assert page[0].text == "One two"
    assert page[0].actor == "Nguyễn Văn An"
    assert page[0].icon == get_entity("note").icon
    assert page[0].at == to_micros(NOON)


def test_a_person_has_a_timeline_of_what_names_them(customer, own_reads):
    _account, person = customer
    page = own_reads.timeline("contact", person, (), ALWAYS, 5)
    assert [entry.ref.title for entry in page] == ["Of the person"]


def test_changes_of_the_record_come_when_asked_for(customer, own_store, own_reads):
    account, _person = customer
    with own_store.work(own_store.owner(), "account.edit") as work:
        work.bulk_update("account", [account], {"name": "Renamed", "employees": 7})
    page = own_reads.timeline("account", account, (CHANGES,), ALWAYS, 50)
    assert [entry.text for entry in page] == ["Changed: Name, Employees"]
    assert page[0].ref == Ref("account", account, "Renamed")


def test_what_is_in_the_bin_leaves_the_timeline(customer, own_store, own_reads):
    account, _person = customer
    first = own_reads.timeline("account", account, ("note",), ALWAYS, 1)[0].ref
    with own_store.work(own_store.owner(), "note.delete") as work:
        work.delete("note", [first.id])
    page = own_reads.timeline("account", account, ("note",), ALWAYS, 100)
    assert first.id not in {entry.ref.id for entry in page}


def test_history_tells_old_and_new_as_people_read_them(own_store, own_reads, records):
    sources = [row for row in records["source"] if not row.deleted]
    actor = own_store.owner()
    with own_store.work(actor, "account.create") as work:
        (one,) = work.bulk_insert("account", [{"name": "A", "party_type": "company"}])
    with own_store.work(actor, "account.edit") as work:
        changes = {"source_id": sources[0].id, "rating": "hot", "tags": []}
        work.bulk_update("account", [one], changes)
        group = work.group
    with own_store.work(actor, "account.delete") as work:
        work.delete("account", [one])
    deleted, edited, made = own_reads.history("account", one)
    assert (made.op, edited.op, deleted.op) == ("I", "U", "D")
    assert (edited.command, edited.group) == ("account.edit", group)
    assert edited.actor == "Nguyễn Văn An"
    told = {change.field: change for change in edited.fields}
    assert set(told) == {"source_id", "rating"}
    assert told["source_id"].new == str(sources[0].id)
    assert told["source_id"].new_text == sources[0].values["name"]
    assert (told["rating"].old_text, told["rating"].new_text) == ("", "Hot")
    assert "name" in {change.field for change in made.fields}
    assert len(own_reads.history("account", one, limit=1)) == 1


def test_ten_thousand_entries_do_not_slow_a_timeline_down(own_store, own_reads):
    with own_store.work(own_store.owner(), "test", captured=False) as work:
        (one,) = work.bulk_insert("account", [{"name": "Busy", "party_type": "company"}])
        rows = [
            {"subject": "Note", "account_id": one, "noted_at": NOON - timedelta(minutes=n)}
            for n in range(10_000)
        ]
        work.bulk_insert("note", rows)
    own_reads.timeline("account", one, (), ALWAYS, 50)
    middle = to_micros(NOON - timedelta(minutes=5_000))

    def read() -> None:
        assert len(own_reads.timeline("account", one, (), middle, 50)) == 50

    assert quickest(read) < 0.1
