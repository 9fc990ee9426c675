"""Records made from the message being read: a contact, a lead, a task, an appointment."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from desktop.core.filters import Json
from desktop.core.mail.values import Address, MailView

if TYPE_CHECKING:
    from desktop.views.mail.mail_page import MailPage

MOST_TEXT: Final = 4_000  # characters of the message that go along
LONGEST_TITLE: Final = 200


class Creating(QObject):
    """Begins records with what the message says; the person looks at them before they are saved."""

    def __init__(self, page: MailPage) -> None:
        super().__init__(page)
        self._page = page
        for key, handler in (
            ("mail.to_contact", self.begin_contact),
            ("mail.to_lead", self.begin_lead),
            ("mail.to_task", self.begin_task),
            ("mail.to_event", self.begin_event),
        ):
            page.context.actions.bind(key, handler, enabled=self.is_reading, owner=page)

    def is_reading(self) -> bool:
        """Tell whether a message is shown."""
        return self._page.pane.view is not None

    def begin_contact(self) -> None:
        """Begin a contact person with what the sender signed."""
        view = self._page.pane.view
        if view is not None:
            self.take_in(_sender_of(view), view)

    def begin_lead(self) -> None:
        """Begin a lead with what the sender signed."""
        view = self._page.pane.view
        if view is not None:
            values = signed_values(_sender_of(view), view)
            company = company_of(_sender_of(view), view)
            self._page.context.create("lead", {**values, "company": company or None})

    def begin_task(self) -> None:
        """Begin a task about the message."""
        view = self._page.pane.view
        if view is not None:
            text = html.escape(view.text[:MOST_TEXT]).replace("\n", "<br>")
            values: dict[str, Json] = {"title": _title(view), "description": f"<p>{text}</p>"}
            self._page.context.create("task", {**values, **_customer(view)})

    def begin_event(self) -> None:
        """Begin an appointment about the message."""
        view = self._page.pane.view
        if view is not None:
            self._page.context.create("event", {"title": _title(view), **_customer(view)})

    def take_in(self, person: Address, view: MailView | None) -> None:
        """Begin a contact person; `view` is a message that this person signed, if there is one."""
        self._page.reader.known.pop(person.address.lower(), None)
        self._page.context.create("contact", signed_values(person, view))


def signed_values(person: Address, view: MailView | None) -> dict[str, Json]:
    """Return what a message tells of who signed it, as the fields of a person."""
    values: dict[str, Json] = {"full_name": person.name, "emails": [person.address]}
    if view is None:
        return values
    from desktop.core.mime.signatures import read_signature
    from desktop.core.mime.values import Mailbox

    signer = read_signature(view.text, Mailbox(person.name, person.address))
    values["full_name"] = signer.name or person.name
    if signer.title:
        values["title"] = signer.title
    if signer.phones:
        values["phones"] = [one.phone.number for one in signer.phones]
    return values


def company_of(person: Address, view: MailView) -> str:
    """Return the company that the signature names."""
    from desktop.core.mime.signatures import read_signature
    from desktop.core.mime.values import Mailbox

    return read_signature(view.text, Mailbox(person.name, person.address)).company


def _sender_of(view: MailView) -> Address:
    return view.sender[0] if view.sender else Address(view.row.sender, view.row.sender_address)


def _title(view: MailView) -> str:
    return view.row.subject[:LONGEST_TITLE]


def _customer(view: MailView) -> dict[str, Json]:
    known = [view.row.customer, *view.links]
    found = next((one for one in known if one is not None and one.entity == "account"), None)
    return {"account_id": str(found.id)} if found is not None else {}
