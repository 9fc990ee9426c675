"""Merging at the centre: everything that names a record goes along, whoever may see it."""

from __future__ import annotations

import uuid

import pytest

from tests.server.company import command, group, insert, new_account, patch

pytestmark = pytest.mark.both_versions


@pytest.fixture
def an(company):
    return company.client(is_administrator=True)


@pytest.fixture
def binh(company):
    return company.client(is_administrator=True)


@pytest.fixture
def pair(an):
    """Two customers that mean the same."""
    names = ("Hoa Sen", "Hoa Sen Group")
    ops = [new_account(name, is_shared=True) for name in names]
    assert an.one(group(*ops))["s"] == "ok"
    return [op["id"] for op in ops]


def merge(kept, *others, **more):
    return command("merge", t="account", to=kept, **{"from": list(others)}, **more)


def account_of(company, table, row_id):
    return str(company.sql(f"SELECT account_id FROM app.{table} WHERE id = %s", row_id))


def test_what_names_the_others_names_the_one_that_stays(an, company, pair):
    person = insert("contact", full_name="Lê Hoa", account_id=pair[1])
    an.one(group(person))
    answer = an.one(merge(*pair))
    assert answer["s"] == "ok", answer
    assert answer["data"]["merged"] == 1
    assert account_of(company, "contact", person["id"]) == pair[0]
    found = company.rows(
        "SELECT deleted_at IS NOT NULL, extra ->> 'merged_into' FROM app.account WHERE id = %s",
        pair[1],
    )
    assert found == [(True, uuid.UUID(pair[0]).hex)]


def test_private_rows_of_colleagues_go_along_unseen(an, company, pair):
    clerk = company.client()
    note = insert("note", subject="Riêng", body="…", account_id=pair[1], visibility=0)
    assert clerk.one(group(note))["s"] == "ok"
    assert an.one(merge(*pair))["s"] == "ok"
    assert account_of(company, "note", note["id"]) == pair[0]


def test_what_was_chosen_comes_with_it_and_a_clash_is_told(an, company, pair):
    company.sql("UPDATE app.account SET website = 'https://hoasen.vn' WHERE id = %s", pair[0])
    chosen = patch("account", pair[0], name=["Hoa Sen", "Tập đoàn Hoa Sen"], website=[None, "x"])
    answer = an.one(merge(*pair, ops=[chosen]))
    assert answer["s"] == "conflict"
    assert [c["col"] for c in answer["c"]] == ["website"]
    name = company.sql("SELECT name FROM app.account WHERE id = %s", pair[0])
    assert name == "Tập đoàn Hoa Sen"


def test_a_row_made_offline_for_a_merged_record_goes_to_the_one_that_stays(an, binh, company, pair):
    an.one(merge(*pair))
    person = insert("contact", full_name="Lê Hoa", account_id=pair[1])
    said = {"title": "x", "body": "…", "record_type": "account", "record_id": pair[1]}
    comment = insert("comment", **said)
    assert [a["s"] for a in binh.push(group(person), group(comment))] == ["ok", "ok"]
    assert account_of(company, "contact", person["id"]) == pair[0]
    record = company.sql("SELECT record_id FROM app.comment WHERE id = %s", comment["id"])
    assert record == pair[0]


def test_the_opposite_merge_finds_it_done(an, binh, company, pair):
    assert an.one(merge(*pair))["data"]["merged"] == 1
    answer = binh.one(merge(pair[1], pair[0]))
    assert (answer["s"], answer["data"]["merged"], answer["data"]["to"]) == ("ok", 0, pair[0])
    alive = company.rows("SELECT id::text FROM app.account WHERE deleted_at IS NULL")
    assert alive == [(pair[0],)]


def test_merging_follows_where_a_record_went(an, binh, company, pair):
    third = new_account("HS")
    an.one(group(third))
    an.one(merge(*pair))
    answer = binh.one(merge(third["id"], pair[1]))
    assert answer["data"]["merged"] == 1
    alive = company.rows("SELECT id::text FROM app.account WHERE deleted_at IS NULL")
    assert alive == [(third["id"],)]


def test_a_merge_that_is_taken_back_leaves_all_as_it_was(an, company, pair):
    person = insert("contact", full_name="Lê Hoa", account_id=pair[1])
    note = insert("note", subject="x", body="…", account_id=pair[1])
    child = new_account("Con", parent_id=pair[1])
    an.one(group(person, note, child))
    done = merge(*pair)
    an.one(done)
    answer = an.one(command("unmerge", merge=done["mid"]))
    assert answer["s"] == "ok", answer
    assert account_of(company, "contact", person["id"]) == pair[1]
    assert account_of(company, "note", note["id"]) == pair[1]
    found = company.rows(
        "SELECT parent_id::text, (SELECT count(*) FROM app.account WHERE deleted_at IS NULL), "
        "(SELECT count(*) FROM app.account WHERE extra ? 'merged_into') "
        "FROM app.account WHERE id = %s",
        child["id"],
    )
    assert found == [(pair[1], 3, 0)]
    again = an.one(command("unmerge", merge=done["mid"]))
    assert again["why"]["code"] == "not_expected"


def test_only_who_merged_takes_it_back(an, company, pair):
    done = merge(*pair)
    an.one(done)
    clerk = company.client()
    assert clerk.one(command("unmerge", merge=done["mid"]))["s"] == "rejected"


def test_whoever_may_not_delete_may_not_merge(company, an, pair):
    clerk = company.client()
    answer = clerk.one(merge(*pair))
    assert (answer["s"], answer["why"]["code"]) == ("rejected", "denied")
    assert company.sql("SELECT count(*) FROM app.account WHERE deleted_at IS NULL") == 2


def test_who_has_no_role_may_not_merge(company, an, pair):
    clerk = company.client(is_permitted=False)
    for one in pair:
        share = command("share", t="account", id=one, kind="user", who=clerk.me, level=4)
        assert an.one(share)["s"] == "ok"
    assert clerk.one(merge(*pair))["why"]["code"] == "denied"
    company.permit(uuid.UUID(clerk.me))
    assert clerk.one(merge(*pair))["s"] == "ok"


def test_a_role_without_the_action_may_not_merge(company, an, pair):
    role, clerk = str(uuid.uuid4()), company.client(is_administrator=True)
    company.sql("UPDATE app.user_role SET rights = '[\"account.save\"]'")
    company.sql(
        "INSERT INTO app.user_role (id, name, rights) VALUES (%s, 'x', '[\"account.create\"]')",
        role,
    )
    answer = clerk.one(merge(*pair))
    assert (answer["s"], answer["why"]["code"]) == ("rejected", "denied")


@pytest.mark.parametrize(
    "args",
    [
        {"t": "account"},
        {"t": "account", "to": "x", "from": []},
        {"t": "account", "to": str(uuid.uuid4()), "from": [str(uuid.uuid4())]},
        {"t": "account", "to": str(uuid.uuid4()), "from": "all"},
        {"t": "app_user", "to": str(uuid.uuid4()), "from": [str(uuid.uuid4())]},
        {"t": "nothing", "to": str(uuid.uuid4()), "from": [str(uuid.uuid4())]},
    ],
)
def test_a_merge_without_sense_is_refused_with_a_word(an, args):
    answer = an.one(command("merge", **args))
    assert answer["s"] == "rejected"
    assert answer["why"]["code"] in {"bad_request", "link_missing", "unknown"}


def imported(client, count=3):
    """Make customers as an import does; return the part of the command that names them."""
    ops = [new_account(f"Khách {n}") for n in range(count)]
    assert client.one(group(*ops))["s"] == "ok"
    return {"t": "account", "rows": [[op["id"], 1] for op in ops]}


def test_an_import_is_taken_back_whole_but_for_what_others_worked_with(company):
    an, binh = company.client(), company.client(is_administrator=True)
    made = imported(an, 4)
    ids = [row[0] for row in made["rows"]]
    binh.one(group(patch("account", ids[0], 1, name=["Khách 0", "Khách quý"])))
    binh.one(group(insert("contact", full_name="Lê Hoa", account_id=ids[1])))
    answer = an.one(command("undo_import", made=[made]))
    assert answer["s"] == "ok", answer
    assert answer["data"]["binned"] == 2
    assert sorted(one for _t, one in answer["data"]["kept"]) == sorted(ids[:2])
    alive = company.rows("SELECT id::text FROM app.account WHERE deleted_at IS NULL")
    assert sorted(one for (one,) in alive) == sorted(ids[:2])


def test_what_hangs_together_in_an_import_goes_together(company):
    an = company.client()
    account = new_account()
    person = insert("contact", full_name="Lê Hoa", account_id=account["id"])
    an.one(group(account, person))
    made = [{"t": op["t"], "rows": [[op["id"], None]]} for op in (account, person)]
    answer = an.one(command("undo_import", made=made))
    assert answer["data"] == {"binned": 2, "kept": []}


def test_an_import_gives_changed_records_their_old_values(company):
    an = company.client()
    account = new_account("Mới")
    an.one(group(account))
    back = patch("account", account["id"], 1, name=["Mới", "Cũ"])
    assert an.one(command("undo_import", made=[], ops=[back]))["s"] == "ok"
    assert company.sql("SELECT name FROM app.account") == "Cũ"


def test_nobody_takes_back_what_others_imported(company):
    an, binh = company.client(), company.client()
    made = imported(an)
    answer = binh.one(command("undo_import", made=[made]))
    assert answer["data"]["binned"] == 0
    assert company.sql("SELECT count(*) FROM app.account WHERE deleted_at IS NULL") == 3


def test_a_hand_over_into_a_unit_keeps_the_person(company):
    an, unit = company.client(is_administrator=True), company.unit("Kinh doanh")
    made = new_account()
    an.one(group(made))
    answer = an.one(command("assign", t="account", ids=[made["id"]], unit=unit))
    assert answer["data"] == {"assigned": 1, "skipped": []}
    found = company.rows("SELECT owner_id::text, org_unit_id::text FROM app.account")
    assert found == [(an.me, unit)]


@pytest.mark.parametrize(
    ("rights", "code"),
    [
        (["*"], None),
        (["account.merge", "undo.group", "gift.number", "server.manage"], None),
        (["acount.merge"], "bad_value"),
        (["account"], "bad_value"),
        ([7], "bad_value"),
        ({"account.merge": True}, "bad_value"),
    ],
)
def test_a_role_permits_only_actions_that_there_are(company, rights, code):
    an = company.client(is_administrator=True)
    answer = an.one(group(insert("user_role", name="Thu ngân", rights=rights)))
    assert (answer["why"] or {}).get("code") == code


def test_a_merge_of_other_records_with_the_same_id_redirects_nothing(an, binh, company, pair):
    notes = [insert("note", pair[1], subject="x"), insert("note", subject="y")]
    binh.one(group(*notes))
    done = command("merge", t="note", to=notes[1]["id"], **{"from": [pair[1]]})
    assert binh.one(done)["data"]["merged"] == 1
    person = insert("contact", full_name="Lê Hoa", account_id=pair[1])
    comment = insert("comment", title="x", body="…", record_type="account", record_id=pair[1])
    assert [a["s"] for a in an.push(group(person), group(comment))] == ["ok", "ok"]
    assert account_of(company, "contact", person["id"]) == pair[1]
    assert an.one(merge(*pair))["data"]["merged"] == 1
    assert company.sql("SELECT count(*) FROM sync.merged WHERE loser = %s", pair[1]) == 2


@pytest.mark.parametrize("table", ["share", "comment"])
def test_shares_and_words_of_people_are_not_merged(an, binh, company, pair, table):
    about = {"record_type": "account", "record_id": pair[0]}
    more = {"level": "edit"} if table == "share" else {"title": "x", "body": "y"}
    made = [
        insert(table, **about, **more, **({"user_id": one.me} if table == "share" else {}))
        for one in (an, binh)
    ]
    assert an.one(group(*made))["s"] == "ok"
    to, other = (op["id"] for op in made)
    joined = command("merge", t=table, to=to, **{"from": [other]})
    assert an.one(joined)["why"]["code"] == "bad_request"
    assert company.sql(f"SELECT count(*) FROM app.{table} WHERE deleted_at IS NULL") == 2
