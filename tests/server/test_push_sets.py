"""Groups that edit several rows of a table are done as a set: nothing tells it from one by one."""

from __future__ import annotations

import uuid

import pytest

from tests.server.company import command, group, new_account, patch

pytestmark = pytest.mark.both_versions
VALUES = {
    "rating": "a",
    "employees": 40,
    "annual_revenue": "1234.5000",
    "customer_since": "2020-02-29",
    "is_shared": True,
    "phones": [{"label": "", "number": "+84901234567"}],
}


@pytest.fixture
def an(company):
    return company.client()


def make(client, count=3):
    made = [new_account(f"Khách {n}") for n in range(count)]
    assert client.one(group(*made))["s"] == "ok"
    return [one["id"] for one in made]


def rows(company, column="rating"):
    return [one for (one,) in company.rows(f"SELECT {column} FROM app.account ORDER BY name")]


def test_values_of_each_kind_arrive_and_each_row_has_a_new_version(an, company):
    ids = make(an)
    pairs = {name: [None, value] for name, value in VALUES.items() if name != "is_shared"}
    answer = an.one(group(*(patch("account", one, **pairs) for one in ids)))
    assert (answer["s"], answer["c"]) == ("ok", [])
    assert answer["v"] == dict.fromkeys(ids, 2)
    found = company.rows(
        "SELECT rating, employees, annual_revenue::text, customer_since::text, phones, ver "
        "FROM app.account"
    )
    expected = ("a", 40, "1234.5000", "2020-02-29", VALUES["phones"], 2)
    assert found == [expected] * 3


def test_rows_may_be_edited_in_different_columns(an, company):
    first, second, _third = make(an)
    answer = an.one(
        group(
            patch("account", first, rating=[None, "a"]),
            patch("account", second, short_name=[None, "SV"]),
        )
    )
    assert answer["v"] == {first: 2, second: 2}
    assert rows(company) == ["a", None, None]
    assert rows(company, "short_name") == [None, "SV", None]


def test_one_row_that_was_changed_meanwhile_keeps_its_value_and_the_others_are_edited(an, company):
    ids = make(an)
    company.sql("UPDATE app.account SET rating = 'c' WHERE id = %s", ids[1])
    answer = an.one(group(*(patch("account", one, rating=[None, "a"]) for one in ids)))
    assert answer["s"] == "conflict"
    assert [(c["id"], c["theirs"], c["mine"]) for c in answer["c"]] == [(ids[1], "c", "a")]
    assert rows(company) == ["a", "c", "a"]


def test_one_row_in_the_bin_is_edited_there_and_asked_about(an, company):
    ids = make(an)
    company.sql("UPDATE app.account SET deleted_at = now() WHERE id = %s", ids[2])
    answer = an.one(group(*(patch("account", one, rating=[None, "a"]) for one in ids)))
    assert [(c["id"], c["col"]) for c in answer["c"]] == [(ids[2], "deleted_at")]
    assert rows(company) == ["a", "a", "a"]


def test_one_row_without_the_right_refuses_the_whole_group(an, company):
    binh = company.client()
    ids = make(an)
    share = command("share", t="account", id=ids[0], kind="user", who=binh.me, level=1)
    assert an.one(share)["why"] is None
    for one in ids[1:]:
        share = command("share", t="account", id=one, kind="user", who=binh.me, level=2)
        assert an.one(share)["why"] is None
    answer = binh.one(group(*(patch("account", one, rating=[None, "a"]) for one in ids)))
    assert (answer["s"], answer["why"]["code"], answer["why"]["id"]) == (
        "rejected",
        "denied",
        ids[0],
    )
    assert rows(company) == [None, None, None]


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ({"employees": [None, "many"]}, "bad_value"),
        ({"no_such": [None, "x"]}, "unknown"),
        ({"name": ["Khách 1", None]}, "missing_value"),
        ({"parent_id": [None, str(uuid.uuid4())]}, "link_missing"),
    ],
)
def test_one_bad_edit_refuses_the_whole_group(an, company, bad, code):
    ids = make(an)
    ops = [patch("account", one, rating=[None, "a"]) for one in ids]
    ops[1]["f"] = bad
    answer = an.one(group(*ops))
    assert (answer["s"], answer["why"]["code"]) == ("rejected", code)
    assert rows(company) == [None, None, None]


def test_a_row_that_is_edited_twice_in_a_group_ends_as_the_last_edit_says(an, company):
    (one,) = make(an, 1)
    answer = an.one(
        group(patch("account", one, rating=[None, "a"]), patch("account", one, rating=["a", "b"]))
    )
    assert (answer["s"], answer["v"]) == ("ok", {one: 3})
    assert rows(company) == ["b"]


def test_an_edit_that_says_what_is_there_already_changes_nothing(an, company):
    ids = make(an, 2)
    ops = [patch("account", one, rating=[None, "a"]) for one in ids]
    assert an.one(group(*ops))["v"] == dict.fromkeys(ids, 2)
    assert an.one(group(*ops))["v"] == dict.fromkeys(ids, 2)


def test_the_others_hear_of_every_row(an, company):
    binh = company.client(is_administrator=True)
    ids = make(an)
    binh.copy_all()
    an.one(group(*(patch("account", one, rating=[None, "a"]) for one in ids)))
    binh.pull()
    assert [binh.held["account", one]["rating"] for one in ids] == ["a", "a", "a"]
