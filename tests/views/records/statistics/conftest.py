"""A list with its statistics over a store with a hundred and fifty odd customers."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from desktop.core.clock import FrozenClock
from desktop.core.entities import Entity, get_entity
from desktop.core.fields import Kind
from desktop.store.engine import DATABASE, Role
from desktop.store.reads import LocalReads
from desktop.store.work import Store
from desktop.views.records.form_editors import FormEditors
from desktop.views.records.lists.list_view import RecordListView
from tests.store.conftest import NOON
from tests.store.reads.made import some_value

COUNT = 150


def some_row(rnd: Random, entity: Entity, ids: dict[str, list[uuid.UUID]]) -> dict[str, Any]:
    """Return values for most fields of a record."""
    return {
        field.name: some_value(rnd, field, ids)
        for field in entity.form_fields()
        if field.kind is not Kind.COMPUTED and (field.required or rnd.random() < 0.7)
    }


@pytest.fixture(scope="session")
def _filled(_made, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    for file in _made.iterdir():
        if file.is_file():
            (folder / file.name).write_bytes(file.read_bytes())
    store = Store(folder, FrozenClock(NOON), Role.WORKER)
    rnd, entity = Random(5), get_entity("account")
    with store.work(store.owner(), "test.fill") as work:
        ids = {
            key: work.bulk_insert(key, [{"name": f"{key} {place}"} for place in range(5)])
            for key in ("source", "industry", "tag", "card_group", "stop_reason")
        }
        ids["app_user"] = work.bulk_insert("app_user", [{"full_name": "Trần Thị Ánh"}])
        work.bulk_insert("account", [some_row(rnd, entity, ids) for _number in range(COUNT)])
    store.checkpoint()
    store.close()
    return folder


@pytest.fixture
def folder(_filled, tmp_path) -> Path:
    """A profile of its own for the test."""
    for file in _filled.iterdir():
        if file.is_file():
            (tmp_path / file.name).write_bytes(file.read_bytes())
    return tmp_path


@pytest.fixture
def reads(folder) -> Iterator[LocalReads]:
    """The door to the customers, for comparing."""
    opened = LocalReads(folder / DATABASE, FrozenClock(NOON))
    yield opened
    opened.close()


@pytest.fixture
def view(jobs, qtbot) -> RecordListView:
    """The list of customers, shown, without statistics yet."""
    window = QWidget()
    qtbot.addWidget(window)
    editors = FormEditors(jobs, (), lambda *_: None, window)
    made = RecordListView(get_entity("account"), jobs, editors, clock=FrozenClock(NOON))
    made.going = _Going(made)  # kept: a signal does not
    made.part_requested.connect(made.going.go)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    made.begin()
    qtbot.waitUntil(lambda: made.model.total is not None)
    return made


@pytest.fixture
def pane(view, until_counted):
    """The statistics under the list."""
    view.toggle_statistics()
    until_counted(view)
    return view._under.pane


@pytest.fixture
def until_counted(qtbot) -> Callable[[RecordListView], None]:
    """Wait until list and statistics show what is there."""

    def wait(view: RecordListView) -> None:
        pane = view._under.pane
        qtbot.waitUntil(lambda: not pane.is_busy and pane.statistics is not None)
        qtbot.waitUntil(lambda: view.model.total is not None and not view.model.is_busy)

    return wait


class _Going(SimpleNamespace):
    """Goes to a part of a list as the window does."""

    def __init__(self, view: RecordListView) -> None:
        super().__init__(view=view)

    def go(self, _before, after, search) -> None:
        self.view.show_target(SimpleNamespace(view="", filter=after, search=search))
