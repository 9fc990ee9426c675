"""The program in front of the camera: the real window on the demo company, driven step by step."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable
from operator import methodcaller
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from desktop.app.own_process import program_command
from desktop.core.clock import SystemClock
from desktop.core.entities import register_entities
from desktop.core.paths import Profile
from desktop.core.permissions import Actor
from desktop.core.revision import program_revision
from desktop.core.settings import Settings
from desktop.mail.boxes.acts import LocalMailActs
from desktop.mail.boxes.reads import LocalMailReads
from desktop.mail.sending.drafts import LocalLetters
from desktop.services.commands import LocalCommands
from desktop.services.opening import OpenProfile, open_for_window, write_manifest
from desktop.store.reads import LocalReads
from desktop.views.change_signal import ChangeSignal
from desktop.views.jobs import Jobs, Writing
from desktop.views.shell.list_page import ListPage
from desktop.views.shell.main_window import MainWindow
from desktop.views.shell.settings_keeper import SettingsKeeper
from desktop.views.shell.targets import HOME, LIST, Target
from desktop.views.shell.window_state import StateKeeper
from desktop.views.wiring import make_window
from desktop.views.worker_link import WorkerLink
from tools.shots.camera import overlays, take
from tools.shots.company import Subjects, find_subjects

QUIET_SECONDS: Final = 0.13  # longer than any pause after which the window asks for something
AGAIN_SECONDS: Final = 0.03  # for what was asked because of an answer
PATIENCE_SECONDS: Final = 15.0
CLOSE_SECONDS: Final = 5

Found = TypeVar("Found", bound=QWidget)


class Studio(QObject):
    """One window on one copy of the demo company."""

    def __init__(self, folder: Path, settings: Settings, pictures: Path) -> None:
        super().__init__()
        profile = Profile(folder)
        profile.make()
        self.subjects: Subjects = find_subjects(folder)
        self.taken: list[Path] = []
        self._pictures = pictures
        self._opened: OpenProfile = open_for_window(folder)
        self.settings = SettingsKeeper(profile, settings, self)
        self.jobs = Jobs(ChangeSignal(self), self)
        self._start_threads(profile)
        facts = write_manifest(profile, program_revision(), self._opened.actor)
        register_entities(facts.entities)
        self.me = self._opened.actor.user_id
        self.window: MainWindow = make_window(self.jobs, facts, StateKeeper(profile), self.settings)

    def _start_threads(self, profile: Profile) -> None:
        for lane in (self.jobs.lists, self.jobs.cards):
            lane.start(
                lambda: LocalReads(profile.main, SystemClock()),
                interrupt=methodcaller("interrupt"),
                close=methodcaller("close"),
            )
        opened = self._opened
        self.jobs.store.start(lambda: Writing(opened.commands, opened.drafts, opened.blobs))
        self.jobs.mail.start(
            lambda: LocalMailReads(profile.folder, SystemClock()),
            interrupt=methodcaller("interrupt"),
            close=methodcaller("close"),
        )
        self.jobs.mail_acts.start(
            lambda: LocalMailActs(profile.folder), close=methodcaller("close")
        )
        self.jobs.letters.start(
            lambda: LocalLetters(profile.folder, SystemClock()), close=methodcaller("close")
        )
        self._worker = WorkerLink(program_command("--worker", str(profile.folder)), self)
        self.jobs.worker = self._worker

    async def open(self, size: tuple[int, int]) -> None:
        """Show the window as the program does."""
        window = self.window
        window.show_modules()
        window.resize(*size)
        window.show()
        window.show_first_page()
        window.complete()
        window.activateWindow()
        await self.settle()

    def close(self) -> None:
        """End the window, the threads and the worker."""
        self.jobs.cancel_all()
        self.window.close_for_good()
        self.window.deleteLater()
        jobs = self.jobs
        for lane in (jobs.lists, jobs.cards, jobs.mail, jobs.mail_acts, jobs.letters):
            lane.close()
        self.jobs.store.drain(CLOSE_SECONDS)
        self._worker.close()
        self._opened.close()
        self.settings.close()

    def commands_of(self, person: uuid.UUID) -> LocalCommands:
        """Return what does things as a colleague; for use before a picture, in this thread."""
        return LocalCommands(self._opened.store, Actor(person))

    # --- waiting
    async def settle(self) -> None:
        """Wait until nothing is read any more and every short pause of the window is over."""
        for seconds in (QUIET_SECONDS, AGAIN_SECONDS):
            await asyncio.sleep(seconds)
            await self.jobs.read(_nothing)
            await self.jobs.read_list(_nothing)
            await self.jobs.in_store(_nothing)
            await self.jobs.read_mail(_nothing)

    async def until(self, is_so: Callable[[], object]) -> None:
        """Wait until something is so; raise TimeoutError."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not is_so():  # noqa: ASYNC110 - what is waited for is the state of widgets
                await asyncio.sleep(0.01)

    async def top(self, kind: type[Found]) -> Found:
        """Wait for a dialog or pop-up of a kind and return it."""

        def found() -> list[Found]:
            return [w for w in overlays(self.window) if isinstance(w, kind)]

        await self.until(found)
        await self.settle()
        return found()[-1]

    # --- the picture
    async def shoot(self, name: str) -> None:
        """Take a picture of what is shown now."""
        await self.settle()
        path = self._pictures / f"{name}.png"
        take(self.window, path)
        self.taken.append(path)

    # --- going somewhere
    async def go(self, target: Target) -> QWidget:
        """Show a place and return its page."""
        self.window.navigate(target)
        await self.settle()
        page = self.window.workspace.current_page()
        if page is None:
            raise RuntimeError("there is no page")
        return page

    async def list(self, entity: str, *, pane: str = "off", in_bin: bool = False) -> ListPage:
        """Show a list from its beginning, with the reading pane where it is wanted."""
        page = await self.go(Target(LIST, entity, bin=in_bin))
        if not isinstance(page, ListPage):
            raise TypeError(f"{page} is no list")
        self.window.workspace.set_pane(pane)
        await self.settle()
        return page

    async def clear(self) -> None:
        """Close every dialog, pop-up and record, whatever is typed in it."""
        for one in overlays(self.window):
            one.hide() if isinstance(one, QMenu) else one.close()
        workspace = self.window.workspace
        for page in workspace.unsaved():
            discard = getattr(page, "discard", None)
            if callable(discard):
                discard()
            workspace.close_page(page)
        while workspace.tabs.count() > 1:
            workspace.tabs.setCurrentIndex(workspace.tabs.count() - 1)
            workspace.close_current()
            await asyncio.sleep(0)
        self.window.snackbar.dismiss()
        self.window.activateWindow()
        self.window.navigate(Target(HOME))


def press(widget: QWidget, key: Qt.Key, text: str = "") -> None:
    """Press and release a key in a widget."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
        QApplication.sendEvent(widget, event)


def _nothing(_asked: object) -> None:
    """Answer as soon as everything asked before was answered."""
