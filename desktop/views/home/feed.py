"""What fills one card of the page "Today"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.core.i18n import _
from desktop.views.home.block_card import BlockCard


class Feed(QObject):
    """Names a card and fills it.

    Signals:
        target_chosen: a Target to go to.
        menu_asked: its key, and a global point where the menu of the block is wanted.
        answered: the card shows what was asked for, or why it cannot.
    """

    target_chosen = Signal(object)
    menu_asked = Signal(str, object)
    answered = Signal()

    def __init__(
        self, key: str, texts: tuple[str, str, str], parent: QWidget, entity: str = ""
    ) -> None:
        super().__init__(parent)
        self.key = key
        self.entity = entity  # whose changes make it read again
        self.title, self.icon, self._empty = texts  # title and sentence are English msgids
        self.card = BlockCard(self.icon, parent)
        self.card.menu_asked.connect(self._on_card_menu_asked)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.card.name(_(self.title), _(self._empty))

    def concerns(self, entities: Container[str]) -> bool:
        """Tell whether changes of these entities may change what is shown."""
        return self.entity in entities

    def read(self, today: dt.date) -> None:
        """Fill the card for a day; returns at once, `answered` follows."""
        raise NotImplementedError

    @Slot(object)
    def _on_card_menu_asked(self, at: QPoint) -> None:
        self.menu_asked.emit(self.key, at)
