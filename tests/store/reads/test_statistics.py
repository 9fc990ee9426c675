"""Statistics: every number is what Python counts, and its records are found by its condition."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core.clock import local_day
from desktop.core.entities import get_entity, iter_entities
from desktop.core.errors import InvalidValueError
from desktop.core.fields import Kind, value_kind
from desktop.core.filters import EVERYTHING, Condition, Group, Op
from desktop.core.kinds import kind_of
from desktop.core.pages import ListQuery
from desktop.core.statistics import (
    Axis,
    Measuring,
    Statistics,
    StatisticsQuery,
    Step,
    axis_fields,
    first_axis,
    measured_fields,
    narrowed,
    span_of,
)
from desktop.store import statistics as store_statistics
from desktop.store import statistics_tables
from tests.store.reads.made import Record
from tests.store.reads.oracle import fulfils

ACCOUNT = get_entity("account")
WHOLE = "whole"
AXES = [
    Axis(field.name, step)
    for field in axis_fields(ACCOUNT)
    for step in (Step if value_kind(field) in {Kind.DATE, Kind.MOMENT} else [Step.MONTH])
]
FILTERS = (
    EVERYTHING,
    Group((Condition("party_type", Op.EQUALS, "company"),)),
    Group((Condition("source_id", Op.FILLED), Condition("name", Op.CONTAINS, "n"))),
    Group((Condition("rating", Op.DIFFERS, "hot"), Condition("tags", Op.FILLED))),
    Group((Condition("created_at", Op.DURING, "this_year"),)),
    Group((Condition("employees", Op.AT_LEAST, 38),)),
    Group((Condition("rating", Op.EQUALS, "hot"), Condition("tags", Op.FILLED)), any_of=True),
    Group((Condition("code", Op.EQUALS, "nobody has it"),)),
)
QUERIES = st.builds(
    StatisticsQuery,
    st.builds(ListQuery, st.just("account"), st.just(()), st.sampled_from(FILTERS)),
    st.sampled_from(AXES),
    st.none() | st.sampled_from(AXES),
)
PATIENT = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(autouse=True)
def every_group(monkeypatch) -> None:
    """Show every row and column, however many they are."""
    monkeypatch.setattr(statistics_tables, "MOST_ROWS", 10_000)
    monkeypatch.setattr(statistics_tables, "MOST_COLUMNS", 10_000)


def counted(reads, query: StatisticsQuery) -> Statistics:
    """Return the answer, asked for until it is there."""
    counting = None
    for _question in range(1000):
        counting = reads.statistics(query, counting)
        if counting.answer is not None:
            return counting.answer
    raise AssertionError("it never ends")


def living(records, filter_) -> list[Record]:
    """Return the records that fulfil a filter, as Python judges."""

    def find(key, wanted):
        return next((one for one in records[key] if one.id == wanted), None)

    rows = [row for row in records["account"] if not row.deleted]
    return [row for row in rows if fulfils(row, ACCOUNT, filter_, find)]


def groups(record: Record, axis: Axis) -> list[object]:
    """Return the groups in which a record stands."""
    field, held = ACCOUNT.field(axis.field), record.values[axis.field]
    kind = value_kind(field)
    if kind is Kind.FLAG:
        return [bool(held)]
    if held is None:
        return [None]
    if kind is Kind.TAGS:
        return list(held)
    if kind in {Kind.DATE, Kind.MOMENT}:
        return [span_of(local_day(held) if kind is Kind.MOMENT else held, axis.step)[0]]
    return [held]


def group_of(condition: Condition | None) -> object:
    """Return the group for which a head's condition stands."""
    assert condition is not None
    field, value = ACCOUNT.field(condition.field), condition.value
    if condition.op is Op.EMPTY:
        return None
    if condition.op is Op.BETWEEN:
        return dt.date.fromisoformat(value[0])
    if condition.op is Op.ANY_OF:
        return value[0]
    return kind_of(field).from_json(value)


def cells(answer: Statistics) -> Iterator[tuple[int, int]]:
    """Yield every place of the table, totals too."""
    for row in range(len(answer.rows) + 1):
        for column in range(len(answer.columns) + 1):
            yield row, column


def tallies(rows: list[Record], query: StatisticsQuery) -> Counter[tuple[object, object]]:
    """Count the records of every cell; WHOLE stands for the totals."""
    found: Counter[tuple[object, object]] = Counter()
    for row in rows:
        downs = [*groups(row, query.down), WHOLE]
        acrosses = [*(groups(row, query.across) if query.across else ()), WHOLE]
        found.update(product(downs, acrosses))
    return found


def shown(answer: Statistics) -> dict[tuple[object, object], int]:
    """Return what a statistic says of every cell that is not empty, as `tallies` does."""
    downs = [*(group_of(head.condition) for head in answer.rows), WHOLE]
    acrosses = [*(group_of(head.condition) for head in answer.columns), WHOLE]
    return {
        (downs[row], acrosses[column]): answer.figures[row][column].count
        for row, column in cells(answer)
        if answer.figures[row][column].count
    }


@PATIENT
@given(query=QUERIES)
def test_statistics_count_what_python_counts(query, reads, records):
    rows = living(records, query.records.filter)
    assert shown(counted(reads, query)) == tallies(rows, query)


@PATIENT
@given(query=QUERIES, portion=st.integers(20, 200))
def test_portions_add_up_to_the_same(query, portion, reads):
    whole = counted(reads, query)
    before = store_statistics.PORTION, store_statistics.is_selective
    store_statistics.PORTION = portion
    store_statistics.is_selective = lambda *_what: False
    try:
        assert counted(reads, query) == whole
    finally:
        store_statistics.PORTION, store_statistics.is_selective = before


@settings(PATIENT, max_examples=25)
@given(query=QUERIES, chosen=st.randoms(use_true_random=False))
def test_the_condition_of_a_cell_finds_its_records(query, chosen, reads):
    answer = counted(reads, query)
    for row, column in chosen.sample(list(cells(answer)), min(12, len(list(cells(answer))))):
        conditions = answer.filter(row, column)
        assert conditions is not None
        within = narrowed(query.records.filter, conditions)
        assert reads.count("account", within) == answer.figures[row][column].count


@pytest.mark.parametrize("axis", AXES, ids=lambda axis: f"{axis.field} {axis.step}")
def test_every_field_counts_every_record(axis, reads, records):
    query = StatisticsQuery(ListQuery("account", ()), axis)
    answer = counted(reads, query)
    assert shown(answer) == tallies(living(records, EVERYTHING), query)
    assert answer.total.count == len(living(records, EVERYTHING))


@pytest.mark.parametrize("measured", [field.name for field in measured_fields(ACCOUNT)])
@pytest.mark.parametrize("measuring", [Measuring.SUM, Measuring.AVERAGE])
@pytest.mark.parametrize("down", ["rating", "tags"])
def test_numbers_are_added_up_exactly(down, measuring, measured, reads, records):
    query = StatisticsQuery(ListQuery("account", ()), Axis(down), None, measuring, measured)
    answer = counted(reads, query)
    rows = living(records, EVERYTHING)
    for place, head in enumerate([*answer.rows, None]):
        found = [
            row for row in rows if not head or group_of(head.condition) in groups(row, query.down)
        ]
        held = [row.values[measured] for row in found if row.values[measured] is not None]
        figure = answer.figures[place][-1]
        if measuring is Measuring.SUM:
            assert figure.value == sum(held)
        elif held:
            mean = Decimal(sum(held)) / len(held)
            assert figure.value == mean.quantize(Decimal("0.01"), ROUND_HALF_UP)
        else:
            assert figure.value is None


def test_amounts_in_several_currencies_are_told(reads):
    everything = ListQuery("account", ())
    money = StatisticsQuery(everything, Axis("rating"), None, Measuring.SUM, "annual_revenue")
    assert counted(reads, money).mixed
    dong = Group((Condition("currency", Op.EQUALS, "VND"),))
    assert not counted(reads, replace(money, records=replace(everything, filter=dong))).mixed
    assert not counted(reads, replace(money, measuring=Measuring.SUM, measured="employees")).mixed


def test_sums_may_pass_what_the_database_holds(own_store, own_reads):
    most = Decimal("922337203685477.5807")
    rows = [
        {"party_type": "company", "name": f"Lớn {number}", "annual_revenue": most, "code": "LON"}
        for number in range(4)
    ]
    with own_store.work(own_store.owner(), "test.fill") as work:
        work.bulk_insert("account", rows)
    great = ListQuery("account", (), Group((Condition("code", Op.EQUALS, "LON"),)))
    query = StatisticsQuery(great, Axis("party_type"), None, Measuring.SUM, "annual_revenue")
    assert counted(own_reads, query).total.value == 4 * most


def test_the_typed_text_narrows_a_statistic(reads):
    query = ListQuery("account", (), search="hong")
    total = reads.snapshot(1, query).total
    assert counted(reads, StatisticsQuery(query, Axis("rating"))).total.count == total > 0


def test_the_bin_has_statistics_of_its_own(reads, records):
    answer = counted(reads, StatisticsQuery(ListQuery("account", (), bin=True), Axis("rating")))
    assert answer.total.count == sum(row.deleted for row in records["account"]) > 0


def test_times_stand_in_order_without_gaps(reads):
    query = StatisticsQuery(ListQuery("account", ()), Axis("customer_since", Step.MONTH))
    filled = [group_of(head.condition) for head in counted(reads, query).rows][:-1]
    months = [day.year * 12 + day.month for day in filled]
    assert months == list(range(months[0], months[-1] + 1))


def test_choices_stand_in_declared_order_and_empty_last(reads):
    answer = counted(reads, StatisticsQuery(ListQuery("account", ()), Axis("rating")))
    values = [group_of(head.condition) for head in answer.rows]
    declared = [option.value for option in ACCOUNT.field("rating").options]
    assert values == [value for value in declared if value in values] + [None]


def test_links_are_called_by_their_titles(reads, records):
    answer = counted(reads, StatisticsQuery(ListQuery("account", ()), Axis("source_id")))
    titles = {row.id: row.values["name"] for row in records["source"]}
    for head in answer.rows[:-1]:
        assert head.label == titles[group_of(head.condition)]


def test_very_many_groups_are_one_row_together(reads, monkeypatch):
    query = StatisticsQuery(ListQuery("account", ()), Axis("source_id"), Axis("address_province"))
    whole = counted(reads, query)
    monkeypatch.setattr(statistics_tables, "MOST_ROWS", 3)
    monkeypatch.setattr(statistics_tables, "MOST_COLUMNS", 4)
    cut = counted(reads, query)
    assert (len(cut.rows), len(cut.columns)) == (4, 5)
    assert cut.total == whole.total
    assert cut.filter(3, 0) is None
    for line in cut.figures:
        assert sum(figure.count for figure in line[:-1]) == line[-1].count


def test_what_has_no_groups_or_is_no_number_is_told(reads):
    everything = ListQuery("account", ())
    for down, measured in (("name", ""), ("nothing", ""), ("rating", "name"), ("rating", "x")):
        with pytest.raises(InvalidValueError):
            reads.statistics(StatisticsQuery(everything, Axis(down), measured=measured))


@pytest.mark.parametrize("entity", list(iter_entities()), ids=lambda entity: entity.key)
def test_every_list_has_a_statistic_to_begin_with(entity, reads):
    axis = first_axis(entity)
    assert axis is not None
    query = StatisticsQuery(ListQuery(entity.key, ()), axis)
    assert counted(reads, query).total.count == reads.count(entity.key, EVERYTHING)
