"""Windows of a program whose worker answers from a script."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.views.sync.company_sync import CompanySync
from tests.views.shell.conftest import *  # noqa: F403 - the windows of the shell

JOINED = {
    "joined": True,
    "state": "ok",
    "sentence": "",
    "host": "may-chu.example.vn",
    "login": "an",
    "waiting": 0,
    "problems": 0,
    "last_at": 1_795_000_000_000_000,
    "copied": True,
}


class ScriptedWorker:
    """Answers each request from `answers`; an exception there is raised."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict]] = []
        self.answers = {
            "sync.status": {"joined": False},
            "sync.problems": [],
            "sync.compare": None,
            "sync.waiting": [],
            "sync.moving_files": [],
            "sync.progress": None,
            "sync.kept_history": {"months": 18},
            "sync.away_files": 0,
        }

    def tell(self, **facts) -> None:
        """Let every question about the state be answered so."""
        for request in ("status", "round", "pause", "unlock", "solve"):
            self.answers[f"sync.{request}"] = {**JOINED, **facts}

    def requests(self) -> list[str]:
        return [request for request, _arguments in self.asked]

    async def ask(self, request, arguments, progress=None):
        self.asked.append((request, dict(arguments)))
        answer = self.answers[request]
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def worker(backstage):
    made = ScriptedWorker()
    backstage.jobs.worker = made
    return made


def shown(kind):
    found = (w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())
    return next(found, None)


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def make(qt_loop, windows, backstage, worker, qtbot):
    made = []

    def begin(**how):
        company = CompanySync(backstage.jobs, windows, windows, **how)
        made.append(company)
        company.begin()
        qtbot.waitUntil(lambda: bool(worker.asked) and not company.watch._is_asking)
        return company

    yield begin
    for company in made:
        company.watch.stop()
