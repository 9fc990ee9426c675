"""What is done for very many rows answers as what is done for few.

The bounds between both are moved down, so that a few hundred records are very many.
"""

from __future__ import annotations

import itertools
from random import Random

import pytest

from desktop.core.filters import EVERYTHING, Condition, Group, Op
from desktop.core.pages import ListQuery, Sort
from desktop.store import found_rows, list_plan, picking

FILTERS = (
    EVERYTHING,
    Group((Condition("party_type", Op.EQUALS, "company"),)),
    Group((Condition("source_id", Op.FILLED), Condition("name", Op.CONTAINS, "n"))),
    Group((Condition("rating", Op.DIFFERS, "hot"), Condition("tags", Op.FILLED))),
    Group((Condition("employees", Op.AT_LEAST, 38),)),
    Group((Condition("care_stopped_at", Op.EMPTY),)),
)
SORTS = (None, Sort("name"), Sort("name", descending=True), Sort("source_id"), Sort("employees"))
TYPED = ("", "cong", "hồng", "an duc", "0912")
GROUPS = ("", "account_type", "created_at", "source_id")
QUERIES = [
    ListQuery("account", ("name",), condition, typed, sort, group)
    for condition, typed, sort, group in itertools.product(FILTERS, TYPED, SORTS, GROUPS)
]


def told(reads, query):
    """Return everything that a list tells."""
    snapshot = reads.snapshot(1, query)
    ids = reads.ids_between(1, 0, snapshot.total)
    first = reads.first_page(query)
    return snapshot, ids, [row.id for row in first.rows]


@pytest.mark.parametrize("bound", [0, 5, 60])
def test_many_rows_are_listed_as_few_are(bound, reads, monkeypatch):
    queries = Random(bound).sample(QUERIES, 120)
    as_few = [told(reads, query) for query in queries]
    monkeypatch.setattr(found_rows, "_MANY", bound)
    monkeypatch.setattr(list_plan, "_MANY", bound)
    monkeypatch.setattr(found_rows, "_LEFT_OUT", bound and 10**6 - bound)
    monkeypatch.setattr(picking, "_FEW", bound)
    monkeypatch.setattr(picking, "_WALKED", bound + 1)
    for query, expected in zip(queries, as_few, strict=True):
        assert told(reads, query) == expected, query


def test_answers_that_are_too_many_to_sort_come_by_relevance_first(reads, monkeypatch):
    monkeypatch.setattr(found_rows, "_FEW", 5)
    query = ListQuery("account", ("name",), search="n", sort=Sort("name"))
    relevant = reads.first_page(ListQuery("account", ("name",), search="n"))
    assert reads.first_page(query).rows == relevant.rows
