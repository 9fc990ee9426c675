"""Every function that a login may call, with any arguments: an answer or an error with a name.

The functions are read from the catalogue, so that a new one is tried without anybody's doing.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import psycopg
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from psycopg import sql
from psycopg.types.json import Jsonb

from desktop.server.connections import connect
from desktop.server.files.preparing import files_address
from tests.server.company import PASSWORD, group, new_account
from tests.server.file_company import files_of
from tests.server.test_hostile_calls import JSON, TEXTS, check_answers

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]

# docs/sync.md: what a function raises on purpose, and what asks for the same call again.
NAMED = {f"LH{number:03}" for number in range(1, 100)} | {"40001", "40P01", "55P03"}
SECONDS = 5  # an answer that takes longer is none
FUNCTIONS = """
    SELECT p.proname, p.proretset, ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes) t)
    FROM pg_proc p
    WHERE p.pronamespace = 'api'::regnamespace AND has_function_privilege(p.oid, 'EXECUTE')
    ORDER BY 1
"""
WORDS = st.sampled_from(
    ["", "x", "account", "org_unit", "voucher", "user", "wipe", "../x", "%s", "{n}", "'", "app"]
)
WHOLE = st.sampled_from([-(2**31), -1, 0, 1, 2, 3, 4, 999, 2**31 - 1]) | st.integers(-9, 9)
IDS = st.uuids().map(str)
# Objects with the members that the functions look for, so that they are read beyond the first.
MEMBERS = st.sampled_from(
    "rev protocol cursor device generation boot snapshot lsn mid ops cmd args t id ids o f ver to "
    "parent series kind who level hash size ticket folder keep every hour name".split()
)
OBJECTS = JSON | st.dictionaries(MEMBERS, JSON | WORDS | WHOLE | IDS, max_size=6)
CURSORS = st.fixed_dictionaries(
    {
        "generation": IDS,
        "boot": IDS,
        "snapshot": st.sampled_from(["3:3:", "9:4:", "1:2:1,1", "x", "1:18446744073709551615:"]),
        "lsn": st.sampled_from(["0/0", "FFFFFFFF/FFFFFFFF", "x"]),
    }
)
BY_TYPE = {
    "uuid": st.none() | IDS,
    "uuid[]": st.none() | st.lists(st.none() | IDS, max_size=4),
    "integer": st.none() | WHOLE,
    "bigint": st.none() | st.integers(-(2**63), 2**63 - 1),
    "text": st.none() | TEXTS | WORDS | IDS,
    "text[]": st.none() | st.lists(TEXTS | WORDS, max_size=4),
    "boolean": st.none() | st.booleans(),
    "bytea": st.none() | st.binary(max_size=40),
    "jsonb": st.none() | (OBJECTS | CURSORS).map(Jsonb),
}


@dataclass(frozen=True)
class Call:
    """A function: its name, whether it answers rows, and what it takes."""

    name: str
    has_rows: bool
    types: tuple[str, ...]

    @property
    def query(self) -> sql.Composable:
        marks = sql.SQL(", ").join(sql.SQL("%s::" + one) for one in self.types)
        start = "SELECT * FROM api.{}({})" if self.has_rows else "SELECT api.{}({})"
        return sql.SQL(start).format(sql.Identifier(self.name), marks)


class Caller:
    """A line that counts what it heard, and is of use after whatever it sent."""

    def __init__(self, connection, own):
        self.connection = connection
        self.own = [str(one) for one in own]  # ids that mean something to the centre
        self.answered = set()
        self.refused = set()
        connection.execute(f"SET statement_timeout = '{SECONDS}s'")
        self.calls = [Call(n, s, tuple(t)) for n, s, t in connection.execute(FUNCTIONS)]

    def values(self, draw, call):
        found = []
        for one in call.types:
            assert one in BY_TYPE, f"api.{call.name}: teach this test the type {one}"
            strategy = BY_TYPE[one]
            if one == "uuid":
                strategy |= st.sampled_from(self.own)
            found.append(draw(strategy))
        return found

    def call(self, call, values):
        try:
            rows = self.connection.execute(call.query, values).fetchall()
        except psycopg.Error as error:
            if error.sqlstate not in NAMED:
                error.add_note(f"api.{call.name}{tuple(values)!r}")
                raise
            self.refused.add(call.name)
        else:
            self.answered.add(call.name)
            if call.name == "push":
                check_answers(rows[0][0])
        assert self.connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE
        assert self.connection.execute("SELECT 1").fetchone() == (1,)


def try_everything(caller, examples):
    @settings(
        max_examples=examples,
        phases=(Phase.explicit, Phase.generate),  # the server remembers: nothing to shrink
        suppress_health_check=list(HealthCheck),
    )
    @given(data=st.data())
    def run(data):
        for call in caller.calls:
            caller.call(call, caller.values(data.draw, call))

    run()


@pytest.mark.parametrize("is_administrator", [False, True], ids=["anybody", "administrator"])
def test_every_function_answers_anything_or_says_why_not(company, rounds, is_administrator):
    company.unit("Bắc")
    client = company.client(is_administrator=is_administrator, unit="Bắc")
    made = new_account()
    client.one(group(made))
    company.sql("INSERT INTO sync.number_series VALUES ('voucher', 1, 'PT{n}', false)")
    caller = Caller(client.connection, [client.client_id, client.lease, client.me, made["id"]])
    assert {"hello", "push", "pull", "tick", "digest", "known"} <= {c.name for c in caller.calls}
    try_everything(caller, rounds(20, 3_000))
    assert caller.answered | caller.refused == {call.name for call in caller.calls}
    again = company.client(client.connection.execute("SELECT session_user").fetchone()[0])
    assert again.one(group(new_account()))["s"] == "ok"


def test_every_function_of_the_files_answers_anything_or_says_why_not(company, rounds):
    with files_of(company) as files:
        client = company.client()
        login = client.call("SELECT session_user::text")
        told = files_address(files.address) | {"user": login, "password": PASSWORD}
        with connect(told) as line:
            caller = Caller(line, [uuid.uuid4()])
            assert "file_get" in {call.name for call in caller.calls}
            try_everything(caller, rounds(20, 3_000))


def test_a_new_function_that_fails_without_a_name_is_noticed(company):
    company.admin.execute(
        "CREATE FUNCTION api.careless(about jsonb) RETURNS int LANGUAGE sql "
        "AS $$ SELECT (about ->> 0)::int $$"
    )
    company.admin.execute("GRANT EXECUTE ON FUNCTION api.careless TO lienhe_client")
    caller = Caller(company.client().connection, [uuid.uuid4()])
    careless = next(call for call in caller.calls if call.name == "careless")
    with pytest.raises(psycopg.errors.InvalidTextRepresentation):
        caller.call(careless, [Jsonb(["x"])])


@pytest.mark.parametrize("is_administrator", [False, True], ids=["anybody", "administrator"])
def test_every_view_can_be_read(company, is_administrator):
    client = company.client(is_administrator=is_administrator)
    query = "SELECT viewname FROM pg_views WHERE schemaname = 'api' ORDER BY 1"
    names = [name for (name,) in client.connection.execute(query)]
    assert len(names) > 20
    for name in names:
        client.connection.execute(sql.SQL("TABLE api.{}").format(sql.Identifier(name))).fetchall()
