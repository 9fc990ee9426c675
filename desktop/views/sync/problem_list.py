"""What the server did not take over: both values side by side, and which one stays."""

from __future__ import annotations

import uuid
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.core.clock import from_micros
from desktop.core.dates import format_moment
from desktop.core.filters import Json
from desktop.core.i18n import _, ngettext
from desktop.core.sync_status import SyncProblem
from desktop.views.sync.problem_words import (
    Titles,
    answers_to,
    head_of,
    kept_text,
    reason_of,
    value_text,
    writer_text,
)
from desktop.views.theme import look

SHOWN: Final = 30  # cards at once; the next follow as these are settled


class ProblemList(QScrollArea):
    """A card for each problem, the newest first.

    Signals:
        solved: the SyncProblem, and what was chosen of `answers_to`.
        record_opened: entity key and id.
    """

    solved = Signal(object, str)
    record_opened = Signal(str, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("Conflicts"))
        self.cards: list[ProblemCard] = []

    def show_problems(self, problems: list[SyncProblem], titles: Titles) -> None:
        """Show these; `titles` are the names of records by their ids."""
        body = QWidget(self)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(10)
        self.cards = [ProblemCard(one, titles, body) for one in problems[:SHOWN]]
        for card in self.cards:
            card.solved.connect(self.solved)
            card.record_opened.connect(self.record_opened)
            layout.addWidget(card)
        if more := len(problems) - len(self.cards):
            text = ngettext("and {count} more", "and {count} more", more).format(count=more)
            layout.addWidget(_quiet(text, body))
        layout.addStretch(1)
        self.setWidget(body)


class ProblemCard(QFrame):
    """One problem.

    Signals:
        solved, record_opened: see `ProblemList`.
    """

    solved = Signal(object, str)
    record_opened = Signal(str, object)

    def __init__(self, problem: SyncProblem, titles: Titles, parent: QWidget) -> None:
        super().__init__(parent)
        self._problem = problem
        self._titles = titles
        self.setFrameShape(QFrame.Shape.StyledPanel)
        head = QLabel(head_of(problem, titles), self)
        head.setTextFormat(Qt.TextFormat.PlainText)
        head.setFont(look().font("lead", 600))
        head.setWordWrap(True)
        self.setAccessibleName(head.text())
        top = QHBoxLayout()
        top.addWidget(head, 1)
        top.addWidget(_quiet(format_moment(from_micros(problem.at)), self))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(top)
        if problem.is_conflict:
            layout.addLayout(self._values())
        else:
            layout.addWidget(_wrapped(reason_of(problem), self))
            if kept := kept_text(problem):
                layout.addWidget(_quiet(_("What you typed"), self))
                layout.addWidget(_wrapped(kept, self))
        layout.addLayout(self._make_buttons())

    def _values(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(4)
        sides: tuple[tuple[str, Json], ...] = (
            (_("Before"), self._problem.base),
            (_("On the server"), self._problem.theirs),
            (_("Mine"), self._problem.mine),
        )
        for column, (name, value) in enumerate(sides):
            label = _quiet(name, self)
            text = _wrapped(value_text(self._problem, value, self._titles), self)
            grid.addWidget(label, 0, column)
            grid.addWidget(text, 1, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
        if told := writer_text(self._problem, self._titles):
            grid.addWidget(_quiet(told, self), 2, 1, 1, 2)
        return grid

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.answers: dict[str, QPushButton] = {}
        for choice, text in answers_to(self._problem):
            button = self.answers[choice] = QPushButton(text, self)
            button.setProperty("choice", choice)
            button.setAutoDefault(False)
            button.clicked.connect(self._on_answer_clicked)
            row.addWidget(button)
        row.addStretch(1)
        self.opens = QPushButton(_("Open the record"), self)
        self.opens.setAutoDefault(False)
        self.opens.setFlat(True)
        self.opens.setVisible(self._problem.id in self._titles)
        self.opens.clicked.connect(self._on_opens_clicked)
        row.addWidget(self.opens)
        return row

    @Slot()
    def _on_answer_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.setEnabled(False)  # until the answer of the worker renews the list
            self.solved.emit(self._problem, str(sender.property("choice")))

    @Slot()
    def _on_opens_clicked(self) -> None:
        self.record_opened.emit(self._problem.entity, uuid.UUID(self._problem.id))


def _quiet(text: str, parent: QWidget) -> QLabel:
    made = QLabel(text, parent)
    made.setFont(look().font("note"))
    made.setForegroundRole(made.palette().ColorRole.PlaceholderText)
    return made


def _wrapped(text: str, parent: QWidget) -> QLabel:
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    return made
