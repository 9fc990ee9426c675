"""The statistics under a list: what they say, how they follow it, how they lead back into it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from desktop.core.entities import get_entity, iter_entities
from desktop.core.filters import Condition, Group, Op
from desktop.core.pages import Sort
from desktop.core.statistics import Axis, Measuring, Step, measured_fields, narrowed
from desktop.views.records.lists.list_state import state_from_json, state_to_json
from desktop.views.records.statistics.choice import (
    Form,
    StatisticsChoice,
    choice_from_json,
    choice_to_json,
    own_choice,
)

CROSSED = StatisticsChoice(
    Axis("source_id"), Axis("customer_since", Step.QUARTER), period_field="created_at"
)


def choose(view, pane, until_counted, choice: StatisticsChoice) -> None:
    """Choose in the pane as its head does."""
    pane._on_bar_chosen(choice)
    until_counted(view)


def click(table, row: int, column: int) -> None:
    """Click on a figure."""
    place = table.visualRect(table.figures.index(row, column)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def filled_cell(pane) -> tuple[int, int]:
    """Return a cell that has records, and is no total."""
    found = pane.statistics
    return next(
        (row, column)
        for row in range(len(found.rows))
        for column in range(len(found.columns))
        if found.figures[row][column].count
    )


def test_the_statistics_open_under_the_list_and_close_again(view, pane):
    assert pane.isVisible()
    assert view.table.isVisible()
    assert view.is_toggle_statistics()
    assert pane.statistics.total.count == view.model.total
    assert pane.table.hasFocus()
    view.toggle_statistics()
    assert not pane.isVisible()
    assert view.table.hasFocus()
    assert not view.is_toggle_statistics()


def test_a_list_without_statistics_makes_none(view):
    assert view._under is None


@pytest.mark.parametrize("row", [0, -1], ids=["a cell", "a total"])
def test_a_click_on_a_figure_shows_exactly_its_records(row, view, pane, until_counted):
    choose(view, pane, until_counted, CROSSED)
    at, column = filled_cell(pane)
    at = len(pane.statistics.rows) if row else at
    pane.table.scrollTo(pane.table.figures.index(at, column))
    count = pane.statistics.figures[at][column].count
    click(pane.table, at, column)
    until_counted(view)
    assert view.model.total == count == pane.statistics.total.count


def test_enter_on_a_figure_shows_its_records_and_arrows_move(view, pane, until_counted):
    QTest.keyClick(pane.table, Qt.Key.Key_Down)
    QTest.keyClick(pane.table, Qt.Key.Key_Down)
    row = pane.table.currentIndex().row()
    count = pane.statistics.figures[row][0].count
    QTest.keyClick(pane.table, Qt.Key.Key_Return)
    until_counted(view)
    assert view.model.total == count


def test_the_period_narrows_the_numbers_and_the_records_behind_them(
    view, pane, until_counted, reads
):
    choice = replace(own_choice(view.entity), period="this_year", period_field="customer_since")
    choose(view, pane, until_counted, choice)
    during = Condition("customer_since", Op.DURING, "this_year")
    assert pane.statistics.total.count == reads.count(
        "account", narrowed(view.query().filter, (during,))
    )
    row = next(place for place, line in enumerate(pane.statistics.figures) if line[-1].count)
    count = pane.statistics.figures[row][-1].count
    click(pane.table, row, 0)
    until_counted(view)
    assert view.model.total == count
    assert during in view.state.filter.items


def test_the_numbers_follow_filter_and_typed_text(view, pane, until_counted):
    company = Group((Condition("party_type", Op.EQUALS, "company"),))
    view.show_state(replace(view.state, filter=company))
    until_counted(view)
    assert pane.statistics.total.count == view.model.total
    view.show_state(replace(view.state, search="hong"), typing=True)
    until_counted(view)
    assert pane.statistics.total.count == view.model.total


def test_the_numbers_follow_every_change(view, pane, until_counted, jobs, run, qtbot):
    before = pane.statistics.total.count
    outcome = run("account.create", values={"party_type": "company", "name": "Mới tinh"})
    jobs.changes.changed.emit(outcome.changes)
    qtbot.waitUntil(lambda: pane.statistics.total.count == before + 1)


def test_an_empty_list_says_that_there_is_nothing_to_count(view, pane, until_counted, qtbot):
    nobody = Group((Condition("code", Op.EQUALS, "nobody has it"),))
    view.show_state(replace(view.state, filter=nobody))
    qtbot.waitUntil(lambda: pane._stack.currentWidget() is pane._told)
    assert pane._told.text()


def test_a_chart_leads_to_its_records_by_mouse_and_keys(view, pane, until_counted):
    choose(view, pane, until_counted, replace(CROSSED, form=Form.BARS))
    chart = pane.drawing.chart
    row, column = filled_cell(pane)
    count = pane.statistics.figures[row][column].count
    mark = next(m for m in chart._marks if (m.row, m.column) == (row, column))
    place = QPoint(round(mark.rect.center().x()), round(mark.rect.center().y()))
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place)
    until_counted(view)
    assert view.model.total == count
    view.clear_filter()
    until_counted(view)
    QTest.keyClick(chart, Qt.Key.Key_Right)
    current = chart.current()
    assert chart.accessibleDescription() == chart.label(current)
    count = pane.statistics.figures[current.row][current.column].count
    QTest.keyClick(chart, Qt.Key.Key_Return)
    until_counted(view)
    assert view.model.total == count


@pytest.mark.parametrize("form", list(Form))
def test_every_form_is_painted(form, view, pane, until_counted):
    choose(view, pane, until_counted, replace(CROSSED, form=form))
    picture = pane.grab().toImage()
    colours = {
        picture.pixelColor(x, y).name()
        for x in range(0, picture.width(), 3)
        for y in range(picture.height() // 3, picture.height(), 3)
    }
    assert len(colours) > 4


def test_measures_are_offered_by_declaration_and_shown(view, pane, until_counted):
    bar = pane.bar
    offered = [bar.measure.itemData(place) for place in range(bar.measure.count())]
    numbers = [field.name for field in measured_fields(view.entity)]
    assert offered[0] == "count:"
    assert offered[1:] == [f"{how}:{one}" for how in ("sum", "average") for one in numbers]
    bar.measure.setCurrentIndex(bar.measure.findData("sum:employees"))
    bar.measure.activated.emit(bar.measure.currentIndex())
    until_counted(view)
    assert pane.statistics.query.measuring is Measuring.SUM
    assert pane.statistics.total.value != pane.statistics.total.count


def test_the_whole_table_is_copied(view, pane, until_counted):
    choose(view, pane, until_counted, CROSSED)
    pane.table.setFocus()
    QTest.keyClick(pane.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    found = pane.statistics
    assert len(lines) == len(found.rows) + 2
    assert lines[-1].split("\t")[-1] == str(found.total.value)
    assert lines[0].split("\t")[1:-1] == [head.label for head in found.columns]


def test_the_choice_is_kept_with_the_look_of_the_list(view, pane, until_counted):
    choose(view, pane, until_counted, replace(CROSSED, form=Form.LINES))
    kept = json.loads(json.dumps(state_to_json(view.state)))
    again = state_from_json(view.entity, kept)
    assert choice_from_json(view.entity, again.statistics) == replace(CROSSED, form=Form.LINES)
    view.toggle_statistics()
    view.show_state(again)
    until_counted(view)
    assert pane.isVisible()
    assert pane.bar.across.currentData() == "customer_since"


def test_sorting_the_list_counts_nothing_anew(view, pane, until_counted, qtbot):
    shown = pane.statistics
    view.show_state(replace(view.state, sort=Sort("employees")))
    until_counted(view)
    assert pane.statistics is shown


@pytest.mark.parametrize("entity", list(iter_entities()), ids=lambda entity: entity.key)
def test_every_choice_survives_being_kept(entity):
    choice = own_choice(entity)
    assert choice is not None
    for measured in (None, *measured_fields(entity)):
        made = choice
        if measured is not None:
            made = replace(choice, measuring=Measuring.AVERAGE, measured=measured.name)
        assert choice_from_json(entity, json.loads(json.dumps(choice_to_json(made)))) == made


def test_a_kept_choice_that_fits_no_more_falls_back():
    entity = get_entity("account")
    odd = {
        "down": {"field": "gone", "step": "eon"},
        "across": 7,
        "measuring": "sum",
        "measured": "name",
        "period": "never",
        "period_field": "name",
        "form": "pie",
    }
    assert choice_from_json(entity, odd) == own_choice(entity)
