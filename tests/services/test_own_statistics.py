"""Own fields of every kind that can be an axis or a measure count like those of the program."""

from __future__ import annotations

from decimal import Decimal

import pytest

from desktop.core.entities import get_entity
from desktop.core.fields import Kind
from desktop.core.pages import ListQuery
from desktop.core.statistics import (
    Axis,
    Measuring,
    StatisticsQuery,
    Step,
    axis_fields,
    measured_fields,
    narrowed,
)
from tests.own_fields import forget_own_fields

NAME = "x_o_rieng"
CHOICES = {"choices": [{"vi": "Vàng", "en": "Gold"}, {"vi": "Bạc", "en": "Silver"}]}
AXES = {
    Kind.CHOICE: (("vang", "bac", "vang", None), CHOICES),
    Kind.CHOICES: ((["vang", "bac"], ["bac"], None, ["bac"]), CHOICES),
    Kind.FLAG: ((True, False, True, None), {}),
    Kind.RATING: ((5, 3, 5, None), {}),
    Kind.COLOUR: (("#1f5fd1", "#d92d20", "#1f5fd1", None), {}),
    Kind.DATE: (("2026-11-21", "2026-10-02", "2026-11-30", None), {}),
    Kind.MOMENT: ((1_795_000_000_000_000, 1_790_000_000_000_000, 1_795_000_001_000_000, None), {}),
}
FILLED = 3  # of the four customers
EXPECTED = {
    Kind.CHOICE: (2, 1),
    Kind.CHOICES: (1, 3),
    Kind.RATING: (2, 1),
    Kind.COLOUR: (2, 1),
    Kind.DATE: (2, 1),
}
NUMBERS = {
    Kind.INTEGER: ((4, 7, None, 1), Decimal("4.00"), 12),
    Kind.RATING: ((5, 3, None, 1), Decimal("3.00"), 9),
    Kind.DURATION: ((90, 30, None, 60), Decimal("60.00"), 180),
    Kind.MONEY: (("1000", "2.5", None, "0"), Decimal("334.17"), Decimal("1002.5")),
    Kind.PERCENT: (("10", "20", None, "60"), Decimal("30.00"), Decimal(90)),
}


@pytest.fixture
def customers(commands):
    """Define an own field and make customers with values in it."""

    def make(kind, values, **said):
        arguments = {"entity": "account", "kind": kind, "label_vi": "Ô riêng", **said}
        commands.run("custom_field.define", arguments)
        for number, value in enumerate(values):
            row = {"name": f"A{number}"} | ({} if value is None else {NAME: value})
            commands.run("account.create", {"values": row})

    yield make
    forget_own_fields()


def counted(reads, query):
    counting = reads.statistics(query)
    while counting.answer is None:
        counting = reads.statistics(query, counting)
    return counting.answer


ONLY = ListQuery("account", (), search="A")


@pytest.mark.parametrize("kind", AXES)
def test_an_own_field_is_an_axis_whose_cells_open_their_records(kind, customers, reads):
    values, said = AXES[kind]
    customers(kind, values, **said)
    assert NAME in {one.name for one in axis_fields(get_entity("account"))}
    query = StatisticsQuery(ListQuery("account", ()), Axis(NAME, Step.MONTH))
    answer = counted(reads, query)
    whole = reads.count("account", ListQuery("account", ()).filter)
    assert answer.total.count == whole
    found = {}
    for row, head in enumerate(answer.rows):
        count = answer.figures[row][-1].count
        conditions = answer.filter(row, len(answer.columns))
        opened = reads.count("account", narrowed(query.records.filter, conditions))
        assert opened == count, head.label
        found[head.label] = count
    if kind in EXPECTED:
        counts = sorted(answer.figures[row][-1].count for row in range(len(answer.rows)))
        filled = EXPECTED[kind]
        assert counts == sorted([*filled, whole - FILLED])
    assert all(found)


@pytest.mark.parametrize("kind", NUMBERS)
def test_an_own_number_is_measured(kind, customers, reads):
    values, average, total = NUMBERS[kind]
    customers(kind, values)
    assert NAME in {one.name for one in measured_fields(get_entity("account"))}
    for measuring, expected in ((Measuring.AVERAGE, average), (Measuring.SUM, total)):
        query = StatisticsQuery(ONLY, Axis("party_type"), None, measuring, NAME)
        assert counted(reads, query).total.value == expected


def test_an_own_link_is_an_axis(customers, commands, reads, make):
    contact = make("contact")
    customers(Kind.LINK, (contact, contact, None), target="contact")
    answer = counted(reads, StatisticsQuery(ListQuery("account", ()), Axis(NAME)))
    assert answer.figures[0][-1].count == 2
    assert answer.rows[0].label


@pytest.mark.parametrize("name", ["owner_id", "org_unit_id", "tags", "card_groups", "source_id"])
def test_people_units_tags_and_card_groups_are_axes(name):
    assert name in {one.name for one in axis_fields(get_entity("account"))}


def test_a_list_is_grouped_by_an_own_field_of_several_choices(customers, reads):
    customers(Kind.CHOICES, AXES[Kind.CHOICES][0], **CHOICES)
    snapshot = reads.snapshot(1, ListQuery("account", (), group=NAME))
    counts = {head.value: head.count for head in snapshot.groups}
    assert counts["vang"] == 1
    assert counts["bac"] == 3
    assert snapshot.records == snapshot.total - 1
