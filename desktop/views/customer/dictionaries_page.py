"""The page of all dictionaries: what each is for, how many entries it has, the way to its list."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from desktop.core.changes import Changes
from desktop.core.entities import Entity, iter_entities
from desktop.core.filters import EVERYTHING
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import _
from desktop.core.ports import Reads
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.shell.targets import LIST, Target
from desktop.views.theme import look

COLUMNS: Final = 3
TILE: Final = QSize(220, 64)


def dictionaries() -> list[Entity]:
    """Return all dictionaries, in the order of declaration."""
    return [entity for entity in iter_entities() if entity.dictionary and not entity.hidden]


class DictionariesPage(QWidget):
    """Names every dictionary; a click opens its list, where entries are renamed and joined.

    Signals:
        target_chosen: the Target of its list.
    """

    target_chosen = Signal(object)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._counts: dict[str, int] = {}
        self._head = QLabel(self)
        self._note = QLabel(self)
        self._note.setWordWrap(True)
        self._note.setForegroundRole(self._note.palette().ColorRole.PlaceholderText)
        self._tiles = {entity: self._tile(entity) for entity in dictionaries()}
        self._lay_out()
        jobs.changes.changed.connect(self._on_changed)
        look().changed.connect(self.retranslate)
        self.retranslate()
        self._count(list(self._tiles))

    def focus_first(self) -> None:
        """Put the keyboard on the first dictionary."""
        first = next(iter(self._tiles.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self._head.setText(_("Dictionaries"))
        self._head.setFont(look().font("headline", 600))
        self._note.setText(
            _("Short lists that forms offer. Open one to rename, add or join entries.")
        )
        for entity, tile in self._tiles.items():
            count = self._counts.get(entity.key)
            number = "" if count is None else f" ({format_number(count)})"
            tile.setText(_(entity.plural) + number)

    def _tile(self, entity: Entity) -> QToolButton:
        tile = QToolButton(self)
        tile.setIcon(icon(entity.icon, "accent", 24))
        tile.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        tile.setProperty("outlined", True)
        tile.setMinimumSize(TILE)
        tile.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        tile.setObjectName(entity.key)
        tile.clicked.connect(self._on_tile_clicked)
        return tile

    def _lay_out(self) -> None:
        page = QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(24, 20, 24, 20)
        inner.setSpacing(12)
        inner.addWidget(self._head)
        inner.addWidget(self._note)
        grid = QGridLayout()
        grid.setSpacing(12)
        for place, tile in enumerate(self._tiles.values()):
            grid.addWidget(tile, place // COLUMNS, place % COLUMNS)
        grid.setColumnStretch(COLUMNS, 1)
        inner.addLayout(grid)
        inner.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes it
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)

    def _count(self, entities: list[Entity]) -> None:
        keys = [entity.key for entity in entities]

        def ask(reads: Reads) -> dict[str, int]:
            return {key: reads.count(key, EVERYTHING) for key in keys}

        self._jobs.cards.submit(ask, self._on_counted)

    def _on_counted(self, counts: dict[str, int]) -> None:
        self._counts |= counts
        self.retranslate()

    @Slot()
    def _on_tile_clicked(self) -> None:
        self.target_chosen.emit(Target(LIST, self.sender().objectName()))

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        touched = [entity for entity in self._tiles if changes.touches(entity.key)]
        if touched:
            self._count(touched)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
