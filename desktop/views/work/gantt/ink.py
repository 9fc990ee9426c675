"""Colours and sizes of a chart: those of the screen, or those of white paper."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPen

from desktop.core.gantt.chart import ChartRow, Form
from desktop.core.quick_dataclass import dataclass
from desktop.core.work.rows import PlanRow
from desktop.views.theme import look
from desktop.views.tokens import Colours

DONE: Final = "done"
CANCELLED: Final = "cancelled"
WHOLE: Final = 100


@dataclass(frozen=True, slots=True)
class Tint:
    """The colours of one bar: what is to do, what is done, and its edge."""

    ground: QColor
    done: QColor
    edge: QColor


@dataclass(frozen=True, slots=True)
class Shown:
    """What a person wants to see in the chart beside the bars."""

    people: bool = True  # beside the bars
    titles: bool = False
    baseline: bool = False
    critical: bool = False
    links: bool = True


class Ink:
    """What bars, lines and letters are painted with; `unit` is a pixel of the 100 % design."""

    def __init__(self, colours: Colours, font: QFont, *, unit: float, row: float) -> None:
        self.unit = unit
        self.row = row
        self.font = font
        self.bold = QFont(font)
        self.bold.setWeight(QFont.Weight.DemiBold)
        self.metrics = QFontMetricsF(font)
        self._colours = colours
        self._made: dict[str, QColor] = {}
        self._tints = {
            name: Tint(self.colour(ground), self.colour(done), self.colour(done))
            for name, ground, done in (
                ("plain", "blue", "accent"),
                ("critical", "red", "danger"),
                ("late", "orange", "warning"),
                ("done", "green", "success"),
                ("grey", "grey", "disabled"),
            )
        }
        self.hair = QPen(self.colour("border"), unit)
        self.strong_hair = QPen(self.colour("outline"), unit)

    def colour(self, role: str) -> QColor:
        """Return the colour of a role of `tokens.Colours`."""
        made = self._made.get(role)
        if made is None:
            made = self._made[role] = QColor(getattr(self._colours, role))
        return made

    def px(self, pixels: float) -> float:
        """Return a length of the 100 % design."""
        return pixels * self.unit

    def pen(self, role: str, width: float = 1.0, *, dotted: bool = False) -> QPen:
        """Return a pen of so many pixels."""
        style = Qt.PenStyle.DotLine if dotted else Qt.PenStyle.SolidLine
        return QPen(self.colour(role), self.px(width), style)

    def tint(self, row: ChartRow, shown: Shown) -> Tint:
        """Return the colours of a bar: what is most important to know about it."""
        return self._tints[_state(row.row, shown)]


def screen_ink() -> Ink:
    """Return the ink of the screen as it looks now."""
    now = look()
    return Ink(now.colours, now.font("note"), unit=now.px(100) / 100, row=now.row_height)


def is_bold(row: ChartRow) -> bool:
    """Tell whether a row sums others up, and its name stands out."""
    return row.form in (Form.HEAD, Form.SUMMARY)


def _state(row: PlanRow | None, shown: Shown) -> str:
    if row is None or row.status == CANCELLED:
        return "grey"
    if row.status == DONE or row.percent == WHOLE:
        return "done"
    if shown.critical and row.is_critical:
        return "critical"
    return "late" if row.overdue else "plain"
