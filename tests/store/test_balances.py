"""The balance of a ledger follows its entries, whoever writes them and how."""

from __future__ import annotations

from random import Random

import pytest

from desktop.core.entities import get_entity
from desktop.store import ledgers


@pytest.fixture
def customers(store, owner):
    with store.work(owner, "fill") as work:
        return work.bulk_insert("account", [{"name": f"A{n}"} for n in range(3)])


@pytest.fixture
def enter(store, owner):
    def enter(customer, *points):
        rows = [{"account_id": customer, "points": some, "reason": "Mua hàng"} for some in points]
        with store.work(owner, "enter") as work:
            work.bulk_insert("point_entry", rows)
        return work

    return enter


def kept(store, customer):
    query = "SELECT points_left FROM account WHERE id = ?"
    return store.driver.execute(query, (customer.bytes,)).fetchone()[0]


def test_it_is_the_sum_of_the_entries_and_nothing_where_there_are_none(store, customers, enter):
    enter(customers[0], 100, 50, -30)
    enter(customers[1], 20, -20)
    assert [kept(store, one) for one in customers] == [120, 0, None]


def test_the_customer_is_told_to_have_changed(customers, enter):
    assert enter(customers[0], 5).changes.ids["account"] == {customers[0]}


def test_no_version_and_no_history_of_the_customer_changes(store, customers, enter):
    query = (
        "SELECT ver, updated_at, (SELECT count(*) FROM change WHERE tbl = 'account') FROM account"
    )
    before = store.driver.execute(query).fetchall()
    enter(customers[0], 5)
    assert store.driver.execute(query).fetchall() == before


def test_both_customers_are_told_when_entries_go_to_another(store, owner, customers, enter):
    enter(customers[0], 7)
    with store.work(owner, "merge") as work:
        work.relink("account", [customers[0]], customers[1])
    assert [kept(store, one) for one in customers] == [None, 7, None]
    assert work.changes.ids["account"] >= set(customers[:2])


def test_entries_may_come_before_their_customer(store, owner, customers, enter):
    """As in the copy of a company, whose rows come table by table."""
    enter(customers[0], 7)
    row = store.driver.execute("SELECT * FROM account WHERE id = ?", (customers[0].bytes,))
    names = [one[0] for one in row.description]
    values = row.fetchone()
    marks = ", ".join("?" * len(names))
    with store.exclusive() as connection:
        connection.execute("DELETE FROM account WHERE id = ?", (customers[0].bytes,))
        given = [
            None if name == "points_left" else one for name, one in zip(names, values, strict=True)
        ]
        connection.execute(f"INSERT INTO account({', '.join(names)}) VALUES({marks})", given)
    assert kept(store, customers[0]) == 7


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_entered_it_is_the_balance_of_the_ledger(store, customers, enter, seed):
    rnd, entity = Random(seed), get_entity("point_entry")
    for _round in range(20):
        customer = rnd.choice(customers)
        enter(customer, rnd.randrange(1, 50), rnd.randrange(1, 50))
        enter(customer, -rnd.randrange(1, 3))
        assert kept(store, customer) == ledgers.balance(store.driver, entity, customer.bytes)
