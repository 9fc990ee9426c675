"""Merging: nothing is lost, nothing names what is gone, and one undo brings everything back."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core.entities import iter_entities
from desktop.core.errors import RecordGoneError, RuleBrokenError
from desktop.core.fields import Kind
from desktop.core.record_merge import is_mergeable
from desktop.services.commands import UNDO
from desktop.services.opening import OpenProfile, open_for_window
from desktop.store.duplicates import MERGED_INTO, pair_text
from tests.examples import ExampleMaker
from tests.store.states import Records, documents, records

MERGEABLE = ("account", "contact", "target", "lead", "business_card")


def links_to(entity: str) -> list[tuple[str, str]]:
    return [
        (other.key, field.name)
        for other in iter_entities()
        for field in other.fields
        if field.kind is Kind.LINK and field.target == entity and not field.system
    ]


def state_of(opened: OpenProfile) -> Any:
    return records(opened.store.driver), documents(opened.store.driver)


def naming(held: Records, record_id: str) -> list[str]:
    """Return the columns that say the id anywhere; what was said of pairs may lie in the bin."""
    one = uuid.UUID(record_id)
    wanted = (one.bytes, str(one), one.hex)
    return [
        f"{table}.{column}"
        for table, rows in held.items()
        for row in rows.values()
        if table != "distinct_pair" or row["deleted_at"] is None
        for column, cell in row.items()
        if column != "id" and cell is not None
        if cell == wanted[0] or (isinstance(cell, str) and (wanted[1] in cell or wanted[2] in cell))
    ]


def test_people_and_companies_can_be_merged():
    assert {e.key for e in iter_entities() if is_mergeable(e)} == {*MERGEABLE}


@pytest.mark.parametrize("entity", MERGEABLE)
def test_whatever_names_a_merged_record_names_the_one_that_stays(
    opened: OpenProfile, make: ExampleMaker, entity: str
):
    kept, gone = make(entity), make(entity)
    made = {}
    for other, link in links_to(entity):
        row = make(other)
        with opened.store.work(opened.actor, "test") as work:
            work.bulk_update(other, [uuid.UUID(row)], {link: uuid.UUID(gone)})
        made[other, link] = row
    opened.commands.run(f"{entity}.merge", {"ids": [kept, gone], "master": kept})
    held = records(opened.store.driver)
    for (other, link), row in made.items():
        assert held[other][uuid.UUID(row).bytes][link] == uuid.UUID(kept).bytes
    assert naming(held, gone) == []


@pytest.mark.parametrize("entity", ["account", "contact", "lead"])
def test_rows_in_the_bin_and_comments_follow_too(
    opened: OpenProfile, make: ExampleMaker, entity: str
):
    kept, gone = make(entity), make(entity)
    remark = {"title": "Gọi lại", "body": "Sáng mai", "record_type": entity, "record_id": gone}
    with opened.store.work(opened.actor, "test") as work:
        (said,) = work.bulk_insert("comment", [remark])
    note = make("consent")
    links = [link for other, link in links_to(entity) if other == "consent"]
    with opened.store.work(opened.actor, "test") as work:
        work.bulk_update("consent", [uuid.UUID(note)], dict.fromkeys(links, uuid.UUID(gone)))
        work.delete("consent", [uuid.UUID(note)])
    opened.commands.run(f"{entity}.merge", {"ids": [kept, gone], "master": kept})
    held = records(opened.store.driver)
    assert held["comment"][said.bytes]["record_id"] == kept
    binned = held["consent"][uuid.UUID(note).bytes]
    assert binned["deleted_at"] is not None
    assert all(binned[link] == uuid.UUID(kept).bytes for link in links)


def test_the_merged_record_lies_in_the_bin_and_leads_to_the_other(opened, make, reads):
    first, second, third = make("account"), make("account"), make("account")
    opened.commands.run("account.merge", {"ids": [second, first], "master": second})
    opened.commands.run("account.merge", {"ids": [third, second], "master": third})
    card = reads.card("account", uuid.UUID(first))
    assert card.deleted
    heir = reads.merged_into("account", uuid.UUID(first))
    assert heir is not None
    assert str(heir.id) == third
    assert reads.merged_into("account", uuid.UUID(third)) is None


def test_lists_are_united_empty_fields_filled_and_long_texts_put_together(
    opened, commands, values_of
):
    def made(**values: Any) -> str:
        given = {"name": "Sao Mai", **values}
        return str(commands.run("account.create", {"values": given}).value)

    kept = made(phones=[{"number": "+84912345678"}], description="Khách quen")
    gone = made(
        phones=[{"number": "+84912345678", "label": "Zalo"}, {"number": "+84987654321"}],
        emails=["info@saomai.example"],
        short_name="SM",
        description="Giao buổi sáng",
    )
    commands.run("account.merge", {"ids": [gone, kept], "master": kept})
    values = values_of("account", kept)
    assert [one["number"] for one in values["phones"]] == ["+84912345678", "+84987654321"]
    assert values["phones"][0]["label"] == "Zalo"
    assert values["emails"] == ["info@saomai.example"]
    assert values["short_name"] == "SM"
    assert values["description"] == "Khách quen\n\nGiao buổi sáng"


def test_what_was_chosen_is_what_stays(commands, values_of):
    ids = [
        str(commands.run("lead.create", {"values": {"full_name": name, "title": job}}).value)
        for name, job in (("Lê Hoa", "Kế toán"), ("Lê Thị Hoa", "Kế toán trưởng"))
    ]
    chosen = {"full_name": "Lê Thị Hoa", "title": None}
    commands.run("lead.merge", {"ids": ids, "master": ids[0], "values": chosen})
    values = values_of("lead", ids[0])
    assert (values["full_name"], values["title"]) == ("Lê Thị Hoa", None)


def test_a_person_of_two_customers_keeps_both(commands, make, store):
    accounts = [make("account"), make("account")]
    ids = [
        commands.run(
            "contact.create",
            {"values": {"full_name": "Lê Hoa", "account_id": account, "title": "Giám đốc"}},
        ).value
        for account in accounts
    ]
    commands.run("contact.merge", {"ids": ids, "master": ids[0]})
    (role,) = records(store.driver)["account_contact"].values()
    assert role["account_id"] == uuid.UUID(accounts[1]).bytes
    assert role["contact_id"] == uuid.UUID(ids[0]).bytes
    assert role["role"] == "Giám đốc"


def test_no_relation_leads_to_itself_and_none_is_said_twice(commands, make, store):
    kept, gone, other = (make("account") for _ in range(3))
    relate = [
        {"account_id": kept, "other_id": gone, "relation_type": "other"},
        {"account_id": kept, "other_id": other, "relation_type": "other"},
        {"account_id": gone, "other_id": other, "relation_type": "other"},
    ]
    for values in relate:
        commands.run("account_relation.create", {"values": values})
    commands.run("account.save", {"id": kept, "values": {"parent_id": [None, gone]}})
    commands.run("account.merge", {"ids": [kept, gone], "master": kept})
    held = records(store.driver)
    living = [row for row in held["account_relation"].values() if row["deleted_at"] is None]
    assert [(row["account_id"], row["other_id"]) for row in living] == [
        (uuid.UUID(kept).bytes, uuid.UUID(other).bytes)
    ]
    assert held["account"][uuid.UUID(kept).bytes]["parent_id"] is None


def test_what_was_said_to_be_different_stays_so_after_a_merge(commands, make, store):
    kept, gone, other = (make("lead") for _ in range(3))
    commands.run("lead.keep_apart", {"ids": [gone, other]})
    commands.run("lead.keep_apart", {"ids": [gone, kept]})
    commands.run("lead.merge", {"ids": [kept, gone], "master": kept})
    pairs = records(store.driver)["distinct_pair"].values()
    living = [row["pair"] for row in pairs if row["deleted_at"] is None]
    assert living == [pair_text(uuid.UUID(kept), uuid.UUID(other))]


def test_saying_it_twice_is_remembered_once(commands, make, store):
    ids = [make("target"), make("target"), make("target")]
    assert commands.run("target.keep_apart", {"ids": ids}).value == 3
    assert commands.run("target.keep_apart", {"ids": ids[:2]}).value == 0
    assert len(records(store.driver)["distinct_pair"]) == 3


@pytest.mark.parametrize("ids", [[0], [0, 0], [1, 2]])
def test_a_merge_needs_two_and_one_of_them_to_stay(commands, make, ids):
    made = [make("account") for _ in range(3)]
    with pytest.raises(RuleBrokenError):
        commands.run("account.merge", {"ids": [made[i] for i in ids], "master": made[0]})


def test_a_record_in_the_bin_is_not_merged(commands, make):
    kept, gone = make("account"), make("account")
    commands.run("account.delete", {"ids": [gone]})
    with pytest.raises(RecordGoneError):
        commands.run("account.merge", {"ids": [kept, gone], "master": kept})


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory):
    """Return a profile in which all examples of a property live."""
    found = open_for_window(tmp_path_factory.mktemp("merging") / "profile", "Nguyễn Văn An")
    yield found
    found.close()


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_undo_brings_back_the_state_and_redo_the_merge(lived_in: OpenProfile, data):
    make = ExampleMaker(lived_in.commands)
    entity = data.draw(st.sampled_from(MERGEABLE))
    ids = [make(entity) for _ in range(data.draw(st.integers(2, 4)))]
    links = links_to(entity)  # nothing links to a target
    drawn = data.draw(st.lists(st.sampled_from(links), max_size=4)) if links else []
    for other, link in drawn:
        row, named = make(other), data.draw(st.sampled_from(ids))
        with lived_in.store.work(lived_in.actor, "test") as work:
            work.bulk_update(other, [uuid.UUID(row)], {link: uuid.UUID(named)})
    if data.draw(st.booleans()):
        lived_in.commands.run(f"{entity}.keep_apart", {"ids": ids[:2]})
    master = data.draw(st.sampled_from(ids))
    before = state_of(lived_in)
    done = lived_in.commands.run(f"{entity}.merge", {"ids": ids, "master": master})
    after = state_of(lived_in)
    for one in ids:
        if one != master:
            assert naming(after[0], one) == []
            row = after[0][entity][uuid.UUID(one).bytes]
            assert row["deleted_at"] is not None
            assert f'"{MERGED_INTO}"' in row["extra"]
    undone = lived_in.commands.run(UNDO, {"group": done.changes.group})
    assert undone.value == 0
    assert state_of(lived_in) == before
    assert lived_in.commands.run(UNDO, {"group": undone.changes.group}).value == 0
    assert state_of(lived_in) == after
