"""A ledger at the centre: entries stay whoever asks, and nobody takes more than is there."""

from __future__ import annotations

import pytest

from tests.server.company import command, group, insert, new_account, patch

pytestmark = pytest.mark.both_versions


@pytest.fixture
def an(company):
    return company.client(is_administrator=True)


@pytest.fixture
def customer(an):
    made = new_account(is_shared=True)
    an.one(group(made))
    return made["id"]


def entry(customer, points, entry_type="earned"):
    return insert(
        "point_entry", account_id=customer, points=points, entry_type=entry_type, reason="x"
    )


def test_an_entry_is_neither_changed_nor_binned_nor_deleted(an, company, customer):
    made = entry(customer, 100)
    an.one(group(made))
    row = made["id"]
    for op in (
        patch("point_entry", row, 1, points=[100, 1000]),
        patch("point_entry", row, 1, deleted_at=[None, "2026-11-22T03:00:00.000000Z"]),
        {"t": "point_entry", "id": row, "o": "D", "ver": 9},
    ):
        assert an.one(group(op))["why"]["code"] == "denied"
    assert company.sql("SELECT points FROM app.point_entry WHERE deleted_at IS NULL") == 100


def test_two_who_redeem_the_same_points_are_not_both_served(an, company, customer):
    binh = company.client(is_administrator=True)
    an.one(group(entry(customer, 100)))
    first = an.one(group(entry(customer, -80, "redeemed")))
    second = binh.one(group(entry(customer, -80, "redeemed")))
    assert (first["s"], second["s"], second["why"]["code"]) == ("ok", "rejected", "balance")
    assert company.sql("SELECT sum(points) FROM app.point_entry") == 20


def test_entries_are_not_changed_two_at_a_time_either(an, company, customer):
    made = [entry(customer, 100), entry(customer, 50)]
    an.one(group(*made))
    pairs = zip(made, (100, 50), strict=True)
    ops = [patch("point_entry", op["id"], 1, points=[points, 9000]) for op, points in pairs]
    assert an.one(group(*ops))["why"]["code"] == "denied"
    assert company.sql("SELECT sum(points) FROM app.point_entry") == 150


def test_taking_back_an_import_leaves_the_entries(an, company, customer):
    made = [entry(customer, 100), entry(customer, -80, "redeemed")]
    an.one(group(*made))
    rows = [[op["id"], None] for op in made]
    undone = command("undo_import", made=[{"t": "point_entry", "rows": rows}])
    answer = an.one(undone)
    assert (answer["s"], answer["data"]["binned"]) == ("ok", 0)
    assert sorted(answer["data"]["kept"]) == sorted(["point_entry", op["id"]] for op in made)
    assert company.sql("SELECT sum(points) FROM app.point_entry WHERE deleted_at IS NULL") == 20


def test_entries_are_not_merged(an, company, customer):
    made = [entry(customer, 100), entry(customer, -80, "redeemed")]
    an.one(group(*made))
    to, other = (op["id"] for op in made)
    joined = command("merge", t="point_entry", to=to, **{"from": [other]})
    assert an.one(joined)["why"]["code"] == "bad_request"
    assert company.sql("SELECT sum(points) FROM app.point_entry WHERE deleted_at IS NULL") == 20
