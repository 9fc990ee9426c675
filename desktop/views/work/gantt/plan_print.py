"""A plan on paper: its rows and its time over as many pages as they need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFormLayout, QSpinBox, QWidget

from desktop.core.changes import Changes
from desktop.core.gantt.axis import Axis, fitting
from desktop.core.gantt.chart import Form, extent
from desktop.core.gantt.slices import MOST_WIDE, slices, with_margin
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import _, language, ngettext
from desktop.core.scheduling.minutes import day_of, last_day
from desktop.views.printing.pages import Pages
from desktop.views.printing.painting import PagePainter
from desktop.views.printing.paper import MARGIN, TWIPS, Paper, types
from desktop.views.printing.printable import Advance, today
from desktop.views.printing.sheet import Letterhead, Sheet
from desktop.views.tokens import THEMES
from desktop.views.work.gantt.ink import Ink
from desktop.views.work.gantt.plan_picture import PlanPicture, PlanView

UNIT: Final = TWIPS / 96  # of a pixel of the 100 % design
ROW: Final = 300.0
LYING: Final = ((0, 3000.0), (2, 1150.0), (3, 1150.0))  # columns and their widths
UPRIGHT: Final = ((0, 2600.0),)


class ChartPages(Pages):
    """The pages of a plan; `wide` of them stand side by side."""

    def __init__(self, sheet: Sheet, paper: Paper, plan: PlanView, wide: int) -> None:
        super().__init__(sheet, paper)
        ink = Ink(THEMES["light"], types()["small"].font, unit=UNIT, row=ROW)
        self.picture = PlanPicture(ink, plan, LYING if paper.is_landscape else UPRIGHT)
        self.chart_width = paper.width - self.picture.table_width
        span = with_margin(extent(plan.rows) or (plan.now, plan.now))
        self.per_day = fitting(*span, self.chart_width * wide)
        self.slices = slices(
            len(plan.rows),
            span,
            wide=wide,
            first_room=self._room(paper.top(0)),
            next_room=self._room(paper.top(1)),
        )
        self.pages = [[] for _slice in self.slices]

    def own_painter(self, letterhead: Letterhead) -> PagePainter:
        """Return what paints these pages."""
        return ChartPagePainter(self, letterhead)

    def _room(self, top: float) -> int:
        return int((self.paper.bottom - top - self.picture.height(0)) // ROW)


class ChartPagePainter(PagePainter):
    """Paints pages of a plan, with the columns and the head on each of them."""

    def __init__(self, pages: ChartPages, letterhead: Letterhead) -> None:
        super().__init__(pages, letterhead)
        self._chart = pages

    def paint_body(self, painter: QPainter, number: int) -> None:
        """Paint the rows and the time of a page, and what the colours mean below them."""
        chart, part = self._chart, self._chart.slices[number]
        corner = QPointF(MARGIN, chart.paper.top(number))
        rows = range(part.first, part.last)
        axis = Axis(part.span[0], chart.per_day)
        chart.picture.paint(painter, corner, rows, axis, chart.chart_width)
        small = types()["small"]
        foot = chart.paper.rect.height() - MARGIN - small.height / 2
        chart.picture.paint_legend(painter, QPointF(MARGIN, foot))


class WideChoice(QWidget):
    """Asks how many pages shall stand side by side.

    Signals:
        changed: another number was chosen.
    """

    changed = Signal()

    def __init__(self, wide: int) -> None:
        super().__init__()
        self.box = QSpinBox(self)
        self.box.setRange(1, MOST_WIDE)
        self.box.setValue(wide)
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addRow(_("Pages side by side"), self.box)
        self.box.valueChanged.connect(self._on_box_value_changed)

    def _on_box_value_changed(self) -> None:
        self.changed.emit()


class PlanPrint:
    """A plan as it stands on the screen, ready to be printed."""

    option = ""
    is_chosen = False
    is_landscape = True

    def __init__(self, plan: PlanView) -> None:
        self.title = plan.title
        self._plan = plan
        self._choice: WideChoice | None = None

    async def read(self, _advance: Advance, *, chosen: bool) -> Sheet:
        """Return the head of the print; the rows are here already."""
        return Sheet(self.title, self._note(), today(), (), (), has_header=False)

    def pages(self, sheet: Sheet, paper: Paper) -> Pages:
        """Return the pages."""
        wide = self._choice.box.value() if self._choice is not None else 1
        return ChartPages(sheet, paper, self._plan, wide)

    def choices(self, changed: Callable[[], object]) -> QWidget:
        """Return the question how wide it shall be."""
        self._choice = WideChoice(1)
        self._choice.changed.connect(changed)
        return self._choice

    def is_stale(self, _changes: Changes) -> bool:
        """Tell that a plan stays as it was when it was asked for."""
        return False

    def _note(self) -> str:
        tasks = {row.id for row in self._plan.rows if row.form not in (Form.HEAD, Form.SUMMARY)}
        words = ngettext("{count} task", "{count} tasks", len(tasks))
        parts = [words.format(count=format_number(len(tasks), language()))]
        span = extent(self._plan.rows)
        if span is not None:
            parts.append(f"{day_of(span[0]):%d/%m/%Y} – {last_day(span[1]):%d/%m/%Y}")
        return " · ".join(parts)
