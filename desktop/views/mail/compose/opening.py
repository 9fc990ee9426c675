"""Opens letters over a main window: new ones, answers, drafts; and takes sent ones back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop.core.changes import Changes
from desktop.core.i18n import _
from desktop.core.ids import new_id
from desktop.core.mail import answering
from desktop.core.mail.answering import written_by
from desktop.core.mail.letters import (
    LETTERS,
    KeptLetter,
    Letter,
    LetterFile,
    Letters,
    Queued,
    Sender,
)
from desktop.core.mail.values import Address, MailFile, PartState
from desktop.core.mime.subjects import unmarked_subject
from desktop.core.pages import Ref
from desktop.views.dialogs import tell
from desktop.views.jobs import Jobs
from desktop.views.mail.compose.letter_window import LetterWindow
from desktop.views.mail.compose.sending import Sending

if TYPE_CHECKING:
    from desktop.core.mail.ports import MailReads
    from desktop.core.mail.values import MailView


class LetterDesk(QObject):
    """The letters that are open over one main window.

    Signals:
        queued: a Queued: `take_back` undoes it until its moment.
    """

    queued = Signal(object)

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._parent = parent
        self._last: Queued | None = None

    # --- beginning
    def write(
        self, to: Sequence[Address] = (), *, subject: str = "", links: Sequence[Ref] = ()
    ) -> None:
        """Begin a letter to some people."""
        letter = Letter(new_id(), to=tuple(to), subject=subject, links=tuple(links))
        self._jobs.start(self._begin(letter), name=_("New e-mail"))

    def begin(self, letter: Letter) -> None:
        """Begin a letter that has something in it already."""
        self._jobs.start(self._begin(letter), name=_("New e-mail"))

    def reply(self, view: MailView, *, everybody: bool = False) -> None:
        """Answer a message."""
        self._jobs.start(self._reply(view, everybody=everybody), name=_("Reply"))

    def forward(self, view: MailView) -> None:
        """Send a message on, with its attachments."""
        self._jobs.start(self._forward(view), name=_("Forward"))

    def forward_file(self, view: MailView) -> None:
        """Send a message on as an attachment."""
        self._jobs.start(self._with_source(view, is_whole=False), name=_("Forward"))

    def redirect(self, view: MailView) -> None:
        """Send a message on just as it is."""
        self._jobs.start(self._with_source(view, is_whole=True), name=_("Forward"))

    def open_draft(self, letter: uuid.UUID) -> None:
        """Go on with a draft; bring its window to the front if it is open."""
        for window in self.windows():
            if window.letter.id == letter:
                window.raise_()
                window.activateWindow()
                return
        self._jobs.start(self._open_draft(letter), name=_("Opening"))

    def windows(self) -> list[LetterWindow]:
        """Return the letters that are open."""
        found = self._parent.findChildren(LetterWindow)
        return [one for one in found if one.isVisible()]

    async def _begin(self, letter: Letter) -> None:
        senders = await self._senders()
        if senders:
            known = next((one for one in senders if one.account == letter.account), senders[0])
            self._show(letter if letter.account else written_by(letter, known), senders)

    async def _reply(self, view: MailView, *, everybody: bool) -> None:
        senders = await self._senders()
        if not senders:
            return
        letter = answering.reply_to(view, senders, everybody=everybody)
        pictures = await self._taken(view, [one for one in view.files if _is_shown(one, view)])
        self._show(replace(letter, files=pictures), senders)

    async def _forward(self, view: MailView) -> None:
        senders = await self._senders()
        if not senders:
            return
        files = await self._taken(view, view.files)
        window = self._show(answering.forward(view, senders, files), senders)
        if len(files) < len(view.files):
            window.say(_("Some attachments are not on this computer and were left out."))

    async def _with_source(self, view: MailView, *, is_whole: bool) -> None:
        senders = await self._senders()
        if not senders:
            return
        source = await self._jobs.read_mail(partial(_source, message=view.row.id))
        name = f"{unmarked_subject(view.row.subject) or _('Message')}.eml"
        keep = partial(_keep_bytes, name=name, kind="message/rfc822", content=source, cid="")
        file = await self._jobs.write_letters(keep)
        make = answering.redirect if is_whole else answering.forward_attached
        self._show(make(view, senders, file), senders)

    async def _open_draft(self, letter: uuid.UUID) -> None:
        senders = await self._senders()
        kept: KeptLetter = await self._jobs.write_letters(partial(_open, letter=letter))
        self._show(kept.letter, senders, is_new=False)

    async def _senders(self) -> tuple[Sender, ...]:
        found = await self._jobs.write_letters(_senders)
        if not found:
            await tell(self._parent, _("Set up a mail account first: an e-mail is sent with one."))
        return found

    async def _taken(self, view: MailView, files: Sequence[MailFile]) -> tuple[LetterFile, ...]:
        """Return attachments of a message as those of a letter, as far as they are here."""
        made = []
        for one in files:
            if one.state is not PartState.LOCAL:
                continue
            content = await self._jobs.read_mail(partial(_part, message=view.row.id, part=one.part))
            is_shown = _is_shown(one, view)
            keep = partial(
                _keep_bytes,
                name=one.name or _("Attachment"),
                kind=one.kind,
                content=content,
                cid=one.cid if is_shown else "",
            )
            made.append(await self._jobs.write_letters(keep))
        return tuple(made)

    def _show(
        self, letter: Letter, senders: Sequence[Sender], *, is_new: bool = True
    ) -> LetterWindow:
        window = LetterWindow(self._jobs, self._parent)
        sending = Sending(self._jobs, window)
        sending.queued.connect(self._on_queued)
        sending.kept.connect(self._on_kept)
        window.show_letter(letter, senders, is_new=is_new)
        window.show()
        window.activateWindow()
        return window

    # --- afterwards
    @Slot(object)
    def _on_queued(self, queued: Queued) -> None:
        self._last = queued
        self._told()
        self.send_due()
        self.queued.emit(queued)

    @Slot()
    def _on_kept(self) -> None:
        self._told()

    def send_due(self) -> None:
        """Let the worker send what is due, from now on."""
        self._jobs.start(self._send_due(), name=_("Sending"))

    async def _send_due(self) -> None:
        await self._jobs.ask("mail.send_due", {})

    def can_take_back(self) -> bool:
        """Tell whether the letter that was sent last can perhaps still be had back."""
        return self._last is not None

    def take_back(self) -> None:
        """Have the letter back that was sent last, if it did not go yet."""
        last, self._last = self._last, None
        if last is not None:
            self.reclaim(last.id)

    def reclaim(self, letter: uuid.UUID) -> None:
        """Have a letter back that did not go yet, and go on writing it."""
        self._jobs.start(self._take_back(letter), name=_("Taking the letter back"))

    async def _take_back(self, letter: uuid.UUID) -> None:
        await self._jobs.write_letters(partial(_cancel, letter=letter))
        self._told()
        await self._open_draft(letter)

    def _told(self) -> None:
        if isValid(self):
            self._jobs.changes.changed.emit(Changes({LETTERS: frozenset()}))


def _is_shown(file: MailFile, view: MailView) -> bool:
    return bool(file.cid) and f"cid:{file.cid}" in view.html


def _senders(letters: Letters) -> tuple[Sender, ...]:
    return letters.senders()


def _open(letters: Letters, letter: uuid.UUID) -> KeptLetter:
    return letters.open(letter)


def _cancel(letters: Letters, letter: uuid.UUID) -> Letter:
    return letters.cancel(letter)


def _keep_bytes(letters: Letters, name: str, kind: str, content: bytes, cid: str) -> LetterFile:
    return letters.keep_bytes(name, kind, content, cid)


def _source(mail: MailReads, message: int) -> bytes:
    return mail.source(message)


def _part(mail: MailReads, message: int, part: str) -> bytes:
    return mail.part(message, part)
