"""Rows of the centre that are here already: what differs is written, and nothing else."""

from __future__ import annotations

import pytest

from desktop.models.contacts import Account
from desktop.store import maintenance
from desktop.store.mirror.bulk_rows import put_cells
from desktop.store.mirror.overlay import write_row
from desktop.store.mirror.tables import make_tables
from desktop.store.mirror.wire_rows import read_wire_row, stored_cells
from tests.store.states import documents, records

ENTITY = Account.__entity__
LATER = "2026-11-22T08:00:00.000000Z"
CHANGES = (
    {"rating": "cold"},
    {"name": "Công ty Đại Dương"},
    {"phones": [{"label": "", "number": "+84909123456"}], "short_name": None},
    {"address": {"street": "12 Lê Lợi", "province": "79"}},
    {"extra": {"x_size": 40}},
    {"deleted_at": LATER},
)


@pytest.fixture
def accounts(store, owner):
    with store.work(owner, "create") as work:
        made = [Account(name=f"Công ty Hồng Hà {n}", short_name="HH", rating="hot") for n in "12"]
        work.session.add_all(made)
        make_tables(work.connection)
    return [one.id.bytes for one in made]


def put(store, owner, change):
    """Take over both customers, the first with a change; return how many rows that wrote."""
    with store.work(owner, "sync", captured=False) as work:
        connection = work.connection
        found = connection.execute("SELECT id FROM account ORDER BY rid").fetchall()
        first, second = [read_wire_row(connection, ENTITY, row_id) for (row_id,) in found]
        first |= change
        before = connection.total_changes
        put_cells(connection, "account", [stored_cells(ENTITY, r) for r in (first, second)], set())
        return connection.total_changes - before


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: next(iter(change)))
def test_what_differs_is_written_with_all_that_follows_from_it(store, owner, accounts, change):
    put(store, owner, {**change, "ver": 2, "updated_at": LATER})
    found = records(store.driver), documents(store.driver)
    with store.work(owner, "sync", captured=False) as work:
        row = read_wire_row(work.connection, ENTITY, accounts[0])
        write_row(work.connection, ENTITY, row)  # the same, one by one and whole
    maintenance.rebuild_derived(store)
    assert (records(store.driver), documents(store.driver)) == found
    assert row["ver"] == 2
    assert all(row[name] == value for name, value in change.items())


def test_rows_that_are_as_they_were_are_not_written(store, owner, accounts):
    assert put(store, owner, {}) == 0


def test_only_the_row_that_differs_is_written(store, owner, accounts):
    assert put(store, owner, {"rating": "cold"}) == 1
