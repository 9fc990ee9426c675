"""What is done with the message being read: links, files, people, source, printing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from desktop.core.file_names import safe_file_name
from desktop.core.i18n import _
from desktop.core.mail.places import MailPlace, PlaceKind
from desktop.core.mail.ports import MailReads
from desktop.core.mail.values import Address, MailView
from desktop.core.pages import Ref
from desktop.views.dialogs import choose_file_to_save, confirm
from desktop.views.icons import icon
from desktop.views.mail.part_copies import write
from desktop.views.outside import may_leave, open_outside
from desktop.views.widgets.roomy_menu import RoomyMenu

if TYPE_CHECKING:
    from desktop.views.mail.mail_page import MailPage

MESSAGE_FILES: Final = "E-mail (*.eml)"
LONGEST_SHOWN: Final = 120  # characters of an address in a question


class ReadingDeeds(QObject):
    """Acts on what the reading pane shows."""

    def __init__(self, page: MailPage) -> None:
        super().__init__(page)
        self._page = page
        self._person: Address | None = None
        self._menu: RoomyMenu | None = None
        pane, actions = page.pane, page.context.actions
        for key, handler in (
            ("mail.save_as", self.save_message),
            ("mail.source", self.show_source),
        ):
            actions.bind(key, handler, enabled=self.is_reading, owner=page)
        actions.bind(
            "mail.plain",
            self.toggle_plain,
            enabled=self.has_html,
            checked=self.is_plain,
            owner=page,
        )
        actions.bind(
            "mail.paper",
            self.toggle_paper,
            enabled=self.is_reading,
            checked=self.is_paper,
            owner=page,
        )
        actions.bind("mail.unsubscribe", self.unsubscribe, enabled=self.can_unsubscribe, owner=page)
        pane.body.link_clicked.connect(self.open_link)
        pane.head.person_clicked.connect(self._on_person_clicked)
        pane.head.record_clicked.connect(self._on_record_clicked)
        pane.head.stranger_clicked.connect(self.take_in_sender)
        pane.bars.pictures_wanted.connect(self.show_pictures)
        actions.bind(
            "mail.images", self.show_pictures_once, enabled=self.has_blocked_pictures, owner=page
        )
        pane.bars.invitation_wanted.connect(self.take_invitation)
        pane.bars.body_wanted.connect(page.reader.fetch)
        pane.bars.unsubscribe_wanted.connect(self.unsubscribe)

    @property
    def view(self) -> MailView | None:
        """The message being read."""
        return self._page.pane.view

    def is_reading(self) -> bool:
        """Tell whether a message is shown."""
        return self.view is not None

    # --- how it is shown
    def has_html(self) -> bool:
        """Tell whether there is more than plain words."""
        return self.view is not None and bool(self.view.html)

    def is_plain(self) -> bool:
        """Tell whether the words alone are shown."""
        return self._page.pane.is_plain

    def toggle_plain(self) -> None:
        """Show the words alone, or the whole message."""
        self._page.pane.is_plain = not self._page.pane.is_plain
        self._page.pane.show_text()

    def is_paper(self) -> bool:
        """Tell whether mail is read on light ground."""
        return self._page.pane.is_paper

    def toggle_paper(self) -> None:
        """Read mail on light ground in a dark theme too, or not."""
        self._page.keep_paper(is_paper=not self._page.pane.is_paper)

    # --- pictures from the web
    def has_blocked_pictures(self) -> bool:
        """Tell whether there are pictures on the web that are not shown."""
        view = self.view
        return view is not None and view.remote > 0 and self._page.pane.can_fetch

    def show_pictures_once(self) -> None:
        """Show the pictures of this message."""
        self._page.reader.fetch_pictures()

    def show_pictures(self, always: bool) -> None:
        """Show the pictures of this message, and of this sender from now on if so wished."""
        view = self.view
        if view is not None and always and view.row.sender_address:
            values = {"address": view.row.sender_address.lower(), "treatment": "images"}
            self._page.jobs.start(self._trust(values), name=_("Saving"))
        self._page.reader.fetch_pictures()

    async def _trust(self, values: dict[str, str]) -> None:
        await self._page.jobs.command("mail_sender.create", values=values)

    # --- links
    def open_link(self, address: str) -> None:
        """Open a link; where it leads is said first."""
        if address.lower().startswith("mailto:"):
            self._page.letters.write_to_link(address)
        elif not may_leave(address):
            self._page.jobs.failed.emit(_("This link leads to nothing that may be opened."))
        else:
            self._page.jobs.start(self._open_link(address), name=_("Opening a link"))

    async def _open_link(self, address: str) -> None:
        host = urlsplit(address).hostname or address
        question = _("Open {host} in the browser?").format(host=host)
        shown = address if len(address) <= LONGEST_SHOWN else f"{address[:LONGEST_SHOWN]}…"
        if await confirm(self._page, question, shown, deed=_("Open the link"), is_harmless=True):
            open_outside(address)

    def can_unsubscribe(self) -> bool:
        """Tell whether the sender says how to get no more."""
        return self.view is not None and bool(self.view.unsubscribe)

    def unsubscribe(self) -> None:
        """Go where the sender says that one gets no more."""
        view = self.view
        if view is None or not view.unsubscribe:
            return
        web = [one for one in view.unsubscribe if one.lower().startswith("https:")]
        self.open_link((web or list(view.unsubscribe))[0])

    # --- people
    def take_in_sender(self) -> None:
        """Begin a contact person with what is known of the sender."""
        view = self.view
        if view is not None and view.sender:
            self._page.creating.take_in(view.sender[0], view)

    def _on_record_clicked(self, record: Ref) -> None:
        self._page.record_opened.emit(record.entity, record.id)

    def _on_person_clicked(self, person: Address, at: QPoint) -> None:
        self._person = person
        menu = RoomyMenu(self._page)
        entries = (
            ("pencil", _("Write a letter"), self._on_write_person),
            ("search", _("All mail with this address"), self._on_search_person),
            ("copy", _("Copy the address"), self._on_copy_person),
            ("user-plus", _("New contact person…"), self._on_take_in_person),
        )
        for picture, label, slot in entries:
            action = QAction(icon(picture), label, menu)
            action.triggered.connect(slot)
            menu.addAction(action)
        self._menu = menu
        menu.popup(at)

    def _on_write_person(self) -> None:
        if self._person is not None:
            self._page.letters.write_to(self._person)

    def _on_search_person(self) -> None:
        if self._person is not None:
            self._page.show_place(MailPlace(PlaceKind.PEOPLE, words=self._person.address))

    def _on_copy_person(self) -> None:
        if self._person is not None:
            QApplication.clipboard().setText(self._person.address)

    def _on_take_in_person(self) -> None:
        if self._person is not None:
            self._page.creating.take_in(self._person, self._signed_by(self._person))

    def _signed_by(self, person: Address) -> MailView | None:
        view = self.view
        return view if view is not None and person in view.sender else None

    # --- the whole message
    def take_invitation(self) -> None:
        """Let the appointment be put into a calendar."""
        if self.view is not None and self.view.invitation:
            self._page.invitation_taken.emit(self.view.invitation)

    def save_message(self) -> None:
        """Ask where to, and write the message as it came."""
        if self.view is not None:
            self._page.jobs.start(self._save_message(self.view), name=_("Saving"))

    async def _save_message(self, view: MailView) -> None:
        name = safe_file_name(f"{view.row.subject or _('Message')}.eml")
        path = await choose_file_to_save(self._page, _("Save the message"), name, _(MESSAGE_FILES))
        if not path:
            return
        message = view.row.id
        target = path if Path(path).suffix else f"{path}.eml"

        def ask(reads: MailReads) -> str:
            return write(target, reads.source(message))

        await self._page.jobs.read_mail(ask)

    def show_source(self) -> None:
        """Show the message as it came."""
        if self.view is not None:
            work = self._show_source(self.view.row.id)
            self._page.jobs.start(work, name=_("Source of the message…"))

    async def _show_source(self, message: int) -> None:
        from desktop.views.mail.source_window import SourceWindow

        def ask(reads: MailReads) -> bytes:
            return reads.source(message)

        window = SourceWindow(await self._page.jobs.read_mail(ask), self._page)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.show()
