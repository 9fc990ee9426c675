"""The fixtures of windows over a real store."""

from __future__ import annotations

import uuid

import pytest
from PySide6.QtWidgets import QWidget

from desktop.views.diary.editor.opening import EventOpener
from desktop.views.records.form_editors import FormEditors
from tests.views.records.conftest import (  # noqa: F401 - fixtures
    _made,
    company,
    folder,
    jobs,
    run,
)


@pytest.fixture
def me(run_async, jobs) -> uuid.UUID:  # noqa: F811 - fixtures
    """The person at the screen."""

    def ask(reads):
        return reads.choices("app_user", "Nguyễn An")[0].ref.id

    return run_async(jobs.read(ask))


@pytest.fixture
def opener(qtbot, jobs, me) -> EventOpener:  # noqa: F811 - fixtures
    """What opens windows of events."""
    main = QWidget()
    qtbot.addWidget(main)
    editors = FormEditors(jobs, (), lambda *_: None, main)
    made = EventOpener(jobs, editors, me, main)
    made.main = main
    return made
