"""A window's jobs over a real store, and the cards that use them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from desktop.core.clock import SystemClock
from desktop.core.entities import get_entity
from desktop.core.ports import Outcome
from desktop.services.opening import open_for_window
from desktop.store.drafts import LocalDrafts
from desktop.store.reads import LocalReads
from desktop.views.change_signal import ChangeSignal
from desktop.views.customer.design import register_designs
from desktop.views.jobs import Jobs, Writing
from desktop.views.records.form_editors import FormEditors
from desktop.views.records.record_page import RecordPage

COMPANY = {
    "party_type": "company",
    "name": "Công ty Hoa Sen",
    "tax_code": "0100109106",
    "phones": [{"number": "+84912345678", "label": ""}],
    "address": {"street": "12 Lê Lợi", "province": "01"},
    "employees": 35,
}


@pytest.fixture(scope="session")
def _made(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    open_for_window(folder, "Nguyễn An").close()
    return folder


@pytest.fixture
def folder(_made, tmp_path) -> Path:
    """A profile of its own for the test."""
    for file in _made.iterdir():
        if file.is_file():
            (tmp_path / file.name).write_bytes(file.read_bytes())
    return tmp_path


@pytest.fixture
def run(folder) -> Iterator[Callable[..., Outcome]]:
    """Runs a command as another window of the same profile would."""
    opened = open_for_window(folder)
    yield lambda key, **arguments: opened.commands.run(key, arguments)
    opened.close()


@pytest.fixture
def jobs(qapp, qt_loop, folder) -> Iterator[Jobs]:
    made = Jobs(ChangeSignal())
    for lane in (made.lists, made.cards):
        lane.start(
            lambda: LocalReads(folder / "main.sqlite", SystemClock()),
            interrupt=LocalReads.interrupt,
        )
    opened = []

    def write() -> Writing:
        profile = open_for_window(folder)
        opened.append(profile)
        return Writing(profile.commands, profile.drafts, profile.blobs)

    made.store.start(write, close=lambda _writing: opened[0].close())
    made.drafts.start(lambda: LocalDrafts(folder), close=LocalDrafts.close)
    yield made
    made.cancel_all()
    for lane in (made.lists, made.cards):
        lane.close()
    made.drafts.drain(5)
    made.store.drain(5)
    made.deleteLater()


@pytest.fixture
def company(run) -> uuid.UUID:
    """The id of a customer that is there."""
    return uuid.UUID(run("account.create", values=COMPANY).value)


@pytest.fixture
def make_page(qtbot, jobs) -> Callable[[str], RecordPage]:
    """Makes the card of an entity, shown."""
    register_designs()
    window = QWidget()
    qtbot.addWidget(window)
    editors = FormEditors(jobs, (), lambda *_: None, window)

    def make(entity: str) -> RecordPage:
        page = RecordPage(get_entity(entity), jobs, editors.make, lambda *_: QWidget())
        qtbot.addWidget(page)
        page.resize(1100, 760)
        page.show()
        return page

    return make
