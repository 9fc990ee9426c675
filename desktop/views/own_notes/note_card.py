"""One own note: whose it is, for whom, its text, and for its author what can be done with it."""

from __future__ import annotations

import uuid

from PySide6.QtWidgets import QLabel, QWidget

from desktop.core.i18n import _
from desktop.core.quick_dataclass import dataclass
from desktop.views.icons import icon
from desktop.views.widgets.signed_card import SignedCard


@dataclass(frozen=True, slots=True)
class Noted:
    """A note as it is shown."""

    id: uuid.UUID
    text: str
    author: str
    moment: str
    audience: str  # "people" or "me"
    audience_text: str
    is_own: bool


class NoteCard(SignedCard):
    """Shows a note."""

    def __init__(self, noted: Noted, parent: QWidget) -> None:
        super().__init__(noted, _("Change the own note"), _("Delete the own note"), parent)
        self.noted = noted
        lock = QLabel(self)
        lock.setPixmap(icon("lock" if noted.audience == "me" else "users", "muted").pixmap(14, 14))
        self.audience = QLabel(noted.audience_text, self)
        self.audience.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self.head.addWidget(lock)
        self.head.addWidget(self.audience)
