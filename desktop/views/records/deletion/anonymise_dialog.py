"""Anonymising a person: looked at first, asked twice, then done with progress to the end."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import AppError
from desktop.core.filters import Json
from desktop.core.i18n import _, ngettext
from desktop.core.privacy import Outlook, outlook_from_json
from desktop.views.dialogs import confirm
from desktop.views.records.command_questions import Question
from desktop.views.records.deletion.anonymise_outlook import OutlookView
from desktop.views.theme import look

if TYPE_CHECKING:
    import asyncio

WIDTH, HEIGHT = 680, 560
LOOK: Final = "privacy.look"
RUN: Final = "privacy.anonymise"


class AnonymiseDialog(QDialog):
    """Modal over its window; closing it before the names are removed changes nothing."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.window)
        self._question = question
        self._entity = question.facts.entity
        self._task: asyncio.Task[None] | None = None
        self.outlook: Outlook | None = None
        self._view: OutlookView | None = None
        self.is_done = False
        self._is_final = False  # the names are being removed: nobody can stop it
        self.setWindowTitle(_("Anonymise"))
        self._title = QLabel(self)
        self._title.setFont(look().font("title", QFont.Weight.DemiBold))
        self._title.setWordWrap(True)
        self._stack = QStackedWidget(self)
        self._bar = QProgressBar()
        self._text = QLabel()
        self._stack.addWidget(self._make_progress())
        self._next = QPushButton(_("Anonymise"), self)
        self._leave = QPushButton(self)
        self._lay_out()
        self._start(self._look())

    @property
    def text(self) -> str:
        """The sentence under the progress bar."""
        return self._text.text()

    def _lay_out(self) -> None:
        self._leave.setDefault(True)  # what cannot be taken back is never one Enter away
        self._next.setAutoDefault(False)
        self._next.clicked.connect(self._on_next_clicked)
        self._leave.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._next)
        row.addWidget(self._leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self._title)
        layout.addWidget(self._stack, 1)
        layout.addLayout(row)
        self.resize(look().px(WIDTH), look().px(HEIGHT))

    def _make_progress(self) -> QWidget:
        page = QWidget(self)
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Progress"))
        self._text.setWordWrap(True)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._bar)
        layout.addWidget(self._text)
        layout.addStretch(1)
        return page

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._text.setText("")
        self._bar.show()
        self._stack.setCurrentIndex(0)
        count = len(self._question.ids)
        text = ngettext("Anonymise {count} record?", "Anonymise {count} records?", count)
        self._title.setText(text.format(count=count))
        self._task = self._question.jobs.start(work, name=_("Anonymise"))
        self._show_buttons()

    def _show_buttons(self) -> None:
        is_running = self._task is not None
        self._next.setVisible(self._view is not None and not is_running and not self.is_done)
        self._leave.setText(_("Close") if self.is_done else _("Cancel"))
        self._leave.setEnabled(not self._is_final or self.is_done)

    async def _look(self) -> None:
        found = await self._ask(LOOK, {})
        if isinstance(found, dict):
            self.outlook = outlook_from_json(found)
            self._view = OutlookView(self.outlook, self)
            self._view.setAccessibleName(self.windowTitle())
            self._stack.addWidget(self._view)
            self._stack.setCurrentWidget(self._view)
        self._show_buttons()

    async def _run(self, view: OutlookView) -> None:
        kept, removed = view.choices()
        arguments: dict[str, Json] = {
            "keep": [list(one) for one in kept],
            "remove": [list(one) for one in removed],
            "renew_backups": view.renew.isChecked(),
        }
        found = await self._ask(RUN, arguments)
        self._is_final = False
        self.is_done = True
        self._title.setText(_("Anonymised") if found is not None else self.windowTitle())
        if isinstance(found, dict):
            self._finish(_sentence(found))
        self._show_buttons()

    async def _ask(self, request: str, further: dict[str, Json]) -> Json:
        """Let the worker do it; tell what went wrong, and return None then."""
        ids: list[Json] = list(self._question.ids)
        arguments: dict[str, Json] = {"entity": self._entity, "ids": ids, **further}
        try:
            return await self._question.jobs.ask(request, arguments, self._on_progress)
        except AppError as error:
            self._finish(str(error))
            return None
        finally:
            self._task = None

    def _on_progress(self, done: int, of: int, what: str) -> None:
        self._bar.setRange(0, of)
        self._bar.setValue(done)
        if what:
            self._text.setText(what)
        if what == _("Removing names; this cannot be stopped any more"):
            self._is_final = True
            self._show_buttons()

    def _finish(self, sentence: str) -> None:
        self._stack.setCurrentIndex(0)
        self._bar.hide()
        self._text.setText(sentence)

    async def _sure(self, view: OutlookView) -> None:
        sure = _("Are you sure? What is anonymised cannot be brought back by anybody.")
        if await confirm(self, sure, deed=_("Anonymise")):
            self._start(self._run(view))

    @Slot()
    def _on_next_clicked(self) -> None:
        if self._view is not None:
            self._question.jobs.start(self._sure(self._view), name=_("Anonymise"))

    # Qt's names
    def reject(self) -> None:
        """Stop what can be stopped and close; what cannot be stopped is waited for."""
        if self._is_final and not self.is_done:
            return
        if self._task is not None:
            self._task.cancel()
        super().reject()


def _sentence(found: dict[str, Json]) -> str:
    records, texts, backups = (found.get(key) for key in ("records", "texts", "backups"))
    count = records if isinstance(records, int) else 0
    text = ngettext(
        "{count} record names nobody any more; {texts} texts and {backups} older backups were "
        "deleted.",
        "{count} records name nobody any more; {texts} texts and {backups} older backups were "
        "deleted.",
        count,
    )
    return text.format(count=count, texts=texts, backups=backups)
