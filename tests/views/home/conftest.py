"""The page "Today" over a real store, on a clock that stands in the last days of a year."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMainWindow

from desktop.core.clock import FrozenClock, to_micros
from desktop.core.ports import Outcome
from desktop.services.commands import LocalCommands
from desktop.services.opening import declare
from desktop.store.engine import Role
from desktop.store.profile import open_profile
from desktop.store.reads import LocalReads
from desktop.views.change_signal import ChangeSignal
from desktop.views.home.home_view import HomeView
from desktop.views.jobs import Jobs, Writing
from desktop.views.shell.action_set import ActionSet
from desktop.views.shell.recents import Recents
from desktop.views.shell.running import RunningWork
from desktop.views.shell.screens import ScreenContext

MORNING = datetime(2026, 12, 29, 3, tzinfo=UTC)  # 10:00 where the person is

declare()


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(MORNING)


@pytest.fixture(scope="session")
def _made(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    open_profile(folder, FrozenClock(MORNING), Role.WINDOW, owner_name="Nguyễn An").close()
    return folder


@pytest.fixture
def folder(_made, tmp_path) -> Path:
    """A profile of its own for the test."""
    for file in _made.iterdir():
        if file.is_file():
            (tmp_path / file.name).write_bytes(file.read_bytes())
    return tmp_path


@pytest.fixture
def run(folder, clock) -> Iterator[Callable[..., Outcome]]:
    """Runs a command as another window of the same profile would."""
    store = open_profile(folder, clock, Role.WINDOW)
    commands = LocalCommands(store, store.owner())
    yield lambda key, **arguments: commands.run(key, arguments)
    store.close()


@pytest.fixture
def make(run) -> Callable[..., uuid.UUID]:
    """Makes a record of an entity and returns its id."""

    def create(entity: str, **values: object) -> uuid.UUID:
        return uuid.UUID(str(run(f"{entity}.create", values=values).value))

    return create


@pytest.fixture
def jobs(qapp, qt_loop, folder, clock) -> Iterator[Jobs]:
    made = Jobs(ChangeSignal())
    for lane in (made.lists, made.cards):
        lane.start(
            lambda: LocalReads(folder / "main.sqlite", clock), interrupt=LocalReads.interrupt
        )
    stores = []

    def write() -> Writing:
        store = open_profile(folder, clock, Role.WINDOW)
        stores.append(store)
        return Writing(LocalCommands(store, store.owner()), None, None)

    made.store.start(write, close=lambda _writing: stores[0].close())
    yield made
    made.cancel_all()
    for lane in (made.lists, made.cards):
        lane.close()
    made.store.drain(5)
    made.deleteLater()


@pytest.fixture
def begun() -> list[tuple[str, dict[str, object]]]:
    """What was begun by a button: entities with their first values."""
    return []


@pytest.fixture
def context(qtbot, jobs, begun) -> ScreenContext:
    window = QMainWindow()
    qtbot.addWidget(window)
    return ScreenContext(
        jobs,
        ActionSet(window),
        Recents(window),
        RunningWork(window),
        lambda _target: None,
        lambda entity, values: begun.append((entity, dict(values))),
    )


@pytest.fixture
def show_home(qtbot, context, clock) -> Callable[..., HomeView]:
    """Shows the page and waits until every block has answered."""

    def show(width: int = 1100) -> HomeView:
        view = HomeView(context, clock=clock)
        qtbot.addWidget(view)
        view.resize(width, 760)
        with qtbot.waitSignal(view._order.finished):
            view.show()
        return view

    return show


@pytest.fixture
def customer(make):
    return make("account", name="Công ty Hoa Sen", account_type="customer")


@pytest.fixture
def plan(make, clock, customer):
    """Plans a call so many hours from now."""

    def make_call(subject: str, hours: float):
        at = to_micros(clock.now() + timedelta(hours=hours))
        return make("call", subject=subject, called_at=at, account_id=str(customer))

    return make_call
