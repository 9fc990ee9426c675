"""Query plans: no list of living rows is sorted or looked up whole, whatever it is ordered by.

SQLite plans by declarations alone (there are no statistics), so what a few hundred rows show holds
for a million.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from desktop.core.entities import get_entity, iter_entities
from desktop.core.filters import Condition, Group, Op
from desktop.core.pages import ListQuery, Sort
from desktop.models import load_all
from desktop.store.conditions import EVERYBODY
from desktop.store.engine import DATABASE
from desktop.store.list_plan import ListPlan
from desktop.store.orders import order_of
from desktop.store.reader import Reader
from desktop.store.sql import Sql

load_all()
SORTS = [
    (entity.key, field.name, way)
    for entity in iter_entities()
    for field in entity.fields
    if field.sortable
    for way in (False, True)
]
TODAY = dt.date(2026, 11, 21)


class WatchedReader(Reader):
    """A reader that remembers the plans of all statements on records."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.plans: list[tuple[str, list[str]]] = []

    def _execute(self, sql: Sql | str) -> Any:
        text, params = (sql, ()) if isinstance(sql, str) else (sql.text, sql.params)
        if text.startswith(("SELECT", "INSERT", "WITH")):
            found = self._connection.execute(f"EXPLAIN QUERY PLAN {text}", params).fetchall()
            self.plans.append((text, [step[3] for step in found]))
        return super()._execute(sql)


@pytest.fixture
def watched(company):
    reader = WatchedReader(company / DATABASE)
    yield reader
    reader.close()


def plans_of(reader: WatchedReader, query: ListQuery, act: Callable[[ListPlan], object]) -> Any:
    """Return the plans of what a list does, without the few values of dictionaries."""
    with reader.question():
        reader.write("CREATE TEMP TABLE IF NOT EXISTS snap(pos INTEGER PRIMARY KEY, rid INTEGER)")
        plan = ListPlan(reader, query, TODAY, EVERYBODY)
        reader.plans.clear()
        act(plan)
        return list(reader.plans)


@pytest.mark.parametrize(("key", "name", "way"), SORTS)
def test_no_list_is_sorted_or_looked_up_whole(key, name, way, watched):
    query = ListQuery(key, (), sort=Sort(name, way))
    made = plans_of(watched, query, lambda plan: (plan.first(128), plan.fill('"snap"')))
    assert made
    for text, steps in made:
        for step in steps:
            assert "TEMP B-TREE" not in step, (text, steps)
            if step.startswith(("SCAN t", "SEARCH t ")):
                assert "_live" in step or "(id=?)" in step, (text, steps)


@pytest.mark.parametrize("key", [entity.key for entity in iter_entities() if entity.sort])
def test_every_list_has_an_order_by_index(key):
    entity = get_entity(key)
    assert entity.field(entity.sort).sortable


@pytest.mark.parametrize("key", [entity.key for entity in iter_entities() if entity.timeline])
def test_a_timeline_is_walked_by_its_index(key, watched, records):
    entity = get_entity(key)
    link, at = f't."{entity.timeline}"', f't."{entity.timeline_at}"'
    sql = Sql(
        f'EXPLAIN QUERY PLAN SELECT {at}, t.rid FROM "{key}" t WHERE {link} = ?'
        f" AND t.deleted_at IS NULL AND {at} < ? ORDER BY {at} DESC LIMIT 50",
        (b"x", 1),
    )
    with watched.question():
        steps = [row[3] for row in watched.rows(sql)]
    assert steps == [
        f"SEARCH t USING INDEX ix_{key}_timeline"
        f" ({entity.timeline}=? AND {entity.timeline_at}<?)"
    ]  # fmt: skip


@pytest.mark.parametrize("way", [False, True])
@pytest.mark.parametrize("name", [name for key, name, way in SORTS if key == "account" and way])
def test_the_working_list_of_customers_is_walked_by_index_alone(name, way, watched):
    entity = get_entity("account")
    at_work = Group((Condition("care_stopped_at", Op.EMPTY),))
    if order_of(watched, entity, Sort(name)).runs == ():
        pytest.skip("sorted by the titles of very many records")
    query = ListQuery("account", (), at_work, sort=Sort(name, way))
    made = plans_of(watched, query, lambda plan: plan.fill('"snap"'))
    walks = [step for text, steps in made for step in steps if "snap" in text]
    assert any("left_out" in text for text, _steps in made)
    for step in walks:
        assert "TEMP B-TREE" not in step
        if step.startswith(("SCAN t", "SEARCH t")):
            assert "_live" in step
