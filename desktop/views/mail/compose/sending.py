"""What happens when a letter is sent, kept or thrown away, and the way back for some seconds."""

from __future__ import annotations

import uuid
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

from desktop.core.clock import SystemClock
from desktop.core.errors import AppError
from desktop.core.i18n import _
from desktop.core.mail.letters import Letter, Letters, Queued
from desktop.core.mail.reminding import forgets_files
from desktop.views.dialogs import confirm, show
from desktop.views.jobs import Jobs
from desktop.views.mail.compose.later_dialog import LaterDialog
from desktop.views.mail.compose.letter_window import LetterWindow

if TYPE_CHECKING:
    from desktop.core.mail.letters import LetterTemplate


class Sending(QObject):
    """Goes with one window.

    Signals:
        queued: a Queued: the letter goes when its moment has come.
        kept: it waits among the drafts.
    """

    queued = Signal(object)
    kept = Signal()

    def __init__(self, jobs: Jobs, window: LetterWindow) -> None:
        super().__init__(window)
        self._jobs = jobs
        self._window = window
        self._is_busy = False
        window.send_asked.connect(self._on_send_asked)
        window.leave_asked.connect(self._on_leave_asked)
        window.tools.save_asked.connect(self._on_save_asked)
        window.tools.drop_asked.connect(self._on_drop_asked)
        window.tools.template_asked.connect(self._on_template_asked)

    @Slot(bool)
    def _on_send_asked(self, is_later: bool) -> None:
        if not self._is_busy:
            self._is_busy = True
            self._jobs.start(self._send(is_later=is_later), name=_("Sending"))

    async def _send(self, *, is_later: bool) -> None:
        try:
            await self._checked_and_sent(is_later=is_later)
        finally:
            self._is_busy = False

    async def _checked_and_sent(self, *, is_later: bool) -> None:
        window = self._window
        if not window.head.take_typed():
            return
        letter = window.written()
        if await self._is_stopped(letter):
            return
        at: datetime | None = None
        if is_later:
            dialog = LaterDialog(SystemClock().now(), window)
            if not await show(dialog):
                return
            at = dialog.chosen()
        window.keeper.end()
        try:
            queued: Queued = await self._jobs.write_letters(partial(_send, letter=letter, at=at))
        except AppError as error:
            if isValid(window):
                window.keeper.go_on()
                window.say(str(error))
            return
        self.queued.emit(queued)
        self._close()

    async def _is_stopped(self, letter: Letter) -> bool:
        """Ask about what was perhaps forgotten; tell whether the person goes back to the letter."""
        window = self._window
        if not (letter.to or letter.cc or letter.bcc):
            window.say(_("Say to whom the letter goes."))
            window.head.to.line.setFocus()
            return True
        if "{" in letter.text and (lacking := lacking_fields(letter.text)):
            question = _("These places are not filled in: {places}. Send all the same?")
            wanted = question.format(places=", ".join(lacking))
            if not await confirm(window, wanted, deed=_("Send")):
                return True
        if forgets_files(letter):
            question = _("The letter speaks of an attachment, but has none. Send all the same?")
            if not await confirm(window, question, deed=_("Send without")):
                return True
        if not letter.subject:
            question = _("The letter has no subject. Send all the same?")
            if not await confirm(window, question, deed=_("Send without")):
                window.head.subject.setFocus()
                return True
        return False

    @Slot()
    def _on_save_asked(self) -> None:
        self._window.head.take_typed()
        self._keep()

    def _keep(self) -> None:
        window = self._window
        window.keeper.flush()
        self._jobs.letters.submit(partial(_left, letter=window.letter.id), None)
        self.kept.emit()
        self._close()

    @Slot()
    def _on_drop_asked(self) -> None:
        self._jobs.start(self._drop(), name=_("Throw the letter away"))

    async def _drop(self) -> None:
        if self._window.is_touched and not await confirm(
            self._window, _("Throw this letter away?"), deed=_("Throw the letter away")
        ):
            return
        window = self._window
        window.keeper.end()
        self._jobs.letters.submit(partial(_drop, letter=window.letter.id), None)
        self._close()

    @Slot()
    def _on_leave_asked(self) -> None:
        self._jobs.start(self._leave(), name=_("Closing"))

    async def _leave(self) -> None:
        from PySide6.QtWidgets import QMessageBox

        from desktop.views.message_box import ASKS, message_box

        window = self._window
        box = message_box(ASKS, _("What becomes of this letter?"), "", window)
        keep = box.addButton(_("Save draft"), QMessageBox.ButtonRole.AcceptRole)
        drop = box.addButton(_("Throw the letter away"), QMessageBox.ButtonRole.DestructiveRole)
        back = box.addButton(_("Go on writing"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(back)
        await show(box)
        chosen = box.clickedButton()
        if chosen is keep:
            self._keep()
        elif chosen is drop:
            window.keeper.end()
            self._jobs.letters.submit(partial(_drop, letter=window.letter.id), None)
            self._close()

    def _close(self) -> None:
        if isValid(self._window):
            self._window.is_leaving = True
            self._window.close()

    # --- templates
    @Slot()
    def _on_template_asked(self) -> None:
        self._jobs.start(self._choose_template(), name=_("Template…"))

    async def _choose_template(self) -> None:
        from desktop.views.mail.compose.templates import choose_template

        found: tuple[LetterTemplate, ...] = await self._jobs.write_letters(_templates)
        if isValid(self._window):
            await choose_template(self._jobs, self._window, found)


def lacking_fields(text: str) -> list[str]:
    """Return the places of a template that were not filled in."""
    import re

    return list(dict.fromkeys(re.findall(r"\{[a-z_]+(?:\.[a-z_]+)+\}", text)))


def _send(letters: Letters, letter: Letter, at: datetime | None) -> Queued:
    return letters.send(letter, at)


def _left(letters: Letters, letter: uuid.UUID) -> None:
    letters.left(letter)


def _drop(letters: Letters, letter: uuid.UUID) -> None:
    letters.drop(letter)


def _templates(letters: Letters) -> tuple[LetterTemplate, ...]:
    return letters.templates()
