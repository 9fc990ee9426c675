"""Rows stay where the person looks at them, whatever comes, goes or is sorted otherwise."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtTest import QTest

from desktop.core.changes import Changes
from desktop.core.filters import EVERYTHING, Condition, Group, Op
from desktop.core.pages import ListQuery, Sort
from desktop.views.records.lists.place_keeper import RESTING
from desktop.views.records.lists.table_selection import select_positions, selection_of
from desktop.views.records.lists.top_pill import TopPill
from tests.views.items.conftest import settle

ALL = ListQuery("account", ("name", "code"))


@pytest.fixture
def shown(table, model, keeper, quiet):
    model.set_query(ALL)
    quiet(model)
    return table


@pytest.fixture
def add(reads, jobs) -> Callable[..., None]:
    """Let records appear, as if somebody else had made them."""

    def made(name: str, count: int = 1) -> None:
        new = {uuid.uuid4(): {"name": f"{name} {number}"} for number in range(count)}
        reads.records |= new
        jobs.changes.changed.emit(Changes({"account": frozenset(new)}))

    return made


def on_screen(table, model) -> list[tuple[uuid.UUID, int]]:
    """Return the ids on the screen with where they stand."""
    first, last = table.rows_shown()
    return [
        (record.id, table.rowViewportPosition(row))
        for row in range(first, last + 1)
        if (record := model.record(row))
    ]


@pytest.fixture
def pill(shown, keeper) -> TopPill:
    made = TopPill(shown)
    keeper.came_above.connect(made.add)
    return made


def test_rows_that_come_above_do_not_move_what_is_on_the_screen(
    shown, model, add, pill, quiet, qtbot
):
    shown.put_row_at(200, 0)
    quiet(model)
    shown.viewport().repaint()
    quiet(model)
    before = on_screen(shown, model)
    add("AAA", 3)
    qtbot.waitUntil(lambda: model.total == 503)
    assert on_screen(shown, model) == before
    assert pill.count == 3
    assert not pill.isHidden()
    pill.click()
    assert shown.rows_shown()[0] == 0
    assert pill.isHidden()


def test_records_that_the_person_brings_back_are_no_news(shown, keeper, model, reads, jobs, qtbot):
    pill = TopPill(shown)
    pill.listen_to(keeper, jobs.changes, "account")
    shown.put_row_at(200, 0)
    back = {uuid.uuid4(): {"name": "AAA"}}
    for number, (command, told) in enumerate((("undo.group", 0), ("import.run", 1)), 1):
        new = {uuid.uuid4(): values for values in back.values()}
        reads.records |= new
        with qtbot.waitSignal(keeper.settled):
            jobs.changes.changed.emit(Changes({"account": frozenset(new)}, command=command))
        qtbot.waitUntil(lambda number=number: model.total == 500 + number)
        assert pill.count == told


def test_at_the_very_top_new_rows_appear_at_once(shown, model, add, qtbot):
    add("AAA")
    qtbot.waitUntil(lambda: model.total == 501)
    assert shown.verticalScrollBar().value() == 0
    assert model.record(0).texts[0] == "AAA 0"


def test_the_row_under_the_pointer_stays_under_it(shown, model, add, qtbot):
    seconds = 100.0
    shown.seconds = lambda: seconds
    at = shown.cell_rect(4, 0).center()
    QTest.mouseMove(shown.viewport(), at)
    pointed = model.record(4).id
    add("AAA", 2)
    qtbot.waitUntil(lambda: model._rows._waiting is not None, timeout=10_000)
    assert model.record(4).id == pointed  # it moved just now: nothing is exchanged yet

    def rested() -> bool:  # the pointer is told once more where it is: time goes on
        nonlocal seconds
        seconds += RESTING + 0.1
        return model.total == 502

    qtbot.waitUntil(rested, timeout=10_000)
    assert model.record(shown.rowAt(at.y())).id == pointed


def test_nothing_moves_while_a_cell_is_edited_or_a_menu_is_open(shown, model, add, jobs, qtbot):
    shown.is_held = True
    add("AAA")
    settle(qtbot, jobs)
    settle(qtbot, jobs)
    assert model.total == 500
    shown.is_held = False
    qtbot.waitUntil(lambda: model.total == 501)


def test_selected_records_stay_selected_by_their_ids(shown, model, add, qtbot):
    select_positions(model, shown.selectionModel(), [(3, 5), (9, 9)])
    before = set(selection_of(model, shown.selectionModel()).ids)
    add("AAA", 4)
    qtbot.waitUntil(lambda: model.total == 504)
    now = selection_of(model, shown.selectionModel())
    assert set(now.ids) == before
    assert now.spans == ((7, 9), (13, 13))


def test_everything_selected_stays_everything(shown, model, add, qtbot):
    shown.selectAll()
    add("AAA", 2)
    qtbot.waitUntil(lambda: model.total == 502)
    now = selection_of(model, shown.selectionModel())
    assert now.is_whole
    assert now.count == 502


def test_the_one_record_of_a_short_list_stays_the_one_selected(
    shown, model, add, reads, quiet, qtbot
):
    for one in list(reads.records)[1:]:
        del reads.records[one]
    model.set_query(replace(ALL, search="e"))
    model.set_query(ALL)
    qtbot.waitUntil(lambda: model.total == 1)
    shown.selectAll()
    chosen = selection_of(model, shown.selectionModel()).ids
    add("AAA")
    qtbot.waitUntil(lambda: model.total == 2)
    assert selection_of(model, shown.selectionModel()).ids == chosen


def test_a_large_selection_keeps_its_records(shown, model, add, reads, qtbot):
    select_positions(model, shown.selectionModel(), [(10, 409)])
    ids = reads.ordered(ALL)[10:410]
    add("AAA", 2)
    qtbot.waitUntil(lambda: model.total == 502)
    now = selection_of(model, shown.selectionModel())
    after = reads.ordered(ALL)
    assert [after[at] for a, b in now.spans for at in range(a, b + 1)] == ids


def test_the_selected_record_is_found_again_after_another_sort(shown, model, qtbot, quiet):
    shown.selectRow(7)
    shown.setCurrentIndex(model.index(7, 0))
    chosen = selection_of(model, shown.selectionModel()).current
    model.set_query(replace(ALL, sort=Sort("name", descending=True)))
    quiet(model)
    qtbot.waitUntil(lambda: selection_of(model, shown.selectionModel()).current == chosen)
    assert selection_of(model, shown.selectionModel()).ids == (chosen,)
    first, last = shown.rows_shown()
    assert chosen in {model.record(row).id for row in range(first, last + 1)}


def test_the_current_record_is_found_again_though_nothing_is_selected(shown, model, qtbot, quiet):
    no_update = QItemSelectionModel.SelectionFlag.NoUpdate
    shown.selectionModel().setCurrentIndex(model.index(7, 0), no_update)
    here = selection_of(model, shown.selectionModel())
    assert (here.count, here.current) == (0, model.record(7).id)
    model.set_query(replace(ALL, sort=Sort("name", descending=True)))
    quiet(model)
    now = selection_of(model, shown.selectionModel())
    assert (now.count, now.current) == (0, here.current)


def test_a_search_starts_at_the_top_and_its_end_leads_back_to_the_same_row(
    shown, model, qtbot, quiet
):
    shown.put_row_at(300, 0)
    shown.viewport().repaint()
    qtbot.waitUntil(lambda: model.record(302) is not None, timeout=10_000)
    shown.setCurrentIndex(model.index(302, 0))
    chosen = model.record(302).id
    model.set_query(replace(ALL, search="minh"), typing=True)
    qtbot.waitUntil(lambda: model.total is not None and not model.is_busy)
    assert shown.verticalScrollBar().value() == 0
    model.set_query(replace(ALL, filter=EVERYTHING))
    quiet(model)
    first, last = shown.rows_shown()
    shown.viewport().repaint()
    quiet(model)
    now = selection_of(model, shown.selectionModel())
    assert now.current == chosen
    assert first <= now.spans[0][0] <= last


def test_a_deleted_record_leaves_the_selection(shown, model, reads, jobs, qtbot):
    select_positions(model, shown.selectionModel(), [(2, 4)])
    gone = model.record(3).id
    reads.records[gone]["deleted"] = True
    jobs.changes.changed.emit(Changes({"account": frozenset({gone})}))
    qtbot.waitUntil(lambda: model.total == 499)
    assert gone not in selection_of(model, shown.selectionModel()).ids
    assert selection_of(model, shown.selectionModel()).count == 2


def test_a_record_can_be_shown_by_its_id(shown, model, reads, keeper, qtbot, quiet):
    wanted = reads.ordered(ALL)[444]
    keeper.reveal(wanted)
    model.refresh()
    qtbot.waitUntil(lambda: selection_of(model, shown.selectionModel()).current == wanted)
    first, last = shown.rows_shown()
    assert first <= 444 <= last


def test_a_filter_that_leaves_the_selected_record_out_selects_nothing(shown, model, quiet):
    shown.selectRow(0)
    kind = "supplier"
    model.set_query(replace(ALL, filter=Group((Condition("account_type", Op.EQUALS, kind),))))
    quiet(model)
    chosen = selection_of(model, shown.selectionModel())
    assert chosen.count <= 1
