"""The line in which people, rooms and addresses are found to take part in an event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop.core.emails import parse_email
from desktop.core.i18n import N_, _
from desktop.core.pages import Hit
from desktop.core.ports import Reads
from desktop.core.words import fold
from desktop.views.diary.editor.person import RESOURCE, Person
from desktop.views.fields.edit_line import EditLine
from desktop.views.fields.suggestions import Suggestion
from desktop.views.fields.type_ahead import TypeAhead
from desktop.views.jobs import Jobs

KINDS: Final = {
    "user": N_("Colleague"),
    "contact": N_("Contact person"),
    "resource": N_("Room, car or equipment"),
    "email": N_("Invite this address"),
}
_MOST: Final = 8  # of each kind


class PeopleLine(EditLine):
    """Type a name or an address; Enter takes the first that fits.

    Signals:
        chosen: a Person.
        refused: a sentence: what stands here is nobody.
    """

    chosen = Signal(object)
    refused = Signal(str)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.setPlaceholderText(_("Name, room or e-mail address"))
        self.setAccessibleName(_("Add a participant"))
        self.ahead = TypeAhead(self, self._ask, lists_all=True)
        self.ahead.list.picked.connect(self._on_list_picked)
        self.entered.connect(self._on_entered)
        self.textEdited.connect(self._on_text_edited)

    def _ask(self, text: str) -> None:
        def ask(reads: Reads) -> list[tuple[Person, str]]:
            return find_people(reads, text)

        def answer(found: list[tuple[Person, str]]) -> None:
            self._offer(text, found)

        self._jobs.cards.submit(ask, answer, topic=f"people {id(self)}")

    def _offer(self, text: str, found: Sequence[tuple[Person, str]]) -> None:
        if not isValid(self) or not self.ahead.is_awaited(text):
            return
        rows = [Suggestion(person.shown, detail, person) for person, detail in found]
        if address := read_address(text):
            rows.insert(0, Suggestion(address.email, _(KINDS["email"]), address))
        self.ahead.list.offer(rows)

    @Slot(object)
    def _on_list_picked(self, suggestion: Suggestion) -> None:
        if isinstance(suggestion.data, Person):
            self.clear()
            self.chosen.emit(suggestion.data)

    @Slot()
    def _on_entered(self) -> None:
        """Take an address that was typed whole, or say that nobody was chosen."""
        text = self.text().strip()
        if not text:
            return
        if address := read_address(text):
            self.ahead.list.forget()
            self.clear()
            self.chosen.emit(address)
        else:
            self.refused.emit(_("Choose somebody of the list, or type an e-mail address."))

    @Slot()
    def _on_text_edited(self) -> None:
        self.refused.emit("")


def find_people(reads: Reads, text: str) -> list[tuple[Person, str]]:
    """Return colleagues, contact persons and resources for what was typed, with what they are."""
    found = [
        (Person(user=hit.ref.id, name=hit.ref.title), hit.detail or _(KINDS["user"]))
        for hit in reads.choices("app_user", text, _MOST)
    ]
    found += [
        (_contact(hit), _contact_detail(hit)) for hit in reads.choices("contact", text, _MOST)
    ]
    wanted = fold(text)
    rooms = [
        (Person(resource=one.id, name=one.name, role=RESOURCE), _(KINDS["resource"]))
        for one in reads.calendars()
        if one.calendar_type == RESOURCE and wanted in fold(one.name)
    ]
    return found + rooms[:_MOST]


def read_address(text: str) -> Person | None:
    """Return who is meant by an address such as "Lan <lan@abc.vn>"; None if it is none."""
    if "@" not in text:
        return None
    found = parse_email(text)
    return Person(name=found.name, email=found.address) if found.is_valid else None


def _contact(hit: Hit) -> Person:
    return Person(contact=hit.ref.id, name=hit.ref.title)


def _contact_detail(hit: Hit) -> str:
    return f"{_(KINDS['contact'])} · {hit.detail}" if hit.detail else _(KINDS["contact"])
