"""Capture writes down every difference, whoever made it, in the form that others understand."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from desktop.core.clock import to_micros
from desktop.core.entities import iter_entities
from desktop.models.activities import Call
from desktop.models.contacts import Account, Contact
from desktop.store.derived import triggers
from tests.store.conftest import NOON


@pytest.fixture
def changes(store):
    """Return what reads the changes since the profile was made."""

    def read():
        rows = store.driver.execute("SELECT tbl, op, row_id, diff FROM change WHERE seq > 1")
        return [(table, op, row_id, json.loads(diff)) for table, op, row_id, diff in rows]

    return read


def make(store, owner, record):
    with store.work(owner, "create") as work:
        work.session.add(record)
    return record


def test_an_insert_is_written_with_its_new_values(store, owner, changes):
    account = make(store, owner, Account(name="Hồng “Hà”\n\\", employees=12))
    [(table, op, row_id, diff)] = changes()
    assert (table, op, row_id) == ("account", "I", account.id.bytes)
    assert diff == {
        "name": [None, "Hồng “Hà” \\"],
        "party_type": [None, "company"],
        "account_type": [None, "customer"],
        "currency": [None, "VND"],
        "is_shared": [None, True],
        "employees": [None, 12],
        "owner_id": [None, owner.user_id.hex],
    }


def test_an_update_is_written_with_old_and_new_of_what_differs(store, owner, changes):
    account = make(store, owner, Account(name="A", rating="hot", birth_on=date(1990, 2, 3)))
    with store.work(owner, "save") as work:
        found = work.session.get_one(Account, account.id)
        found.rating, found.birth_on = None, date(1990, 2, 4)
        found.annual_revenue = Decimal("1234567890123.4567")
    assert changes()[-1][3] == {
        "rating": ["hot", None],
        "birth_on": ["1990-02-03", "1990-02-04"],
        "annual_revenue": [None, 12345678901234567],
    }


def test_ids_flags_moments_and_lists_have_one_form_each(store, owner, changes):
    account_id = uuid.uuid4()
    contact = make(store, owner, Contact(full_name="An", is_primary=True, account_id=account_id))
    diff = changes()[0][3]
    assert diff["is_primary"] == [None, True]
    assert diff["account_id"] == [None, account_id.hex]
    with store.work(owner, "save") as work:
        found = work.session.get_one(Contact, contact.id)
        found.is_primary, found.account_id, found.emails = False, None, ["an@abc.vn"]
    assert changes()[1][3] == {
        "is_primary": [True, False],
        "account_id": [account_id.hex, None],
        "emails": [None, ["an@abc.vn"]],
    }
    make(store, owner, Call(subject="Gọi", called_at=datetime(2026, 1, 2, 3, 4, 5, 678, UTC)))
    assert changes()[2][3]["called_at"] == [None, 1767323045000678]


def test_custom_fields_are_written_one_by_one(store, owner, changes):
    account = make(store, owner, Account(name="A", extra={"vip": True, "note": "x", "list": [1]}))
    assert changes()[0][3]["extra.list"] == [None, [1]]
    with store.work(owner, "save") as work:
        work.session.get_one(Account, account.id).extra = {"vip": False, "list": [1], "n": 1.5}
    assert changes()[1][3] == {
        "extra.vip": [True, False],
        "extra.note": ["x", None],
        "extra.n": [None, 1.5],
    }


def test_a_row_deleted_for_good_is_written_whole(store, owner, changes):
    account = make(store, owner, Account(name="A", extra={"k": [1, {"a": None}]}))
    with store.work(owner, "purge") as work:
        work.delete("account", [account.id])
        work.purge("account", [account.id])
    diff = changes()[-1][3]
    assert diff["created_at"] == [to_micros(NOON), None]
    assert diff["ver"] == [2, None]
    assert diff["extra.k"] == [[1, {"a": None}], None]
    assert diff["rid"] == [1, None]
    assert "name_key" not in diff


def test_going_into_the_bin_is_a_change(store, owner, changes):
    account = make(store, owner, Account(name="A"))
    with store.work(owner, "delete") as work:
        work.delete("account", [account.id])
    assert changes()[-1][1:] == ("U", account.id.bytes, {"deleted_at": [None, to_micros(NOON)]})


def test_a_difference_in_case_or_accents_is_a_difference(store, owner, changes):
    account = make(store, owner, Account(name="an"))
    for name in ("An", "Ấn"):
        with store.work(owner, "save") as work:
            work.session.get_one(Account, account.id).name = name
    assert [diff["name"] for _t, _op, _id, diff in changes()[1:]] == [["an", "An"], ["An", "Ấn"]]


def test_an_update_without_a_difference_writes_nothing(store, owner, changes):
    make(store, owner, Account(name="A"))
    with store.work(owner, "save"):
        store.driver.execute("UPDATE account SET name = 'A', ver = ver + 1, updated_at = 0")
    assert len(changes()) == 1


def test_statements_past_the_session_are_captured(store, owner, changes):
    make(store, owner, Account(name="A"))
    make(store, owner, Account(name="B"))
    with store.work(owner, "save"):
        store.driver.execute("UPDATE account SET code = name || '1'")
    assert [diff for *_rest, diff in changes()[2:]] == [
        {"code": [None, "A1"]},
        {"code": [None, "B1"]},
    ]


def test_every_change_tells_who_when_why_and_its_group(store, owner):
    with store.work(owner, "account.create") as work:
        work.session.add_all([Account(name="A"), Account(name="B")])
    query = "SELECT grp, at, actor, command FROM change WHERE seq > 1"
    facts = (work.group, to_micros(NOON), owner.user_id.bytes, "account.create")
    assert store.driver.execute(query).fetchall() == [facts, facts]


def test_nothing_is_captured_while_the_server_s_rows_come_in(store, owner, changes):
    with store.work(owner, "sync", captured=False) as work:
        work.bulk_insert("account", [{"name": "A"}])
    assert changes() == []
    assert work.changes.ids == {"account": frozenset()}
    make(store, owner, Account(name="B"))
    assert len(changes()) == 1


@pytest.mark.parametrize("entity", list(iter_entities()), ids=lambda entity: entity.key)
def test_every_entity_is_captured(store, entity):
    names = store.driver.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (entity.key,)
    ).fetchall()
    capturing = {name for (name,) in names if name.startswith("capture_")}
    assert capturing == set(triggers(entity))
    assert len(capturing) == 3
