"""The head of a card: picture, title, a line of facts, and what can be done with the record."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.core.commands import CommandFacts
from desktop.core.entities import Entity, get_entity
from desktop.core.i18n import _
from desktop.views.icons import icon, pixmap
from desktop.views.theme import look
from desktop.views.widgets.flow_layout import FlowLayout

PICTURE = 40


class CardHeader(QWidget):
    """Names the record and offers its actions.

    Signals:
        command_requested: the key of a command on this record.
        create_requested: the entity of a new record linked to this one.
        save_requested, discard_requested: about what was typed.
    """

    command_requested = Signal(str)
    create_requested = Signal(str)
    save_requested = Signal()
    discard_requested = Signal()

    def __init__(
        self,
        entity: Entity,
        commands: Sequence[CommandFacts],
        creates: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._entity = entity
        self._keys: dict[QToolButton, str] = {}
        self._picture = QLabel(self)
        self._picture.setFixedSize(PICTURE, PICTURE)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = QLabel(self)
        self._title.setFont(look().font("headline", 600))
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._title.setMinimumWidth(60)
        self._facts = QLabel(self)
        self._facts.setWordWrap(True)
        self._facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._save = QPushButton(icon("save", "on_accent"), _("Save"), self)
        self._save.setDefault(True)
        self._discard = QPushButton(_("Discard changes"), self)
        self._save.clicked.connect(self.save_requested)
        self._discard.clicked.connect(self.discard_requested)
        self._actions = FlowLayout(spacing=4)
        self._fill_actions(commands, creates)
        self._lay_out()
        self.show_dirty(False)
        self._recolour()
        look().changed.connect(self._recolour)

    def show_record(self, title: str, facts: str) -> None:
        """Show the record's title and its line of facts."""
        self._title.setText(title)
        self._facts.setText(facts)
        self._facts.setVisible(bool(facts))

    def show_dirty(self, is_dirty: bool) -> None:
        """Offer saving and discarding only while there is something typed."""
        self._save.setVisible(is_dirty)
        self._discard.setVisible(is_dirty)

    def show_actions(self, are_shown: bool) -> None:
        """Hide the actions while the record does not exist yet."""
        for button in self._keys:
            button.setVisible(are_shown)

    def _fill_actions(self, commands: Sequence[CommandFacts], creates: Sequence[str]) -> None:
        for key in creates:
            made = get_entity(key)
            button = self._button(_("Add {what}").format(what=_(made.label).lower()), made.icon)
            button.clicked.connect(self._on_create_clicked)
            self._keys[button] = key
        for facts in commands:
            button = self._button(_(facts.label), "")
            button.clicked.connect(self._on_command_clicked)
            self._keys[button] = facts.key

    def _button(self, text: str, icon_name: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setIcon(icon(icon_name))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._actions.addWidget(button)
        return button

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._title)
        texts.addWidget(self._facts)
        top.addWidget(self._picture)
        top.addLayout(texts, 1)
        top.addWidget(self._discard)
        top.addWidget(self._save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 8)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addLayout(self._actions)

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

    @Slot()
    def _recolour(self) -> None:
        palette = self._facts.palette()
        palette.setColor(QPalette.ColorRole.WindowText, look().colour("muted"))
        self._facts.setPalette(palette)
        drawing = pixmap(self._entity.icon, 26, look().colours.accent, self.devicePixelRatioF())
        self._picture.setPixmap(drawing)
