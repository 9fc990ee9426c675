"""Writing mail as a main window offers it: its actions, the way back, drafts left by a crash."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from desktop.core.errors import RetryError
from desktop.core.i18n import _, ngettext
from desktop.core.mail.letters import KeptLetter, Letters, LetterState, OutboxRow, Queued
from desktop.core.mail.mailto import people_of_link
from desktop.core.notices.channels import EMAIL, provide
from desktop.views.mail.compose.addressees import Addressees
from desktop.views.mail.compose.desks import letter_desk
from desktop.views.shell.undo import Notice

if TYPE_CHECKING:
    from desktop.views.mail.compose.outbox_window import OutboxWindow
    from desktop.views.shell.main_window import MainWindow


MAILTO = "mailto"


class LettersInWindow(QObject):
    """Lives as long as its window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._outbox: OutboxWindow | None = None
        self.desk = letter_desk(window.jobs, window)
        self.desk.queued.connect(self._on_queued)
        actions = window.commands
        actions.bind("mail.write", self.write, owner=window)
        actions.bind("mail.outbox", self.show_outbox, owner=window)
        people = self._people = Addressees(window, self.desk)
        actions.bind("mail.write_to", people.write, enabled=people.can_write, owner=window)
        actions.bind(
            "mail.take_back", self.desk.take_back, enabled=self.desk.can_take_back, owner=window
        )
        window.closed.connect(self._on_window_closed)
        self.take_links()
        window.jobs.letters.submit(_left_over, self._on_left_over)

    def write(self) -> None:
        """Begin a letter."""
        self.desk.write()

    def show_outbox(self) -> None:
        """Show what is on its way, and the drafts."""
        from desktop.views.mail.compose.outbox_window import OutboxWindow

        if self._outbox is None:
            self._outbox = OutboxWindow(self._window.jobs, self.desk, self._window)
        self._outbox.refresh()
        self._outbox.show()
        self._outbox.raise_()
        self._outbox.activateWindow()

    def take_links(self) -> None:
        """Let every mailto: link of the program begin a letter over this window."""
        name = "write_to_link"
        # The stub asks for bytes, which the function itself refuses.
        QDesktopServices.setUrlHandler(MAILTO, self, name)  # type: ignore[arg-type]  # so

    @Slot(QUrl)
    def write_to_link(self, link: QUrl) -> None:
        """Begin a letter as a mailto: link asks for it (RFC 6068); its text is not taken."""
        people, subject = people_of_link(link.toString())
        self.desk.write(people, subject=subject)

    @Slot()
    def _on_window_closed(self) -> None:
        for letter in self.desk.windows():
            letter.keeper.flush()
        QDesktopServices.unsetUrlHandler(MAILTO)
        for window in QApplication.topLevelWidgets():
            other = window.findChild(LettersInWindow)
            if isinstance(other, LettersInWindow) and other is not self:
                other.take_links()
                break

    @Slot(object)
    def _on_queued(self, queued: Queued) -> None:
        action = "mail.take_back" if queued.can_undo else ""
        self._window.snackbar.show_notice(Notice(queued.sentence, action))

    def _on_left_over(self, found: LeftOver) -> None:
        """Go on sending what waits, and tell of letters that were open when the program ended."""
        drafts, rows, has_account, sends_notices = found
        if sends_notices:
            provide(EMAIL)
        if has_account:
            self._window.jobs.start(self._send_due(), name=_("Sending"))
        doubtful = sum(one.state is LetterState.UNCERTAIN for one in rows)
        if drafts:
            count = len(drafts)
            text = ngettext(
                "{count} letter that was being written when the program ended is kept.",
                "{count} letters that were being written when the program ended are kept.",
                count,
            ).format(count=count)
            self._window.snackbar.show_notice(Notice(text, "mail.outbox"))
        elif doubtful:
            text = _("Of a letter it is not known whether it arrived. Please say what is true.")
            self._window.snackbar.show_notice(Notice(text, "mail.outbox", is_problem=True))

    async def _send_due(self) -> None:
        try:
            await self._window.jobs.ask("mail.send_due", {})
        except RetryError:  # the worker starts a moment later
            import asyncio

            await asyncio.sleep(_LATER)
            await self._window.jobs.ask("mail.send_due", {})


_LATER = 5.0  # seconds
LeftOver = tuple[Sequence[KeptLetter], Sequence[OutboxRow], bool, bool]


def _left_over(letters: Letters) -> LeftOver:
    drafts = [one for one in letters.waiting() if one.is_open]
    for one in drafts:
        letters.left(one.letter.id)
    return drafts, letters.outbox(), bool(letters.senders()), letters.sends_notices()
