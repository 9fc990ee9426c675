"""Fixtures of list screens: a table over customers in memory, and the whole view."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.core.changes import Changes
from desktop.core.clock import FrozenClock
from desktop.core.entities import get_entity
from desktop.core.errors import AppError
from desktop.core.kinds import kind_of
from desktop.core.ports import Outcome
from desktop.views.items.record_table_model import RecordTableModel
from desktop.views.jobs import Jobs, Writing
from desktop.views.records.form_editors import FormEditors
from desktop.views.records.lists.list_view import RecordListView
from desktop.views.records.lists.place_keeper import PlaceKeeper
from desktop.views.records.lists.row_table import RowTable
from tests.views.items.conftest import settle, started_jobs
from tests.views.items.customers import OWNER_REFS, START, customers
from tests.views.items.fake_reads import FakeReads
from tests.views.records.lists.sheets import COLUMNS


class FakeCommands:
    """Writes into the customers in memory, and remembers what was asked."""

    def __init__(self, reads: FakeReads) -> None:
        self.reads = reads
        self.asked: list[tuple[str, Mapping[str, object]]] = []
        self.refusal: AppError | None = None

    def run(self, key: str, arguments: Mapping[str, object]) -> Outcome:
        self.asked.append((key, arguments))
        if self.refusal is not None:
            raise self.refusal
        entity, _dot, verb = key.partition(".")
        return getattr(self, f"_{verb}")(entity, **arguments)

    def _save(self, entity, id, values):  # noqa: A002 - the argument's name
        new = {name: edit[1] for name, edit in values.items()}
        return self._write(entity, {id: new})

    def _change(self, entity, ids, values):
        return self._write(entity, dict.fromkeys(ids, values))

    def _change_each(self, entity, changes):
        return self._write(entity, dict(changes))

    def _delete(self, entity, ids):
        for one in ids:
            self._record(one)["deleted"] = True
        return Outcome(len(ids), Changes({entity: frozenset(map(_uuid, ids))}, 1))

    def _write(self, entity, changes):
        for one, values in changes.items():
            for name, value in values.items():
                field = get_entity(entity).field(name)
                self._record(one)[name] = kind_of(field).from_json(value)
        return Outcome(None, Changes({entity: frozenset(map(_uuid, changes))}, 1))

    def _record(self, one):
        return self.reads.records[_uuid(one)]


def _uuid(text):
    import uuid

    return uuid.UUID(text)


@pytest.fixture
def reads() -> FakeReads:
    """Five hundred customers."""
    return customers(500)


@pytest.fixture
def commands(reads) -> FakeCommands:
    """What writes into them."""
    return FakeCommands(reads)


@pytest.fixture
def jobs(qapp, reads, commands) -> Iterator[Jobs]:
    """Lanes over the customers in memory."""
    made = started_jobs(reads)
    made.store.start(lambda: Writing(commands, None, None))
    yield made
    for lane in (made.lists, made.cards, made.store):
        lane.close()
    made.deleteLater()


@pytest.fixture
def model(jobs) -> Iterator[RecordTableModel]:
    """A model that shows nothing yet."""
    made = RecordTableModel(jobs)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def table(model, qtbot) -> RowTable:
    """A table of 760 by 400 pixels over the model."""
    made = RowTable(model)
    qtbot.addWidget(made)
    made.resize(760, 400)
    made.show()
    QTest.keyClick(made, Qt.Key.Key_F35)  # Qt remembers a Ctrl that a test before held
    return made


@pytest.fixture
def keeper(table, model) -> PlaceKeeper:
    """What keeps the place in the table."""
    return PlaceKeeper(table, model)


@pytest.fixture
def window(qtbot) -> QWidget:
    """A window over which dialogs open."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def view(jobs, window, qtbot, run_async) -> RecordListView:
    """The whole list of customers, shown."""
    editors = FormEditors(jobs, (), _open_nothing, window)
    made = RecordListView(
        get_entity("account"), jobs, editors, me=OWNER_REFS[0].id, clock=FrozenClock(START)
    )
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    made.begin()
    qtbot.waitUntil(lambda: made.model.total == 500)
    settle(qtbot, jobs)
    return made


@pytest.fixture
def quiet(qtbot, jobs) -> Callable[[RecordTableModel], None]:
    """Wait until a model knows its order and nothing more is read for it."""

    def wait(model: RecordTableModel) -> None:
        qtbot.waitUntil(lambda: model.total is not None and not model.is_busy)
        settle(qtbot, jobs)

    return wait


def _open_nothing(_entity, _record_id) -> None:
    return None


@pytest.fixture
def still(view, qtbot, jobs, reads):
    """Wait until the list shows what it asks for, and return how many records those are."""

    def wait() -> int:
        qtbot.waitUntil(lambda: view.model.total is not None and not view.model.is_busy)
        settle(qtbot, jobs)
        assert view.model.total == len(reads.ordered(view.query()))
        return view.model.total

    return wait


@pytest.fixture
def sheet(view, qtbot, jobs) -> RecordListView:
    """The list with columns of many kinds."""
    view.show_state(replace(view.state, columns=COLUMNS))
    qtbot.waitUntil(lambda: len(view.model.fields) == len(COLUMNS))
    view.resize(1200, 600)
    settle(qtbot, jobs)
    return view
