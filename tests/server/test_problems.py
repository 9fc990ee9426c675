"""Conflicts and refusals follow their person to every device, and nobody else sees them."""

from __future__ import annotations

import uuid

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.server.company import command, group, new_account, patch

pytestmark = pytest.mark.both_versions


@pytest.fixture
def an(company):
    return company.client()


@pytest.fixture
def account(an):
    made = new_account()
    an.one(group(made))
    an.one(group(patch("account", made["id"], short_name=[None, "AB"])))
    return made["id"]


@pytest.fixture
def conflict(an, account):
    """A group that met another value."""
    made = group(patch("account", account, short_name=[None, "ABC"]))
    assert an.one(made)["s"] == "conflict"
    return made


def told(client):
    return client.call("SELECT api.problems()")


def settle(client, *some):
    return client.call("SELECT api.settle(%s)", Jsonb(list(some)))


def test_an_open_conflict_is_told_to_every_device_of_its_person(company, an, account, conflict):
    other = company.client(company._logins[-1])
    (found,) = told(other)["conflicts"]
    assert (found["mid"], found["id"], found["col"]) == (conflict["mid"], account, "short_name")
    assert (found["base"], found["theirs"], found["mine"]) == (None, "AB", "ABC")
    one = {"mid": conflict["mid"], "t": "account", "id": account, "col": "short_name"}
    assert settle(other, one) == 1
    assert settle(an, one) == 0
    assert told(an) == {"conflicts": [], "refused": []}


def clash(binh, account):
    """A group of somebody else that meets another short name."""
    return binh.one(group(patch("account", account, short_name=[None, "ABC"])))


def written(told):
    return told.get("by"), told.get("when")


@pytest.fixture
def binh(company, an, account):
    made = company.client()
    an.one(command("share", t="account", id=account, kind="user", who=made.me, level=2))
    return made


def test_a_conflict_names_who_wrote_the_record_and_when(company, an, account, binh):
    ((at,),) = company.rows(
        "SELECT sync.moment_text(updated_at) FROM app.account WHERE id = %s", account
    )
    (answered,) = clash(binh, account)["c"]
    (found,) = told(binh)["conflicts"]
    assert written(answered) == written(found) == (an.me, at)


def test_it_names_who_wrote_before_all_that_came_with_the_push(an, account, binh):
    groups = (
        group(patch("account", account, name=["An Bình", "Khác"])),
        group(patch("account", account, short_name=[None, "ABC"])),
    )
    accepted, answered = binh.push(*groups)
    assert (accepted["s"], written(answered["c"][0])[0]) == ("ok", an.me)


def test_nobody_is_named_where_nobody_else_wrote(an, account, conflict):
    (found,) = told(an)["conflicts"]
    assert written(found) == (None, None)


def test_a_refusal_is_told_with_what_was_typed(an, company):
    binh = company.client()
    made = new_account(is_shared=False)
    binh.one(group(made))
    refused = group(patch("account", made["id"], name=["An Bình", "Khác"]))
    assert an.one(refused)["why"]["code"] == "denied"
    (found,) = told(an)["refused"]
    assert (found["why"]["code"], found["ops"]) == ("denied", refused["ops"])
    assert settle(an, {"mid": refused["mid"]}) == 1
    assert told(an)["refused"] == []


def test_nobody_sees_or_settles_what_is_open_of_others(company, an, account, conflict):
    binh = company.client()
    assert told(binh) == {"conflicts": [], "refused": []}
    one = {"mid": conflict["mid"], "t": "account", "id": account, "col": "short_name"}
    assert settle(binh, one, {"mid": conflict["mid"]}) == 0
    assert len(told(an)["conflicts"]) == 1


def test_of_a_record_that_was_taken_away_nothing_is_told(company, an):
    binh = company.client()
    made = new_account(is_shared=False)
    binh.one(group(made))
    share = {"t": "account", "id": made["id"], "kind": "user", "who": an.me}
    binh.one(command("share", **share, level=2))
    binh.one(group(patch("account", made["id"], short_name=[None, "AB"])))
    assert an.one(group(patch("account", made["id"], short_name=[None, "X"])))["s"] == "conflict"
    assert len(told(an)["conflicts"]) == 1
    binh.one(command("share", **share, level=0))
    assert told(an)["conflicts"] == []


@pytest.mark.parametrize(
    "wrong", [{}, [1], [{}], [{"mid": "x"}], None, [{"mid": str(uuid.uuid4())}] * 501]
)
def test_what_cannot_be_settled_is_refused(an, wrong):
    with pytest.raises(psycopg.Error, match="bad_request"):
        an.call("SELECT api.settle(%s)", Jsonb(wrong))
