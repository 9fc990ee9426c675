"""Keys that come before the rows they are meant for are obeyed when those are there."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.core.entities import get_entity
from desktop.core.errors import AppError
from desktop.core.pages import ListQuery, Sort
from desktop.views.records.form_editors import FormEditors
from desktop.views.records.lists import early_keys
from desktop.views.records.lists.list_view import RecordListView
from desktop.views.records.lists.table_selection import selection_of
from tests.views.items.conftest import settle


@pytest.fixture
def held(reads, monkeypatch) -> Iterator[Callable[[str], threading.Event]]:
    """Return a function that lets the reader wait in a method until its event is set."""
    events: list[threading.Event] = []

    def hold(method: str) -> threading.Event:
        go_on, read = threading.Event(), getattr(reads, method)
        events.append(go_on)

        def wait_and_read(*asked: object) -> object:
            go_on.wait(10)
            return read(*asked)

        monkeypatch.setattr(reads, method, wait_and_read)
        return go_on

    yield hold
    for event in events:
        event.set()


@pytest.fixture
def go_on(held) -> threading.Event:
    """Lets the first rows of lists be read."""
    return held("first_page")


@pytest.fixture
def new_view(jobs, window, go_on, qtbot, run_async) -> RecordListView:
    """A list of which nothing was read yet, with the keyboard in it."""
    editors = FormEditors(jobs, (), lambda _entity, _id: None, window)
    made = RecordListView(get_entity("account"), jobs, editors)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    made.begin()
    made.focus_first()
    qtbot.waitUntil(made.table.hasFocus)
    return made


@pytest.fixture
def opened(new_view) -> list[object]:
    found: list[object] = []
    new_view.record_opened.connect(lambda _entity, one: found.append(one))
    return found


def press(table, *keys):
    for key in keys:
        QTest.keyClick(table, key)


def test_a_list_opens_the_record_that_was_asked_for_before_its_rows_came(
    new_view, opened, go_on, reads, qtbot
):
    press(new_view.table, Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Return)
    go_on.set()
    qtbot.waitUntil(lambda: bool(opened))
    assert opened == [reads.ordered(new_view.query())[1]]


def test_keys_after_another_sort_mean_its_rows(new_view, opened, go_on, reads, qtbot, quiet):
    go_on.set()
    quiet(new_view.model)
    go_on.clear()
    state = replace(new_view.state, sort=Sort("name", descending=True))
    new_view.show_state(state)
    press(new_view.table, Qt.Key.Key_Home, Qt.Key.Key_Return)
    assert opened == []
    go_on.set()
    qtbot.waitUntil(lambda: bool(opened))
    assert opened == [reads.ordered(new_view.query())[0]]


def test_keys_for_rows_that_never_came_are_forgotten(new_view, opened, go_on, reads, qtbot, jobs):
    reads.failure = AppError("The disk is gone.")
    press(new_view.table, Qt.Key.Key_Home, Qt.Key.Key_Return)
    go_on.set()
    qtbot.waitUntil(lambda: bool(new_view.model.error))
    reads.failure = None
    new_view.refresh()
    qtbot.waitUntil(lambda: new_view.model.total == 500)
    settle(qtbot, jobs)
    assert opened == []


def test_keys_are_forgotten_by_who_goes_elsewhere_or_waits_too_long(
    new_view, opened, go_on, quiet, monkeypatch
):
    press(new_view.table, Qt.Key.Key_Home, Qt.Key.Key_Return)
    new_view.bar.line.setFocus()
    new_view.table.setFocus()
    press(new_view.table, Qt.Key.Key_Down)
    monkeypatch.setattr(early_keys, "PATIENCE", -1)
    go_on.set()
    quiet(new_view.model)
    assert opened == []
    assert new_view.selection().count == 0


def test_who_chooses_while_places_are_looked_up_keeps_what_was_chosen(
    table, model, keeper, held, qtbot, quiet
):
    go_on = held("page")
    model.set_query(ListQuery("account", ("name", "code")))
    qtbot.waitUntil(lambda: model.rowCount() > 0)
    qtbot.waitUntil(lambda: model._rows._feed._settling is not None)
    table.setCurrentIndex(model.index(3, 0))
    chosen = model.record(3).id
    go_on.set()
    quiet(model)
    now = selection_of(model, table.selectionModel())
    assert now.current == chosen
    assert now.ids == (chosen,)
