"""Moving bars: what a drag or a key means, what it pushes along, and the word that it waits for."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core.errors import InvalidValueError
from desktop.core.filters import Json
from desktop.core.gantt.chart import Form, Span
from desktop.core.gantt.dragging import dragged
from desktop.core.gantt.parts import Part
from desktop.core.scheduling.minutes import Minute, to_minute
from desktop.core.scheduling.schedule import Schedule
from desktop.core.work.planning import Shift, as_changes, pushed, said, span_of, working_time
from desktop.core.work.rows import PROJECT, PlanRow, PlanSheet
from desktop.views.work.gantt.drag import Drag
from desktop.views.work.gantt.plan_frame import PlanFrame
from desktop.views.work.gantt.proposal_bar import ProposalBar

Command = Callable[..., None]  # the key of a command, and its arguments
TIMES: Final = (Part.BODY, Part.START, Part.FINISH)


class Shifting(QObject):
    """Previews changes of time in the chart, asks about what they push, and has them made.

    Signals:
        ended: a change was made or given up.
    """

    ended = Signal()

    def __init__(self, frame: PlanFrame, bar: ProposalBar, command: Command) -> None:
        super().__init__(frame)
        self._frame = frame
        self._bar = bar
        self._command = command
        self._schedule: Schedule | None = None
        self._is_making = False  # a change is on its way, and the plan not read again
        self._changed: tuple[PlanRow, ...] = ()
        self._pushed: tuple[Shift, ...] = ()
        chart = frame.chart
        chart.dragged.connect(self._on_dragged)
        chart.dropped.connect(self._on_dropped)
        chart.given_up.connect(self.give_up)
        bar.applied.connect(self._on_applied)
        bar.applied_alone.connect(self._on_applied_alone)
        bar.given_up.connect(self.give_up)

    @property
    def is_waiting(self) -> bool:
        """Whether a change waits for a word."""
        return not self._bar.isHidden()

    def use(self, schedule: Schedule | None) -> None:
        """Reckon with this plan, None while there is none yet."""
        self._schedule = schedule
        self._is_making = self._is_making and schedule is None

    def shift(self, part: Part, by: Minute) -> None:
        """Move the selected bars, or one edge of them, by so many minutes, as keys do.

        Not before the plan is read as the last change left it: else it would be told what that
        pushes from where tasks do not stand any more.
        """
        rows = self._movable(self._frame.picked())
        is_ready = self._schedule is not None and not self._is_making
        if rows and is_ready and not self.is_waiting:
            self._preview(rows, part, by)
            self._frame.chart.reveal(self._frame.current)
            self._settle()

    @Slot()
    def give_up(self) -> None:
        """Leave everything as it is."""
        self._is_making = False
        self._end()
        self._frame.chart.show_preview({})
        self.ended.emit()

    # --- dragging
    @Slot(object)
    def _on_dragged(self, drag: Drag) -> None:
        if drag.grip.part in TIMES and drag.grip.row.row is not None:
            self._bar.hide()
            self._preview(self._meant(drag), drag.grip.part, drag.by)

    @Slot(object)
    def _on_dropped(self, drag: Drag) -> None:
        row = drag.grip.row.row
        if row is None:
            return
        if drag.grip.part in TIMES:
            self._settle()
        elif drag.grip.part is Part.PROGRESS and drag.percent != row.percent:
            self._command("task.report", ids=[str(row.id)], percent=drag.percent)

    def _meant(self, drag: Drag) -> list[PlanRow]:
        """Return the rows that are dragged: the selected ones, if the bar is one of them."""
        row, picked = drag.grip.row.row, self._frame.picked()
        if row is None:
            return []
        is_many = drag.grip.part is Part.BODY and any(one.id == row.id for one in picked)
        return self._movable(picked if is_many else [row])

    def _movable(self, rows: Iterable[PlanRow]) -> list[PlanRow]:
        placed = {row.id for row in self._frame.rows if row.form not in (Form.EMPTY, Form.SUMMARY)}
        return [row for row in rows if row.kind != PROJECT and row.may_edit and row.id in placed]

    def _preview(self, rows: Sequence[PlanRow], part: Part, by: Minute) -> None:
        sheet = self._frame.sheet
        if sheet is None:
            return
        time = working_time(sheet)
        self._changed = tuple(
            after for row in rows if (after := dragged(row, time, part, by)) is not row
        )
        self._pushed = self._pushes(sheet)
        moved: dict[uuid.UUID, Span] = {}
        for row in self._changed:
            start, duration = span_of(row, time)
            if start is not None:
                moved[row.id] = start, time.finish(start, duration)
        moved |= {one.id: (to_minute(one.start), to_minute(one.due)) for one in self._pushed}
        self._frame.chart.show_preview(moved)

    def _pushes(self, sheet: PlanSheet) -> tuple[Shift, ...]:
        if self._schedule is None or not self._changed:
            return ()
        try:
            return pushed(self._schedule, sheet, self._changed)
        except InvalidValueError:  # beyond the years that calendars have
            return ()

    # --- the word
    def _settle(self) -> None:
        """Make a change that pushes nothing; ask about one that does."""
        if not self._changed:
            self.give_up()
        elif self._pushed:
            self._bar.ask(len(self._pushed), several=len(self._changed) > 1)
        else:
            self._make(_said(self._changed))

    @Slot()
    def _on_applied(self) -> None:
        pushed_ids = {one.id for one in self._pushed}
        own = [row for row in self._changed if row.id not in pushed_ids]
        self._make([*_said(own), *as_changes(self._pushed)])

    @Slot()
    def _on_applied_alone(self) -> None:
        self._make(_said(self._changed))

    def _make(self, changes: Sequence[Json]) -> None:
        """Have a change made; the preview stays until the plan is read again."""
        self._end()
        self._is_making = True
        self._command("task.schedule", changes=list(changes))
        self.ended.emit()

    def _end(self) -> None:
        """Wait for no word any more, and give the keyboard back."""
        self._changed, self._pushed = (), ()
        if self.is_waiting:
            self._bar.hide()
            self._frame.table.setFocus()


def _said(rows: Iterable[PlanRow]) -> list[Json]:
    """Return what `task.schedule` takes for rows: what they do not have stays away."""
    return [[str(row.id), said(row.starts_at), said(row.due_at), row.duration] for row in rows]
