"""Several people at one profile: each reads what the pure evaluator lets them see, everywhere."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest

from desktop.core.clock import FrozenClock
from desktop.core.entities import get_entity
from desktop.core.errors import RecordGoneError
from desktop.core.filters import EVERYTHING, Condition, Group, Op
from desktop.core.pages import PAGE_ROWS, ListQuery, Sort
from desktop.core.permissions import Level, Member, level_on
from desktop.core.statistics import Axis, StatisticsQuery
from desktop.store.engine import DATABASE, Role, connect_reader
from desktop.store.reads import LocalReads
from desktop.store.row_rights import scope_of
from desktop.store.work import Store
from tests.store.conftest import NOON
from tests.store.reads.people import ABOVE, ENTITIES, PARENTS, PERSON


@pytest.fixture
def reads(firm: Path, who: Member) -> Iterator[LocalReads]:
    store = Store(firm, FrozenClock(NOON), Role.WORKER)
    with store.reading() as connection:
        scope = scope_of(connection, who)
    store.close()
    opened = LocalReads(firm / DATABASE, FrozenClock(NOON), scope=scope)
    yield opened
    opened.close()


@pytest.fixture
def seen(rows, who) -> dict[str, set[uuid.UUID]]:
    return {
        entity: {one for one, row in of.items() if level_on(row, who, PARENTS) >= Level.VIEW}
        for entity, of in rows.items()
    }


def listed(reads: LocalReads, query: ListQuery) -> list[uuid.UUID]:
    total = reads.snapshot(1, query).total
    found: list[uuid.UUID] = []
    while len(found) < total:
        page = [row.id for row in reads.page(1, query, len(found)).rows]
        assert page
        found += page
    return found


QUERIES = {
    "plain": {},
    "sorted": {"sort": Sort("created_at", descending=True)},
    "by owner": {"sort": Sort("owner_id")},
    "grouped": {"group": "owner_id"},
    "found": {"search": "hong"},
    "found and sorted": {"search": "hong", "sort": Sort("created_at")},
    "filtered": {"filter": Group((Condition("created_at", Op.FILLED),))},
}


@pytest.mark.parametrize("how", QUERIES)
def test_lists_show_what_one_may_see(reads, seen, how):
    for entity in ENTITIES[:4]:
        query = ListQuery(entity, (), **QUERIES[how])
        found = listed(reads, query)
        assert len(found) == len(set(found))
        assert set(found) == seen[entity]
        first = [row.id for row in reads.first_page(query).rows]
        assert len(first) == min(PAGE_ROWS, len(seen[entity]))
        assert set(first) <= seen[entity]


def test_counts_statistics_and_files_follow(reads, seen, rows):
    for entity in ENTITIES[:4]:
        assert reads.count(entity, EVERYTHING) == len(seen[entity])
        query = ListQuery(entity, (get_entity(entity).title,))
        counting = reads.statistics(StatisticsQuery(query, Axis("owner_id")))
        while counting.answer is None:
            counting = reads.statistics(counting.query, counting)
        assert counting.answer.total.count == len(seen[entity])
        assert len(reads.cells_for_files(query, list(rows[entity]))) == len(seen[entity])
        assert {row.id for row in reads.rows(query, list(rows[entity])).rows} == seen[entity]


def test_searches_find_what_one_may_see(reads, seen):
    for entity in ENTITIES[:4]:
        assert {hit.ref.id for hit in reads.search("hong", 500, [entity])} == seen[entity]
        assert {hit.ref.id for hit in reads.choices(entity, "hong", 500)} == seen[entity]
        assert {hit.ref.id for hit in reads.choices(entity, "", 500)} == seen[entity]
    everywhere = {hit.ref.id for hit in reads.search("hong", 1000)}
    assert everywhere >= set().union(*(seen[entity] for entity in ENTITIES[:4]))
    assert everywhere.isdisjoint(set(PERSON) - set().union(*seen.values()))


def test_cards_titles_history_and_likes_of_hidden_records_stay_hidden(reads, seen, rows):
    for entity in ENTITIES:
        assert {ref.id for ref in reads.refs(entity, list(rows[entity]))} == seen[entity]
        for one in list(rows[entity])[:40]:
            if one in seen[entity]:
                assert reads.card(entity, one).id == one
                assert reads.history(entity, one)
            else:
                with pytest.raises(RecordGoneError):
                    reads.card(entity, one)
                assert reads.history(entity, one) == []
    alike = reads.duplicates("account", {"name": "Hồng 1"}, limit=100)
    assert {one.hit.ref.id for one in alike} <= seen["account"]


def test_a_timeline_holds_what_one_may_see(reads, seen, rows, firm):
    for account in list(rows["account"])[:30]:
        entries = reads.timeline("account", account, (), 2**62, 500)
        shown = {(entry.ref.entity, entry.ref.id) for entry in entries}
        hanging = {
            (entity, one)
            for entity in ABOVE
            for one in seen[entity]
            if rows_above(firm, entity, one) == account
        }
        assert shown == hanging


@cache
def rows_above(firm: Path, entity: str, record_id: uuid.UUID) -> uuid.UUID | None:
    """Return the customer on which a record hangs."""
    with closing(connect_reader(firm / DATABASE)) as connection:
        query = f'SELECT account_id FROM "{entity}" WHERE id = ?'
        (found,) = connection.execute(query, (record_id.bytes,)).fetchone()
    return uuid.UUID(bytes=found) if found else None


def test_the_lone_owner_reads_the_tables_themselves(firm, rows):
    opened = LocalReads(firm / DATABASE, FrozenClock(NOON))
    views = opened._reader.rows("SELECT name FROM temp.sqlite_schema WHERE type = 'view'")
    assert views == []
    assert opened.count("account", EVERYTHING) == len(rows["account"])
    opened.close()
