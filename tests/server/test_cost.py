"""What a call costs, counted by the server itself: rows read, not seconds (I-18)."""

from __future__ import annotations

import pytest
from psycopg.types.json import Jsonb

from desktop.store.migrations import HEAD
from tests.server.company import group, new_account

MANY = 10_000
VIEW = f"api.v_account_{HEAD}"
_READ = (
    "SELECT schemaname || '.' || relname, seq_tup_read, coalesce(idx_tup_fetch, 0), "
    "seq_scan + coalesce(idx_scan, 0) FROM pg_stat_xact_all_tables "
    "WHERE schemaname IN ('app', 'sync')"
)


def cost_of(client, query, *values):
    """Return by table: rows read one after the other, rows fetched by an index, scans.

    The server counts on from what the connection did before and has not yet told the others,
    which it does once in a second at most: so what stood before the query is taken off.
    """
    with client.connection.transaction():
        before = counted(client)
        client.connection.execute(query.encode(), values).fetchall()
        after = counted(client)
    return {
        name: tuple(now - was for now, was in zip(counts, before.get(name, (0, 0, 0)), strict=True))
        for name, counts in after.items()
    }


def counted(client):
    rows = client.connection.execute(_READ).fetchall()
    return {name: tuple(counts) for name, *counts in rows}


@pytest.fixture
def reader(company):
    """Somebody who sees many customers of many owners, of which few changed."""
    company.sql(
        "INSERT INTO app.account (id, party_type, name, is_shared) SELECT gen_random_uuid(), "
        "'company', 'Công ty ' || i, true FROM generate_series(1, %s) i",
        MANY,
    )
    client = company.client()
    for _time in range(20):
        client.one(group(new_account(is_shared=False)))  # acls of which nobody else sees any
    company.admin.execute("VACUUM ANALYZE")
    client.pull()
    return client


def test_a_pull_of_few_changes_reads_few_rows(reader, company):
    since = "SELECT * FROM api.pull(%s, %s)"
    changed = "UPDATE app.account SET rating = 'a' WHERE id IN (SELECT id FROM app.account LIMIT 5)"
    company.sql(changed)
    cost = cost_of(reader, since, reader.client_id, Jsonb(reader.cursor))
    assert cost["app.account"][0] == 0
    assert 5 <= cost["app.account"][1] < 100
    assert cost["sync.log"][0] == 0
    assert sum(fetched for _read, fetched, _scans in cost.values()) < MANY / 2


def test_what_i_may_see_is_asked_once_and_not_for_each_row(reader):
    cost = cost_of(reader, f"SELECT * FROM {VIEW}")
    assert scans_of_rights(cost) < MANY / 10


def test_a_policy_that_is_asked_for_each_row_is_noticed(reader, company):
    company.admin.execute(
        "CREATE FUNCTION api.may_see(acl int) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY "
        "DEFINER AS $$ BEGIN RETURN EXISTS (SELECT FROM sync.my_acl m WHERE m.acl_id = acl); END $$"
    )
    company.admin.execute("GRANT EXECUTE ON FUNCTION api.may_see TO lienhe_client")
    cost = cost_of(reader, f"SELECT id FROM {VIEW} WHERE api.may_see(acl_id)")
    assert scans_of_rights(cost) > MANY


def scans_of_rights(cost):
    return sum(cost.get(f"sync.{table}", (0, 0, 0))[2] for table in ("user_pr", "acl_pr"))
