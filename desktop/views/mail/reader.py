"""Reads the message that is chosen, and what belongs to it; marks it as read after a moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.core.errors import RecordGoneError
from desktop.core.i18n import _
from desktop.core.mail.values import BodyState, Done, MailView
from desktop.core.mime.safe_html import remote_addresses, remote_marker
from desktop.core.pages import Hit, Ref
from desktop.views.jobs import Jobs
from desktop.views.mail.mail_deeds import MailDeeds
from desktop.views.mail.part_copies import Read, decoded_pictures, read_message
from desktop.views.mail.reading_pane import ReadingPane

if TYPE_CHECKING:
    from desktop.core.mail.ports import MailActs, MailReads
    from desktop.core.ports import Reads

SETTLE_MS: Final = 60  # a selection that moves on quickly opens nothing
READ_MS: Final = 1_500  # a message that is looked at so long counts as read
PEOPLE: Final = ("contact", "account", "lead")
TOPIC: Final = "mail being read"


class Reader(QObject):
    """Fills the reading pane."""

    def __init__(
        self, jobs: Jobs, pane: ReadingPane, deeds: MailDeeds, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._pane = pane
        self._deeds = deeds
        self._wanted = 0
        self._stays_unread = 0
        self._asked_for: set[int] = set()  # messages whose text was asked of the server
        self._fetching = 0  # the message whose pictures are being fetched
        self._settle = _timer(self, SETTLE_MS, self._ask)
        self._read = _timer(self, READ_MS, self._mark_read)
        self.known: dict[str, tuple[Ref, ...]] = {}  # people of the CRM by address

    def show_chosen(self, messages: Sequence[int]) -> None:
        """Show the one message that is chosen, or how many are."""
        wanted = messages[0] if len(messages) == 1 else 0
        if wanted != self._wanted:
            self._read.stop()
        if not wanted:
            self._wanted = 0
            self._settle.stop()
            self._pane.show_count(len(messages))
        elif wanted != self._wanted or self._pane.view is None:
            self._wanted, self._stays_unread = wanted, 0
            self._settle.start()

    def let_unread(self) -> None:
        """Do not mark the message in view as read: the person marks it as unread."""
        self._read.stop()
        self._stays_unread = self._wanted

    @Slot()
    def read_again(self) -> None:
        """Show the message as it is now."""
        if self._wanted:
            self._ask()

    @Slot()
    def _ask(self) -> None:
        wanted = self._wanted

        def ask(reads: MailReads) -> tuple[int, Read]:
            return wanted, read_message(reads, wanted)

        self._jobs.mail.submit(
            ask, self._on_read, self._on_failed, topic=TOPIC, urgent=True, asker=self
        )

    def _on_read(self, answer: tuple[int, Read]) -> None:
        wanted, found = answer
        if wanted != self._wanted:
            return
        self._pane.can_fetch = self._jobs.worker is not None and not found.view.remote_allowed
        self._pane.show_message(found.view, found.pictures)
        if found.view.remote and found.view.remote_allowed and self._jobs.worker is not None:
            self.fetch_pictures()
        if not found.view.row.is_read and wanted != self._stays_unread:
            self._read.start()
        self._look_up(found.view)
        is_away = found.view.body is BodyState.REMOTE and wanted not in self._asked_for
        if is_away and self._jobs.worker is not None:
            self._asked_for.add(wanted)  # by itself once: else the bar offers it
            self.fetch()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, RecordGoneError):
            self._wanted = 0
            self._pane.show_count(0)
        else:
            self._jobs.report(error)

    def fetch(self) -> None:
        """Let the text of the message be fetched from its server."""
        if self._wanted:
            self._jobs.start(self._fetch(self._wanted), name=_("Fetching a message"))

    async def _fetch(self, message: int) -> None:
        view = self._pane.view
        if view is not None and view.row.id == message:
            account = str(view.row.account)
            await self._jobs.ask("mail.fetch", {"account": account, "message": str(message)})
            self.read_again()

    def fetch_pictures(self) -> None:
        """Let the pictures on the web be fetched that belong into the text; none twice."""
        view = self._pane.view
        if view is None:
            return
        known = self._pane.own_pictures
        wanted = [one for one in remote_addresses(view.html) if remote_marker(one) not in known]
        if wanted and view.row.id != self._fetching:
            self._fetching = view.row.id
            work = self._fetch_pictures(view.row.id, wanted)
            self._jobs.start(work, name=_("Fetching pictures"))

    async def _fetch_pictures(self, message: int, wanted: list[str]) -> None:
        try:
            answer = await self._jobs.ask("mail.pictures", {"addresses": [*wanted]})
        finally:
            self._fetching = 0
        found = answer if isinstance(answer, dict) else {}
        pictures = await self._jobs.aside(decoded_pictures, found)
        self._pane.add_pictures(message, pictures)

    @Slot()
    def _mark_read(self) -> None:
        view = self._pane.view
        if view is not None and view.row.id == self._wanted and not view.row.is_read:
            self._deeds.do([view.row.id], _as_read, is_told=False)

    # --- who it is
    def _look_up(self, view: MailView) -> None:
        if view.links or view.row.customer is not None or not view.row.sender_address:
            self._show_records(view)
            return
        address = view.row.sender_address.lower()
        if address in self.known:
            self._show_records(view)
            return

        def ask(reads: Reads) -> tuple[str, list[Hit]]:
            return address, reads.search(address, 5, PEOPLE)

        self._jobs.cards.submit(ask, self._on_found, topic="who wrote", asker=self)

    def _on_found(self, answer: tuple[str, list[Hit]]) -> None:
        address, hits = answer
        self.known[address] = tuple(hit.ref for hit in hits[:3])
        view = self._pane.view
        if view is not None:
            self._show_records(view)

    def _show_records(self, view: MailView) -> None:
        own = (view.row.customer,) if view.row.customer is not None else ()
        found = self.known.get(view.row.sender_address.lower())
        records = tuple(dict.fromkeys((*own, *view.links, *(found or ()))))
        is_stranger = not records and found is not None
        self._pane.head.show_records(records, is_stranger=is_stranger)


def _as_read(acts: MailActs, messages: Sequence[int]) -> Done:
    return acts.mark(messages, read=True)


def _timer(owner: Reader, pause: int, slot: object) -> QTimer:
    made = QTimer(owner)
    made.setSingleShot(True)
    made.setInterval(pause)
    made.timeout.connect(slot)
    return made
