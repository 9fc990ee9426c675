"""Parts of the administration over a real store and a server that answers from a script."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.core.errors import RetryError
from tests.views.records.conftest import _made, folder, jobs, run  # noqa: F401 - fixtures


class Server:
    """Notes what is asked; an exception among the answers is raised, a function called."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict]] = []
        self.answers: dict[str, object] = {"admin.people": RetryError("Không có mạng")}

    async def ask(self, request, arguments, progress=None):
        self.asked.append((request, dict(arguments)))
        answer = self.answers.get(request)
        if isinstance(answer, Exception):
            raise answer
        return answer(arguments) if callable(answer) else answer

    def last(self, request):
        """Return the arguments of the last question of a kind."""
        return next(told for name, told in reversed(self.asked) if name == request)


@pytest.fixture
def server(jobs, qtbot):  # noqa: F811 - a fixture
    made = jobs.worker = Server()
    yield made
    qtbot.waitUntil(lambda: not jobs.busy(), timeout=10_000)


@pytest.fixture
def host(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


def top(qtbot, kind):
    """Wait for a dialog and return it."""

    def found():
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]

    qtbot.waitUntil(lambda: bool(found()), timeout=10_000)
    return found()[-1]


def until(qtbot, is_so):
    qtbot.waitUntil(is_so, timeout=10_000)
