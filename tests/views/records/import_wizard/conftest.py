"""The import wizard over a real store, with the worker's functions in a thread of the test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from shiboken6 import isValid

import desktop.files.exporting
import desktop.files.importing
import desktop.files.templates  # noqa: F401 - they declare the requests
from desktop.core.clock import SystemClock
from desktop.services.opening import declare, open_for_worker
from desktop.store.profile import create_profile
from desktop.store.reads import LocalReads
from desktop.views.change_signal import ChangeSignal
from desktop.views.jobs import Jobs
from desktop.views.records.import_wizard.wizard import ImportWizard
from desktop.views.shell.running import RunningWork
from tests.files.makers import make_xlsx
from tests.views.in_process_worker import InProcessWorker
from tests.views.records.import_wizard.steps import HEADERS, ROWS, TABLE, go_on


@pytest.fixture(scope="session")
def _empty_profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    declare()
    profile = tmp_path_factory.mktemp("wizard") / "empty"
    profile.mkdir()
    create_profile(profile, SystemClock(), owner_name="Nguyễn Văn An")
    return profile


@pytest.fixture
def folder(_empty_profile, tmp_path) -> Path:
    """The folder of a profile in which there is nothing but its owner."""
    folder = tmp_path / "profile"
    shutil.copytree(_empty_profile, folder)
    return folder


@pytest.fixture
def worker(folder) -> Iterator[InProcessWorker]:
    """The worker of the profile."""
    with open_for_worker(folder, lambda changes: None) as surround:
        made = InProcessWorker(surround)
        yield made
        made.close()


@pytest.fixture
def jobs(qapp, qt_loop, folder, worker) -> Iterator[Jobs]:
    """A window's jobs, with a reader for cards and the worker."""
    made = Jobs(ChangeSignal())
    made.worker = worker
    made.cards.start(
        lambda: LocalReads(folder / "main.sqlite", SystemClock()),
        interrupt=LocalReads.interrupt,
        close=LocalReads.close,
    )
    yield made
    made.cancel_all()
    made.cards.close()
    made.deleteLater()


@pytest.fixture
def running() -> RunningWork:
    """What the status bar would show."""
    return RunningWork()


@pytest.fixture
def make_wizard(jobs, running) -> Iterator[Callable[..., ImportWizard]]:
    """Makes the wizard, shown; it deletes itself when it is closed."""
    made: list[ImportWizard] = []

    def make(path: Path | str = "", entity: str = "account") -> ImportWizard:
        wizard = ImportWizard(jobs, entity, str(path), running)
        made.append(wizard)
        wizard.show()
        return wizard

    yield make
    for wizard in made:
        if isValid(wizard):
            wizard.job.stop()
            wizard.close()
            wizard.deleteLater()


@pytest.fixture
def customers(tmp_path):
    """A file with one good row and one that must be refused."""
    return make_xlsx(tmp_path / "khách hàng.xlsx", [["DANH SÁCH"], HEADERS, *ROWS])


@pytest.fixture
def wizard(make_wizard, customers, qtbot):
    """The wizard after it looked at the file."""
    made = make_wizard(customers)
    qtbot.waitUntil(lambda: made.step == TABLE, timeout=5000)
    return made


@pytest.fixture
def go_to(wizard, qtbot):
    """Goes on to a step, waiting at each for what it reads."""

    def go(step):
        go_on(wizard, step, qtbot)
        return wizard.pages[step]

    return go
