"""A bar on a card that tells what is out of the ordinary with its record, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.pages import Card
from desktop.core.quick_dataclass import dataclass
from desktop.views.records.notice_bar import NoticeBar


@dataclass(frozen=True, slots=True)
class Banner:
    """What is told of a record whose `field` is filled, and the command that is offered.

    `text` and `offer` are English msgids; the text names fields in braces, which are written as
    the card reads them.
    """

    field: str
    text: str
    offer: str
    command: str


class CardBanners(QWidget):
    """The banners of one card; those that have nothing to say take no room.

    Signals:
        command_requested: the key of the command of a banner.
    """

    command_requested = Signal(str)

    def __init__(self, banners: Sequence[Banner], parent: QWidget) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._bars = {banner: NoticeBar(self) for banner in banners}
        for bar in self._bars.values():
            bar.accepted.connect(self._on_accepted)
            layout.addWidget(bar)
        self.hide()

    def show_card(self, card: Card) -> None:
        """Say what is to be said of a record."""
        shown = [banner for banner in self._bars if card.values.get(banner.field)]
        for banner, bar in self._bars.items():
            if banner in shown:
                texts = {name: card.texts.get(name, "") for name in card.values}
                bar.tell(_(banner.text).format_map(texts), _(banner.offer))
            else:
                bar.hide()
        self.setVisible(bool(shown))

    def offers(self, command: str) -> bool:
        """Tell whether one of the banners is there to offer a command."""
        return any(banner.command == command for banner in self._bars)

    @Slot()
    def _on_accepted(self) -> None:
        for banner, bar in self._bars.items():
            if bar is self.sender():
                self.command_requested.emit(banner.command)
