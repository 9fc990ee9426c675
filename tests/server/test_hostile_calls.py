"""Whatever a login sends: an answer or an error with a name, never a fault of ours."""

from __future__ import annotations

import json
import uuid
from random import Random

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from tests.server.company import command, group, insert, new_account, patch

NAMED = {f"LH00{n}" for n in range(1, 9)}
REFUSALS = set(
    "denied strict duplicate link_missing blocked_by in_use edited unknown bad_value missing_value "
    "bad_request cycle not_expected".split()
)
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS
    | st.uuids().map(str),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


def named_or_answered(client, query, *values):
    """Call; return the answer, or None if the call was refused by a name of the list."""
    try:
        return client.call(query, *values)
    except psycopg.Error as error:
        if error.sqlstate not in NAMED:
            raise
        return None


def check_answers(answer):
    """Check that each group has an answer of the documented form."""
    for one in (answer or {"results": []})["results"]:
        assert one["s"] in {"ok", "conflict", "rejected"}
        assert (one["why"] is None) == (one["s"] != "rejected")
        if one["why"] is not None:
            assert one["why"]["code"] in REFUSALS, one["why"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=JSON)
def test_any_json_as_an_argument(company, value):
    client = company.kept(company.client)
    told = Jsonb(value)
    named_or_answered(client, "SELECT api.hello(%s, %s, %s)", client.client_id, client.lease, told)
    named_or_answered(client, "SELECT api.tick(%s)", told)
    named_or_answered(client, "SELECT count(*) FROM api.pull(%s, %s)", client.client_id, told)
    query = "SELECT api.push(%s, %s, gen_random_uuid(), 3, %s)"
    check_answers(named_or_answered(client, query, client.client_id, client.lease, told))
    found = [{"mid": str(uuid.uuid4()), "ops": value}, {"mid": str(uuid.uuid4()), "cmd": value}]
    found += [
        {
            "mid": str(uuid.uuid4()),
            "cmd": name,
            "args": value if isinstance(value, dict) else {"t": value, "id": value, "ids": value},
        }
        for name in ("move", "assign", "share", "number", "merge", "unmerge", "undo_import")
    ]
    check_answers(client.send(found, uuid.uuid4()))


def spoilt(rnd, value, depth=0):
    """Return a value of JSON with one part of it replaced, left out or doubled."""
    junk = [
        None,
        True,
        0,
        -1,
        2**80,
        1.5,
        "",
        "x",
        "account",
        "extra.x",
        [],
        {},
        [None, 1],
        str(uuid.uuid4()),
        "\u0001",
        "é" * 5000,
        {"a": [1]},
        "2026-11-22",
    ]
    if (depth and rnd.random() < 0.3) or not isinstance(value, list | dict) or not value:
        return rnd.choice(junk)
    if isinstance(value, list):
        place = rnd.randrange(len(value))
        return [spoilt(rnd, v, depth + 1) if n == place else v for n, v in enumerate(value)]
    key = rnd.choice(list(value))
    if rnd.random() < 0.2:
        return {k: v for k, v in value.items() if k != key}
    if rnd.random() < 0.1:
        return {**value, str(rnd.choice(junk))[:40]: value[key]}
    return {**value, key: spoilt(rnd, value[key], depth + 1)}


def test_groups_that_are_right_but_for_one_part(company, rounds):
    rnd = Random(4)
    client = company.client(is_administrator=True)
    made = new_account(annual_revenue="1.0000", emails=["a@b.example"])
    client.one(group(made))
    row, unit = made["id"], company.unit("Bắc")
    right = [
        group(new_account(**{"extra.x_a": 1}), insert("note", subject="x", account_id=row)),
        group(patch("account", row, 1, rating=[None, "a"], deleted_at=[None, None])),
        group({"t": "account", "id": row, "o": "D", "ver": 1}, strict=True),
        group(insert("share", record_type="account", record_id=row, user_id=client.me)),
        group(insert("comment", title="x", body="y", record_type="account", record_id=row)),
        command("move", t="org_unit", id=unit, parent=None, expected=None),
        command("assign", t="account", ids=[row], to=client.me),
        command("share", t="account", id=row, kind="user", who=client.me, level=2),
        command("number", series="x"),
    ]
    for _time in range(rounds(2_000, 50_000)):
        one = json.loads(json.dumps(rnd.choice(right)))
        sent = {**spoilt(rnd, one), "mid": str(uuid.uuid4())}
        check_answers(client.send([sent], uuid.uuid4()))


@pytest.mark.parametrize("groups", [None, {}, "x", [1], [{}], [{"mid": "x"}], [group()] * 51])
def test_what_is_no_list_of_groups_is_refused_whole(company, groups):
    client = company.client()
    query = "SELECT api.push(%s, %s, gen_random_uuid(), 3, %s)"
    with pytest.raises(psycopg.Error, match="bad_request"):
        client.call(query, client.client_id, client.lease, Jsonb(groups))
    assert client.one(group(new_account()))["s"] == "ok"


@pytest.mark.parametrize("rev", [0, 99, None])
def test_a_program_of_another_time_is_refused(company, rev):
    client = company.client()
    query = "SELECT api.push(%s, %s, gen_random_uuid(), %s, '[]')"
    with pytest.raises(psycopg.Error, match="wrong_protocol"):
        client.call(query, client.client_id, client.lease, rev)
    for about in ({"rev": rev}, {"protocol": 2}):
        with pytest.raises(psycopg.Error, match="wrong_protocol"):
            client.hello(**about)
