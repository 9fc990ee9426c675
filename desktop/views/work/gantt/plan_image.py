"""A plan as one picture, for mails and slides."""

from __future__ import annotations

from math import ceil
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QImageWriter, QPainter

from desktop.core.errors import InvalidValueError
from desktop.core.gantt.axis import Axis, fitting
from desktop.core.gantt.chart import extent
from desktop.core.gantt.slices import with_margin
from desktop.core.i18n import N_, _
from desktop.views.printing.steps import in_steps
from desktop.views.theme import look
from desktop.views.tokens import THEMES
from desktop.views.work.gantt.ink import Ink
from desktop.views.work.gantt.plan_picture import PlanPicture, PlanView

MOST_PIXELS: Final = 48_000_000
LONGEST: Final = 30_000  # pixels; painters stop at 32,767
COLUMNS: Final = ((0, 240.0), (1, 120.0), (2, 90.0), (3, 90.0))
ROW: Final = 26.0
MARGIN: Final = 16.0
FOOT: Final = 30.0
BAND: Final = 20  # rows that are painted at once
TOO_LARGE: Final = N_(
    "The plan has too many rows for one picture. Fold some of them, or print it to PDF."
)


async def make_png(plan: PlanView, per_day: float) -> bytes:
    """Return a picture of all rows at a zoom, less where it would be too wide.

    Raises:
        InvalidValueError: there are too many rows for a picture.
    """
    ink = Ink(THEMES["light"], look().font("note"), unit=1.0, row=ROW)
    picture = PlanPicture(ink, plan, COLUMNS)
    high = ceil(picture.height(len(plan.rows)) + 2 * MARGIN + FOOT)
    most = min(LONGEST, MOST_PIXELS // high) - picture.table_width - 2 * MARGIN
    if high > LONGEST or most < picture.table_width:
        raise InvalidValueError(_(TOO_LARGE))
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
        await _paint(painter, picture, axis, wide)
        picture.paint_legend(painter, QPointF(MARGIN, high - FOOT / 2))
    finally:
        painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


async def _paint(painter: QPainter, picture: PlanPicture, axis: Axis, wide: float) -> None:
    """Paint all rows in bands, each clipped to itself, then the head."""
    count = len(picture.plan.rows)
    size = QSizeF(picture.table_width + wide, BAND * ROW + 1)
    async for _step, start in in_steps(range(0, count, BAND)):
        rows = range(start, min(start + BAND, count))
        painter.save()
        painter.setClipRect(QRectF(QPointF(MARGIN, MARGIN + picture.height(start)), size))
        picture.paint(painter, QPointF(MARGIN, MARGIN + start * ROW), rows, axis, wide)
        painter.restore()
    head = QRectF(MARGIN, MARGIN, size.width(), picture.height(0))
    painter.save()
    painter.setClipRect(head)
    picture.paint(painter, head.topLeft(), range(0), axis, wide)
    painter.restore()
