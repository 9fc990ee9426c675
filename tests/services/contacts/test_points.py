"""Loyalty points are a ledger: entries stay, the balance is their sum, nothing is overdrawn."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core.entities import get_entity
from desktop.core.errors import RuleBrokenError
from desktop.store.ledgers import balance


@pytest.fixture
def customer(make):
    return make("account")


@pytest.fixture
def enter(commands):
    def enter(customer, points, **values):
        told = {"account_id": customer, "points": points, "reason": "Mua hàng", **values}
        return commands.run("point_entry.create", {"values": told}).value

    return enter


def balance_of(store, customer):
    with store.reading() as connection:
        return balance(connection, get_entity("point_entry"), uuid.UUID(customer).bytes)


def test_the_balance_is_the_sum_of_the_entries(store, customer, enter):
    for points in (100, 50, -30):
        enter(customer, points)
    assert balance_of(store, customer) == 120


def test_more_than_is_there_cannot_be_redeemed(store, customer, enter):
    enter(customer, 100)
    with pytest.raises(RuleBrokenError, match="100"):
        enter(customer, -101, entry_type="redeemed")
    assert balance_of(store, customer) == 100


def test_an_entry_is_neither_changed_nor_deleted(commands, store, customer, enter):
    entry = enter(customer, 100)
    refused = [
        ("point_entry.save", {"id": entry, "values": {"points": [100, 1000]}}),
        ("point_entry.change", {"ids": [entry], "values": {"points": 7}}),
        ("point_entry.delete", {"ids": [entry]}),
        ("account.delete", {"ids": [customer]}),
    ]
    for key, arguments in refused:
        with pytest.raises(RuleBrokenError):
            commands.run(key, arguments)
    assert balance_of(store, customer) == 100


def test_an_entry_is_set_right_once_by_its_opposite(commands, store, customer, enter):
    entry = enter(customer, 100)
    (counter,) = commands.run("point_entry.counter", {"ids": [entry]}).value
    assert balance_of(store, customer) == 0
    for again in (entry, counter):
        with pytest.raises(RuleBrokenError):
            commands.run("point_entry.counter", {"ids": [again]})


def test_making_an_entry_is_not_taken_back(commands, store, customer):
    told = {"account_id": customer, "points": 5, "reason": "x"}
    done = commands.run("point_entry.create", {"values": told})
    with pytest.raises(RuleBrokenError):
        commands.run("undo.group", {"group": done.changes.group})
    assert balance_of(store, customer) == 5


def test_points_go_along_when_customers_are_merged(commands, make, store, customer, enter):
    other = make("account")
    enter(customer, 40)
    enter(other, 2)
    commands.run("account.merge", {"ids": [customer, other], "master": customer})
    assert balance_of(store, customer) == 42


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(deeds=st.lists(st.integers(-100, 100).filter(bool), max_size=15))
def test_whatever_is_entered_the_balance_is_the_sum_of_what_was_let_in(make, enter, store, deeds):
    customer, total = make("account"), 0
    for points in deeds:
        try:
            enter(customer, points)
        except RuleBrokenError:
            assert total + points < 0
        else:
            total += points
        assert balance_of(store, customer) == total >= 0
