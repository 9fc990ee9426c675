"""The diary over a real store, in the week of 23 November 2026, at 10:25 on its Tuesday."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow

from desktop.core.clock import FrozenClock
from desktop.core.ports import Outcome
from desktop.services.commands import LocalCommands, iter_commands
from desktop.services.opening import declare
from desktop.store.engine import Role
from desktop.store.profile import open_profile
from desktop.store.reads import LocalReads
from desktop.views.change_signal import ChangeSignal
from desktop.views.diary.diary_page import DiaryPage
from desktop.views.jobs import Jobs, Writing
from desktop.views.records.form_editors import FormEditors
from desktop.views.shell.action_set import ActionSet
from desktop.views.shell.all_actions import ALL_ACTIONS
from desktop.views.shell.recents import Recents
from desktop.views.shell.running import RunningWork
from desktop.views.shell.screens import ScreenContext

NOW = datetime(2026, 11, 24, 3, 25, tzinfo=UTC)
ZONE = "Asia/Ho_Chi_Minh"

declare()


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(NOW)


@pytest.fixture(scope="session")
def _made(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("diary")
    open_profile(folder, FrozenClock(NOW), Role.WINDOW, owner_name="Nguyễn An").close()
    return folder


@pytest.fixture
def folder(_made, tmp_path) -> Path:
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
def me(folder, clock) -> uuid.UUID:
    store = open_profile(folder, clock, Role.WINDOW)
    owner = store.owner().user_id
    store.close()
    return owner


@pytest.fixture
def enter(run) -> Callable[..., uuid.UUID]:
    """Enters an event in the diary and returns its id."""

    def make(title: str, start: str, end: str, **more: object) -> uuid.UUID:
        values = {"title": title, **more}
        told = run("event.enter", values=values, start=start, end=end, zone=ZONE)
        return uuid.UUID(str(told.value))

    return make


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
    return []


@pytest.fixture
def window(qtbot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.resize(1200, 760)
    return made


@pytest.fixture
def page(qtbot, jobs, window, begun, clock, me) -> DiaryPage:
    """Returns the page in a window, with everything read that it shows at first."""
    actions = ActionSet(window, ALL_ACTIONS)
    context = ScreenContext(
        jobs,
        actions,
        Recents(window),
        RunningWork(window),
        lambda _target: None,
        lambda entity, values: begun.append((entity, dict(values))),
    )
    facts = [command.facts for command in iter_commands()]
    editors = FormEditors(jobs, facts, lambda *_: None, window)
    made = DiaryPage(context, editors, me, clock)
    window.setCentralWidget(made)
    with qtbot.waitSignal(made.feed.entries_read):
        window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    actions.show_screens([made])
    actions.install_keys()
    made.focus_first()
    qtbot.waitUntil(made.surfaces.surface.hasFocus)
    return made


@pytest.fixture
def titles(page) -> Callable[[], list[str]]:
    """Tells what stands on the surface in view."""

    def read() -> list[str]:
        found = sorted(page.surfaces.surface.entries, key=lambda one: (one.start, one.title))
        return [f"{one.title} {one.start:%d %H:%M}-{one.end:%H:%M}" for one in found]

    return read


@pytest.fixture
def until(qtbot):
    """Waits until something is so; a busy machine gets its time."""
    return lambda condition: qtbot.waitUntil(lambda: bool(condition()), timeout=20_000)


@pytest.fixture
def dialog(until):
    """Waits for a dialog of a kind and returns it."""

    def find(kind):
        found = []

        def look():
            shown = QApplication.topLevelWidgets()
            found[:] = [w for w in shown if isinstance(w, kind) and w.isVisible()]
            return bool(found)

        until(look)
        return found[0]

    return find
