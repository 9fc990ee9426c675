"""Windows of a program whose worker answers from a script."""

from __future__ import annotations

import pytest

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
        self.answers = {"sync.status": {"joined": False}, "sync.problems": [], "sync.compare": None}

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
