"""The actions that begin letters: new ones, answers, and what is sent on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.core.mail.mailto import people_of_link
from desktop.core.mail.values import Address, MailView

if TYPE_CHECKING:
    from desktop.views.mail.compose.opening import LetterDesk
    from desktop.views.mail.mail_page import MailPage


class LetterActions(QObject):
    """Hands the message being read to the desk where letters are written."""

    def __init__(self, page: MailPage) -> None:
        super().__init__(page)
        self._page = page
        self._desk: LetterDesk | None = None
        bind = page.context.actions.bind
        bind("record.new", self.write, enabled=self.has_account, owner=page)
        for key, handler in (
            ("mail.reply", self.reply),
            ("mail.reply_all", self.reply_all),
            ("mail.forward", self.forward),
            ("mail.forward_file", self.forward_file),
        ):
            bind(key, handler, enabled=self.is_reading, owner=page)

    @property
    def desk(self) -> LetterDesk:
        """Where letters are written; made with the first."""
        if self._desk is None:
            from desktop.views.mail.compose.desks import letter_desk

            self._desk = letter_desk(self._page.jobs, self._page.window())
        return self._desk

    def has_account(self) -> bool:
        """Tell whether there is an account to write with."""
        return bool(self._page.around.accounts)

    def is_reading(self) -> bool:
        """Tell whether a message is shown."""
        return self._page.pane.view is not None

    def write(self) -> None:
        """Begin a letter."""
        self.desk.write()

    def write_to(self, person: Address) -> None:
        """Begin a letter to one person."""
        self.desk.write((person,))

    def write_to_link(self, address: str) -> None:
        """Begin a letter as a mailto: link asks for it (RFC 6068); its text is not taken."""
        people, subject = people_of_link(address)
        self.desk.write(people, subject=subject)

    def reply(self) -> None:
        """Answer the sender."""
        self._with_view(self._reply)

    def reply_all(self) -> None:
        """Answer everybody."""
        self._with_view(self._reply_all)

    def forward(self) -> None:
        """Send the message on."""
        self._with_view(self._forward)

    def forward_file(self) -> None:
        """Send the message on as an attachment."""
        self._with_view(self._forward_file)

    def _with_view(self, deed: Callable[[MailView], None]) -> None:
        view = self._page.pane.view
        if view is not None:
            deed(view)

    def _reply(self, view: MailView) -> None:
        self.desk.reply(view)

    def _reply_all(self, view: MailView) -> None:
        self.desk.reply(view, everybody=True)

    def _forward(self, view: MailView) -> None:
        self.desk.forward(view)

    def _forward_file(self, view: MailView) -> None:
        self.desk.forward_file(view)
