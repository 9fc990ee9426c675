"""Pushing: each group whole or not at all, each once, and nothing is lost without an answer."""

from __future__ import annotations

import uuid

import pytest

from tests.server.company import command, group, insert, new_account, patch

pytestmark = pytest.mark.both_versions
WHEN = "2026-11-22T03:00:00.000000Z"


@pytest.fixture
def an(company):
    return company.client()


@pytest.fixture
def binh(company):
    return company.client()


def shared_account(owner, company, *others, level=2):
    """Make a customer of `owner` on which the others have a level."""
    made = new_account()
    assert owner.one(group(made))["s"] == "ok"
    for other in others:
        share = command("share", t="account", id=made["id"], kind="user", who=other.me, level=level)
        assert owner.one(share)["why"] is None
    return made["id"]


def test_what_was_made_is_there(an, company):
    made = new_account(phones=[{"number": "+84901234567"}], annual_revenue="1234.5000")
    answer = an.one(group(made))
    assert answer["s"] == "ok"
    assert answer["v"] == {made["id"]: 1}
    found = company.rows(
        "SELECT name, owner_id::text, annual_revenue, ver FROM app.account WHERE id = %s",
        made["id"],
    )
    assert [(n, o, str(r), v) for n, o, r, v in found] == [("An Bình", an.me, "1234.5000", 1)]


def test_a_group_that_comes_twice_is_done_once(an, company):
    made = group(new_account())
    first, again = an.one(made), an.one(made)
    assert first == again
    assert company.sql("SELECT count(*) FROM app.account") == 1


def test_an_answer_that_was_not_heard_is_given_again(an, company):
    made, lease = group(new_account()), uuid.uuid4()
    lost = an.send([made], lease, is_heard=False)
    assert an.send([made], lease) == lost
    assert company.sql("SELECT count(*) FROM app.account") == 1


def test_a_copied_profile_is_told_so(an):
    old = an.lease
    an.one(group(new_account()))
    an.one(group(new_account()))
    an.lease = old
    assert an.send([group(new_account())], uuid.uuid4())["state"] == "fork"
    assert an.hello()["state"] == "fork"


def test_edits_of_different_fields_are_both_kept(an, binh, company):
    row = shared_account(an, company, binh)
    assert an.one(group(patch("account", row, rating=[None, "a"])))["s"] == "ok"
    assert binh.one(group(patch("account", row, website=[None, "https://an.example"])))["s"] == "ok"
    found = company.rows("SELECT rating, website FROM app.account")
    assert found == [("a", "https://an.example")]


def test_edits_of_the_same_field_leave_the_first_and_tell_the_second(an, binh, company):
    row = shared_account(an, company, binh)
    an.one(group(patch("account", row, rating=[None, "a"])))
    ((at,),) = company.rows("SELECT sync.moment_text(updated_at) FROM app.account")
    answer = binh.one(group(patch("account", row, rating=[None, "b"], market=[None, "foreign"])))
    assert answer["s"] == "conflict"
    (told,) = answer["c"]
    conflict = {"t": "account", "id": row, "col": "rating", "by": an.me, "when": at}
    assert told == conflict | {"base": None, "theirs": "a", "mine": "b"}
    assert company.rows("SELECT rating, market FROM app.account") == [("a", "foreign")]
    assert company.rows("SELECT col, theirs, mine FROM sync.conflict") == [("rating", "a", "b")]


def test_a_strict_group_is_refused_whole_by_any_other_value(an, binh, company):
    row, other = (shared_account(an, company, binh) for _ in "ab")
    an.one(group(patch("account", row, employees=[None, 5])))
    answer = binh.one(
        group(
            patch("account", other, employees=[None, 7]),
            patch("account", row, employees=[None, 5]),
            strict=True,
        )
    )
    assert (answer["s"], answer["why"]["code"]) == ("rejected", "strict")
    assert [c["col"] for c in answer["c"]] == ["employees"]
    assert company.sql("SELECT employees FROM app.account WHERE id = %s", other) is None


def test_a_bad_group_stops_no_other(an, company):
    orphan = insert("note", subject="Gọi lại", account_id=str(uuid.uuid4()))
    first, second, third = an.push(group(new_account()), group(orphan), group(new_account()))
    assert (first["s"], second["s"], third["s"]) == ("ok", "rejected", "ok")
    assert second["why"]["code"] == "link_missing"
    assert company.sql("SELECT count(*) FROM app.account") == 2
    assert company.sql("SELECT payload -> 'ops' -> 0 ->> 't' FROM sync.rejected") == "note"


def test_a_broken_link_in_the_middle_is_refused_at_the_end_of_its_group(an):
    dangling = new_account(industry_id=str(uuid.uuid4()))
    bad, good = an.push(group(dangling), group(new_account()))
    assert (bad["why"]["code"], good["s"]) == ("link_missing", "ok")


def test_what_uses_a_refused_row_is_blocked_by_it(an):
    bad = new_account(employees="many")
    note = insert("note", subject="Gọi lại", account_id=bad["id"])
    edit = patch("account", bad["id"], rating=[None, "a"])
    answers = an.push(group(bad), group(note), group(edit))
    assert [a["why"]["code"] for a in answers] == ["bad_value", "blocked_by", "blocked_by"]


def test_nobody_edits_what_they_cannot_see(an, binh, company):
    row = shared_account(an, company)
    answer = binh.one(group(patch("account", row, rating=[None, "b"])))
    assert answer["why"]["code"] == "denied"


def test_who_may_only_look_cannot_edit(an, binh, company):
    row = shared_account(an, company, binh, level=1)
    assert binh.one(group(patch("account", row, rating=[None, "b"])))["why"]["code"] == "denied"
    note = insert("note", subject="Đã gọi", account_id=row)
    assert binh.one(group(note))["s"] == "ok"


def test_who_may_edit_cannot_delete_or_hand_on(an, binh, company):
    row = shared_account(an, company, binh, level=2)
    for change in ({"deleted_at": [None, WHEN]}, {"owner_id": [an.me, binh.me]}):
        assert binh.one(group(patch("account", row, 1, **change)))["why"]["code"] == "denied"


def test_nobody_gives_himself_rights(an, company):
    role = company.sql("SELECT id::text FROM app.user_role")
    for op in (
        insert("role_member", user_id=an.me, role_id=role),
        insert("user_role", name="Chủ", rights=["*"]),
        insert("app_user", full_name="Ma"),
    ):
        assert an.one(group(op))["why"]["code"] == "denied"


def test_an_edit_wins_over_a_deletion_that_did_not_know_it(an, binh, company):
    row = shared_account(an, company, binh, level=3)
    known = company.sql("SELECT ver FROM app.account")
    an.one(group(patch("account", row, rating=[None, "a"])))
    answer = binh.one(group(patch("account", row, known, deleted_at=[None, WHEN])))
    assert [c["col"] for c in answer["c"]] == ["deleted_at"]
    assert company.sql("SELECT deleted_at FROM app.account") is None


def test_ones_own_edits_do_not_stop_ones_own_deletion(an, company):
    row = shared_account(an, company)
    edit = patch("account", row, 1, rating=[None, "a"])
    answers = an.push(group(edit), group(patch("account", row, 1, deleted_at=[None, WHEN])))
    assert [a["s"] for a in answers] == ["ok", "ok"]


def test_an_edit_of_what_lies_in_the_bin_is_made_and_told(an, binh, company):
    row = shared_account(an, company, binh)
    an.one(group(patch("account", row, 9, deleted_at=[None, WHEN])))
    answer = binh.one(group(patch("account", row, rating=[None, "a"])))
    assert [(c["col"], c["theirs"]) for c in answer["c"]] == [("deleted_at", WHEN)]
    assert company.sql("SELECT rating FROM app.account") == "a"


def test_deleting_for_good_needs_the_bin_and_no_newer_version(an, company):
    row = shared_account(an, company)
    purge = {"t": "account", "id": row, "o": "D", "ver": 99}
    assert an.one(group(purge))["why"]["code"] == "not_expected"
    an.one(group(patch("account", row, 1, deleted_at=[None, WHEN])))
    assert an.one(group(purge | {"ver": 1}))["why"]["code"] == "edited"
    assert an.one(group(purge))["s"] == "ok"
    assert company.sql("SELECT count(*) FROM app.account") == 0


def test_a_row_that_is_there_is_compared_and_never_overwritten(an, company):
    made = new_account(rating="a")
    an.one(group(made))
    assert an.one(group(made))["s"] == "ok"
    other = new_account(rating="b") | {"id": made["id"]}
    assert [c["col"] for c in an.one(group(other))["c"]] == ["rating"]
    assert company.sql("SELECT rating FROM app.account") == "a"


def test_an_id_of_somebody_elses_row_tells_nothing(an, binh, company):
    row = shared_account(an, company)
    answer = binh.one(group(new_account() | {"id": row}))
    assert answer["why"]["code"] == "duplicate"
    assert "An" not in str(answer["why"])


def test_own_fields_are_patched_one_by_one(an, binh, company):
    row = shared_account(an, company, binh)
    an.one(group(patch("account", row, **{"extra.x_size": [None, 40]})))
    binh.one(group(patch("account", row, **{"extra.x_colour": [None, "đỏ"]})))
    assert company.sql("SELECT extra FROM app.account") == {"x_size": 40, "x_colour": "đỏ"}
    an.one(group(patch("account", row, **{"extra.x_size": [40, None]})))
    an.one(group(patch("account", row, **{"extra.x_colour": ["đỏ", None]})))
    assert company.sql("SELECT extra FROM app.account") is None


REFUSED_VALUES = (
    ("annual_revenue", 1234.5, "bad_value"),
    ("annual_revenue", "1234.5", "bad_value"),
    ("annual_revenue", "NaN", "bad_value"),
    ("employees", 2**70, "bad_value"),
    ("employees", 1.5, "bad_value"),
    ("is_shared", 1, "bad_value"),
    ("customer_since", "22/11/2026", "bad_value"),
    ("customer_since", "2026-02-30", "bad_value"),
    ("care_stopped_at", "infinity", "bad_value"),
    ("industry_id", "X", "bad_value"),
    ("name", None, "missing_value"),
    ("acl_id", 1, "unknown"),
    ("ver", 7, "unknown"),
    ("name_key", "00", "unknown"),
    ("no_such_column", 1, "unknown"),
    ("created_by", str(uuid.uuid4()), "unknown"),
)


def test_another_spelling_or_column_is_refused(an, company):
    found = []
    for column, value, _code in REFUSED_VALUES:
        made = new_account()
        made["f"][column] = [None, value]
        found.append((column, value, an.one(group(made))["why"]["code"]))
    assert tuple(found) == REFUSED_VALUES
    assert company.sql("SELECT count(*) FROM app.account") == 0


def test_texts_are_kept_in_one_spelling(an, company):
    made = new_account(name="An Bi\u0300nh", description="mot\r\nhai", website="")
    assert an.one(group(made))["s"] == "ok"
    found = company.rows("SELECT name, description, website FROM app.account")
    assert found == [("An Bình", "mot\nhai", None)]


def test_a_mid_of_somebody_else_tells_nothing(an, binh):
    sent = group(new_account())
    an.one(sent)
    with pytest.raises(Exception, match="bad_request"):
        binh.one(sent)
    assert binh.call("SELECT api.known(%s::uuid[])", [sent["mid"]]) == {}
    assert list(an.call("SELECT api.known(%s::uuid[])", [sent["mid"]])) == [sent["mid"]]
