"""The middle of the page: filters above the list, the pill over it, what it says when empty."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.core.clock import Clock
from desktop.core.i18n import _
from desktop.core.mail.places import MailOrder
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.mail.list_model import MailListModel
from desktop.views.mail.list_view import MailList
from desktop.views.mail.new_mail_pill import NewMailPill
from desktop.views.mail.search_line import SearchLine
from desktop.views.records.notice_bar import NoticeBar
from desktop.views.theme import look

WAIT_MS: Final = 150  # until it is looked again whether rows may move
PICTURE: Final = 56


class ListPane(QWidget):
    """Shows the messages of a place.

    Signals:
        add_asked: an account is to be set up.
    """

    add_asked = Signal()

    def __init__(self, jobs: Jobs, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = MailListModel(jobs, clock, self)
        self.list = MailList(self.model, clock, self)
        self.search = SearchLine(self)
        self.trouble = NoticeBar(self)
        self.pill = NewMailPill(self.list)
        self._waiting: MailOrder | None = None
        self._wait = QTimer(self)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._show_waiting)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.trouble)
        layout.addWidget(self.search)
        layout.addWidget(self._stack, 1)
        self.search.left.connect(self._on_search_left)
        look().changed.connect(self._on_look_changed)
        self._on_look_changed()

    def _empty(self) -> QWidget:
        page = QWidget(self)
        page.setAutoFillBackground(True)
        page.setBackgroundRole(page.palette().ColorRole.Base)
        self._picture = QLabel(page)
        self._title = QLabel(page)
        self._detail = QLabel(page)
        self._detail.setForegroundRole(self._detail.palette().ColorRole.PlaceholderText)
        self._button = QPushButton(page)
        self._button.setDefault(True)
        self._button.clicked.connect(self._on_button_clicked)
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(10)
        column.addStretch(2)
        for label in (self._picture, self._title, self._detail):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(3)
        return page

    # --- what is shown
    @property
    def is_empty(self) -> bool:
        """Whether something is said in the place of rows."""
        return self._stack.currentIndex() == 1

    @property
    def empty_words(self) -> str:
        """What is said where there are no rows."""
        return self._title.text() if self.is_empty else ""

    def show_order(self, order: MailOrder, *, is_fresh: bool, is_own: bool) -> None:
        """Show another order.

        Args:
            order: it.
            is_fresh: it is that of another list than before.
            is_own: it follows a deed of this window: rows move at once.
        """
        if not is_fresh and not is_own and not self.list.may_move():
            self._waiting = order
            self._wait.start()
            return
        self._waiting = None
        self._wait.stop()
        self.list.show_order(order, is_fresh=is_fresh)
        self.search.show_problem(order.problem)
        if len(order.ids):
            self._stack.setCurrentIndex(0)
        else:
            self._say_nothing_here()

    def invite(self) -> None:
        """Say that there is no account yet, and offer to set one up."""
        self.search.hide()
        self._say(
            "mail-plus",
            _("Set up your mail"),
            _("Read and write mail here, beside your customers. An address is enough to begin."),
            _("Add a mail account…"),
        )

    def welcome(self) -> None:
        """Show the list: there is an account."""
        self.search.show()

    def _say_nothing_here(self) -> None:
        if self.search.words or self.search.only:
            self._say("search-x", _("No message fits"), "", _("Show all"))
        else:
            self._say("inbox", _("Nothing here"), "", "")

    def _say(self, picture: str, title: str, detail: str, button: str) -> None:
        side = look().px(PICTURE)
        self._picture.setPixmap(icon(picture, "disabled").pixmap(side, side))
        self._title.setText(title)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self._stack.setCurrentIndex(1)

    @Slot()
    def _show_waiting(self) -> None:
        if self._waiting is not None and self.list.may_move():
            self.show_order(self._waiting, is_fresh=False, is_own=True)

    @Slot()
    def _on_button_clicked(self) -> None:
        if self.search.words or self.search.only:
            self.search.clear()
        else:
            self.add_asked.emit()

    @Slot()
    def _on_search_left(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.list.current():
            self.list.step(1)

    @Slot()
    def _on_look_changed(self) -> None:
        self._title.setFont(look().font("title", QFont.Weight.DemiBold))

    # Qt's names
    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.list.retranslate()
