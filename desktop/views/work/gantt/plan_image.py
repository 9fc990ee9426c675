"""A plan as a picture, for mails and slides; a long one as several below each other."""

from __future__ import annotations

from itertools import pairwise
from math import ceil
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QImageWriter, QPainter

from desktop.core.gantt.axis import Axis, fitting
from desktop.core.gantt.chart import extent
from desktop.core.gantt.slices import with_margin
from desktop.views.printing.steps import in_steps
from desktop.views.theme import look
from desktop.views.tokens import THEMES
from desktop.views.work.gantt.ink import Ink
from desktop.views.work.gantt.plan_picture import PlanPicture, PlanView

MOST_PIXELS: Final = 48_000_000
LONGEST: Final = 30_000  # pixels; painters stop at 32,767
IN_ONE: Final = 1_000  # rows; of more there are several pictures
IN_EACH: Final = 500
COLUMNS: Final = ((0, 240.0), (1, 120.0), (2, 90.0), (3, 90.0))
ROW: Final = 26.0
MARGIN: Final = 16.0
FOOT: Final = 30.0
BAND: Final = 20  # rows that are painted at once


def parts_of(count: int) -> list[range]:
    """Return the rows of each picture of a plan: all in one, or parts of much the same length."""
    if count <= IN_ONE:
        return [range(count)]
    parts = ceil(count / IN_EACH)
    edges = [count * part // parts for part in range(parts + 1)]
    return [range(first, last) for first, last in pairwise(edges)]


async def paint_plan(plan: PlanView, per_day: float, rows: range) -> QImage:
    """Return a picture of some rows at a zoom, less where it would be too wide."""
    ink = Ink(THEMES["light"], look().font("note"), unit=1.0, row=ROW)
    picture = PlanPicture(ink, plan, COLUMNS)
    high = ceil(picture.height(len(rows)) + 2 * MARGIN + FOOT)
    # Of all parts of a plan the widths are those of the longest, so that they fit together.
    longest = high if len(rows) == len(plan.rows) else max(high, ceil(picture.height(IN_EACH)))
    most = min(LONGEST, MOST_PIXELS // longest) - picture.table_width - 2 * MARGIN
    span = with_margin(extent(plan.rows) or (plan.now, plan.now))
    axis = Axis(span[0], per_day)
    if axis.x(span[1]) > most:
        axis = Axis(span[0], fitting(*span, most))
    wide = axis.x(span[1])
    size = QSize(ceil(picture.table_width + wide + 2 * MARGIN), high)
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(ink.colour("base"))
    painter = QPainter(image)
    try:
        await _paint(painter, picture, rows, axis, wide)
        picture.paint_legend(painter, QPointF(MARGIN, high - FOOT / 2))
    finally:
        painter.end()
    return image


def png_of(image: QImage) -> bytes:
    """Return a picture as a file holds it; takes a while, in any thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


async def _paint(
    painter: QPainter, picture: PlanPicture, shown: range, axis: Axis, wide: float
) -> None:
    """Paint rows in bands, each clipped to itself, then the head."""
    size = QSizeF(picture.table_width + wide, BAND * ROW + 1)
    async for _step, start in in_steps(range(shown.start, shown.stop, BAND)):
        rows, above = range(start, min(start + BAND, shown.stop)), start - shown.start
        painter.save()
        painter.setClipRect(QRectF(QPointF(MARGIN, MARGIN + picture.height(above)), size))
        picture.paint(painter, QPointF(MARGIN, MARGIN + above * ROW), rows, axis, wide)
        painter.restore()
    head = QRectF(MARGIN, MARGIN, size.width(), picture.height(0))
    painter.save()
    painter.setClipRect(head)
    picture.paint(painter, head.topLeft(), range(0), axis, wide)
    painter.restore()
