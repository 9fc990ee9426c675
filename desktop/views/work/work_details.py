"""The card of the row that is chosen, at the right of the plan or below it."""

from __future__ import annotations

import uuid
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QLabel, QStackedLayout, QWidget

from desktop.core.i18n import _
from desktop.core.work.rows import PlanRow
from desktop.views.shell.screens import KeepsTyped, MayHoldBack, OpensRecords, connect
from desktop.views.work.work_tools import WorkTools

SETTLE_MS: Final = 120  # a choice that moves on quickly opens no card


class WorkDetails(QWidget):
    """Shows one card for each kind of record, made when it is first needed.

    Signals:
        record_opened: entity and id of another record.
        dirty_changed: there is something to save now, or no more.
        card_shown: another card is in view.
    """

    record_opened = Signal(str, object)
    dirty_changed = Signal()
    card_shown = Signal()

    def __init__(self, tools: WorkTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._cards: dict[str, QWidget] = {}
        self._row: PlanRow | None = None
        self._shown: uuid.UUID | None = None
        self._hint = QLabel(self)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        self._hint.setForegroundRole(self._hint.palette().ColorRole.PlaceholderText)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._hint)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._show)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self._hint.setText(_("Choose a task to see what is known of it."))

    def show_row(self, row: PlanRow | None) -> None:
        """Show the card of a row in a moment; None for none."""
        self._row = row
        self._settle.start()

    def show_now(self) -> None:
        """Show the card of the row that was chosen last, as the pane came into view."""
        self._shown = None
        self._settle.start()

    def card(self) -> QWidget | None:
        """Return the card in view, None while there is none."""
        shown = self._stack.currentWidget()
        return None if shown is self._hint else shown

    def is_dirty(self) -> bool:
        """Tell whether a card holds something not saved."""
        return any(
            isinstance(card, MayHoldBack) and card.is_dirty() for card in self._cards.values()
        )

    def keep_typed(self) -> None:
        """Keep what is typed in the cards, which waits there as a draft."""
        for card in self._cards.values():
            if isinstance(card, KeepsTyped):
                card.keep_typed()

    @Slot()
    def _show(self) -> None:
        row = self._row
        if not self.isVisible():
            return
        if row is None:
            self._shown = None
            self._stack.setCurrentWidget(self._hint)
            self.card_shown.emit()
            return
        if row.id == self._shown:
            return
        self._shown = row.id
        card = self._cards.get(row.kind) or self._add(row.kind)
        if isinstance(card, OpensRecords):
            card.open(row.id)
        self._stack.setCurrentWidget(card)
        self.card_shown.emit()

    def _add(self, kind: str) -> QWidget:
        card = self._cards[kind] = self._tools.make_card(kind)
        self._stack.addWidget(card)
        connect(card, "record_opened", self.record_opened.emit)
        connect(card, "create_requested", self._on_create_requested)
        connect(card, "dirty_changed", self._on_dirty_changed)
        return card

    def _on_create_requested(self, entity: str, values: object = None) -> None:
        self._tools.create(entity, values if isinstance(values, dict) else {})

    def _on_dirty_changed(self, *_is_dirty: object) -> None:
        self.dirty_changed.emit()

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
