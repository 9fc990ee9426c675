"""Many rows at once are the same rows that the session would have made one by one."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from desktop.core.errors import CancelledError, InvalidValueError
from desktop.models.contacts import Account
from desktop.store import follow
from tests.store.states import documents, records

ROWS = [
    {
        "name": "  Công ty Hồng Hà ",
        "phones": [{"number": "0912345678", "label": ""}],
        "emails": ["Lan@HongHa.vn"],
        "annual_revenue": Decimal("12.50"),
        "birth_on": date(1990, 2, 3),
        "address": {"street": "12 Lê Lợi", "province": "79"},
    },
    {"name": "Tây Hồ", "rating": "hot", "extra": {"b": 1, "a": [True]}},
    {
        "name": "Ba Đình",
        "created_at": datetime(2020, 1, 1, tzinfo=UTC),
        "owner_id": uuid.UUID(int=7),
    },
]


def with_ids(rows):
    return [{"id": uuid.UUID(int=number), **row} for number, row in enumerate(rows, 1)]


def test_rows_are_those_of_the_session(open_store, owner, store, tmp_path):
    with store.work(owner, "create") as work:
        work.session.add_all([Account(**row) for row in with_ids(ROWS)])
    one_by_one = records(store.driver, but=frozenset())["account"], documents(store.driver)
    store.undo(work.group, owner)
    with store.work(owner, "create") as work:
        ids = work.bulk_insert("account", with_ids(ROWS))
    assert ids == [row["id"] for row in with_ids(ROWS)]
    at_once = records(store.driver, but=frozenset())["account"], documents(store.driver)
    assert at_once == one_by_one
    assert work.changes.ids == {"account": frozenset(ids)}


def test_a_row_that_may_not_be_saved_stops_the_others(store, owner):
    with pytest.raises(InvalidValueError):
        store.prepare_rows(owner, "account", [{"name": "A"}, {"name": " "}])


def test_refused_rows_are_told_and_the_others_go_on(store, owner):
    refused = []
    rows = [{"name": "A"}, {"name": " "}, {"name": "B", "rating": "boiling"}, {"name": "C"}]
    prepared = store.prepare_rows(
        owner, "account", rows, lambda number, error: refused.append((number, error.field))
    )
    assert refused == [(1, "name"), (2, "rating")]
    assert len(prepared) == 2


def test_values_that_were_parsed_are_not_cleaned_again(store, owner):
    prepared = store.prepare_rows(owner, "account", [{"name": "A", "code": " B "}], parsed=True)
    assert " B " in prepared.rows[0]
    with pytest.raises(InvalidValueError):
        store.prepare_rows(owner, "account", [{"code": "A"}], parsed=True)


def test_many_get_the_same_values(store, owner):
    with store.work(owner, "create") as work:
        ids = work.bulk_insert("account", ROWS)
    with store.work(owner, "change") as work:
        changed = work.bulk_update(
            "account", ids, {"name": "Một tên", "birth_on": date(2000, 12, 24), "rating": "hot"}
        )
    assert changed == 3
    found = records(store.driver, but=frozenset())["account"].values()
    assert {row["birthday"] for row in found} == {"12-24"}
    assert len({row["name_key"] for row in found}) == 1
    assert {row["ver"] for row in found} == {2}
    hits = store.driver.execute("SELECT count(*) FROM search WHERE search MATCH 'mot'").fetchone()
    assert hits == (3,)


def test_rows_that_have_the_values_already_stay_as_they_are(store, owner):
    with store.work(owner, "create") as work:
        ids = work.bulk_insert("account", ROWS)
    with store.work(owner, "change") as work:
        assert work.bulk_update("account", ids, {"rating": "hot"}) == 2
    assert len(work.changes.ids["account"]) == 2


def test_each_gets_values_of_its_own(store, owner):
    with store.work(owner, "create") as work:
        first, second, _third = work.bulk_insert("account", ROWS)
    with store.work(owner, "import") as work:
        changes = [(first, {"birth_on": None}), (second, {"name": "Đống Đa", "rating": None})]
        assert work.bulk_change("account", changes) == 2
    found = records(store.driver)["account"]
    assert found[first.bytes]["birthday"] is None
    assert (found[second.bytes]["name"], found[second.bytes]["rating"]) == ("Đống Đa", None)


def test_custom_fields_are_joined_and_none_removes_one(store, owner):
    with store.work(owner, "create") as work:
        ids = work.bulk_insert("account", [{"name": "A", "extra": {"a": 1, "b": 2}}, {"name": "B"}])
    with store.work(owner, "change") as work:
        work.bulk_update("account", ids, {"extra": {"b": None, "c": 3}})
    found = records(store.driver)["account"]
    assert [found[one.bytes]["extra"] for one in ids] == ['{"a":1,"c":3}', '{"c":3}']


def test_a_required_field_cannot_be_emptied(store, owner):
    with store.work(owner, "create") as work:
        ids = work.bulk_insert("account", ROWS)
        with pytest.raises(InvalidValueError):
            work.bulk_update("account", ids, {"name": None})


def test_batches_are_one_group_and_one_message(store, owner):
    rows = [{"name": f"A {number}"} for number in range(120)]
    told = []
    changes = store.in_batches(
        owner,
        "import",
        store.prepare_rows(owner, "account", rows),
        lambda work, piece: work.bulk_insert("account", piece),
        lambda done, of: told.append((done, of)),
    )
    assert told[-1] == (120, 120)
    assert len(told) > 1
    assert len(changes.ids["account"]) == 120
    groups = store.driver.execute("SELECT DISTINCT grp FROM change WHERE seq > 1").fetchall()
    assert groups == [(changes.group,)]


def test_batches_stop_between_two_transactions(store, owner):
    def stop(done, of):
        raise CancelledError("")

    prepared = store.prepare_rows(owner, "account", [{"name": f"A {n}"} for n in range(120)])
    with pytest.raises(CancelledError):
        store.in_batches(
            owner, "import", prepared, lambda work, piece: work.bulk_insert("account", piece), stop
        )
    (count,) = store.driver.execute("SELECT count(*) FROM account").fetchone()
    assert 0 < count < 120


def test_very_many_changes_are_told_without_their_ids(store, owner, monkeypatch):
    monkeypatch.setattr(follow, "MANY", 2)
    with store.work(owner, "import") as work:
        work.bulk_insert("account", ROWS)
    assert work.changes.ids == {"account": frozenset()}
    assert work.changes.touches("account", uuid.uuid4())
