"""Old history goes where the record goes that it hangs on, also where no client holds it."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from tests.server.company import group, insert, new_account, patch

NOW = dt.datetime.now(dt.UTC)
BINNED = "2026-01-02T03:04:05.000000Z"


def ago(years: float) -> str:
    return (NOW - dt.timedelta(days=365 * years)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@pytest.fixture
def an(company):
    return company.client(is_administrator=True)


@pytest.fixture
def customer(an):
    """A customer with a contact person, an old call with both, and one of last week."""
    made = new_account()
    person = insert("contact", full_name="Lan", account_id=made["id"])
    old = call(made["id"], ago(3), person["id"])
    new = call(made["id"], ago(0.02), person["id"])
    for one in (made, person, old, new):
        assert an.one(group(one))["s"] == "ok"
    return {"account": made["id"], "contact": person["id"], "old": old["id"], "new": new["id"]}


def call(account: str, at: str, contact: str) -> dict:
    return insert("call", subject="x", account_id=account, contact_id=contact, called_at=at)


def bin_it(table: str, row_id: str, ver: int = 1) -> dict:
    return patch(table, row_id, ver, deleted_at=[None, BINNED])


def state(company, row_id: str):
    query = "SELECT account_id, contact_id, deleted_at IS NOT NULL FROM app.call WHERE id = %s"
    found = company.rows(query, row_id)
    return [(str(a) if a else None, str(k) if k else None, gone) for a, k, gone in found]


def test_old_calls_go_into_the_bin_with_their_customer_and_come_back(an, company, customer):
    whole = [(customer["account"], customer["contact"], False)]
    assert an.one(group(bin_it("account", customer["account"])))["s"] == "ok"
    assert state(company, customer["old"]) == [(customer["account"], customer["contact"], True)]
    assert state(company, customer["new"]) == whole  # that is left to whoever holds it
    back = patch("account", customer["account"], 2, deleted_at=[BINNED, None])
    assert an.one(group(back))["s"] == "ok"
    assert state(company, customer["old"]) == whole


def test_what_the_group_names_itself_is_its_own_affair(an, company, customer):
    both = group(bin_it("account", customer["account"]), bin_it("call", customer["old"]))
    answer = an.one(both)
    assert (answer["s"], answer["v"][customer["old"]]) == ("ok", 2)


def test_old_calls_do_not_keep_their_customer_from_being_deleted_for_good(an, company, customer):
    an.one(group(bin_it("account", customer["account"]), bin_it("call", customer["new"])))
    an.one(group(bin_it("contact", customer["contact"])))
    gone = [
        {"t": t, "id": customer[k], "o": "D", "ver": 2}
        for t, k in (("call", "new"), ("contact", "contact"), ("account", "account"))
    ]
    assert an.one(group(*gone))["s"] == "ok"
    assert state(company, customer["old"]) == []


def test_old_calls_lose_the_link_to_a_person_who_is_deleted_for_good(an, company, customer):
    cut = patch("call", customer["new"], 1, contact_id=[customer["contact"], None])
    an.one(group(cut))
    an.one(group(bin_it("contact", customer["contact"])))
    gone = {"t": "contact", "id": customer["contact"], "o": "D", "ver": 2}
    assert an.one(group(gone))["s"] == "ok"
    assert state(company, customer["old"]) == [(customer["account"], None, False)]


def test_a_recent_call_of_a_colleague_keeps_its_customer(an, company, customer):
    an.one(group(bin_it("account", customer["account"])))
    gone = {"t": "account", "id": customer["account"], "o": "D", "ver": 2}
    assert an.one(group(gone))["why"]["code"] == "in_use"
    assert state(company, customer["old"]) == [(customer["account"], customer["contact"], True)]


def test_what_i_may_not_delete_stays(an, company):
    binh = company.client()
    mine = new_account(is_shared=True)
    binh.one(group(mine))
    theirs = insert("call", subject="x", account_id=mine["id"], called_at=ago(3), visibility=0)
    assert an.one(group(theirs))["s"] == "ok"
    binh.one(group(bin_it("account", mine["id"])))
    assert state(company, theirs["id"]) == [(mine["id"], None, False)]
    gone = {"t": "account", "id": mine["id"], "o": "D", "ver": 2}
    assert binh.one(group(gone))["why"]["code"] == "in_use"


def test_a_binning_that_gives_way_takes_nothing_along(an, company, customer):
    an.one(group(patch("account", customer["account"], 1, rating=[None, "a"])))
    answer = an.one(group(bin_it("account", customer["account"], 1)))
    assert answer["s"] == "conflict"
    assert state(company, customer["old"]) == [(customer["account"], customer["contact"], False)]


def test_a_merged_customer_leaves_its_old_calls_to_the_other(an, company, customer):
    other = new_account("Khác")
    an.one(group(other))
    merge = {
        "cmd": "merge",
        "mid": str(uuid.uuid4()),
        "args": {"t": "account", "to": other["id"], "from": [customer["account"]]},
    }
    assert an.one(merge)["s"] == "ok"
    assert state(company, customer["old"]) == [(other["id"], customer["contact"], False)]
