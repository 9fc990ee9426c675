"""A window whose worker answers in this process, on a real profile."""

from __future__ import annotations

import pytest

from desktop.core.clock import SystemClock
from desktop.core.paths import Profile
from desktop.services.long_work import LongWork
from desktop.services.opening import open_for_window
from desktop.store.reads import LocalReads
from desktop.views.shell.running import RunningWork
from tests.views.in_process_worker import InProcessWorker
from tests.views.shell.conftest import *  # noqa: F403 - the window of the shell


@pytest.fixture(scope="session")
def _made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("backups") / "made"
    open_for_window(folder, "Nguyễn Văn An").close()
    return folder


@pytest.fixture
def profile(_made, tmp_path):
    import shutil

    made = Profile(tmp_path / "profile")
    shutil.copytree(_made, made.folder)
    made.make()
    return made


@pytest.fixture
def opened(profile):
    found = open_for_window(profile.folder)
    yield found
    found.close()


@pytest.fixture
def worker(opened, profile, backstage):
    import desktop.services.backups.looking
    import desktop.services.backups.moving  # noqa: F401 - registers what can be asked

    store = opened.store

    def surround(report):
        reads = lambda: LocalReads(store.path, SystemClock())  # noqa: E731 - one line
        return LongWork(store, opened.actor, reads, profile.folder, report)

    made = InProcessWorker(surround)
    backstage.jobs.worker = made
    yield made
    made.close()


@pytest.fixture
def running():
    return RunningWork()
