"""Groups: every row in its group, the groups in the order people expect."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from desktop.core.clock import local_day
from desktop.core.collation import sort_key
from desktop.core.entities import get_entity
from desktop.core.errors import InvalidValueError
from desktop.core.fields import Kind
from desktop.core.filters import Condition, Group, Op
from desktop.core.pages import PAGE_ROWS, ListQuery, Sort
from desktop.models.base import record_class
from tests.store.reads.orders import in_order

GROUPS = ["account_type", "source_id", "address_province", "gender", "customer_since", "created_at",
          "owner_id", "currency", "employees"]  # fmt: skip


def month_of(field, value):
    """Return the first of the month that a day or moment lies in."""
    if value is None or field.kind.value not in {"date", "moment"}:
        return value
    day = local_day(value) if field.kind.value == "moment" else value
    return day.replace(day=1)


def living(records, key="account"):
    """Return the records that are not in the bin."""
    return [row for row in records[key] if not row.deleted]


@pytest.mark.parametrize("sort", [None, Sort("name", descending=True), Sort("employees")])
@pytest.mark.parametrize("name", GROUPS)
def test_groups_hold_exactly_their_rows_in_the_lists_order(name, sort, reads, records):
    entity = get_entity("account")
    field, query = entity.field(name), ListQuery("account", (name,), sort=sort, group=name)
    snapshot = reads.snapshot(1, query)
    counts = Counter(month_of(field, row.values[name]) for row in living(records))
    assert snapshot.total == counts.total()
    assert sum(head.count for head in snapshot.groups) == snapshot.total
    place = 0
    by_id = {row.id: row for row in records["account"]}
    for head in snapshot.groups:
        assert head.first == place
        place += head.count
        ids = reads.ids_between(1, head.first, place - 1)
        (held,) = {month_of(field, by_id[one].values[name]) for one in ids}
        assert counts[held] == head.count
        sorted_by = sort or Sort("name")
        rows = [by_id[one] for one in ids]
        way = sorted_by.descending
        ordered = in_order(records, entity, sorted_by.field, descending=way, rows=rows)
        assert ids == [row.id for row in ordered]
    first = reads.first_page(query)
    assert [row.id for row in first.rows] == reads.ids_between(1, 0, PAGE_ROWS - 1)


def test_choices_stand_in_declared_order_and_empty_last(reads):
    heads = reads.snapshot(1, ListQuery("account", (), group="account_type")).groups
    declared = [option.value for option in get_entity("account").field("account_type").options]
    values = [head.value for head in heads]
    assert values == [v for v in declared if v in values] + ([None] if None in values else [])


def test_links_stand_by_title_even_when_their_record_is_in_the_bin(reads, records):
    heads = reads.snapshot(1, ListQuery("account", (), group="source_id")).groups
    titles = {str(row.id): row.values["name"] for row in records["source"]}
    assert [head.label for head in heads[:-1]] == [titles[head.value] for head in heads[:-1]]
    assert heads[-1].value is None
    assert heads[-1].label


def test_the_latest_month_comes_first_unless_sorted_upwards(reads):
    plain = reads.snapshot(1, ListQuery("account", (), group="customer_since")).groups
    up = ListQuery("account", (), sort=Sort("customer_since"), group="customer_since")
    upwards = reads.snapshot(1, up).groups
    months = [head.value for head in plain[:-1]]
    assert months == sorted(months, reverse=True)
    assert [head.value for head in upwards[:-1]] == months[::-1]
    assert plain[-1].value is upwards[-1].value is None


@pytest.mark.parametrize("name", ["customer_since", "created_at", "account_type", "source_id"])
def test_the_value_of_a_head_finds_its_rows(name, reads):
    snapshot = reads.snapshot(1, ListQuery("account", (), group=name))
    for head in snapshot.groups:
        op = Op.BETWEEN if isinstance(head.value, list) else Op.EQUALS
        assert reads.count("account", Group((Condition(name, op, head.value),))) == head.count


def test_a_filtered_and_searched_list_has_groups_too(reads):
    condition = Group((Condition("party_type", Op.EQUALS, "company"),))
    query = ListQuery("account", ("name",), condition, search="cong ty", group="rating")
    snapshot = reads.snapshot(1, query)
    plain = reads.snapshot(2, ListQuery("account", (), condition, search="cong ty"))
    assert 0 < snapshot.total == plain.total
    assert [row.id for row in reads.first_page(query).rows] == reads.ids_between(1, 0, 127)


def test_a_list_is_not_grouped_by_what_is_no_field(reads):
    snapshot = reads.snapshot(1, ListQuery("account", (), group="nothing"))
    assert snapshot.groups == ()
    with pytest.raises(InvalidValueError):
        reads.snapshot(1, ListQuery("account", (), group="phones"))


@pytest.mark.parametrize("query", [{}, {"search": "hong"}, {"sort": Sort("employees")}])
@pytest.mark.parametrize("name", ["tags", "card_groups"])
def test_a_record_stands_under_each_of_its_tags(name, query, reads, records):
    entity = get_entity("account")
    wanted = ListQuery("account", (name,), **query)
    plain = reads.snapshot(2, wanted)
    ids = reads.ids_between(2, 0, plain.total - 1)
    snapshot = reads.snapshot(1, replace(wanted, group=name))
    by_id = {row.id: row for row in records["account"]}
    counts = Counter(tag for one in ids for tag in by_id[one].values[name] or [None])
    assert {head.value: head.count for head in snapshot.groups} == counts
    assert snapshot.total == counts.total() > len(ids)
    assert snapshot.records == len(ids)
    for head in snapshot.groups:
        held = reads.ids_between(1, head.first, head.first + head.count - 1)
        wanted_ids = [one for one in ids if head.value in (by_id[one].values[name] or [None])]
        assert (
            held == wanted_ids if query.get("sort") or not query else set(held) == set(wanted_ids)
        )
    titles = {str(row.id): row.values["name"] for row in records[entity.field(name).target]}
    labels = [head.label for head in snapshot.groups]
    assert labels[:-1] == [titles[head.value] for head in snapshot.groups[:-1]]
    assert [sort_key(label) for label in labels[:-1]] == sorted(map(sort_key, labels[:-1]))
    assert snapshot.groups[-1].value is None
    assert labels[-1] == f"No {name.replace('_', ' ')}"
    first = reads.first_page(replace(wanted, group=name))
    if not query.get("search"):
        assert [row.id for row in first.rows] == reads.ids_between(1, 0, PAGE_ROWS - 1)


def test_the_place_of_a_record_with_several_tags_is_the_one_looked_at(reads, records):
    snapshot = reads.snapshot(1, ListQuery("account", (), group="tags"))
    every = reads.ids_between(1, 0, snapshot.total - 1)
    twice = next(one for one, count in Counter(every).items() if count > 1)
    places = [place for place, one in enumerate(every) if one == twice]
    for place in places:
        assert reads.positions(1, [twice], place) == {twice: place}


def test_those_whose_tag_was_deleted_for_good_stand_under_unknown(own_store, own_reads, records):
    tags = records["tag"]
    used = next(tag for tag in tags if not tag.deleted and _using(records, tag))
    with own_store.work(own_store.owner(), "test.gone") as work:
        table = record_class("tag").__table__
        work.session.connection().execute(table.delete().where(table.c.id == used.id))
    snapshot = own_reads.snapshot(1, ListQuery("account", (), group="tags"))
    labels = {head.label: head.count for head in snapshot.groups}
    assert labels["(unknown)"] == len(_using(records, used))
    assert used.values["name"] not in labels
    assert snapshot.records == len(living(records))


def _using(records, tag):
    return [row for row in living(records) if str(tag.id) in (row.values["tags"] or [])]


@pytest.mark.parametrize("name", ["customer_since", "last_contact_at"])
def test_the_last_day_of_the_calendar_has_a_group_too(name, own_store, own_reads):
    is_day = get_entity("account").field(name).kind is Kind.DATE
    last = date.max if is_day else datetime(9999, 12, 31, 9, tzinfo=UTC)
    with own_store.work(own_store.owner(), "test.last") as work:
        table = record_class("account").__table__
        one = sa.select(table.c.id).where(table.c.deleted_at.is_(None)).limit(1).scalar_subquery()
        work.session.connection().execute(table.update().where(table.c.id == one), {name: last})
    head = own_reads.snapshot(1, ListQuery("account", (), group=name)).groups[0]
    assert (head.count, head.label) == (1, "Month 12/9999")
    condition = Group((Condition(name, Op.BETWEEN, head.value),))
    assert own_reads.count("account", condition) == 1
