"""The pane "Own notes": mine, and those that others wrote for the people of the record."""

from __future__ import annotations

import uuid
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPalette, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.core.changes import Changes
from desktop.core.entities import get_entity
from desktop.core.filters import Condition, Filter, Group, Op
from desktop.core.i18n import _
from desktop.core.pages import ListQuery, Row, Sort
from desktop.core.ports import Reads
from desktop.views.all_rows import Rows, read_rows
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.own_notes.note_card import NoteCard, Noted
from desktop.views.theme import look

OWN_NOTE: Final = "own_note"
About = tuple[str, uuid.UUID]  # an entity's key and the record's id
_COLUMNS: Final = ("body", "created_by", "created_at", "audience")
_LINES: Final = 4  # of the box in which a note is typed
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def notes_on(entity: str, record_id: uuid.UUID) -> Filter:
    """Return what the own notes on a record fulfil."""
    about = Condition("record_id", Op.EQUALS, str(record_id))
    return Group((about, Condition("record_type", Op.EQUALS, entity)))


class _NoteEdit(QPlainTextEdit):
    """Where a note is typed.

    Signals:
        posted: Ctrl+Enter.
        given_up: Esc.
    """

    posted = Signal()
    given_up = Signal()

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Enter from the actions of the window, as long as there is a note to add."""
        is_written = bool(self.toPlainText().strip())
        is_override = is_written and event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Post with Ctrl+Enter, give up with Esc; Tab goes on to the next field."""
        is_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in _ENTER and is_ctrl:
            self.posted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class OwnNotesPane(QWidget):
    """Shows the own notes on one record and takes another.

    Signals:
        counted: how many there are.
    """

    counted = Signal(object)

    def __init__(self, jobs: Jobs, me: uuid.UUID | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._me = me
        self._about: About | None = None
        self._changing: Noted | None = None
        self._waiting: dict[About, str] = {}  # what was begun on other records
        self._is_posting = False
        self.cards: list[NoteCard] = []
        self._empty = QLabel(_("No own notes yet."), self)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.edit = _NoteEdit(self)
        self.edit.setPlaceholderText(_("Write a note. Ctrl+Enter adds it."))
        self.edit.setAccessibleName(_("Own note"))
        self.edit.setTabChangesFocus(True)
        self.audience = QComboBox(self)
        self.audience.setAccessibleName(_("For whom"))
        for option in get_entity(OWN_NOTE).field("audience").options:
            self.audience.addItem(_(option.label), option.value)
        self.post_button = QPushButton(icon("plus"), _("Add note"), self)
        self.give_up = QPushButton(_("Cancel"), self)
        self.give_up.hide()
        self._lay_out()
        self.edit.posted.connect(self.post)
        self.edit.given_up.connect(self._on_given_up)
        self.post_button.clicked.connect(self.post)
        self.give_up.clicked.connect(self._on_given_up)
        jobs.changes.changed.connect(self._on_changed)

    def show_record(self, entity: str, record_id: uuid.UUID) -> None:
        """Turn to a record; what was typed about another waits for it."""
        about = (entity, record_id)
        if about != self._about:
            if self._about is not None and self._changing is None:
                self._waiting[self._about] = self.edit.toPlainText()
            self._about = about
            self._turn_to(None, self._waiting.pop(about, ""))
            self._show([])
        self._read()

    @Slot()
    def post(self) -> None:
        """Add what was typed, or say it otherwise."""
        if self._about and not self._is_posting and self.edit.toPlainText().strip():
            self._is_posting = True
            self._jobs.start(self._post(*self._about), name=_("Saving"))

    async def _post(self, entity: str, record_id: uuid.UUID) -> None:
        about, changing = self._about, self._changing
        said = {"text": self.edit.toPlainText(), "audience": str(self.audience.currentData())}
        try:
            if changing is None:
                named = {"record_type": entity, "record_id": str(record_id)}
                await self._jobs.command("own_note.write", **named, **said)
            else:
                await self._jobs.command("own_note.rewrite", id=str(changing.id), **said)
        finally:
            self._is_posting = False
        is_same = self.edit.toPlainText() == said["text"]
        if (about, changing) == (self._about, self._changing) and is_same:
            self._turn_to(None, "")
        elif about is not None and self._waiting.get(about) == said["text"]:
            del self._waiting[about]

    def _turn_to(self, changing: Noted | None, text: str) -> None:
        self._changing = changing
        self.give_up.setVisible(changing is not None)
        self.post_button.setText(_("Add note") if changing is None else _("Save"))
        if changing is not None:
            self.audience.setCurrentIndex(max(self.audience.findData(changing.audience), 0))
        self.edit.setPlainText(text)
        self.edit.moveCursor(QTextCursor.MoveOperation.End)

    def _read(self) -> None:
        if self._about is None:
            return
        about = self._about
        newest_first = Sort("created_at", descending=True)
        query = ListQuery(OWN_NOTE, _COLUMNS, notes_on(*about), sort=newest_first)

        def ask(reads: Reads) -> tuple[About, Rows]:
            return about, read_rows(reads, query)

        self._jobs.cards.submit(ask, self._on_read, topic=f"own notes {id(self)}")

    def _on_read(self, answer: tuple[About, Rows]) -> None:
        about, found = answer
        if about == self._about:
            self._show([self._noted(row) for row in found.rows])
            self.counted.emit(found.total)

    def _noted(self, row: Row) -> Noted:
        body, author, moment, audience_text = row.texts
        text = row.values[0] if isinstance(row.values[0], str) else body
        is_own = self._me is not None and str(row.values[1]) == str(self._me)
        audience = str(row.values[3] or "people")
        return Noted(row.id, text, author, moment, audience, audience_text, is_own)

    def _show(self, notes: list[Noted]) -> None:
        shown = {card.noted: card for card in self.cards}
        self.cards = [shown.pop(one) if one in shown else self._card(one) for one in notes]
        for card in shown.values():
            card.hide()
            card.deleteLater()
        for place, card in enumerate(self.cards):
            item = self._cards_layout.itemAt(place)
            if item is None or item.widget() is not card:
                self._cards_layout.insertWidget(place, card)
        self._empty.setVisible(not notes)
        self._area.setVisible(bool(notes))

    def _card(self, noted: Noted) -> NoteCard:
        card = NoteCard(noted, self._body)
        card.change_asked.connect(self._on_card_change_asked)
        card.delete_asked.connect(self._on_card_delete_asked)
        return card

    def _lay_out(self) -> None:
        self._body = QWidget(self)
        self._cards_layout = QVBoxLayout(self._body)
        self._cards_layout.setContentsMargins(0, 0, 0, 0)
        self._cards_layout.setSpacing(8)
        self._cards_layout.addStretch(1)
        self._area = QScrollArea(self)
        self._area.setWidget(self._body)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAccessibleName(_("Own notes"))
        self.edit.setFixedHeight(_LINES * self.edit.fontMetrics().lineSpacing() + look().px(16))
        foot = QHBoxLayout()
        foot.addWidget(self.audience)
        foot.addStretch(1)
        foot.addWidget(self.give_up)
        foot.addWidget(self.post_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self.edit)
        layout.addLayout(foot)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self._area, 1)

    @Slot()
    def _on_given_up(self) -> None:
        if self._changing is not None:
            self._turn_to(None, "")

    @Slot(object)
    def _on_card_change_asked(self, noted: Noted) -> None:
        self._turn_to(noted, noted.text)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_card_delete_asked(self, noted: Noted) -> None:
        self._jobs.start(self._delete(noted.id), name=_("Deleting"))

    async def _delete(self, note: uuid.UUID) -> None:
        await self._jobs.command("own_note.delete", ids=[str(note)])

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(OWN_NOTE):
            self._read()
