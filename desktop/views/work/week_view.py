"""The view "Week plan": what I mean to do on which day, drawn from what is not planned yet."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.core.changes import Changes
from desktop.core.filters import Json
from desktop.core.i18n import _, ngettext
from desktop.core.ids import new_id
from desktop.core.ports import Reads
from desktop.core.work.rows import PlanRow
from desktop.views.work.card_columns import CardColumns
from desktop.views.work.week_bar import WeekBar, today
from desktop.views.work.week_columns import BACKLOG, WeekPlan, columns_of_week, read_week
from desktop.views.work.work_tools import WorkTools
from desktop.views.work.work_view import CONCERNED, Shown, WorkView


class WeekView(WorkView):
    """Shows my tasks in the days of a week."""

    has_details = False
    has_filter = False

    def __init__(self, tools: WorkTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self.week = WeekBar(self)
        self.cards = CardColumns(self)
        self.cards.setAccessibleName(_("Plan of the week"))
        head = QHBoxLayout()
        head.setContentsMargins(12, 4, 12, 6)
        head.addWidget(self.week)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.cards, 1)
        self.setFocusProxy(self.cards)
        self._soon = QTimer(self, singleShot=True, interval=60)
        self._soon.timeout.connect(self.read)
        self.week.week_chosen.connect(self._on_week_chosen)
        cards = self.cards
        cards.selection_changed.connect(self.selection_changed)
        cards.moved.connect(self._on_moved)
        cards.added.connect(self._on_added)
        cards.opened.connect(self._on_opened)
        cards.ticked.connect(tools.deeds.tick)
        cards.delete_asked.connect(self._on_delete_asked)
        cards.menu_asked.connect(self.menu_asked)
        tools.deeds.refused.connect(self.refresh)

    # --- what the page asks
    def show_scope(self, shown: Shown) -> None:
        """Show my week, whatever the scope: a plan of the week is personal."""
        self.read()

    def hear(self, changes: Changes) -> None:
        """Read again what was changed."""
        if not (CONCERNED | {"task_plan"}).isdisjoint(changes.ids):
            self.refresh()

    def chosen(self) -> Sequence[PlanRow]:
        """Return the chosen tasks."""
        return self.cards.chosen_rows()

    def status_text(self) -> str:
        """Say how many tasks wait for a day."""
        columns = self.cards.columns
        count = len(columns[0].cards) if columns else 0
        return ngettext(
            "{count} task has no day in this week", "{count} tasks have no day in this week", count
        ).format(count=count)

    def new_task(self) -> bool:
        """Write a card among those not planned."""
        self.cards.write_in(0)
        return True

    def choose(self, record_id: uuid.UUID) -> None:
        """Choose a card, if it is here."""
        if self.cards.row(record_id) is not None:
            self.cards.choose({record_id}, record_id)

    # --- inside
    @Slot()
    def refresh(self) -> None:
        """Read again soon."""
        self._soon.start()

    @Slot()
    def read(self) -> None:
        """Read the week."""
        me, monday = self._tools.me, self.week.monday
        if me is None:
            return

        def ask(reads: Reads) -> WeekPlan:
            return read_week(reads, me, monday)

        self._tools.jobs.cards.submit(ask, self._on_read, topic=f"week {id(self)}")

    def _on_read(self, plan: WeekPlan) -> None:
        if self.cards.dragged:
            self._soon.start()
            return
        self.cards.show_columns(columns_of_week(plan, self.week.days(), today()))
        self.status_changed.emit()

    @Slot(object)
    def _on_week_chosen(self, _monday: dt.date) -> None:
        self.read()

    @Slot(object, object, object)
    def _on_moved(self, rows: list[PlanRow], key: str, before: uuid.UUID | None) -> None:
        ids = [str(row.id) for row in rows]
        if key == BACKLOG:
            self._tools.deeds.command("task.unplan", ids=ids)
            return
        place = str(before) if before else None
        self._tools.deeds.command("task.plan_on", ids=ids, day=key, before=place)

    @Slot(object, object)
    def _on_added(self, key: str, title: str) -> None:
        values: Mapping[str, Json] = {"title": title, "assignees": [str(self._tools.me)]}
        self._tools.deeds.add_on(new_id(), values, key)

    @Slot(object)
    def _on_opened(self, row: PlanRow) -> None:
        self.record_opened.emit(row.kind, row.id)

    @Slot()
    def _on_delete_asked(self) -> None:
        self._tools.deeds.delete(self.chosen())
