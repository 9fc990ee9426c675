"""Where the bytes of attached files are: shown, brought here, stopped, tried again, kept."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices

from desktop.core.entities import get_entity
from desktop.core.sync_status import SyncState, SyncStatus
from desktop.services.blob_access import ProfileBlobs
from desktop.store.blobs import Blobs
from desktop.views.lent_copies import forget_copies
from desktop.views.records.files.file_copies import copy_for_others
from desktop.views.records.files.file_list import WHERE
from desktop.views.records.files.files_pane import FilesPane
from desktop.views.sync.file_watch import FileWatch
from desktop.views.sync.sync_watch import SyncWatch

AWAY = {"here": False, "waiting": False, "pinned": False}


class Company:
    """A worker that knows of a server: it brings `content` when it is told that it may."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[str] = []
        self.states: dict[str, dict[str, bool]] = {}
        self.may_go = asyncio.Event()
        self.error: Exception | None = None
        self.content = b"%PDF-1.7 of the company"
        self.parts: list[dict[str, object]] = []

    async def ask(self, request, arguments, progress=None):
        self.asked.append(request)
        return await getattr(self, request.removeprefix("sync."))(progress, **arguments)

    async def file_states(self, _progress, digests):
        return {one: self.states.get(one, AWAY | {"here": True}) for one in digests}

    async def fetch(self, progress, table, record, column):
        assert (table, column) == ("attachment", "blob")
        progress(2, 5, "")
        await self.may_go.wait()
        if self.error is not None:
            raise self.error
        digest = Blobs(self.folder).put(self.content)
        self.states[digest] = self.states.get(digest, AWAY) | {"here": True}
        return {"fetched": True}

    async def pin(self, _progress, digests, pinned):
        for one in digests:
            self.states[one] = self.states.get(one, AWAY) | {"pinned": pinned}

    async def files(self, _progress):
        return self.parts.pop(0)

    async def round(self, _progress):
        return {"joined": True, "state": "ok"}


@pytest.fixture
def server(qtbot, jobs, folder):
    made = Company(folder)
    jobs.worker = made
    return made


@pytest.fixture
def pane(qtbot, jobs, company, server, tmp_path):
    made = FilesPane(jobs)
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    made.show_record(get_entity("account"), company)
    path = tmp_path / "Hợp đồng.pdf"
    path.write_bytes(server.content)
    made.add_files([str(path)])
    qtbot.waitUntil(lambda: made.fetching.is_joined, timeout=10_000)
    yield made
    server.may_go.set()
    qtbot.waitUntil(lambda: not jobs.busy(), timeout=10_000)


@pytest.fixture
def away(qtbot, pane, server, folder):
    """The pane with its file only in the company."""
    (digest,) = (one.blob for one in pane.list.files())
    Blobs(folder).path(digest).unlink()
    server.states[digest] = AWAY
    pane.show_record(*pane._about)
    qtbot.waitUntil(lambda: where(pane) == "In the company", timeout=10_000)
    pane.list.topLevelItem(0).setSelected(True)
    return pane


@pytest.fixture
def opened(monkeypatch):
    found: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda u: found.append(u.toLocalFile()) or True
    )
    return found


def where(pane):
    return pane.list.topLevelItem(0).text(WHERE)


def test_each_file_says_where_it_is(qtbot, pane, server):
    (digest,) = (one.blob for one in pane.list.files())
    for facts, words in (
        ({"here": True}, "On this computer"),
        ({"here": True, "waiting": True}, "Waiting to be uploaded"),
        ({"here": True, "pinned": True}, "Kept on this computer"),
        ({"here": False}, "In the company"),
    ):
        server.states[digest] = AWAY | facts
        pane.show_record(*pane._about)
        qtbot.waitUntil(lambda expected=words: where(pane) == expected, timeout=10_000)


def test_without_a_server_nothing_is_said_about_places(qtbot, jobs, company):
    made = FilesPane(jobs)
    qtbot.addWidget(made)
    made.show_record(get_entity("account"), company)
    assert made.list.isColumnHidden(WHERE)
    assert not made.keep.isVisible()


def test_a_file_that_is_away_is_brought_and_then_opened(qtbot, away, server, opened):
    away.open.click()
    qtbot.waitUntil(lambda: where(away) == "Being downloaded: 40 %", timeout=10_000)
    assert away.stop.isVisible()
    server.may_go.set()
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    assert Path(opened[0]).read_bytes() == server.content
    assert where(away) == "On this computer"
    assert not away.stop.isVisible()


def test_a_download_is_stopped_and_begun_again(qtbot, away, server, opened):
    away.open.click()
    qtbot.waitUntil(away.stop.isVisible, timeout=10_000)
    away.stop.click()
    qtbot.waitUntil(lambda: where(away) == "In the company", timeout=10_000)
    assert not opened
    server.may_go.set()
    away.open.click()
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)


def test_a_download_that_failed_says_why_and_can_be_tried_again(qtbot, away, server, opened, jobs):
    from desktop.core.errors import RetryError

    server.error = RetryError("The server cannot be reached.")
    server.may_go.set()
    with qtbot.waitSignal(jobs.failed, timeout=10_000) as told:
        away.open.click()
    assert told.args[0] == "The server cannot be reached."
    assert where(away) == "Could not be downloaded"
    server.error = None
    away.open.click()
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)


def test_a_file_is_kept_here_by_one_click_and_let_go_by_another(qtbot, away, server):
    server.may_go.set()
    away.keep.click()
    qtbot.waitUntil(lambda: where(away) == "Kept on this computer", timeout=10_000)
    assert away.keep.isChecked()
    away.keep.click()
    qtbot.waitUntil(lambda: where(away) == "On this computer", timeout=10_000)
    assert not away.keep.isChecked()


def test_a_file_that_would_be_run_is_not_even_brought(qtbot, away, server, jobs, run):
    (file,) = away.list.files()
    run("attachment.save", id=file.id, values={"name": [file.name, "x.exe"]})
    away.show_record(*away._about)
    qtbot.waitUntil(lambda: away.list.files()[0].name == "x.exe", timeout=10_000)
    away.list.topLevelItem(0).setSelected(True)
    with qtbot.waitSignal(jobs.failed, timeout=10_000):
        away.open.click()
    assert "sync.fetch" not in server.asked


# --- the exchange that nobody asks for


@pytest.fixture
def watch(qtbot, jobs, server):
    made = SyncWatch(jobs, jobs)
    made.files = FileWatch(jobs, made, made)
    yield made
    made.stop()
    qtbot.waitUntil(lambda: not jobs.busy(), timeout=10_000)


def part(**facts):
    return {"left": False, "sent": 0, "fetched": 0, "gone": [], "sentence": ""} | facts


def test_parts_of_the_exchange_follow_each_other_until_nothing_is_left(qtbot, watch, server):
    server.parts = [part(left=True), part(left=True, sent=1), part()]
    watch.changed.emit(SyncStatus(SyncState.OK, transfers=True))
    qtbot.waitUntil(lambda: not server.parts, timeout=10_000)
    qtbot.waitUntil(lambda: "sync.round" in server.asked, timeout=10_000)
    assert server.asked.count("sync.files") == 3


def test_nothing_is_exchanged_where_nothing_is_to_be_done(watch, server):
    for status in (
        SyncStatus(SyncState.OK),
        SyncStatus(SyncState.OFFLINE, transfers=True),
        SyncStatus(SyncState.PAUSED, transfers=True),
    ):
        watch.changed.emit(status)
    assert server.asked == []


def test_copies_for_other_programs_go_with_the_right(qtbot, watch, server, pane, folder):
    (file,) = pane.list.files()
    copy = Path(copy_for_others(ProfileBlobs(folder), file))
    assert copy.exists()
    server.parts = [part(gone=[file.blob])]
    watch.changed.emit(SyncStatus(SyncState.OK, transfers=True))
    qtbot.waitUntil(lambda: not copy.exists(), timeout=10_000)
    forget_copies([file.blob])  # once more is no error
