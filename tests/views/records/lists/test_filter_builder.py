"""The filter builder and saved views."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.core.entities import get_entity
from desktop.core.filter_line import tidy
from desktop.core.filter_line.names import filtered_fields
from desktop.core.filter_words import questions
from desktop.core.filters import EVERYTHING, ME, Condition, Group, Op
from desktop.core.pages import Sort
from desktop.views.records.lists.builder_values import value_part
from desktop.views.records.lists.filter_builder import FilterBuilder
from desktop.views.records.lists.saved_views import SavedView, SavedViews, kept_json
from tests.views.items.customers import SOURCE_REFS, TAG_REFS

ACCOUNT = get_entity("account")
RICH = Group(
    (
        Condition("account_type", Op.ANY_OF, ["customer", "partner"]),
        Condition("source_id", Op.EQUALS, str(SOURCE_REFS[0].id)),
        Condition("tags", Op.ALL_OF, [str(TAG_REFS[0].id), str(TAG_REFS[1].id)]),
        Condition("annual_revenue", Op.BETWEEN, ["1000000", None]),
        Condition("created_at", Op.DURING, "last_30_days"),
        Condition("updated_at", Op.AT_LEAST, "2026-01-02"),
        Condition("owner_id", Op.EQUALS, ME),
        Condition("birthday", Op.DURING, "this_month"),
        Group(
            (
                Condition("emails", Op.EMPTY),
                Condition("parent_id.name", Op.CONTAINS, "ABC"),
                Group((Condition("name", Op.STARTS, "A"), Condition("code", Op.FILLED))),
            ),
            any_of=True,
        ),
        Group((Condition("employees", Op.MORE, 5), Condition("rating", Op.EMPTY)), negated=True),
    )
)


@pytest.fixture
def builder(view, qtbot):
    def make(filter_=EVERYTHING) -> FilterBuilder:
        made = FilterBuilder(
            ACCOUNT,
            filter_,
            view._jobs,
            view._editors.make,
            meant=view.meant,
            titles=view.titles,
        )
        qtbot.addWidget(made)
        made.show()
        return made

    return make


def test_every_part_of_a_filter_comes_back_as_it_went_in(builder, qtbot):
    made = builder(RICH)
    assert made.filter() == tidy(RICH, ACCOUNT)


def test_it_begins_with_a_row_that_asks_nothing_until_it_has_a_value(builder):
    made = builder()
    (row,) = made._box._rows
    assert row._path == ACCOUNT.title
    assert made.filter() == EVERYTHING
    row._part.set_value("an")
    assert made.filter() == Group((Condition(ACCOUNT.title, Op.CONTAINS, "an"),))
    made._on_clear_clicked()
    assert len(made._box._rows) == 1
    assert made.filter() == EVERYTHING


def test_a_filter_that_asks_something_gets_no_further_row(builder):
    assert len(builder(Group((Condition("code", Op.FILLED),)))._box._rows) == 1


def test_it_counts_what_is_found_while_one_builds(builder, reads, qtbot):
    made = builder()
    qtbot.waitUntil(lambda: "500" in made._count.text())
    made._box.add_condition("account_type")
    row = made._box._rows[-1]
    row._part.set_value("supplier")
    row.changed.emit()
    wanted = reads.count("account", made.filter())
    qtbot.waitUntil(lambda: made._count.text().startswith(f"{wanted} "))
    assert made._line.text() == "type: Supplier"


def test_conditions_that_are_not_complete_are_left_out(builder):
    made = builder()
    made._box.add_condition("name")
    made._box._on_group_clicked()
    assert made.filter() == EVERYTHING


def test_rows_and_groups_are_taken_away(builder, qtbot):
    made = builder(RICH)
    for row in list(made._box._rows)[1:]:
        row.removal_asked.emit(row)
    assert made.filter() == Group(RICH.items[:1])
    made._on_clear_clicked()
    assert made.filter() == EVERYTHING


def test_conditions_are_joined_by_or_as_well(builder):
    made = builder(Group(RICH.items[:2]))
    made._box._joining.setCurrentIndex(1)
    made._box._on_joining_activated()
    assert made.filter() == Group(RICH.items[:2], any_of=True)


@pytest.mark.parametrize("field", list(filtered_fields(ACCOUNT)), ids=lambda field: field.name)
def test_every_question_about_every_field_has_a_place_for_its_value(view, qtbot, field):
    for question in questions(field):
        part = value_part(field, question, view._editors.make)
        qtbot.addWidget(part)
        part.set_value(None)
        assert part.is_complete() in {True, False}


@pytest.fixture
def views(jobs, reads, qtbot) -> SavedViews:
    made = SavedViews(ACCOUNT, jobs)
    qtbot.waitUntil(lambda: made.is_read)
    yield made
    made.deleteLater()


def test_a_view_keeps_filter_columns_and_order(view, qtbot):
    state = replace(view.state, filter=Group(RICH.items[:1]), sort=Sort("code"), group="source_id")
    kept = SavedView(SOURCE_REFS[0].id, "Hot", kept_json(state))
    view._on_bar_view_chosen(kept)
    assert view.state.filter == state.filter
    assert view.state.sort == state.sort
    assert view.state.group == "source_id"
    assert view.state.view == str(kept.id)
    view._on_bar_view_chosen(None)
    assert view.state.filter == EVERYTHING
    assert view.state.view == ""


def test_saving_a_view_is_a_command(views, commands, view, qtbot, run_async):
    commands._create = lambda entity, values: _created(entity, values, commands)
    with qtbot.waitSignal(views.saved) as saved:
        views.save_new("Hot", replace(view.state, filter=Group(RICH.items[:1])))
    key, arguments = commands.asked[-1]
    assert key == "saved_view.create"
    assert arguments["values"]["name"] == "Hot"
    assert arguments["values"]["entity"] == "account"
    assert arguments["values"]["query"]["filter"]["items"]
    assert saved.args == ["new"]


def _created(entity, values, commands):
    from desktop.core.changes import Changes
    from desktop.core.ports import Outcome

    return Outcome("new", Changes({entity: frozenset()}))


@pytest.mark.parametrize("item", RICH.items, ids=str)
def test_each_condition_alone_comes_back(builder, item):
    one = Group((item,))
    assert builder(one).filter() == tidy(one, ACCOUNT)
