"""Lists: the order people expect, whole and page by page, and steady while rows change."""

from __future__ import annotations

import uuid
from random import Random

import pytest

from desktop.core.entities import get_entity, iter_entities
from desktop.core.filters import Condition, Group, Op
from desktop.core.kinds import kind_of
from desktop.core.pages import PAGE_ROWS, ListQuery, Sort
from desktop.store.cells import NOBODY
from tests.store.reads.orders import in_order


def sortable(key: str) -> list[str]:
    """Return the fields that lists of an entity can be ordered by."""
    return [field.name for field in get_entity(key).fields if field.sortable]


def whole(reads, query: ListQuery) -> list[uuid.UUID]:
    """Return the ids of a whole list, as its snapshot has them."""
    total = reads.snapshot(7, query).total
    return reads.ids_between(7, 0, total)


@pytest.mark.parametrize("descending", [False, True], ids=["up", "down"])
@pytest.mark.parametrize("key", ["account", "contact", "import_run", "app_user"])
def test_every_sortable_field_orders_as_people_do(key, descending, reads, records):
    entity = get_entity(key)
    living = [row for row in records[key] if not row.deleted]
    for name in sortable(key):
        query = ListQuery(key, (), sort=Sort(name, descending))
        ordered = in_order(records, entity, name, descending=descending, rows=living)
        assert whole(reads, query) == [row.id for row in ordered], name
        first = [row.id for row in reads.first_page(query).rows]
        assert first == [row.id for row in ordered[:PAGE_ROWS]], name


@pytest.mark.parametrize("descending", [False, True], ids=["up", "down"])
def test_a_filtered_list_has_the_same_order(descending, reads, records):
    entity, rnd = get_entity("account"), Random(3)
    conditions = [
        Group((Condition("party_type", Op.EQUALS, "company"),)),
        Group((Condition("rating", Op.DIFFERS, "hot"),)),
        Group((Condition("name", Op.CONTAINS, "hong"),)),
        Group((Condition("source_id", Op.FILLED),)),
        Group((Condition("employees", Op.AT_LEAST, 20), Condition("tags", Op.FILLED))),
    ]
    for name in sortable("account"):
        query = ListQuery("account", (), rnd.choice(conditions), sort=Sort(name, descending))
        found = set(whole(reads, query))
        rows = [row for row in records["account"] if row.id in found]
        ordered = in_order(records, entity, name, descending=descending, rows=rows)
        assert whole(reads, query) == [row.id for row in ordered], (name, query.filter)
        first = [row.id for row in reads.first_page(query).rows]
        assert first == [row.id for row in ordered[:PAGE_ROWS]], (name, query.filter)


def test_a_list_without_a_sort_has_the_order_of_its_entity(reads):
    plain = whole(reads, ListQuery("account", ()))
    assert plain == whole(reads, ListQuery("account", (), sort=Sort("name")))
    odd = ListQuery("account", (), sort=Sort("description"))  # cannot be sorted by
    assert plain == whole(reads, odd)


def test_pages_join_to_the_whole_list(reads, records):
    query = ListQuery("account", ("name", "source_id"), sort=Sort("employees"))
    snapshot = reads.snapshot(1, query)
    pages = [reads.page(1, query, first) for first in range(0, snapshot.total, PAGE_ROWS)]
    assert [page.first for page in pages] == list(range(0, snapshot.total, PAGE_ROWS))
    assert {page.total for page in pages} == {snapshot.total}
    ids = [row.id for page in pages for row in page.rows]
    assert ids == whole(reads, query)
    assert len(ids) == sum(not row.deleted for row in records["account"])


def test_a_short_list_is_whole_at_once(reads):
    page = reads.first_page(ListQuery("source", ("name",)))
    assert page.total == len(page.rows)
    long = reads.first_page(ListQuery("account", ("name",)))
    assert long.total is None
    assert len(long.rows) == PAGE_ROWS


def test_rows_show_what_the_record_holds(reads, records):
    by_id = {row.id: row for row in records["account"]}
    names = tuple(field.name for field in get_entity("account").fields)
    page = reads.first_page(ListQuery("account", names))
    for row in page.rows:
        held = by_id[row.id]
        assert dict(zip(names, row.values, strict=True)) == held.values
        for name, text in zip(names, row.texts, strict=True):
            field = get_entity("account").field(name)
            if field.target:
                assert bool(text) == bool(held.values[name])
            else:
                assert text == kind_of(field).format(field, held.values[name]) or name == "logo"


def test_links_and_tags_show_titles(reads, records):
    names = {row.id: row.values["name"] for row in (*records["source"], *records["tag"])}
    page = reads.first_page(ListQuery("account", ("source_id", "tags")))
    for row in page.rows:
        source, tags = row.values
        assert row.texts[0] == names.get(source, "")
        shown = sorted(names[uuid.UUID(tag)] for tag in tags or ())
        assert row.texts[1] == ", ".join(shown)


def test_a_column_that_is_no_field_is_empty(reads):
    page = reads.first_page(ListQuery("account", ("name", "gone_since_last_year")))
    assert {row.texts[1] for row in page.rows} == {""}
    assert {row.values[1] for row in page.rows} == {None}


def test_a_column_may_lead_through_links(reads, records):
    accounts = {row.id: row for row in records["account"]}
    names = {row.id: row.values["name"] for row in records["source"]}
    columns = ("account_id.employees", "account_id.source_id", "account_id.source_id.name")
    for row in reads.first_page(ListQuery("contact", ("account_id", *columns))).rows:
        account = accounts.get(row.values[0])
        employees, source = (account and account.values[n] for n in ("employees", "source_id"))
        assert row.values[1:] == (employees, source, names.get(source))
        assert row.texts[2] == row.texts[3] == names.get(source, "")


def test_the_bin_shows_only_what_was_deleted(reads, records):
    found = whole(reads, ListQuery("account", (), bin=True, sort=Sort("name")))
    deleted = [row for row in records["account"] if row.deleted]
    ordered = in_order(records, get_entity("account"), "name", descending=False, rows=deleted)
    assert found == [row.id for row in ordered]
    page = reads.first_page(ListQuery("account", ("name",), bin=True))
    assert {row.id for row in page.rows} == {row.id for row in deleted}


def test_positions_are_where_the_rows_stand(reads, rnd):
    query = ListQuery("account", (), sort=Sort("updated_at", descending=True))
    ids = whole(reads, query)
    asked = [*rnd.sample(ids, 20), uuid.uuid4()]
    assert reads.positions(7, asked) == {one: ids.index(one) for one in asked[:-1]}
    assert reads.ids_between(7, 5, 8) == ids[5:9]
    assert reads.positions(99, asked) == {}
    assert reads.ids_between(99, 0, 5) == []


def test_rows_are_read_by_id_in_the_order_asked_for(reads, records):
    some = [row.id for row in records["account"][::20]]
    page = reads.rows(ListQuery("account", ("name",)), [*reversed(some), uuid.uuid4()])
    assert [row.id for row in page.rows] == list(reversed(some))


def test_two_lists_keep_their_own_order(reads):
    up, down = (ListQuery("account", (), sort=Sort("name", way)) for way in (False, True))
    reads.snapshot(1, up)
    reads.snapshot(2, down)
    assert reads.ids_between(1, 0, 500) == whole(reads, up)
    assert reads.ids_between(2, 0, 500) == whole(reads, down)
    reads.close_list(1)
    assert reads.ids_between(1, 0, 500) == []
    reads.close_list(1)


def test_a_page_of_a_list_without_a_snapshot_makes_one(reads):
    query = ListQuery("contact", ("full_name",))
    page = reads.page(41, query, 0)
    assert [row.id for row in page.rows] == whole(reads, query)[:PAGE_ROWS]
    reads.close_list(41)


def test_positions_stay_while_rows_change(own_store, own_reads):
    actor = own_store.owner()
    query = ListQuery("account", ("name", "employees"), sort=Sort("name"))
    own_reads.snapshot(1, query)
    before = own_reads.page(1, query, 0)
    changed, binned, purged = (before.rows[place].id for place in (3, 5, 7))
    with own_store.work(actor, "test") as work:
        work.bulk_update("account", [changed], {"name": "zzz the last"})
        work.delete("account", [binned, purged])
        work.purge("account", [purged])
        (added,) = work.bulk_insert("account", [{"name": "Aaa", "party_type": "person"}])
    after = own_reads.page(1, query, 0)
    assert after.total == before.total
    assert after.rows[3].texts[0] == "zzz the last"
    assert after.rows[5].id == binned
    assert after.rows[7].id == NOBODY
    assert after.rows[7].texts == ("", "")
    kept = [place for place in range(PAGE_ROWS) if place not in {3, 7}]
    assert [after.rows[place] for place in kept] == [before.rows[place] for place in kept]
    total = own_reads.snapshot(1, query).total
    assert total == before.total - 1
    assert set(own_reads.positions(1, [added, changed, binned, purged])) == {added, changed}
    assert own_reads.positions(1, [changed])[changed] > before.total // 2


def test_every_entity_can_be_listed(reads):
    for entity in iter_entities():
        query = ListQuery(entity.key, entity.list_columns)
        page = reads.first_page(query)
        total = reads.snapshot(3, query).total
        assert len(page.rows) == min(total, PAGE_ROWS)
        assert [row.id for row in page.rows] == reads.ids_between(3, 0, PAGE_ROWS - 1)
