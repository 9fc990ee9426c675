"""Links between bars: drawn with the mouse, made of a selection, taken away."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core.errors import AppError
from desktop.core.ids import new_id
from desktop.core.quick_dataclass import dataclass
from desktop.core.scheduling.network import check_link
from desktop.core.scheduling.plan import Link, LinkKind
from desktop.core.scheduling.schedule import Schedule
from desktop.core.work.rows import PROJECT, PlanLink
from desktop.views.dialogs import show
from desktop.views.work.gantt.bar_words import link_words
from desktop.views.work.gantt.drag import Drag
from desktop.views.work.gantt.plan_frame import PlanFrame
from desktop.views.work.gantt.shifting import Command


@dataclass(frozen=True, slots=True)
class NamedLink:
    """A link with what it says."""

    link: PlanLink
    words: str


class Linking(QObject):
    """Makes and removes links of the chart.

    Signals:
        refused: the AppError that says why a link cannot be.
    """

    refused = Signal(object)

    def __init__(self, frame: PlanFrame, command: Command) -> None:
        super().__init__(frame)
        self._frame = frame
        self._command = command
        self._schedule: Schedule | None = None
        frame.chart.dropped.connect(self._on_dropped)
        frame.chart.link_picked.connect(self._on_link_picked)

    def use(self, schedule: Schedule | None) -> None:
        """Reckon with this plan, None while there is none yet."""
        self._schedule = schedule

    def join(self, before: uuid.UUID, after: uuid.UUID, kind: str) -> None:
        """Let `after` wait for `before`, or tell why that cannot be."""
        link = Link(new_id(), before, after, LinkKind(kind))
        try:
            if self._schedule is not None:
                check_link(self._schedule.network, link)
        except AppError as error:
            self.refused.emit(error)
        else:
            self._command("task.link", before=str(before), after=str(after), kind=kind)

    @Slot()
    def join_picked(self) -> None:
        """Let each selected task wait for the one above it."""
        tasks = [str(row.id) for row in self._frame.picked() if row.kind != PROJECT]
        if len(tasks) > 1:
            self._command("task.link_chain", ids=tasks)

    async def edit(self, link: PlanLink) -> None:
        """Ask how a link is to be, and let it be so."""
        from desktop.views.work.gantt.link_dialog import LinkDialog

        sheet = self._frame.sheet
        titles = {row.id: row.title for row in sheet.rows} if sheet is not None else {}
        names = titles.get(link.before, ""), titles.get(link.after, "")
        dialog = LinkDialog(link, *names, self._frame.window())
        if not await show(dialog):
            return
        if dialog.removed:
            self.remove(link)
        elif values := dialog.values():
            self._command("task_link.save", id=str(link.id), values=values)

    def remove(self, link: PlanLink) -> None:
        """Take a link away."""
        self._frame.chart.chosen_link = None
        self._command("task.unlink", links=[str(link.id)])

    def chosen(self) -> PlanLink | None:
        """Return the link that was clicked."""
        wanted = self._frame.chart.chosen_link
        return next((link for link in self._links() if link.id == wanted), None)

    def of_picked(self) -> list[NamedLink]:
        """Return the links of the selected tasks with what they say."""
        picked = {row.id for row in self._frame.picked()}
        sheet = self._frame.sheet
        titles = {row.id: row.title for row in sheet.rows} if sheet is not None else {}
        return [
            NamedLink(link, link_words(link, titles[link.before], titles[link.after]))
            for link in self._links()
            if picked & {link.before, link.after} and {link.before, link.after} <= titles.keys()
        ]

    def _links(self) -> Iterator[PlanLink]:
        return iter(self._frame.sheet.links if self._frame.sheet is not None else ())

    @Slot(object)
    def _on_dropped(self, drag: Drag) -> None:
        start = drag.grip.row.id
        if drag.is_link and drag.target is not None and start is not None:
            end = drag.target.id
            if end is not None:
                self.join(start, end, drag.kind)

    @Slot(object)
    def _on_link_picked(self, link: PlanLink | None) -> None:
        self._frame.chart.chosen_link = link.id if link is not None else None
        self._frame.chart.viewport().update()
