"""Pulling: after it, a client holds exactly what its person may see."""

from __future__ import annotations

import uuid

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.server.company import command, group, insert, new_account, patch

pytestmark = pytest.mark.both_versions


@pytest.fixture
def an(company):
    return company.client()


@pytest.fixture
def binh(company):
    return company.client()


def check_exact(client):
    """Compare what a client holds with what the views show now, levels included."""
    client.pull()
    held = dict(client.held)
    levels = dict(client.acls)
    client.copy_all()
    now = {key: row["ver"] for key, row in client.held.items()}
    assert {key: row["ver"] for key, row in held.items()} == now
    used = {row["acl_id"] for row in held.values()}
    assert {acl: levels.get(acl) for acl in used} == {acl: client.acls[acl] for acl in used}


def test_a_first_pull_asks_to_copy_and_the_next_tells_what_came(an, binh):
    assert an.pull()["resync"] == "first"
    made = new_account(is_shared=True)
    binh.one(group(made))
    an.pull()
    assert an.held["account", made["id"]]["name"] == "An Bình"
    check_exact(an)


def test_values_travel_in_one_spelling(an):
    an.pull()
    made = new_account(
        annual_revenue="-0.5000",
        customer_since="2026-11-22",
        care_stopped_at=None,
        emails=["a@b.example"],
        is_shared=False,
    )
    an.one(group(made))
    an.pull()
    row = an.held["account", made["id"]]
    sent = {name: value for name, (_base, value) in made["f"].items()}
    assert {name: row[name] for name in sent} == sent
    assert len(row["created_at"]) == len("2026-11-22T03:00:00.000000Z")
    assert row["created_at"].endswith("Z")


def test_what_is_private_reaches_nobody_else(an, binh):
    binh.pull()
    made = new_account(is_shared=False)
    an.one(group(made))
    binh.pull()
    assert ("account", made["id"]) not in binh.held
    check_exact(binh)


def test_a_share_brings_a_record_with_all_that_hangs_on_it(an, binh):
    made, note = new_account(), insert("note", subject="Gọi lại")
    note["f"]["account_id"] = [None, made["id"]]
    an.push(group(made), group(note))
    binh.pull()
    share = command("share", t="account", id=made["id"], kind="user", who=binh.me, level=2)
    assert an.one(share)["s"] == "ok"
    binh.pull()
    assert {("account", made["id"]), ("note", note["id"])} <= binh.held.keys()
    assert binh.acls[binh.held["note", note["id"]]["acl_id"]] == 2
    check_exact(binh)


def test_the_end_of_a_share_takes_all_of_it_away(an, binh):
    made, note = new_account(), insert("note", subject="Gọi lại")
    note["f"]["account_id"] = [None, made["id"]]
    an.push(group(made), group(note))
    share = {"t": "account", "id": made["id"], "kind": "user", "who": binh.me}
    an.one(command("share", **share, level=1))
    binh.pull()
    assert ("note", note["id"]) in binh.held
    an.one(command("share", **share, level=0))
    binh.pull()
    assert not {("account", made["id"]), ("note", note["id"])} & binh.held.keys()
    check_exact(binh)


def test_a_role_brings_the_records_of_a_module_and_its_loss_takes_them(an, company):
    made = new_account()
    an.one(group(made))
    role = str(uuid.uuid4())
    company.sql("INSERT INTO app.user_role (id, name) VALUES (%s, 'Kế toán')", role)
    grant = "INSERT INTO app.permission_grant (id, role_id, record_module, reach, level) VALUES "
    company.sql(grant + "(gen_random_uuid(), %s, 'contacts', 'all', 'edit')", role)
    reader = company.client()
    reader.pull()
    assert ("account", made["id"]) not in reader.held
    member = "INSERT INTO app.role_member (id, user_id, role_id) VALUES (gen_random_uuid(), %s, %s)"
    company.sql(member, reader.me, role)
    reader.pull()
    assert reader.acls[reader.held["account", made["id"]]["acl_id"]] == 2
    check_exact(reader)
    company.sql("DELETE FROM app.role_member")
    reader.pull()
    assert ("account", made["id"]) not in reader.held
    check_exact(reader)


def test_a_gain_of_many_rows_is_copied_apart(an, company):
    reader = company.client()
    company.sql(
        "INSERT INTO app.account (id, party_type, name, owner_id) "
        "SELECT gen_random_uuid(), 'company', 'Công ty ' || i, %s FROM generate_series(1, 5100) i",
        an.me,
    )
    reader.pull()
    company.sql(
        "INSERT INTO app.role_member (id, user_id, role_id) "
        "SELECT gen_random_uuid(), %s, id FROM app.user_role",
        reader.me,
    )
    head = reader.pull()
    assert head["load"]
    assert sum(1 for table, _id in reader.held if table == "account") == 5100
    check_exact(reader)


def test_a_move_of_a_unit_moves_what_its_head_sees(an, company):
    north, south = company.unit("Bắc"), company.unit("Nam")
    team = company.unit("Nhóm 1", north)
    role = str(uuid.uuid4())
    company.sql("INSERT INTO app.user_role (id, name) VALUES (%s, 'Trưởng')", role)
    grant = "INSERT INTO app.permission_grant (id, role_id, record_module, reach, level) VALUES "
    company.sql(grant + "(gen_random_uuid(), %s, 'contacts', 'subtree', 'edit')", role)
    head = company.client(unit="Bắc", roles=[role])
    made = new_account(org_unit_id=team)
    an.one(group(made))
    head.pull()
    assert ("account", made["id"]) in head.held
    company.sql("UPDATE app.org_unit SET parent_id = %s WHERE id = %s", south, team)
    head.pull()
    assert ("account", made["id"]) not in head.held
    check_exact(head)


def test_a_handover_takes_the_children_along(an, binh):
    made, note = new_account(), insert("note", subject="Gọi lại")
    note["f"]["account_id"] = [None, made["id"]]
    an.push(group(made), group(note))
    binh.pull()
    an.pull()
    answer = an.one(command("assign", t="account", ids=[made["id"]], to=binh.me))
    assert answer["data"] == {"assigned": 1, "skipped": []}
    for client in (an, binh):
        client.pull()
    assert {("account", made["id"]), ("note", note["id"])} <= binh.held.keys()
    assert not {("account", made["id"]), ("note", note["id"])} & an.held.keys()
    check_exact(an)


def test_nobody_hands_over_what_is_not_his(an, binh):
    made = new_account(is_shared=True)
    an.one(group(made))
    answer = binh.one(command("assign", t="account", ids=[made["id"]], to=binh.me))
    assert answer["data"] == {"assigned": 0, "skipped": [made["id"]]}


def test_a_deletion_for_good_is_told(an, company):
    made = new_account()
    an.one(group(made))
    an.pull()
    company.sql("DELETE FROM app.account")
    an.pull()
    assert an.held.keys().isdisjoint({("account", made["id"])})


def test_a_poll_tells_whether_anything_is_newer(an):
    an.pull()
    query = "SELECT api.tick(%s)"
    told = psycopg.types.json.Jsonb(an.cursor)
    assert an.call(query, told) is False
    an.one(group(new_account()))
    assert an.call(query, told) is True


def test_the_digest_is_the_sum_that_a_client_computes(an):
    made = [new_account(f"Công ty {i}") for i in range(5)]
    an.push(*(group(one) for one in made))
    an.push(*(group(patch("account", one["id"], rating=[None, "a"])) for one in made[:3]))
    an.copy_all()
    sums: dict[tuple[str, int], list[int]] = {}
    for (table, row_id), row in an.held.items():
        tag = int(row_id[-8:], 16) * (2 * row["ver"] + 1) % 2**48
        sums.setdefault((table, row["acl_id"]), []).append(tag)
    rows = an.connection.execute("SELECT * FROM api.digest()").fetchall()
    assert {(t, acl): (n, int(tag)) for t, acl, n, tag in rows} == {
        key: (len(tags), sum(tags)) for key, tags in sums.items()
    }


def test_the_digest_counts_of_a_history_what_a_client_holds(an, company):
    made = [
        insert("note", subject=f"Ghi {i}", noted_at=f"{year}-05-01T00:00:00.000000Z")
        for i, year in enumerate((2015, 2016, 2025))
    ]
    an.push(*(group(one) for one in made))
    counted = "SELECT sum(n)::int FROM api.digest(%s) WHERE t = 'note'"
    window = {"since": "2020-01-01T00:00:00.000000Z", "also": [made[0]["id"]]}
    assert an.call(counted, Jsonb({"note": window})) == 2
    assert an.call(counted, Jsonb({"note": window | {"also": []}})) == 1
    assert an.call(counted, Jsonb({"account": window})) == 3  # no history: all of it counts
    with pytest.raises(psycopg.Error) as refused:
        an.call(counted, Jsonb({"note": {"since": "hôm qua"}}))
    assert refused.value.sqlstate == "LH006"


def test_trees_never_close_into_a_ring(company):
    admin = company.client(is_administrator=True)
    top, middle, low = (company.unit(name) for name in ("Trên", "Giữa", "Dưới"))
    move = {"t": "org_unit", "parent": top, "expected": None}
    assert admin.one(command("move", id=middle, **move))["s"] == "ok"
    assert admin.one(command("move", id=low, **(move | {"parent": middle})))["s"] == "ok"
    ring = command("move", t="org_unit", id=top, parent=low, expected=None)
    assert admin.one(ring)["why"]["code"] == "cycle"
    stale = command("move", t="org_unit", id=low, parent=top, expected=top)
    assert admin.one(stale)["why"]["code"] == "not_expected"
    edge = patch("org_unit", top, parent_id=[None, low])
    assert admin.one(group(edge))["why"]["code"] == "cycle"


def test_numbers_have_no_gap_and_blocks_never_meet(an, binh, company):
    company.sql("INSERT INTO sync.number_series VALUES ('voucher', 1, 'PT{n}', true)")
    company.sql("INSERT INTO sync.number_series VALUES ('quote', 1, 'BG{n}', false)")
    number = {"cmd": "number", "args": {"series": "voucher"}}
    answers = an.push(*({"mid": str(uuid.uuid4()), **number} for _ in range(3)))
    assert [a["data"]["text"] for a in answers] == ["PT1", "PT2", "PT3"]
    blocks = [c.call("SELECT api.lease_numbers(%s, 'quote', 20)", c.client_id) for c in (an, binh)]
    assert [(b["lo"], b["hi"]) for b in blocks] == [(1, 20), (21, 40)]
