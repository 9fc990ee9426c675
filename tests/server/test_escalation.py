"""Ways in which somebody might get more than was given: each is closed."""

from __future__ import annotations

import uuid

import pytest
from psycopg.types.json import Jsonb

from desktop.store.migrations import HEAD
from tests.server.company import SqlError, command, group, insert, new_account, patch


@pytest.fixture
def an(company):
    return company.client()


@pytest.fixture
def binh(company):
    return company.client()


@pytest.fixture
def account(an, binh):
    """A customer of An that Binh may look at."""
    made = new_account()
    an.one(group(made))
    give(an, made["id"], binh, 1)
    return made["id"]


def give(owner, row, who, level, table="account"):
    share = command("share", t=table, id=row, kind="user", who=who.me, level=level)
    assert owner.one(share)["why"] is None


def test_inserting_what_is_there_gives_no_right_on_it(an, binh, account, company):
    again = new_account() | {"id": account}
    change = patch("account", account, rating=[None, "b"])
    assert binh.one(group(again, change))["why"]["code"] == "denied"
    assert company.sql("SELECT rating FROM app.account") is None


def test_a_share_that_somebody_made_is_no_way_back_for_him(an, binh, account, company):
    other = company.client()
    give(an, account, binh, 4)
    give(binh, account, other, 1)
    lent = company.rows("SELECT id::text, level FROM app.share WHERE user_id = %s", other.me)[0]
    give(an, account, binh, 0)
    binh.pull()
    assert ("share", lent[0]) not in binh.held
    for change in ({"user_id": [other.me, binh.me]}, {"level": [lent[1], "share"]}):
        assert binh.one(group(patch("share", lent[0], 1, **change)))["why"]["code"] == "denied"


def test_who_may_edit_cannot_widen_a_share(an, binh, account, company):
    give(an, account, binh, 3)
    share = company.rows("SELECT id::text, level FROM app.share")[0]
    assert (
        binh.one(group(patch("share", share[0], level=["delete", "share"])))["why"]["code"]
        == "denied"
    )
    purge = {"t": "share", "id": share[0], "o": "D", "ver": 9}
    assert binh.one(group(purge))["why"]["code"] == "denied"


def test_a_share_cannot_be_turned_to_another_record(an, binh, account, company):
    own, foreign = new_account(), new_account(is_shared=False)
    binh.one(group(own))
    an.one(group(foreign))
    share = insert("share", record_type="account", record_id=own["id"], user_id=binh.me)
    share["f"]["level"] = [None, "share"]
    assert binh.one(group(share))["why"] is None
    turned = patch("share", share["id"], record_id=[own["id"], foreign["id"]])
    turned["f"]["record_type"] = ["account", "account"]
    assert binh.one(group(turned))["why"]["code"] in {"link_missing", "denied"}
    binh.pull()
    assert ("account", foreign["id"]) not in binh.held


def test_a_note_on_what_one_sees_opens_nothing_more(an, binh, account):
    note = insert("note", subject="x", account_id=account)
    assert binh.one(group(note))["s"] == "ok"
    change = patch("account", account, rating=[None, "b"])
    assert binh.one(group(change))["why"]["code"] == "denied"


def test_nothing_is_hung_on_what_one_does_not_see(an, binh):
    hidden = new_account(is_shared=False)
    an.one(group(hidden))
    note = insert("note", subject="x", account_id=hidden["id"])
    assert binh.one(group(note))["why"]["code"] == "link_missing"
    free = insert("note", subject="x")
    binh.one(group(free))
    moved = patch("note", free["id"], account_id=[None, hidden["id"]])
    assert binh.one(group(moved))["why"]["code"] == "link_missing"


def test_rights_of_a_group_are_those_before_it(an, binh, account, company):
    give(an, account, binh, 4)
    handed = patch("account", account, owner_id=[an.me, binh.me])
    edited = patch("account", account, rating=[None, "b"])
    assert binh.one(group(handed, edited))["s"] == "ok"
    back = patch("account", account, owner_id=[binh.me, an.me])
    late = patch("account", account, rating=["b", "c"])
    give(binh, account, binh, 0)
    first, second = binh.push(
        group(back, late), group(patch("account", account, rating=["c", "d"]))
    )
    assert (first["s"], second["why"]["code"]) == ("ok", "denied")


def test_the_words_of_a_colleague_stay_as_they_are(an, binh, account):
    said = insert("comment", title="x", body="Khách khó", record_type="account", record_id=account)
    assert binh.one(group(said))["s"] == "ok"
    change = patch("comment", said["id"], body=["Khách khó", "Khách dễ"])
    assert an.one(group(change))["why"]["code"] == "denied"
    assert binh.one(group(change))["s"] == "ok"


def test_what_was_said_about_a_record_that_is_gone_stays_with_who_said_it(an, binh, company):
    made = new_account(is_shared=False)
    said = insert("comment", title="x", body="y", record_type="account", record_id=made["id"])
    an.push(group(made), group(said))
    give(an, made["id"], binh, 1)
    company.sql("DELETE FROM app.account")
    assert company.sql("SELECT count(*) FROM app.share") == 0
    assert an.one(group(patch("comment", said["id"], body=["y", "z"])))["s"] == "ok"
    binh.pull()
    assert ("comment", said["id"]) not in binh.held


def test_a_row_of_another_table_with_the_same_id_gives_no_right(an, binh, account, company):
    company.sql("INSERT INTO app.user_role (id, name, rights) VALUES (%s, 'A', '[]')", account)
    for twin in (insert("note", account, subject="x"), insert("gift", account, title="x")):
        role = patch("user_role", account, rights=[[], ["*"]])
        assert binh.one(group(twin, role))["why"]["code"] == "denied"
        change = patch("account", account, rating=[None, "b"])
        assert binh.one(group(twin, change))["why"]["code"] == "denied"
        purge = {"t": "account", "id": account, "o": "D", "ver": 9}
        assert binh.one(group(twin, purge))["why"]["code"] == "denied"
    assert company.sql("SELECT rights FROM app.user_role WHERE id = %s", account) == []
    assert binh.one(group(insert("note", account, subject="x")))["s"] == "ok"
    later = group(patch("note", account, subject=["x", "y"]), role)
    assert binh.one(later)["why"]["code"] == "denied"


def test_a_version_of_another_table_is_no_leave_to_delete(an, account, company):
    note = insert("note", account, subject="x")
    bin_it = patch("account", account, 9, deleted_at=[None, "2026-11-22T03:00:00.000000Z"])
    assert [a["s"] for a in an.push(group(note), group(bin_it))] == ["ok", "ok"]
    company.sql("UPDATE app.account SET name = 'Hoa'")
    purge = {"t": "account", "id": account, "o": "D", "ver": 1}
    touch = patch("note", account, 1, subject=["x", "y"])
    assert an.push(group(touch), group(purge))[1]["why"]["code"] == "edited"


BIN = "2026-11-22T03:00:00.000000Z"


def test_who_may_delete_neither_ends_shares_nor_brings_them_back(an, binh, account, company):
    other = company.client()
    give(an, account, other, 4)
    give(an, account, binh, 3)
    query = "SELECT id::text FROM app.share WHERE user_id = %s"
    share = company.sql(query, other.me)
    ended = patch("share", share, 9, deleted_at=[None, BIN])
    assert binh.one(group(ended))["why"]["code"] == "denied"
    assert an.one(group(ended))["s"] == "ok"
    again = patch("share", share, 9, deleted_at=[BIN, None])
    assert binh.one(group(again))["why"]["code"] == "denied"
    own = company.sql(query, binh.me)
    assert (
        binh.one(group(patch("share", own, 9, deleted_at=[None, BIN])))["why"]["code"] == "denied"
    )


def test_nobody_gets_more_of_a_row_by_hanging_it_on_a_record_of_his_own(an, binh, account, company):
    own = new_account()
    person = insert("contact", full_name="Lê Hoa", account_id=account, visibility=None)
    said = insert("note", subject="x", account_id=account)
    an.one(group(person, said))
    binh.one(group(own))
    for table, op in (("contact", person), ("note", said)):
        share = command("share", t=table, id=op["id"], kind="user", who=binh.me, level=2)
        assert an.one(share)["why"] is None
        moved = patch(table, op["id"], account_id=[account, own["id"]])
        assert binh.one(group(moved))["why"]["code"] == "denied"
        assert binh.one(group(moved, moved))["why"]["code"] == "denied"
        assert an.one(group(patch(table, op["id"], account_id=[account, None])))["s"] == "ok"
        hung = patch(table, op["id"], account_id=[None, own["id"]])
        assert binh.one(group(hung))["why"]["code"] == "denied"
        assert binh.one(group(patch(table, op["id"], account_id=[None, account])))["s"] == "ok"


def test_what_an_editor_hangs_on_a_colleagues_record_follows_it_until_its_owner_takes_it_back(
    an, binh, account, company
):
    chi, hers = company.client(), new_account(is_shared=False)
    person = insert("contact", full_name="Lê Hoa", account_id=account, visibility=None)
    chi.one(group(hers))
    give(chi, hers["id"], binh, 1)
    an.one(group(person))
    share = command("share", t="contact", id=person["id"], kind="user", who=binh.me, level=2)
    assert an.one(share)["why"] is None
    moved = patch("contact", person["id"], account_id=[account, hers["id"]])
    assert binh.one(group(moved))["s"] == "ok"
    chi.pull()
    assert ("contact", person["id"]) in chi.held
    back = patch("contact", person["id"], account_id=[hers["id"], account])
    assert an.one(group(back))["s"] == "ok"
    chi.pull()
    assert ("contact", person["id"]) not in chi.held


WRITES = {
    "push": "SELECT api.push('{client}', '{lease}', gen_random_uuid(), 3, '[]')",
    "lease_numbers": "SELECT api.lease_numbers('{client}', 'account.code', 1)",
    "settle": "SELECT api.settle('[]')",
    "file_had": "SELECT api.file_had('{client}', 'x')",
    "hello": "SELECT api.hello('{client}', '{lease}', '{{\"protocol\": 1, \"rev\": 3}}')",
    "make_login": "SELECT api.make_login(gen_random_uuid(), 'x', NULL, NULL, 'x', 'x')",
    "set_password": "SELECT api.set_password('{me}', 'x')",
    "set_open": "SELECT api.set_open('{me}', false)",
    "set_device": "SELECT api.set_device('{client}', 'wipe')",
    "ask_server": "SELECT api.ask_server('reap', '{{}}')",
    "cancel_server": "SELECT api.cancel_server(gen_random_uuid())",
    "set_upkeep": "SELECT api.set_upkeep('{{}}')",
}


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_what_writes_is_not_called_where_locks_come_too_late(company, level):
    boss = company.client(is_administrator=True)
    told = {"client": boss.client_id, "lease": boss.lease, "me": boss.me}
    boss.connection.execute(f"SET default_transaction_isolation = '{level}'".encode())
    for name, call in WRITES.items():
        with pytest.raises(SqlError) as error:
            boss.call(call.format(**told))
        assert (name, error.value.sqlstate) == (name, "LH006")
        assert "READ COMMITTED" in str(error.value.diag.message_detail), name
    boss.pull()


def test_a_cursor_that_was_made_up_lets_nobody_else_start_anew(an, binh, company):
    for one in (an, binh):
        one.pull()
    query = "SELECT generation FROM sync.meta"
    before = company.sql(query)
    false = {"boot": str(uuid.uuid4())}, {"lsn": "FFFF/0"}, {"snapshot": "9:99999999:"}
    for part in false:
        for seal in ({}, {"seal": "0" * 64}, {"seal": None}):
            told = binh.hello(cursor=binh.cursor | part | seal)
            assert told["history"] in {"unknown boot", "ahead"}
    assert company.sql(query) == before
    assert an.hello(cursor=an.cursor)["history"] is None


def test_devices_of_one_person_are_not_without_number(an, company):
    query = "SELECT api.hello(gen_random_uuid(), gen_random_uuid(), %s)"
    company.sql(
        "INSERT INTO sync.client (client_id, user_id, lease) "
        "SELECT gen_random_uuid(), %s, gen_random_uuid() FROM generate_series(1, 99)",
        an.me,
    )
    with pytest.raises(SqlError) as error:
        an.call(query, Jsonb({"protocol": 1, "rev": HEAD}))
    assert error.value.sqlstate == "LH011"
    company.sql("UPDATE sync.client SET last_seen = now() - interval '91 days'")
    assert an.call(query, Jsonb({"protocol": 1, "rev": HEAD}))["state"] == "ok"
    assert an.hello()["state"] == "ok"
    assert company.client().hello()["state"] == "ok"


def test_who_edits_a_row_is_told_of_that_table_alone(an, binh, account):
    binh.one(group(insert("note", account, subject="x")))
    query = "SELECT api.present(%s, %s, %s)"
    assert binh.call(query, "note", account, True) == []
    assert an.call(query, "account", account, True) == []
    assert len(an.call(query, "note", account, False)) == 1
    assert len(binh.call(query, "account", account, False)) == 1
