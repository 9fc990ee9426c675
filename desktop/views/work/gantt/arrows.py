"""The links of a chart: which are seen, their way from bar to bar, and how they are painted."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from desktop.core.gantt.chart import ChartRow, Form, Span
from desktop.core.gantt.elbows import Joint, Point, Room, elbow, is_near
from desktop.core.quick_dataclass import dataclass
from desktop.core.work.rows import PlanLink
from desktop.views.work.gantt.bars import BAR, Bars

STUB: Final = 9.0  # pixels that a link leaves a bar by
HEAD: Final = 5.0
INSIDE: Final = 6.0  # pixels behind the start of a bar where a link enters it from above
DIAMOND: Final = 0.3  # of a row: from the middle of a milestone to its tips
LANE: Final = 0.5  # of a row: links turn between rows


@dataclass(frozen=True, slots=True)
class Arrow:
    """A link between two rows that are seen; `first` and `last` are the rows that it crosses."""

    link: PlanLink
    before: int
    after: int
    first: int
    last: int


def arrows_of(rows: Sequence[ChartRow], links: Iterable[PlanLink]) -> tuple[Arrow, ...]:
    """Return the links whose two rows are both unfolded and have a bar."""
    places: dict[uuid.UUID, int] = {}
    for place, row in enumerate(rows):
        if row.id is not None and row.span is not None:
            places.setdefault(row.id, place)
    found = []
    for link in links:
        before, after = places.get(link.before), places.get(link.after)
        if before is not None and after is not None:
            first, last = (before, after) if before < after else (after, before)
            found.append(Arrow(link, before, after, first, last))
    return tuple(found)


def crossing(arrows: Sequence[Arrow], first: int, last: int) -> list[Arrow]:
    """Return the links of which something is seen between two rows."""
    return [arrow for arrow in arrows if arrow.first <= last and arrow.last >= first]


class Arrows:
    """Paints links over rows; `moved` says where rows stand while they are dragged."""

    def __init__(
        self,
        bars: Bars,
        rows: Sequence[ChartRow],
        top: float,
        moved: Mapping[uuid.UUID, Span] | None = None,
    ) -> None:
        """Take the painter of bars and the `top` of row 0."""
        self._bars = bars
        self._rows = rows
        self._top = top
        self._moved = moved or {}

    def corners(self, arrow: Arrow) -> tuple[Point, ...]:
        """Return the way of a link."""
        kind = arrow.link.kind
        start = self._joint(arrow.before, is_finish=kind[0] == "F")
        end = self._joint(arrow.after, is_finish=kind[1] == "F")
        return elbow(start, end, self._room(arrow.after))

    def paint(
        self, painter: QPainter, arrows: Iterable[Arrow], chosen: uuid.UUID | None = None
    ) -> None:
        """Paint links; broken ones in red, the chosen one thicker."""
        for arrow in arrows:
            self._paint(painter, arrow, is_chosen=arrow.link.id == chosen)

    def _room(self, after: int) -> Room:
        """Return how far a link into a row keeps from bars."""
        ink, row = self._bars.ink, self._rows[after]
        if row.form in (Form.MILESTONE, Form.POINT) or row.span is None:
            half = ink.row * DIAMOND  # entered at its tip
            return Room(ink.px(STUB), ink.row * LANE, half, half)
        left, right = self._bars.ends(row.span)
        inside = min(ink.px(INSIDE), (right - left) / 2)
        return Room(ink.px(STUB), ink.row * LANE, ink.row * BAR / 2, inside)

    def _joint(self, place: int, *, is_finish: bool) -> Joint:
        row = self._rows[place]
        span = row.span if row.id is None else self._moved.get(row.id, row.span)
        if span is None:
            raise AssertionError("only rows with a bar are linked")
        ink = self._bars.ink
        y = self._top + (place + 0.5) * ink.row
        left, right = self._bars.ends(span)
        if row.form in (Form.MILESTONE, Form.POINT):
            half = ink.row * DIAMOND
            return Joint(right + (half if is_finish else -half), y, is_finish)
        return Joint(right if is_finish else left, y, is_finish)

    def _paint(self, painter: QPainter, arrow: Arrow, *, is_chosen: bool) -> None:
        ink, corners = self._bars.ink, self.corners(arrow)
        role = self._role(arrow)
        if is_chosen:
            role = "link" if role == "muted" else role
        painter.setPen(ink.pen(role, 2.5 if is_chosen else 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in corners]))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink.colour(role))
        painter.drawPolygon(_tip(corners, ink.px(HEAD)))

    def _role(self, arrow: Arrow) -> str:
        if arrow.link.broken:
            return "danger"
        if not self._bars.shown.critical:
            return "muted"
        ends = (self._rows[arrow.before].row, self._rows[arrow.after].row)
        return "warning" if all(row is not None and row.is_critical for row in ends) else "muted"


def _tip(corners: Sequence[Point], size: float) -> QPolygonF:
    """Return the arrow at the end of a link, in the direction in which it comes."""
    (from_x, from_y), (x, y) = corners[-2:]
    side = size * 0.7
    if from_x == x:
        back = size if from_y > y else -size
        points = ((x, y), (x - side, y + back), (x + side, y + back))
    else:
        back = size if from_x > x else -size
        points = ((x, y), (x + back, y - side), (x + back, y + side))
    return QPolygonF([QPointF(a, b) for a, b in points])


def link_at(arrows: Arrows, seen: Iterable[Arrow], point: Point, reach: float) -> Arrow | None:
    """Return the link at a point, the last painted first."""
    found: Iterator[Arrow] = (
        arrow for arrow in reversed(list(seen)) if is_near(arrows.corners(arrow), *point, reach)
    )
    return next(found, None)
