"""Administrators make logins from their windows; nobody gets more by that than was given."""

from __future__ import annotations

import uuid

import psycopg
import pytest
from psycopg import sql

from desktop.server import installing, logins, people, upkeep
from desktop.server.connections import connect
from tests.server.company import PASSWORD, Client, group, insert, new_account

pytestmark = pytest.mark.both_versions
ANOTHER = "mot mat khau khac 2"


@pytest.fixture
def boss(company):
    return company.client(is_administrator=True)


@pytest.fixture
def an(company):
    return company.client()


@pytest.fixture
def new_login(company):
    """A login that nobody has; it is taken away with the company."""
    login = f"moi.{uuid.uuid4().hex[:8]}"
    yield login
    if company.admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (login,)).fetchone():
        company._logins.append(login)


def verifier(client, login, password=PASSWORD):
    made = client.connection.pgconn.encrypt_password(
        password.encode(), login.encode(), b"scram-sha-256"
    )
    return made.decode()


def make_login(client, login, **facts):
    told = {
        "person": uuid.uuid4(),
        "name": "Lê Thị Hoa",
        "unit": None,
        "roles": [],
        "verifier": verifier(client, login),
    } | facts
    query = "SELECT api.make_login(%s, %s, %s, %s, %s, %s)"
    client.call(
        query, told["person"], told["name"], told["unit"], told["roles"], login, told["verifier"]
    )
    return told["person"]


def code_of(call, *values, **facts):
    with pytest.raises(psycopg.Error) as caught:
        call(*values, **facts)
    return caught.value.sqlstate


def test_a_person_who_was_added_in_a_window_comes_in_and_works(company, boss, new_login):
    unit = company.unit("Phòng Kinh doanh")
    role = insert("user_role", name="Bán hàng")
    boss.one(group(role))
    person = make_login(boss, new_login, unit=unit, roles=[role["id"], role["id"]])
    came = company.client(new_login)
    assert came.me == str(person)
    assert came.one(group(new_account()))["s"] == "ok"
    told = {one["login"]: one for one in boss.call("SELECT api.people()")}
    assert told[new_login]["is_open"]
    assert told[new_login]["last_seen"]
    boss.pull()
    assert boss.held["app_user", str(person)]["org_unit_id"] == unit
    assert boss.held["app_user", str(person)]["created_by"] == boss.me
    members = [row for (t, _i), row in boss.held.items() if t == "role_member"]
    assert [m["role_id"] for m in members if m["user_id"] == str(person)] == [role["id"]]


def test_a_call_that_is_repeated_makes_one_login(company, boss, new_login):
    person = make_login(boss, new_login)
    make_login(boss, new_login, person=person, verifier=verifier(boss, new_login, ANOTHER))
    connect(company.cluster.address(company.name, user=new_login, password=ANOTHER)).close()
    assert [one["login"] for one in boss.call("SELECT api.people()")].count(new_login) == 1


def test_somebody_who_is_known_already_gets_a_login(company, boss, new_login):
    known = insert("app_user", full_name="Phạm Văn Dũng", is_active=False)
    boss.one(group(known))
    make_login(boss, new_login, person=known["id"], name="")
    assert company.client(new_login).me == known["id"]
    other = f"{new_login}.2"
    assert code_of(make_login, boss, other, person=known["id"]) == "LH009"


def test_a_shut_login_is_put_out_at_once_and_opened_again(company, boss, an):
    assert boss.call("SELECT api.set_open(%s, false)", an.me) == 1
    with pytest.raises(psycopg.OperationalError):
        an.pull()
    login = company._logins[-1]
    with pytest.raises(psycopg.OperationalError):
        company.client(login)
    boss.call("SELECT api.set_open(%s, true)", an.me)
    assert company.client(login).me == an.me


def test_another_password_puts_out_who_had_the_old_one(company, boss, an):
    login = company._logins[-1]
    boss.call("SELECT api.set_password(%s, %s)", an.me, verifier(boss, login, ANOTHER))
    with pytest.raises(psycopg.OperationalError):
        an.pull()
    with pytest.raises(psycopg.OperationalError, match="password"):
        company.client(login)
    connect(company.cluster.address(company.name, user=login, password=ANOTHER)).close()


def test_computers_are_listed_blocked_and_allowed(boss, an):
    listed = boss.call("SELECT api.devices(%s)", an.me)
    assert [(one["id"], one["name"], one["state"]) for one in listed] == [
        (str(an.client_id), "PC", "ok")
    ]
    boss.call("SELECT api.set_device(%s, 'blocked')", an.client_id)
    assert code_of(an.pull) == "LH003"
    boss.call("SELECT api.set_device(%s, 'wipe')", an.client_id)
    assert an.hello()["state"] == "wipe"
    boss.call("SELECT api.set_device(%s, 'ok')", an.client_id)
    assert an.pull()["resync"] == "first"


def test_whoever_is_no_administrator_may_do_none_of_it(company, an, new_login):
    limited = company.client()
    calls = [
        ("SELECT api.people()",),
        ("SELECT api.devices(NULL)",),
        ("SELECT api.set_device(%s, 'wipe')", limited.client_id),
        ("SELECT api.set_open(%s, false)", limited.me),
        ("SELECT api.set_password(%s, %s)", an.me, verifier(an, "x")),
    ]
    assert {code_of(an.call, *one) for one in calls} == {"LH008"}
    assert code_of(make_login, an, new_login) == "LH008"


def test_who_may_only_view_the_organisation_is_no_administrator(company, boss, an):
    role = insert("user_role", name="Xem")
    grant = insert(
        "permission_grant",
        role_id=role["id"],
        record_module="organisation",
        reach="all",
        level="view",
    )
    member = insert("role_member", role_id=role["id"], user_id=an.me)
    assert boss.one(group(role, grant, member))["s"] == "ok"
    assert code_of(an.call, "SELECT api.people()") == "LH008"


def test_nobody_shuts_himself_out(boss):
    assert code_of(boss.call, "SELECT api.set_open(%s, false)", boss.me) == "LH006"


@pytest.mark.parametrize(
    "login",
    [
        "postgres",
        "lienhe_owner",
        "pg_monitor",
        "public",
        "An",
        "a b",
        'x" SUPERUSER',
        "x'; DROP ROLE lienhe_owner; --",
        "a",
        "a" * 61,
        "",
    ],
)
def test_a_login_that_is_none_is_refused(boss, login):
    assert code_of(make_login, boss, login, verifier=verifier(boss, "x")) == "LH006"


@pytest.mark.parametrize("word", ["", "secret", "md5" + "0" * 32, "x' SUPERUSER PASSWORD 'y", None])
def test_a_password_comes_as_its_verifier_alone(boss, an, word, new_login):
    assert code_of(make_login, boss, new_login, verifier=word) == "LH006"
    assert code_of(boss.call, "SELECT api.set_password(%s, %s)", an.me, word) == "LH006"


@pytest.mark.parametrize(
    "facts", [{"unit": uuid.uuid4()}, {"roles": [uuid.uuid4()]}, {"name": " "}]
)
def test_a_person_with_what_is_not_there_is_not_made(company, boss, new_login, facts):
    assert code_of(make_login, boss, new_login, **facts) == "LH006"
    assert company.sql("SELECT count(*) FROM app.app_user WHERE login = %s", new_login) == 0
    assert company.sql("SELECT count(*) FROM pg_roles WHERE rolname = %s", new_login) == 0


def test_a_role_of_the_server_is_never_taken_over(company, boss):
    """Neither as a new login nor by a record that claims to be its user."""
    dba = f"dba.{uuid.uuid4().hex[:8]}"
    name = sql.Identifier(dba)
    company.admin.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEROLE").format(name))
    try:
        assert code_of(make_login, boss, dba) == "LH009"
        company.sql("INSERT INTO sync.login (role, user_id) VALUES (%s, %s)", dba, uuid.uuid4())
        who = company.sql("SELECT user_id FROM sync.login WHERE role = %s", dba)
        word = verifier(boss, dba)
        assert code_of(boss.call, "SELECT api.set_password(%s, %s)", who, word) == "LH010"
        assert code_of(boss.call, "SELECT api.set_open(%s, false)", who) == "LH010"
    finally:
        company.admin.execute(sql.SQL("DROP ROLE {}").format(name))


def test_a_login_that_was_made_may_nothing_on_the_server(company, boss, new_login):
    make_login(boss, new_login)
    found = company.rows(
        "SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls, rolconnlimit, "
        "ARRAY(SELECT g.rolname::text FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid "
        "WHERE m.member = r.oid) FROM pg_roles r WHERE rolname = %s",
        new_login,
    )
    assert found == [(False, False, False, False, False, people.SESSIONS, ["lienhe_client"])]


def test_the_door_is_opened_by_the_owner_alone_and_leads_nowhere_else(company, an, boss):
    for client in (an, boss):
        for call in (
            "SELECT logins.make('x1', 'y', 4)",
            "SELECT logins.set_open('x1', true)",
            "SELECT logins.set_password('x1', 'y')",
            "SET ROLE lienhe_logins",
        ):
            assert code_of(client.call, call) == "42501"
    owned = company.rows(
        "SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner "
        "WHERE r.rolname = 'lienhe_logins'"
    )
    assert owned == [(0,)]
    facts = company.rows(
        "SELECT rolcanlogin, rolsuper, rolcreatedb, rolcreaterole, has_schema_privilege(oid, "
        "'sync', 'USAGE'), has_schema_privilege(oid, 'app', 'USAGE') FROM pg_roles "
        "WHERE rolname = 'lienhe_logins'"
    )
    assert facts == [(False, False, False, True, False, False)]


def test_where_the_door_could_not_be_made_it_is_told(company, boss, new_login):
    with company.admin.transaction():
        company.admin.execute("DROP SCHEMA logins CASCADE")
    assert code_of(make_login, boss, new_login) == "LH010"
    assert logins.MISSING in upkeep.warnings(company.admin)
    login = company.login()
    people.set_open(company.admin, login, is_open=False)
    people.set_open(company.admin, login, is_open=True)
    people.set_password(company.admin, login, ANOTHER)
    assert logins.open_door(company.admin) == []
    person = company.sql("SELECT user_id FROM sync.login WHERE role = %s", login)
    boss.call("SELECT api.set_password(%s, %s)", person, verifier(boss, login))
    company.client(login)


def test_an_administrator_who_is_no_superuser_opens_the_door(cluster):
    login, name = f"dba_{uuid.uuid4().hex[:6]}", f"door_{uuid.uuid4().hex[:6]}"
    with connect(cluster.address()) as admin:
        create = sql.SQL("CREATE ROLE {} LOGIN CREATEROLE CREATEDB PASSWORD {}")
        admin.execute(create.format(sql.Identifier(login), sql.Literal(PASSWORD)))
        for role in ("lienhe_owner", "lienhe_client", "lienhe_logins"):
            grant = sql.SQL("GRANT {} TO {} WITH ADMIN OPTION")
            admin.execute(grant.format(sql.Identifier(role), sql.Identifier(login)))
    address = cluster.address(name, user=login, password=PASSWORD)
    made = f"an.{uuid.uuid4().hex[:6]}"
    try:
        with connect(address | {"dbname": "postgres"}) as admin:
            installing.make_database(admin, name)
        with connect(address) as admin:
            installing.prepare_database(admin)
            installing.upgrade(admin)
            people.make_administrators(admin)
            people.add_person(admin, made, "An", PASSWORD, is_administrator=True)
            with connect(cluster.address(name, user=made, password=PASSWORD)) as own:
                client = Client(own)
                make_login(client, f"{made}.2")
                query = "SELECT api.set_password(%s, %s)"
                client.call(query, client.me, verifier(client, made, ANOTHER))
            people.set_password(admin, f"{made}.2", ANOTHER)
    finally:
        with connect(cluster.address()) as admin:
            drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            admin.execute(drop.format(sql.Identifier(name)))
            for role in (f"{made}.2", made, login):
                if admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone():
                    admin.execute(sql.SQL("DROP OWNED BY {}").format(sql.Identifier(role)))
                    admin.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))
