"""Preparing the centre and widening it while people work."""

from __future__ import annotations

import dataclasses
import threading

import psycopg
import pytest

from desktop.core.kinds.base import Storage
from desktop.server import installing, people
from desktop.server.connections import connect
from desktop.server.plans import ColumnPlan, table_plans
from desktop.store.migrations import HEAD
from tests.server.company import PASSWORD, command, group, insert, new_account, patch

pytestmark = pytest.mark.both_versions


@pytest.fixture
def grown(monkeypatch):
    """Let this program be of tomorrow: a customer has one more field, and there is a new entity."""
    shoes = ColumnPlan("shoe_size", Storage.INTEGER, 2)
    plans = [
        dataclasses.replace(one, columns=(*one.columns, shoes)) if one.name == "account" else one
        for one in table_plans()
    ]
    tag = next(one for one in plans if one.name == "tag")
    plans.append(dataclasses.replace(tag, name="badge", number=9999))
    monkeypatch.setattr(installing, "table_plans", lambda: tuple(plans))
    return HEAD + 1


def test_bringing_up_to_date_what_is_so_changes_nothing(company):
    kept = (
        "SELECT oid, xmin::text FROM pg_proc WHERE pronamespace = 'sync'::regnamespace "
        "UNION ALL SELECT oid, '' FROM pg_class WHERE relnamespace IN "
        "('sync'::regnamespace, 'api'::regnamespace, 'app'::regnamespace) "
        "UNION ALL SELECT oid, '' FROM pg_trigger ORDER BY 1"
    )
    before = company.rows(kept.replace("xmin::text", "''"))
    installing.upgrade(company.admin)
    assert company.rows(kept.replace("xmin::text", "''")) == before


def test_the_tables_hold_what_is_declared(company):
    rows = company.rows(
        "SELECT c.table_name::text, c.column_name::text, c.udt_name::text, c.is_nullable = 'NO' "
        "FROM information_schema.columns c WHERE c.table_schema = 'app'"
    )
    names = {"bigint": "int8", "int": "int4", "smallint": "int2", "boolean": "bool"}
    declared = {
        (plan.name, c.name, names.get(c.type, c.type.partition("(")[0]), c.required)
        for plan in table_plans()
        for c in plan.columns
    }
    assert set(rows) == declared


def test_every_link_is_kept_and_checked_at_the_end_of_a_group(company):
    rows = company.rows(
        "SELECT conrelid::regclass::text, a.attname::text, confrelid::regclass::text, "
        "condeferrable AND condeferred FROM pg_constraint k JOIN pg_attribute a "
        "ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1] "
        "WHERE k.contype = 'f' AND k.connamespace = 'app'::regnamespace"
    )
    declared = {
        (f"app.{plan.name}", column.name, f"app.{column.target}", True)
        for plan in table_plans()
        for column in plan.columns
        if column.target
    }
    assert set(rows) == declared


def test_every_table_has_its_triggers(company):
    rows = company.rows(
        "SELECT tgrelid::regclass::text, array_agg(tgname::text ORDER BY tgname) FROM pg_trigger "
        "WHERE NOT tgisinternal AND tgenabled = 'O' GROUP BY 1"
    )
    found = dict(rows)
    for plan in table_plans():
        assert {"a", "d", "i", "u", "v"} <= set(found[f"app.{plan.name}"]), plan.name


def test_old_clients_work_on_while_a_table_is_widened(company, grown):
    failures: list[Exception] = []
    stop = threading.Event()
    clients = [company.client() for _number in range(3)]

    def work(client):
        client.connection.prepare_threshold = 1
        try:
            while not stop.is_set():
                made = new_account()
                assert client.one(group(made))["s"] == "ok"
                assert client.one(group(patch("account", made["id"], rating=[None, "a"])))["s"]
                client.pull()
                client.seen("account")
        except (psycopg.Error, AssertionError) as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    try:
        installing.upgrade(company.admin, rev=grown)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert failures == []
    assert company.rows("SELECT rev, min_rev FROM sync.meta") == [(grown, HEAD)]


def test_an_old_client_never_touches_a_column_that_it_does_not_know(company, grown):
    old = company.client()
    made = new_account()
    old.one(group(made))
    installing.upgrade(company.admin, rev=grown)
    company.sql("UPDATE app.account SET shoe_size = 43")
    assert old.one(group(patch("account", made["id"], rating=[None, "a"])))["s"] == "ok"
    assert company.sql("SELECT shoe_size FROM app.account") == 43
    size = patch("account", made["id"], shoe_size=[43, 44])
    assert old.one(group(size))["why"]["code"] == "unknown"
    assert old.one(group(insert("badge", name="x")))["why"]["code"] == "unknown"
    assert "shoe_size" not in old.seen("account")[0]


def test_a_newer_client_uses_what_is_new(company, grown):
    installing.upgrade(company.admin, rev=grown)
    client = company.client()
    made = new_account(shoe_size=43)
    query = "SELECT api.push(%s, %s, gen_random_uuid(), %s, %s)"
    told = psycopg.types.json.Jsonb([group(made)])
    answer = client.call(query, client.client_id, client.lease, grown, told)
    assert answer["results"][0]["s"] == "ok"
    rows = client.connection.execute(f"SELECT shoe_size FROM api.v_account_{grown}").fetchall()
    assert rows == [(43,)]


def test_an_older_program_does_not_change_a_newer_centre(company, grown):
    installing.upgrade(company.admin, rev=grown)
    with pytest.raises(installing.ServerError, match="newer"):
        installing.upgrade(company.admin, rev=HEAD)


@pytest.mark.parametrize("login", ["", "Hoa", "x" * 80, "pg_admin", "a b", "postgres", "lienhe_x"])
def test_a_login_that_postgresql_or_people_would_stumble_over_is_refused(company, login):
    with pytest.raises(installing.ServerError):
        people.add_person(company.admin, login, "Hoa", PASSWORD)


def test_a_person_who_cannot_be_made_whole_is_not_made(company):
    with pytest.raises(installing.ServerError, match="Không có"):
        people.add_person(company.admin, "hoa.le", "Hoa", PASSWORD, unit="Không có")
    assert company.admin.execute("SELECT 1 FROM pg_roles WHERE rolname = 'hoa.le'").fetchall() == []
    assert list(people.iter_people(company.admin)) == []


def test_a_password_is_changed_and_a_blocked_person_is_put_out(company):
    login = company.login()
    people.set_password(company.admin, login, "mot mat khau moi")
    with pytest.raises(psycopg.OperationalError):
        company.client(login)
    people.set_password(company.admin, login, PASSWORD)
    client = company.client(login)
    assert people.set_open(company.admin, login, is_open=False) == 1
    with pytest.raises(psycopg.OperationalError):
        client.pull()
    with pytest.raises(psycopg.OperationalError):
        connect(company.cluster.address(company.name, user=login, password=PASSWORD))
    people.set_open(company.admin, login, is_open=True)
    company.client(login)
    assert [one.is_open for one in people.iter_people(company.admin)] == [True]


def test_a_move_between_units_needs_the_administration(company):
    staff, admin = company.client(), company.client(is_administrator=True)
    unit = company.unit("Bắc")
    move = {"t": "org_unit", "id": unit, "parent": None, "expected": None}
    assert staff.one(command("move", **move))["why"]["code"] == "denied"
    assert admin.one(command("move", **move))["s"] == "ok"


def test_a_session_that_does_nothing_in_a_transaction_is_ended(company):
    idle, busy, other = (company.client() for _number in range(3))
    idle.connection.execute("BEGIN")
    idle.connection.execute("SELECT * FROM api.my_acl")
    company.sql("SELECT sync.end_sessions('1 hour')")
    idle.connection.execute("SELECT 1")
    assert company.sql("SELECT sync.end_sessions('0 seconds')") == 1
    with pytest.raises(psycopg.OperationalError):
        idle.connection.execute("SELECT 1")
    for client in (busy, other):
        assert client.hello()["state"] == "ok"
