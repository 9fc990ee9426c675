"""Texts to begin a letter with, and the fields in them that are filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop.core.clock import local_zone
from desktop.core.emails import email_key
from desktop.core.entities import get_entity
from desktop.core.i18n import _
from desktop.core.kinds.rich import clean_rich
from desktop.core.mail.letters import LetterTemplate
from desktop.core.mail.values import Address
from desktop.core.pages import ListQuery
from desktop.core.ports import Reads
from desktop.views.dialogs import show, tell
from desktop.views.jobs import Jobs
from desktop.views.mail.compose.letter_window import LetterWindow
from desktop.views.theme import look

_PLACE: Final = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)+)\}")
_FROM: Final = ("contact", "account", "lead")
_NO_TEXTS: Final = ("id", "emails")


class TemplateDialog(QDialog):
    """The templates with what they say."""

    def __init__(self, templates: Sequence[LetterTemplate], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Template…"))
        self._templates = tuple(templates)
        self.list = QListWidget(self)
        self._shown = QTextBrowser(self)
        self._shown.setOpenLinks(False)
        for one in self._templates:
            label = f"{one.category} · {one.name}" if one.category else one.name
            QListWidgetItem(label, self.list)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        box.addButton(_("Insert"), QDialogButtonBox.ButtonRole.AcceptRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        self.list.currentItemChanged.connect(self._show_chosen)
        self.list.itemActivated.connect(self._on_activated)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.addWidget(QLabel(_("Begin the letter with:"), self))
        layout.addWidget(self.list, 1)
        layout.addWidget(self._shown, 1)
        layout.addWidget(box)
        self.resize(look().px(520), look().px(460))
        self.list.setCurrentRow(0)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen(self) -> LetterTemplate | None:
        """Return the template."""
        row = self.list.currentRow()
        return self._templates[row] if 0 <= row < len(self._templates) else None

    @Slot()
    def _show_chosen(self) -> None:
        found = self.chosen()
        self._shown.setHtml(clean_rich(found.body) or "" if found else "")

    @Slot(QListWidgetItem)
    def _on_activated(self, _item: QListWidgetItem) -> None:
        self.accept()


async def choose_template(
    jobs: Jobs, window: LetterWindow, templates: Sequence[LetterTemplate]
) -> None:
    """Let the person choose a template and put it into the letter, filled in."""
    if not templates:
        await tell(window, _("There are no templates yet. They are made under “Mail templates”."))
        return
    dialog = TemplateDialog(templates, window)
    if not await show(dialog):
        return
    chosen = dialog.chosen()
    if chosen is None:
        return
    people, sender = window.written().to, window.letter.sender
    known = await jobs.read(partial(_values, people=people, sender=sender))
    window.fill_in(fill(clean_rich(chosen.body) or "", known), fill(chosen.subject, known))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its places filled in; what is not known stays, to be seen."""
    return _PLACE.sub(lambda found: values.get(found[1]) or found[0], text)


def _values(reads: Reads, people: Sequence[Address], sender: Address) -> dict[str, str]:
    """Return what can be said of the first recipient, of the writer and of today."""
    from desktop.core.clock import SystemClock

    today = SystemClock().now().astimezone(local_zone())
    made = {
        "me.name": sender.name,
        "me.address": sender.address,
        "today.date": today.strftime("%d/%m/%Y"),
    }
    if not people:
        return made
    made["contact.full_name"] = people[0].name
    for entity in _FROM:
        declared = get_entity(entity)
        for hit in reads.choices(entity, people[0].address, 3):
            names = tuple(one.name for one in declared.fields if one.name not in _NO_TEXTS)
            page = reads.rows(ListQuery(entity, (*names, "emails")), [hit.ref.id])
            for row in page.rows:
                if email_key(people[0].address) not in row.texts[-1].lower():
                    continue
                made |= {
                    f"{entity}.{name}": text
                    for name, text in zip(names, row.texts, strict=False)
                    if text
                }
                break
    return made
