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
from desktop.core.entities import UnknownEntityError, get_entity
from desktop.core.fields import Field
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.kinds import kind_of
from desktop.core.sync_status import OTHER_REFUSAL, REFUSALS, SyncProblem
from desktop.views.theme import look

LONGEST: Final = 300  # letters of a value


class ProblemList(QScrollArea):
    """A card for each problem, the newest first.

    Signals:
        solved: number of a problem, and "mine", "theirs" or "seen".
        record_opened: entity key and id.
    """

    solved = Signal(int, str)
    record_opened = Signal(str, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("Conflicts"))
        self.cards: list[ProblemCard] = []

    def show_problems(self, problems: list[SyncProblem], titles: dict[str, str]) -> None:
        """Show these; `titles` are the names of the records by their ids."""
        body = QWidget(self)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(10)
        self.cards = [ProblemCard(one, titles.get(one.id, ""), body) for one in problems]
        for card in self.cards:
            card.solved.connect(self.solved)
            card.record_opened.connect(self.record_opened)
            layout.addWidget(card)
        layout.addStretch(1)
        self.setWidget(body)


class ProblemCard(QFrame):
    """One problem.

    Signals:
        solved, record_opened: see `ProblemList`.
    """

    solved = Signal(int, str)
    record_opened = Signal(str, object)

    def __init__(self, problem: SyncProblem, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._problem = problem
        self.setFrameShape(QFrame.Shape.StyledPanel)
        head = QLabel(_head(problem, title), self)
        head.setFont(look().font("lead", 600))
        head.setWordWrap(True)
        when = QLabel(format_moment(from_micros(problem.at)), self)
        when.setForegroundRole(when.palette().ColorRole.PlaceholderText)
        top = QHBoxLayout()
        top.addWidget(head, 1)
        top.addWidget(when)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(top)
        if problem.is_conflict:
            layout.addLayout(self._values())
        else:
            reason = QLabel(_(REFUSALS.get(problem.code, OTHER_REFUSAL)), self)
            reason.setWordWrap(True)
            layout.addWidget(reason)
        layout.addLayout(self._buttons())

    def _values(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(4)
        sides = (
            (_("Before"), self._problem.base),
            (_("On the server"), self._problem.theirs),
            (_("Mine"), self._problem.mine),
        )
        for column, (name, value) in enumerate(sides):
            label = QLabel(name, self)
            label.setFont(look().font("note", 600))
            text = QLabel(_text(self._problem, value), self)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setWordWrap(True)
            grid.addWidget(label, 0, column)
            grid.addWidget(text, 1, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
        return grid

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        offers = (
            [("mine", _("Take mine")), ("theirs", _("Keep the server's"))]
            if self._problem.is_conflict
            else [("seen", _("Seen"))]
        )
        for choice, text in offers:
            button = QPushButton(text, self)
            button.setProperty("choice", choice)
            button.setAutoDefault(False)
            button.clicked.connect(self._on_choice_clicked)
            row.addWidget(button)
        opens = QPushButton(_("Open the record"), self)
        opens.setAutoDefault(False)
        opens.setFlat(True)
        opens.setEnabled(bool(self._problem.id))
        opens.clicked.connect(self._on_open_clicked)
        row.addWidget(opens)
        row.addStretch(1)
        return row

    @Slot()
    def _on_choice_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.solved.emit(self._problem.n, str(sender.property("choice")))

    @Slot()
    def _on_open_clicked(self) -> None:
        self.record_opened.emit(self._problem.entity, uuid.UUID(self._problem.id))


def _head(problem: SyncProblem, title: str) -> str:
    try:
        entity = get_entity(problem.entity)
    except UnknownEntityError:
        return title or _("A record")
    field = entity.by_name.get(problem.field)
    if problem.field == "deleted_at":
        what = _("in the recycle bin")
    else:
        what = _(field.label) if field is not None else problem.field
    name = title or _(entity.label)
    return f"{name}: {what}" if what else name


def _text(problem: SyncProblem, value: Json) -> str:
    """Return a value as people read it."""
    if value is None:
        return _("(empty)")
    try:
        field = get_entity(problem.entity).by_name.get(problem.field)
    except UnknownEntityError:
        field = None
    text = _read(field, value) if field and isinstance(value, str) else str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _read(field: Field, value: str) -> str:
    kind = kind_of(field)
    try:
        return kind.format(field, kind.from_json(value)) or value
    except (TypeError, ValueError):
        return value
