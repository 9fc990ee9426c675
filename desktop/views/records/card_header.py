"""The head of a card: picture, title, a line of facts, and what can be done with the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QPalette, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop.core.commands import CommandFacts
from desktop.core.entities import Entity, get_entity
from desktop.core.fields import Kind
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.pages import DELETED_AT, Card
from desktop.views.icons import icon, pixmap
from desktop.views.records.card_banner import Banner, CardBanners
from desktop.views.records.card_title import CardTitle
from desktop.views.records.command_icons import command_icon
from desktop.views.theme import look
from desktop.views.widgets.overflow_row import OverflowRow
from desktop.views.widgets.phone_menu import show_phone_menu, shown

PICTURE: Final = 40
RESTORE: Final = N_("Restore")
FACTS_GAP: Final = "&nbsp;&nbsp;·&nbsp; "  # where the line breaks, the dot stays behind
MAILTO: Final = "mailto:"
SHORT: Final = 24  # letters of a fact that is not broken over two lines
WORDS: Final = 560  # logical pixels that title and facts keep where the actions stand beside them
ANY_WIDTH: Final = 16_777_215  # as Qt says it


class CardHeader(QWidget):
    """Names the record and offers its actions.

    Signals:
        command_requested: the key of a command on this record.
        create_requested: the entity of a new record linked to this one.
    """

    command_requested = Signal(str)
    create_requested = Signal(str)

    def __init__(
        self,
        entity: Entity,
        commands: Sequence[CommandFacts],
        creates: Sequence[str],
        parent: QWidget | None = None,
        *,
        banners: Sequence[Banner] = (),
    ) -> None:
        super().__init__(parent)
        self._commands = {facts.key: facts for facts in commands}
        restore = f"{entity.key}.restore"
        binned = Banner(DELETED_AT, N_("In the recycle bin since {deleted_at}."), RESTORE, restore)
        self._banners = CardBanners((binned, *banners), self)
        self._banners.command_requested.connect(self.command_requested)
        self._icon = entity.icon
        self._is_low = False
        self._card: Card | None = None
        self._keys: dict[QToolButton, str] = {}
        self._picture = QLabel(self)
        self._picture.setFixedSize(PICTURE, PICTURE)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = CardTitle(self)
        self._facts = QLabel(self)
        self._facts.setWordWrap(True)
        self._facts.setTextFormat(Qt.TextFormat.RichText)
        self._facts.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self._facts.hide()  # until there are some
        self._facts.linkActivated.connect(self._on_facts_link_activated)
        self._actions = OverflowRow(self)
        self._fill_actions(commands, creates)
        self._lay_out()
        self._recolour()
        look().changed.connect(self._recolour)

    def show_record(self, title: str, facts: Sequence[str], icon_name: str) -> None:
        """Show the record's title, its line of facts (`facts_of`) and the picture of its kind."""
        if icon_name != self._icon:
            self._icon = icon_name
            self._recolour()
        self._title.show_title(title)
        self._facts.setText(FACTS_GAP.join(facts))
        self._facts.setVisible(bool(facts))

    def show_actions(self, card: Card | None) -> None:
        """Offer what can be done with the record as it is; None while it does not exist yet."""
        self._actions.setVisible(card is not None and bool(self._keys))
        self._banners.setVisible(False)
        self._card = card
        if card is None:
            return
        self._banners.show_card(card)
        for button, key in self._keys.items():
            facts = self._commands.get(key)
            is_told = self._banners.offers(key)  # a banner offers it already
            is_fit = facts is None or (facts.is_offered(card.values) and not is_told)
            self._actions.offer(button, is_offered=is_fit and not card.deleted)
        self._find_place()

    def fits(self, key: str) -> bool:
        """Tell whether menus may offer a command for the record as it is."""
        card, facts = self._card, self._commands.get(key)
        return card is not None and not card.deleted and (facts is None or facts.fits(card.values))

    def _fill_actions(self, commands: Sequence[CommandFacts], creates: Sequence[str]) -> None:
        for key in creates:
            made = get_entity(key)
            button = self._button(_("Add {what}").format(what=_(made.label).lower()), made.icon)
            button.clicked.connect(self._on_create_clicked)
            self._keys[button] = key
        for facts in commands:
            button = self._button(_(facts.label), command_icon(facts.key))
            button.clicked.connect(self._on_command_clicked)
            self._keys[button] = facts.key

    def _button(self, text: str, icon_name: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setIcon(icon(icon_name))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setProperty("outlined", True)
        self._actions.add(button)
        return button

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._title)
        texts.addWidget(self._facts)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 12, 16, 8)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self._picture, 0, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addLayout(texts, 0, 1)
        self._place_actions(beside=False)

    def be_low(self, *, is_low: bool) -> None:
        """Take one line less, for a card that has little height: the actions go into the menu."""
        if is_low != self._is_low:
            self._is_low = is_low
            self._title.be_low(is_low=is_low)
            self._find_place()

    def _keep_height(self) -> None:
        """Let no low page squeeze the head: its lines would be cut."""
        self.setMinimumHeight(max(0, self.heightForWidth(self.width())))  # -1: any will do

    def _find_place(self) -> None:
        room = self.width() - look().px(WORDS)
        is_roomy = room >= self._actions.line_width()
        menu = self._actions.minimumSizeHint().width()
        self._actions.setMaximumWidth(menu if self._is_low and not is_roomy else ANY_WIDTH)
        self._place_actions(beside=self._is_low or is_roomy)
        self._keep_height()

    def _place_actions(self, *, beside: bool) -> None:
        """Put the actions beside title and facts, or below them."""
        self._grid.removeWidget(self._actions)
        if beside:
            self._grid.addWidget(self._actions, 0, 2, Qt.AlignmentFlag.AlignVCenter)
        else:
            self._grid.addWidget(self._actions, 1, 0, 1, 3)
        self._grid.addWidget(self._banners, 2, 0, 1, 3)

    @Slot()
    def _on_create_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, QToolButton):
            self.create_requested.emit(self._keys[button])

    @Slot()
    def _on_command_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, QToolButton):
            self.command_requested.emit(self._keys[button])

    @Slot(str)
    def _on_facts_link_activated(self, number: str) -> None:
        if number.startswith(MAILTO):
            QDesktopServices.openUrl(QUrl(number))  # letters of this program take it first
            return
        show_phone_menu(number, self, self._facts.mapToGlobal(self._facts.rect().bottomLeft()))

    @Slot()
    def _recolour(self) -> None:
        palette = self._facts.palette()
        palette.setColor(QPalette.ColorRole.WindowText, look().colour("muted"))
        self._facts.setPalette(palette)
        facts = self._facts.text()  # links keep the colour that they were written in
        self._facts.clear()
        self._facts.setText(facts)
        drawing = pixmap(self._icon, 26, look().colours.accent, self.devicePixelRatioF())
        self._picture.setPixmap(drawing)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room beside the title, where there is any."""
        super().resizeEvent(event)
        self._find_place()


def facts_of(entity: Entity, card: Card, names: Sequence[str]) -> list[str]:
    """Return the facts of a card's head as marked text; phone numbers are links."""
    facts = []
    for name in names:
        text, value = card.texts.get(name), card.values.get(name)
        if text and entity.field(name).kind is Kind.PHONES and isinstance(value, list):
            facts += [_phone_link(item) for item in value if isinstance(item, dict)]
        elif text and entity.field(name).kind is Kind.EMAILS and isinstance(value, list):
            facts += [_mail_link(str(item)) for item in value]
        elif text and entity.field(name).kind is Kind.INTEGER:  # a bare number says nothing
            label = _(entity.field(name).label)
            facts.append(escape(_kept_together(f"{label}: {text}")))
        elif text:
            facts.append(escape(_kept_together(text)))
    return facts


def _phone_link(item: Mapping[str, Json]) -> str:
    number = str(item.get("number", ""))
    text = escape(_kept_together(shown(number)))
    return f'<a href="{escape(number)}">{text}</a>'


def _mail_link(address: str) -> str:
    return f'<a href="{MAILTO}{escape(address)}">{escape(_kept_together(address))}</a>'


def _kept_together(fact: str) -> str:
    """Return a short fact with spaces that no line breaks at: phone numbers, places, names."""
    return fact.replace(" ", "\u00a0") if len(fact) <= SHORT else fact
