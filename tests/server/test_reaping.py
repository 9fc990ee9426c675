"""What the centre forgets in time, and what it must not forget before."""

from __future__ import annotations

import pytest

from desktop.server import upkeep
from tests.server.company import command, group, new_account, patch

pytestmark = pytest.mark.both_versions


@pytest.fixture
def an(company):
    return company.client(is_administrator=True)


@pytest.fixture
def merged(an):
    """Two customers of which An made one; the answer of the merge."""
    kept, other = new_account("Hoa Sen"), new_account("Hoa Sen Group")
    person = new_account("Cửa hàng", parent_id=other["id"])
    assert an.one(group(kept, other, person))["s"] == "ok"
    answer = an.one(command("merge", t="account", to=kept["id"], **{"from": [other["id"]]}))
    assert answer["s"] == "ok"
    return answer, kept["id"], other["id"]


def marks(company):
    return [company.sql(f"SELECT count(*) FROM sync.{t}") for t in ("merged", "relinked")]


def age(company, days):
    """Let everything have happened that much earlier."""
    for table in ("mutation", "log", "user_pr_log"):
        company.sql(f"UPDATE sync.{table} SET at = at - make_interval(days => %s)", days)


def test_marks_of_a_merge_are_kept_as_long_as_its_answer(an, company, merged):
    assert marks(company) == [1, 1]
    age(company, 100)
    assert upkeep.reap(company.admin, 60, 180)["merges"] == 0
    assert marks(company) == [1, 1]
    age(company, 100)
    assert upkeep.reap(company.admin, 60, 180)["merges"] == 1
    assert marks(company) == [0, 0]


def test_a_merge_is_taken_back_after_changes_were_forgotten(an, company, merged):
    answer, _kept, other = merged
    age(company, 100)
    assert upkeep.reap(company.admin, 60, 180)["changes"] > 0
    assert an.one(command("unmerge", merge=answer["mid"]))["s"] == "ok"
    assert company.sql("SELECT deleted_at FROM app.account WHERE id = %s", other) is None


def test_edits_of_before_a_merge_find_what_stayed_until_it_is_forgotten(an, company, merged):
    _answer, kept, other = merged
    late = new_account("Chi nhánh", parent_id=other)
    assert an.one(group(late))["s"] == "ok"
    parent = "SELECT parent_id::text FROM app.account WHERE id = %s"
    assert company.sql(parent, late["id"]) == kept
    age(company, 200)
    upkeep.reap(company.admin, 60, 180)
    told = an.one(group(patch("account", late["id"], parent_id=[kept, other])))
    assert told["s"] == "ok"  # it lies in the bin, where people see it
    assert company.sql(parent, late["id"]) == other


def test_taking_back_what_was_forgotten_is_refused_with_a_word(an, company, merged):
    answer, _kept, _other = merged
    age(company, 200)
    upkeep.reap(company.admin, 60, 180)
    told = an.one(command("unmerge", merge=answer["mid"]))
    assert (told["s"], told["why"]["code"]) == ("rejected", "not_expected")


def test_what_nobody_needs_any_more_is_emptied_in_time(an, company):
    customer = new_account(logo="a" * 64)
    an.one(group(customer))
    an.one(group(patch("account", customer["id"], 1, name=["Khác", "Hoa"])))
    assert an.one(group(patch("account", customer["id"], 1, nothing=[None, 1])))["s"] == "rejected"
    an.call("SELECT api.lease_numbers(%s, 'account.code', 5)", an.client_id)
    old, wiped = company.client(), company.client()
    company.sql("UPDATE sync.client SET state = 'wipe' WHERE client_id = %s", wiped.client_id)
    tables = ("rejected", "conflict", "number_lease", "file_author", "client")
    query = "SELECT " + ", ".join(f"(SELECT count(*) FROM sync.{table})" for table in tables)
    assert company.rows(query) == [(1, 1, 1, 1, 3)]
    assert upkeep.reap(company.admin, 60, 180)["problems"] == 0
    assert company.rows(query) == [(1, 1, 1, 1, 3)]
    for table in ("rejected", "conflict"):
        company.sql(f"UPDATE sync.{table} SET at = at - interval '181 days'")
    company.sql("UPDATE sync.number_lease SET expires = now() - interval '1 second'")
    company.sql("UPDATE sync.client SET last_seen = now() - interval '366 days'")
    company.sql("UPDATE sync.client SET last_seen = now() WHERE client_id = %s", an.client_id)
    company.sql("DELETE FROM app.account")
    assert upkeep.reap(company.admin, 60, 180)["problems"] == 2
    assert company.rows(query) == [(0, 0, 0, 0, 2)]
    assert old.hello(cursor=old.cursor)["state"] == "ok"
    assert an.call("SELECT api.lease_numbers(%s, 'account.code', 5)", an.client_id)["lo"] == 6
