"""Paints the scales of hours at the left: of the zone that is shown, and of a second one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from desktop.core.clock import find_zone, local_zone
from desktop.core.i18n import _
from desktop.views.diary.canvas.inks import Inks
from desktop.views.diary.canvas.time_frame import TimeFrame
from desktop.views.diary.canvas.values import Options

SCALE: Final = 52  # width of one scale at 100 %
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RulerPainter:
    """Paints the hours beside the columns, and what the lanes above are for."""

    def __init__(
        self,
        painter: QPainter,
        frame: TimeFrame,
        options: Options,
        now: datetime,
        inks: Inks,
    ) -> None:
        self._painter = painter
        self._frame = frame
        self._options = options
        self._now = now
        self._inks = inks

    def paint(self) -> None:
        """Draw both scales."""
        painter, frame = self._painter, self._frame
        area = QRect(frame.area.left(), frame.area.top(), frame.ruler, frame.area.height())
        painter.fillRect(area, self._inks.colour("base"))
        scales = 2 if self._options.second_zone else 1
        width = frame.ruler // scales
        first = QRect(area.right() - width + 1, frame.hours_top, width, frame.hours.height())
        painter.setClipRect(QRect(area.left(), frame.hours_top, area.width(), first.height()))
        self._paint_scale(first, 0, "muted")
        if scales > 1:
            second = first.translated(-width, 0)
            self._paint_scale(second, self._minutes_apart(), "muted")
            painter.fillRect(
                QRect(first.left(), first.top(), 1, first.height()), self._inks.colour("border")
            )
        painter.setClipping(False)
        self._paint_heads(first, width, scales)
        edge = self._inks.colour("outline")
        painter.fillRect(QRect(area.left(), frame.hours_top - 1, area.width(), 1), edge)

    def _paint_scale(self, rect: QRect, apart: int, role: str) -> None:
        painter, frame, texts = self._painter, self._frame, self._inks.note
        painter.setFont(texts.font)
        painter.setPen(self._inks.colour(role))
        right, half = rect.right() - 6, texts.height // 2
        for hour in range(25):
            minute = hour * 60 - apart % 60  # where the other zone has a full hour
            there = (minute + apart) % (24 * 60)
            y = frame.y(minute)
            if not rect.top() + half <= y <= rect.bottom() - half + 3:
                continue
            text = f"{there // 60:02d}:{there % 60:02d}"
            painter.drawText(right - texts.width(text), y - texts.height // 2 + texts.ascent, text)

    def _paint_heads(self, first: QRect, width: int, scales: int) -> None:
        painter, frame, texts = self._painter, self._frame, self._inks.note
        painter.setFont(texts.font)
        painter.setPen(self._inks.colour("muted"))
        if scales > 1:
            line = QRect(first.left(), frame.lanes_top - texts.height - 3, width - 6, texts.height)
            for rect, zone in (
                (line, self._options.zone),
                (line.translated(-width, 0), self._options.second_zone),
            ):
                text = texts.cut(zone_label(zone, self._now), rect.width())
                painter.drawText(rect, _RIGHT, text)
        if frame.lanes:
            text = texts.cut(_("All day"), first.width() - 8)
            rect = QRect(first.left(), frame.lanes_top, width - 6, frame.lane)
            painter.drawText(rect, _RIGHT, text)

    def _minutes_apart(self) -> int:
        """Return how many minutes the second zone is ahead of the first today."""
        first = _offset(self._options.zone, self._now)
        return round((_offset(self._options.second_zone, self._now) - first).total_seconds() / 60)


def _offset(zone: str, at: datetime) -> timedelta:
    found = find_zone(zone) if zone else local_zone()
    return at.replace(tzinfo=found).utcoffset() or timedelta()


def zone_label(zone: str, at: datetime) -> str:
    """Return what a scale is called: its difference to UTC, "+07" or "+05:30"."""
    minutes = round(_offset(zone, at).total_seconds() / 60)
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    return f"{sign}{hours:02d}:{rest:02d}" if rest else f"{sign}{hours:02d}"
