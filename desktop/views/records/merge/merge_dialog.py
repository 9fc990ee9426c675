"""Records side by side: which of them stays, and of which each field takes its value."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.core.entities import Entity
from desktop.core.filters import Json
from desktop.core.i18n import _, ngettext
from desktop.core.pages import Card
from desktop.core.record_merge import fullest
from desktop.views.records.merge.merge_rows import MergeRow, rows_of
from desktop.views.theme import look

WIDTH, HEIGHT = 860, 560
COLUMN: Final = 230
LABELS: Final = 150


class MergeDialog(QDialog):
    """Asks what the merged record holds; nothing is lost that is not chosen to be."""

    def __init__(
        self, entity: Entity, cards: Sequence[Card], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.are_different = False
        self._entity = entity
        self._cards = tuple(cards)
        self.setWindowTitle(_("Compare and merge: {records}").format(records=_(entity.plural)))
        self._masters = QButtonGroup(self)
        self._body = QWidget(self)
        self._grid = QGridLayout(self._body)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._fill_head()
        self._rows = [MergeRow(field, self._cards, self._body) for field in rows_of(entity, cards)]
        for place, row in enumerate(self._rows, start=2):
            row.put_into(self._grid, place)
        self._grid.setRowStretch(len(self._rows) + 2, 1)
        self._all = QCheckBox(_("Show fields that are the same, too"), self)
        self._all.toggled.connect(self._on_all_toggled)
        self._masters.buttonClicked.connect(self._on_master_chosen)
        self._lay_out()
        best = fullest(entity, [card.values for card in self._cards])
        self._masters.button(best).setChecked(True)
        self._on_master_chosen()
        self._on_all_toggled(False)
        wide = look().px(LABELS + COLUMN * (len(self._cards) + 1))
        self.resize(max(look().px(WIDTH), min(wide, look().px(1180))), look().px(HEIGHT))

    def master(self) -> uuid.UUID:
        """Return the id of the record that stays."""
        return self._cards[self._masters.checkedId()].id

    def values(self) -> dict[str, Json]:
        """Return the chosen values in JSON form, of the fields that differ."""
        order = [self._masters.checkedId()]
        order += [place for place in range(len(self._cards)) if place != order[0]]
        return {row.field.name: row.value(order) for row in self._rows if row.differs}

    def _fill_head(self) -> None:
        for column, card in enumerate(self._cards, start=1):
            title = QLabel(card.title, self._body)
            title.setTextFormat(Qt.TextFormat.PlainText)
            title.setFont(look().font("lead", 600))
            title.setWordWrap(True)
            title.setMinimumWidth(look().px(COLUMN) - 40)
            button = QRadioButton(_("Keep this record"), self._body)
            made = card.texts.get("created_at", "")
            button.setToolTip(_("Created on {day}").format(day=made) if made else "")
            self._masters.addButton(button, column - 1)
            self._grid.addWidget(title, 0, column)
            self._grid.addWidget(button, 1, column)
            self._grid.setColumnStretch(column, 1)

    def _lay_out(self) -> None:
        area = QScrollArea(self)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes it
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(self._body)
        hint = QLabel(
            _(
                "Calls, notes, contact persons and everything else of the other records go to the "
                "one that is kept. The others go to the recycle bin; it can be undone as a whole."
            ),
            self,
        )
        hint.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(hint)
        layout.addWidget(area, 1)
        layout.addWidget(self._all)
        layout.addWidget(self._make_buttons())

    def _make_buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(self)
        count = len(self._cards)
        text = ngettext("Merge {count} record", "Merge {count} records", count)
        accept = box.addButton(text.format(count=count), QDialogButtonBox.ButtonRole.AcceptRole)
        accept.setDefault(True)
        apart = QPushButton(_("Not a duplicate"), box)
        apart.setAutoDefault(False)
        apart.setToolTip(_("They are not suggested again."))
        box.addButton(apart, QDialogButtonBox.ButtonRole.ResetRole)
        apart.clicked.connect(self._on_apart_clicked)
        box.addButton(QDialogButtonBox.StandardButton.Cancel)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box

    @Slot(bool)
    def _on_all_toggled(self, checked: bool) -> None:
        for row in self._rows:
            row.set_visible(checked or row.differs)

    @Slot()
    def _on_master_chosen(self) -> None:
        for row in self._rows:
            row.prefer(self._masters.checkedId())

    @Slot()
    def _on_apart_clicked(self) -> None:
        self.are_different = True
        self.reject()
