"""What ends a run before the person does: trouble with the database, or going back to a backup.

Trouble is told once, helped where possible, and is the end of the run.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from desktop.app.profile_data import ProfileData
from desktop.core.errors import AppError, CorruptStoreError, RetryError
from desktop.core.i18n import _
from desktop.views.jobs import SOMETHING_WRONG, Jobs

if TYPE_CHECKING:
    from desktop.core.protection import Choice

PATIENCE_SECONDS: Final = 10.0


class Trouble(QObject):
    """Waits for a damaged database, or one that cannot be opened.

    Damage shows wherever the database is read: when the first list is, when the store is opened, in
    the middle of the work. Whoever asked is told too; here a person is offered the way out.

    Signals:
        over: this run ends; whether the program shall start again.
    """

    over = Signal(object)

    def __init__(
        self,
        data: ProfileData,
        jobs: Jobs,
        start_loop: Callable[[], None],
        end_worker: Callable[[], Awaitable[None]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._data = data
        self._jobs = jobs
        self._start_loop = start_loop
        self._end_worker = end_worker
        self.is_met = False
        for lane in (jobs.lists, jobs.cards, jobs.store):
            lane.damaged.connect(self.meet)
        jobs.store.not_started.connect(self.meet)

    @Slot(object)
    def meet(self, error: Exception) -> None:
        """Tell what happened and offer what helps; only the first trouble of a run counts."""
        if self.is_met:
            return
        self.is_met = True
        self._start_loop()
        self._jobs.start(self._help(error), name=_("Looking for a backup"))

    @Slot(str)
    def go_back(self, name: str) -> None:
        """Put the backup of that name in the place of the data, then start again."""
        if not self.is_met:
            self.is_met = True
            self._jobs.start(self._go_back(name), name=_("Going back to a backup"))

    @Slot(object)
    def encrypt(self, choice: Choice) -> None:
        """Encrypt the data, then start again."""
        if not self.is_met:
            self.is_met = True
            self._jobs.start(self._encrypt(choice), name=_("Encrypting the data"))

    async def _encrypt(self, choice: Choice) -> None:
        from desktop.services.keys import encrypt_profile
        from desktop.views.dialogs import tell
        from desktop.views.shell.preparing import shown_while

        for window in QApplication.topLevelWidgets():
            if isinstance(window, QMainWindow):
                window.setEnabled(False)  # nothing typed from now on could be saved
        try:
            await self._jobs.aside(self._close_lanes)
            await self._jobs.aside(self._jobs.drafts.drain, PATIENCE_SECONDS)
            await self._end_worker()
            await shown_while(self._jobs.aside(encrypt_profile, self._data.profile, choice))
        except AppError as error:
            await tell(None, str(error))
        finally:
            self.over.emit(True)

    async def _go_back(self, name: str) -> None:
        from desktop.services.rescue import go_back_to
        from desktop.views.dialogs import tell

        for window in _windows():
            window.setEnabled(False)  # nothing typed from now on could be saved
        try:
            await self._jobs.aside(self._close_lanes)
            await self._end_worker()
            await self._jobs.aside(go_back_to, self._data.profile, name, self._data.key)
        except AppError as error:
            await tell(None, str(error))
        finally:
            self.over.emit(True)

    async def _help(self, error: Exception) -> None:
        from desktop.views.dialogs import tell

        again = False
        try:
            is_damage = isinstance(error, CorruptStoreError)
            again = await (self._rescue() if is_damage else self._tell(error))
        except AppError as failure:
            await tell(_window(), str(failure))
        finally:
            self.over.emit(again)

    async def _tell(self, error: Exception) -> bool:
        from desktop.views.dialogs import confirm, tell

        sentence = str(error) if isinstance(error, AppError) else _(SOMETHING_WRONG)
        where = _("Folder of the profile: {folder}").format(folder=self._data.profile.folder)
        if isinstance(error, RetryError):
            question = f"{sentence}\n{_('Try again now?')}"
            deed = _("Try again")
            return await confirm(_window(), question, where, deed=deed, is_harmless=True)
        await tell(_window(), sentence, where)
        return False

    async def _rescue(self) -> bool:
        """Offer the newest good backup in the place of the damaged database."""
        from desktop.services.rescue import find_backup, use_backup
        from desktop.views.shell.rescue import offer_backup

        await self._jobs.aside(self._close_lanes)
        await self._end_worker()
        profile, key = self._data.profile, self._data.key
        found = await self._jobs.aside(find_backup, profile, key)
        is_wanted = await offer_backup(_window(), found.made_at if found else None)
        if found is None or not is_wanted:
            return False
        await self._jobs.aside(use_backup, profile, found, key)
        return True

    def _close_lanes(self) -> None:
        """Let go of the database: some systems replace no file that is open."""
        self._jobs.lists.close()
        self._jobs.cards.close()
        self._jobs.store.close()


def _window() -> QWidget | None:
    active = QApplication.activeWindow()
    windows = _windows()
    return active if active in windows else next(iter(windows), None)


def _windows() -> list[QMainWindow]:
    shown = QApplication.topLevelWidgets()
    return [one for one in shown if isinstance(one, QMainWindow) and one.isVisible()]
