"""The reading pane: one message with its head, its bars, its files and its text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QLabel, QStackedWidget, QVBoxLayout, QWidget

from desktop.core.clock import Clock
from desktop.core.i18n import _, ngettext
from desktop.core.mail.values import BodyState, MailView
from desktop.views.icons import icon
from desktop.views.mail.body_view import BodyView
from desktop.views.mail.conversation_list import ConversationList
from desktop.views.mail.files_row import FilesRow
from desktop.views.mail.invitations import invitation_words
from desktop.views.mail.reading_bars import ReadingBars
from desktop.views.mail.reading_head import ReadingHead
from desktop.views.theme import look

PICTURE: Final = 48


class ReadingPane(QWidget):
    """Shows a message, or how many are selected.

    Signals:
        conversation_chosen: another message of the conversation is to be read: its id.
        shown: a message is shown, or none any more.
    """

    conversation_chosen = Signal(object)
    shown = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.palette().ColorRole.Base)
        self.view: MailView | None = None
        self.is_plain = False
        self.is_paper = False
        self.can_fetch = False
        self._pictures: dict[str, QImage] = {}
        self.head = ReadingHead(self)
        self.bars = ReadingBars(self)
        self.files = FilesRow(self)
        self.body = BodyView(self)
        self.conversation = ConversationList(clock, self)
        self.conversation.chosen.connect(self.conversation_chosen)
        self._hint = QLabel(self)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setForegroundRole(self._hint.palette().ColorRole.PlaceholderText)
        self._hint.setWordWrap(True)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._nothing())
        self._stack.addWidget(self._message())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.show_count(0)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.setAccessibleName(_("Message"))
        self.body.retranslate()
        if self.view is None:
            self.show_count(0)

    def _nothing(self) -> QWidget:
        page = QWidget(self)
        self._picture = QLabel(page)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(page)
        column.addStretch(2)
        column.addWidget(self._picture)
        column.addWidget(self._hint)
        column.addStretch(3)
        return page

    def _message(self) -> QWidget:
        page = QWidget(self)
        line = QFrame(page)
        line.setFrameShape(QFrame.Shape.HLine)
        line.setFrameShadow(QFrame.Shadow.Plain)
        line.setForegroundRole(line.palette().ColorRole.Mid)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, self.bars, self.files, line):
            column.addWidget(part)
        column.addWidget(self.body, 1)
        column.addWidget(self.conversation)
        return page

    # --- what is shown
    @property
    def own_pictures(self) -> Mapping[str, QImage]:
        """The pictures in the text, by their addresses."""
        return self._pictures

    def show_count(self, count: int) -> None:
        """Say that nothing is being read, or how many messages are selected."""
        self.view = None
        self._pictures = {}
        side = look().px(PICTURE)
        self._picture.setPixmap(icon("mails" if count else "mail", "disabled").pixmap(side, side))
        many = ngettext("{count} message selected", "{count} messages selected", count)
        self._hint.setText(many.format(count=count) if count else _("Choose a message to read it"))
        self._stack.setCurrentIndex(0)
        self.shown.emit()

    def show_message(self, view: MailView, pictures: Mapping[str, QImage]) -> None:
        """Show a message with its own pictures."""
        is_same = self.view is not None and self.view.row.id == view.row.id
        if is_same and self.view == view and set(pictures) <= set(self._pictures):
            return
        place = self.body.verticalScrollBar().value() if is_same else 0
        if not is_same:
            self.is_plain = False
            self._pictures = {}
        self.view = view
        self._pictures.update(pictures)
        self.head.show_message(view)
        words = invitation_words(view.invitation) if view.invitation else ""
        self.bars.show_message(view, invitation=words, can_fetch=self.can_fetch)
        self.files.show_files(view.row.id, view.files)
        self.conversation.show_messages(view.conversation, view.row.id)
        self.show_text()
        self.body.verticalScrollBar().setValue(place)
        self._stack.setCurrentIndex(1)
        self.shown.emit()

    def add_pictures(self, message: int, pictures: Mapping[str, QImage]) -> None:
        """Show pictures that came later, if it is still the same message."""
        if self.view is not None and self.view.row.id == message:
            self._pictures.update(pictures)
            self.bars.pictures.hide()
            self.show_text()

    def show_text(self) -> None:
        """Show the text anew, as the switches say."""
        if self.view is None:
            return
        text = self.view.text
        if self.view.body is not BodyState.HERE and not text:
            text = self.view.row.preview
        self.body.show_body(
            self.view.html,
            text,
            self._pictures,
            is_plain=self.is_plain,
            is_paper=self.is_paper,
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
