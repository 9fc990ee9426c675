"""Paints the heads of the days: weekday, number, lunar date, holiday; above them the people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from desktop.core.dates import weekday_name
from desktop.core.diary.day_facts import DayFacts
from desktop.core.i18n import _
from desktop.views.diary.canvas.inks import Inks
from desktop.views.diary.canvas.time_frame import TimeFrame

if TYPE_CHECKING:
    from desktop.views.diary.canvas.time_painter import TimeScene

HEAD: Final = 46  # height of the days at 100 %
PERSON: Final = 24  # of the names above them
_BESIDE: Final = 26  # pixels around number and name
_CENTRE: Final = Qt.AlignmentFlag.AlignCenter


class DayHeadPainter:
    """Paints what stands above the columns."""

    def __init__(self, painter: QPainter, frame: TimeFrame, scene: TimeScene, inks: Inks) -> None:
        self._painter = painter
        self._frame = frame
        self._scene = scene
        self._inks = inks
        days = {facts.day for facts in scene.facts}
        widest = max(inks.label.width(weekday_name(day)) for day in days)
        self._is_short = widest + inks.number.width("00") + _BESIDE > frame.column

    def paint(self) -> None:
        """Draw all heads."""
        painter, frame, inks = self._painter, self._frame, self._inks
        top = frame.area.top()
        area = QRect(frame.hours.left(), top, frame.hours.width(), frame.head)
        painter.fillRect(area, inks.colour("base"))
        above = inks.px(PERSON) if self._scene.people else 0
        for number, facts in enumerate(self._scene.facts):
            left = frame.x(number)
            rect = QRect(left, top + above, frame.x(number + 1) - left, frame.head - above)
            self._paint_day(rect, facts)
            painter.fillRect(
                QRect(left, rect.top() + 4, 1, frame.head - above), inks.colour("border")
            )
        if above:
            self._paint_people(top, above)
        painter.fillRect(
            QRect(area.left(), frame.lanes_top - 1, area.width(), 1), inks.colour("border")
        )

    def _paint_people(self, top: int, height: int) -> None:
        painter, frame, inks = self._painter, self._frame, self._inks
        people = self._scene.people
        days = frame.columns // len(people)
        painter.setFont(inks.strong.font)
        for number, person in enumerate(people):
            left = frame.x(number * days)
            rect = QRect(left, top, frame.x((number + 1) * days) - left, height)
            painter.setPen(inks.colour("text"))
            painter.drawText(rect, _CENTRE, inks.strong.cut(person.name, rect.width() - 8))
            painter.fillRect(
                QRect(rect.left(), top, 1, frame.head),
                inks.colour("outline" if number else "border"),
            )

    def _paint_day(self, rect: QRect, facts: DayFacts) -> None:
        """Draw "T2 9" and below it the lunar date and the holiday, as far as there is room."""
        painter, inks = self._painter, self._inks
        is_today = facts.day == self._scene.now.date()
        inner = rect.adjusted(8, 3, -4, -2)
        ink = inks.colour("danger" if facts.is_holiday else "muted" if facts.is_off else "text")
        number, texts = str(facts.day.day), inks.number
        half = inner.height() * 3 // 5
        x = inner.left()
        width = texts.width(number)
        if is_today:
            round_ = QRectF(x - 5, inner.top(), max(width + 10, half), half)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(inks.colour("accent"))
            painter.drawRoundedRect(round_, half / 2, half / 2)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            x = round(round_.center().x() - width / 2)
        painter.setFont(texts.font)
        painter.setPen(inks.colour("on_accent") if is_today else ink)
        painter.drawText(x, texts.baseline(inner.top(), half), number)
        x += width + (10 if is_today else 6)
        painter.setPen(inks.colour("accent") if is_today else ink)
        self._paint_name(QRect(x, inner.top(), inner.right() - x, half), facts)
        lower = QRect(inner.left(), inner.top() + half, inner.width(), inner.height() - half)
        self._paint_note(lower, facts)

    def _paint_name(self, rect: QRect, facts: DayFacts) -> None:
        label = self._inks.label
        name = weekday_name(facts.day, short=self._is_short)
        self._painter.setFont(label.font)
        baseline = self._inks.number.baseline(rect.top(), rect.height())
        self._painter.drawText(rect.left(), baseline, label.cut(name, rect.width()))

    def _paint_note(self, rect: QRect, facts: DayFacts) -> None:
        painter, inks, options = self._painter, self._inks, self._scene.options
        note = inks.note
        painter.setFont(note.font)
        left, at = rect.left(), note.baseline(rect.top(), rect.height())
        if options.shows_lunar and facts.lunar:
            text = _("{date} lunar").format(date=facts.lunar)
            if note.width(text) > rect.width():
                text = facts.lunar
            painter.setPen(inks.colour("danger" if facts.is_lunar_landmark else "muted"))
            painter.drawText(left, at, note.cut(text, rect.width()))
            left += note.width(text) + 8
        if options.shows_holidays and facts.holiday and rect.right() - left > note.height:
            painter.setPen(inks.colour("warning" if facts.is_made_up else "danger"))
            painter.drawText(left, at, note.cut(facts.holiday, rect.right() - left))
