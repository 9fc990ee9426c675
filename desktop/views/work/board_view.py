"""The view "Board": tasks as cards in columns, dragged from one to the next."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from desktop.core.changes import Changes
from desktop.core.filters import Condition, Filter, Group, Json, Op, both
from desktop.core.i18n import _, ngettext
from desktop.core.ids import new_id
from desktop.core.json_file import JsonObject
from desktop.core.pages import ListQuery, Ref, Sort
from desktop.core.ports import Reads
from desktop.core.quick_dataclass import dataclass
from desktop.core.work.rows import TASK, PlanRow, PlanScope
from desktop.views.work.board_columns import (
    BY_PERSON,
    BY_STAGE,
    GROUPINGS,
    columns_of,
    deed_of,
    values_in,
)
from desktop.views.work.card_columns import CardColumns
from desktop.views.work.plan_values import value_of
from desktop.views.work.work_tools import WorkTools
from desktop.views.work.work_view import Shown, WorkView, concerns

_OVER: Final[list[Json]] = ["done", "cancelled"]
# A board shows what was finished lately: else its last column would only grow.
_LATELY: Final = Group(
    (
        Condition("status", Op.NONE_OF, _OVER),
        Condition("done_at", Op.DURING, "last_7_days"),
    ),
    any_of=True,
)


@dataclass(frozen=True, slots=True)
class BoardRows:
    """What a board is made of: tasks, the stages of the project, what people are called."""

    rows: Sequence[PlanRow] = ()
    stages: Sequence[Ref] = ()
    names: Mapping[uuid.UUID, str] | None = None


class BoardView(WorkView):
    """Shows the tasks of a scope in columns."""

    has_details = False

    def __init__(self, tools: WorkTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._shown: Shown | None = None
        self._read = BoardRows()
        self._defaults: Mapping[str, Json] = {}
        self.cards = CardColumns(self)
        self.cards.setAccessibleName(_("Board of tasks"))
        self.grouping = QComboBox(self)
        self.grouping.setAccessibleName(_("What the columns are"))
        self.grouping.setToolTip(_("What the columns are"))
        for key, label in GROUPINGS.items():
            self.grouping.addItem(_(label), key)
        self.grouping.currentIndexChanged.connect(self._on_grouping_changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.cards)
        self.setFocusProxy(self.cards)
        self._soon = QTimer(self, singleShot=True, interval=60)
        self._soon.timeout.connect(self.read)
        self._connect()

    def _connect(self) -> None:
        cards = self.cards
        cards.selection_changed.connect(self._on_selection_changed)
        cards.moved.connect(self._on_moved)
        cards.added.connect(self._on_added)
        cards.opened.connect(self._on_opened)
        cards.ticked.connect(self._tools.deeds.tick)
        cards.delete_asked.connect(self._on_delete_asked)
        cards.menu_asked.connect(self.menu_asked)
        self._tools.deeds.refused.connect(self.refresh)

    # --- what the page asks
    def show_scope(self, shown: Shown) -> None:
        """Show a part of all work."""
        self._shown = shown
        self._defaults = shown.scope.defaults(self._tools.me)
        self.read()

    def hear(self, changes: Changes) -> None:
        """Read again what was changed."""
        if concerns(changes):
            self.refresh()

    def chosen(self) -> Sequence[PlanRow]:
        """Return the chosen tasks."""
        return self.cards.chosen_rows()

    def status_text(self) -> str:
        """Say how many tasks are shown."""
        ids = {card.id for column in self.cards.columns for card in column.cards}
        return ngettext("{count} task", "{count} tasks", len(ids)).format(count=len(ids))

    def tools(self) -> Sequence[QWidget]:
        """Return the choice of columns."""
        return (self.grouping,)

    def new_task(self) -> bool:
        """Write a card in the first column that takes one."""
        for number, column in enumerate(self.cards.columns):
            if column.takes_new:
                self.cards.write_in(number)
                return True
        return False

    def choose(self, record_id: uuid.UUID) -> None:
        """Choose a card, if it is here."""
        if self.cards.row(record_id) is not None:
            self.cards.choose({record_id}, record_id)

    def state(self) -> JsonObject:
        """Return what the columns are."""
        return {"grouping": self._by()}

    def restore(self, state: Mapping[str, Json]) -> None:
        """Group so again."""
        self.grouping.setCurrentIndex(max(0, self.grouping.findData(state.get("grouping"))))

    # --- inside
    def _by(self) -> str:
        return str(self.grouping.currentData())

    @Slot()
    def refresh(self) -> None:
        """Read again soon."""
        self._soon.start()

    @Slot()
    def read(self) -> None:
        """Read the tasks of the scope."""
        if self._shown is None:
            return
        plan, by = self._shown.plan, self._by()
        if not plan.finished:
            plan = replace(plan, finished=True, filter=_with(plan.filter))

        def ask(reads: Reads) -> BoardRows:
            return read_board(reads, plan, by)

        self._tools.jobs.cards.submit(ask, self._on_read, topic=f"board {id(self)}")

    def _on_read(self, read: BoardRows) -> None:
        if self.cards.dragged:
            self._soon.start()
            return
        self._read = read
        self._arrange()

    def _arrange(self) -> None:
        finished = self._shown is not None and self._shown.plan.finished
        read = self._read
        self.cards.show_columns(
            columns_of(
                read.rows, self._by(), stages=read.stages, names=read.names, finished=finished
            )
        )
        self.status_changed.emit()

    @Slot()
    def _on_grouping_changed(self) -> None:
        self._read = BoardRows()
        self.read()

    @Slot()
    def _on_selection_changed(self) -> None:
        self.selection_changed.emit()

    @Slot(object)
    def _on_opened(self, row: PlanRow) -> None:
        self.record_opened.emit(row.kind, row.id)

    @Slot()
    def _on_delete_asked(self) -> None:
        self._tools.deeds.delete(self.chosen())

    @Slot(object, object, object)
    def _on_moved(self, rows: list[PlanRow], key: str, _before: object) -> None:
        """Do what the drop means; what cannot be done is told."""
        by = self._by()
        by_command: dict[str, list[PlanRow]] = {}
        for row in rows:
            fitting = {facts.key for facts in self._tools.deeds.commands_for([row])}
            deed = deed_of(row, by, key, fitting.__contains__)
            if deed is None:
                continue
            if deed.field:
                edit = {deed.field: [value_of(row, deed.field), deed.value]}
                self._tools.deeds.save(row, edit)
            elif deed.command:
                by_command.setdefault(deed.command, []).append(row)
            else:
                told = _("“{title}” cannot be brought into this state.").format(title=row.title)
                self._tools.jobs.failed.emit(told)
        for command, some in by_command.items():
            self._tools.deeds.run(command, some)

    @Slot(object, object)
    def _on_added(self, key: str, title: str) -> None:
        values = {**self._defaults, **values_in(self._by(), key), "title": title}
        self._tools.deeds.add(new_id(), values)


def _with(filter_: Filter) -> Filter:
    return both(_LATELY, filter_)


def read_board(reads: Reads, plan: PlanScope, by: str) -> BoardRows:
    """Return what a board shows; call it in a reader's thread."""
    rows = [row for row in reads.plan_sheet(plan).rows if row.kind == TASK]
    stages: list[Ref] = []
    if by == BY_STAGE:
        found = {row.stage.id: row.stage for row in rows if row.stage}
        if plan.project is not None:
            of_project = Group((Condition("project_id", Op.EQUALS, str(plan.project)),))
            query = ListQuery("project_stage", ("name",), of_project, sort=Sort("order_key"))
            for one in reads.first_page(query).rows:
                stages.append(Ref("project_stage", one.id, one.texts[0]))
                found.pop(one.id, None)
        stages += found.values()
    names = reads.organisation().names() if by == BY_PERSON else None
    return BoardRows(rows, stages, names)
