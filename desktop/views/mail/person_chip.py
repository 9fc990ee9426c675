"""The chip of one person."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.core.mail.values import Address
from desktop.views.widgets.chip import Chip


class PersonChip(Chip):
    """Shows the name; the address stands in the tip."""

    def __init__(self, text: str, person: Address | None, parent: QWidget | None = None) -> None:
        super().__init__(text, parent=parent)
        self.person = person
        if person is not None:
            whole = f"{person.name} <{person.address}>" if person.name else person.address
            self.setToolTip(whole)
            self.setAccessibleName(whole)
