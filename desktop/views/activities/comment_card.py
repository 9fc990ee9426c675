"""One comment: who wrote it and when, its text, and for its author what can be done with it."""

from __future__ import annotations

import uuid

from PySide6.QtWidgets import QWidget

from desktop.core.i18n import _
from desktop.core.quick_dataclass import dataclass
from desktop.views.widgets.signed_card import SignedCard


@dataclass(frozen=True, slots=True)
class Said:
    """A comment as it is shown."""

    id: uuid.UUID
    text: str
    author: str
    moment: str
    is_own: bool


class CommentCard(SignedCard):
    """Shows a comment."""

    def __init__(self, said: Said, parent: QWidget) -> None:
        super().__init__(said, _("Change the comment"), _("Delete the comment"), parent)
        self.said = said
