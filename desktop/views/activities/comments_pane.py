"""The tab "Comments" of every record: what colleagues say about it, newest last."""

from __future__ import annotations

import uuid

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPalette, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.core.changes import Changes
from desktop.core.filters import Condition, Filter, Group, Op
from desktop.core.i18n import _
from desktop.core.pages import PAGE_ROWS, ListQuery, Row, Sort
from desktop.core.ports import Reads
from desktop.views.activities.comment_card import CommentCard, Said
from desktop.views.activities.mention_edit import MentionEdit
from desktop.views.all_rows import Rows, read_rows
from desktop.views.icons import icon
from desktop.views.jobs import Jobs

COMMENT = "comment"
FIRST_CARD = 1  # the place in the layout below the offer of earlier ones
About = tuple[str, uuid.UUID]  # an entity's key and the record's id
Place = tuple[About | None, uuid.UUID | None]  # and the comment that is changed, if one is
_COLUMNS = ("body", "created_by", "created_at")


def comments_on(entity: str, record_id: uuid.UUID) -> Filter:
    """Return what the comments on a record fulfil."""
    about = Condition("record_id", Op.EQUALS, str(record_id))
    return Group((about, Condition("record_type", Op.EQUALS, entity)))


class CommentsPane(QWidget):
    """Shows the comments on one record and takes another.

    Signals:
        counted: how many there are.
    """

    counted = Signal(object)

    def __init__(self, jobs: Jobs, me: uuid.UUID | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._me = me
        self._about: About | None = None
        self._changing: Said | None = None
        self._waiting: dict[Place, str] = {}
        self._is_posting = False
        self._pages = 1  # of comments shown
        self._below = 0  # pixels below what stays in view when there are more
        self.cards: list[CommentCard] = []
        self._empty = QLabel(_("Nobody has commented yet. Only colleagues see this."), self)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.edit = MentionEdit(jobs, self)
        self.post_button = QPushButton(icon("send"), _("Post"), self)
        self.give_up = QPushButton(_("Cancel"), self)
        self.give_up.hide()
        self._lay_out()
        self.edit.posted.connect(self.post)
        self.edit.given_up.connect(self._on_edit_left)
        self.post_button.clicked.connect(self.post)
        self.give_up.clicked.connect(self._on_give_up)
        jobs.changes.changed.connect(self._on_changed)

    def show_record(self, entity: str, record_id: uuid.UUID) -> None:
        """Turn to a record; what was typed about another waits for it."""
        about = (entity, record_id)
        if about != self._about:
            self._put_aside()
            self._turn_to(about)
            self._show([])
            self._pages, self._below = 1, 0
        self._read()

    @property
    def _place(self) -> Place:
        """What the text in the box is about."""
        return self._about, self._changing.id if self._changing else None

    def _put_aside(self) -> None:
        text = self.edit.toPlainText()
        if text:
            self._waiting[self._place] = text

    def _turn_to(self, about: About | None, changing: Said | None = None) -> None:
        """Go on with what was typed there before."""
        self._about, self._changing = about, changing
        self.give_up.setVisible(changing is not None)
        self._write(self._waiting.pop(self._place, changing.text if changing else ""))

    def _write(self, text: str) -> None:
        self.edit.setPlainText(text)
        self.edit.moveCursor(QTextCursor.MoveOperation.End)

    @Slot()
    def post(self) -> None:
        """Post what was typed, or say it otherwise."""
        if self._about and not self._is_posting and self.edit.toPlainText().strip():
            self._is_posting = True
            self._jobs.start(self._post(*self._about), name=_("Saving"))

    async def _post(self, entity: str, record_id: uuid.UUID) -> None:
        place, text, changing = self._place, self.edit.toPlainText(), self._changing
        try:
            if changing is None:
                about = {"record_type": entity, "record_id": str(record_id)}
                await self._jobs.command("comment.post", text=text, **about)
            else:
                await self._jobs.command("comment.rewrite", id=str(changing.id), text=text)
        finally:
            self._is_posting = False
        self._forget(place, text)

    def _forget(self, place: Place, sent: str) -> None:
        """Take away what was sent; what was typed after it stays."""
        is_here = place == self._place
        text = self.edit.toPlainText() if is_here else self._waiting.pop(place, "")
        left = text.removeprefix(sent) if place[1] is None or text == sent else text
        if is_here and not left:
            self._on_give_up()
        elif is_here and left != text:
            self._write(left)
        elif left and not is_here:
            self._waiting[place] = left

    def _read(self) -> None:
        if self._about is None:
            return
        about = self._about
        most = self._pages * PAGE_ROWS
        newest_first = Sort("created_at", descending=True)
        query = ListQuery(COMMENT, _COLUMNS, comments_on(*about), sort=newest_first)

        def ask(reads: Reads) -> tuple[object, Rows]:
            return about, read_rows(reads, query, most)

        self._jobs.cards.submit(ask, self._on_read, topic=f"comments {id(self)}")

    def _on_read(self, answer: tuple[object, Rows]) -> None:
        about, found = answer
        if about == self._about:
            self._show([self._said(row) for row in reversed(found.rows)])
            earlier = found.total - len(found.rows)
            words = _("Show earlier comments ({count})").format(count=earlier)
            self.earlier.setText(words)
            self.earlier.setVisible(earlier > 0)
            self.counted.emit(found.total)

    def _said(self, row: Row) -> Said:
        body, author, moment = row.texts
        text = row.values[0] if isinstance(row.values[0], str) else body
        is_own = self._me is not None and str(row.values[1]) == str(self._me)
        return Said(row.id, text, author, moment, is_own)

    def _show(self, comments: list[Said]) -> None:
        shown = {card.said: card for card in self.cards}
        self.cards = [shown.pop(one) if one in shown else self._card(one) for one in comments]
        for card in shown.values():
            card.hide()
            card.deleteLater()
        for place, card in enumerate(self.cards, start=FIRST_CARD):
            item = self._cards_layout.itemAt(place)
            if item is None or item.widget() is not card:
                self._cards_layout.insertWidget(place, card)
        self._empty.setVisible(not comments)
        self._area.setVisible(bool(comments))
        self._jump = bool(comments)

    def _card(self, said: Said) -> CommentCard:
        card = CommentCard(said, self._body)
        card.change_asked.connect(self._on_card_change_asked)
        card.delete_asked.connect(self._on_card_delete_asked)
        return card

    def _lay_out(self) -> None:
        self._body = QWidget(self)
        self.earlier = QPushButton(icon("chevron-up"), "", self._body)
        self.earlier.setFlat(True)
        self.earlier.hide()
        self.earlier.clicked.connect(self._on_earlier_clicked)
        self._cards_layout = QVBoxLayout(self._body)
        self._cards_layout.setContentsMargins(0, 0, 0, 0)
        self._cards_layout.setSpacing(8)
        self._cards_layout.addWidget(self.earlier, 0, Qt.AlignmentFlag.AlignHCenter)
        self._cards_layout.addStretch(1)
        self._area = QScrollArea(self)
        self._area.setWidget(self._body)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAccessibleName(_("Comments"))
        self._area.verticalScrollBar().rangeChanged.connect(self._on_range_changed)
        buttons = QVBoxLayout()
        buttons.addWidget(self.post_button)
        buttons.addWidget(self.give_up)
        buttons.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.edit, 1)
        foot.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self._area, 1)
        layout.addLayout(foot)

    @Slot()
    def _on_range_changed(self, _least: int, greatest: int) -> None:
        """Show the newest after others were read, or what was in view before earlier ones were."""
        if self._jump:
            self._area.verticalScrollBar().setValue(greatest - self._below)

    @Slot()
    def _on_earlier_clicked(self) -> None:
        bar = self._area.verticalScrollBar()
        self._pages += 1
        self._below = bar.maximum() - bar.value()
        self._read()

    @Slot()
    def _on_edit_left(self) -> None:
        """Leave the box; what was typed waits in it, or for the comment that it says otherwise."""
        if self._changing is None:
            self._area.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        is_other = self.edit.toPlainText() != self._changing.text
        if is_other:
            self._put_aside()
        self._turn_to(self._about)

    @Slot()
    def _on_give_up(self) -> None:
        """Go back to the comment that was begun before; without one to change, to none."""
        if self._changing is None:
            self._write("")
        else:
            self._turn_to(self._about)

    @Slot(object)
    def _on_card_change_asked(self, said: Said) -> None:
        self._put_aside()
        self._turn_to(self._about, said)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_card_delete_asked(self, said: Said) -> None:
        self._jobs.start(self._delete(said.id), name=_("Deleting"))

    async def _delete(self, comment: uuid.UUID) -> None:
        await self._jobs.command("comment.delete", ids=[str(comment)])

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(COMMENT):
            self._below = 0
            self._read()
