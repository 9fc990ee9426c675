"""A small month: where its days lie, how it is painted. Of the year and the small calendar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from desktop.core.dates import format_day_long, weekday_name
from desktop.core.diary.day_facts import DayFacts, facts_of
from desktop.core.diary.periods import month_title
from desktop.core.i18n import _, ngettext
from desktop.core.quick_dataclass import dataclass
from desktop.views.diary.canvas.inks import Inks
from desktop.views.diary.canvas.values import Options

WEEK: Final = 7
WEEKS: Final = 6
_CENTRE: Final = Qt.AlignmentFlag.AlignCenter
_MANY: Final = 4  # entries of a day from which on it is as dark as it gets
_MOST_MARKED: Final = 14  # days
_LEAST, _STEP = 0.08, 0.09


@dataclass(frozen=True, slots=True)
class SmallFrame:
    """Where the days of a month lie; lengths are pixels."""

    area: QRect
    month: date  # its first day
    side: int = 0  # width of the numbers of weeks
    title: int = 0  # height of the month's name
    head: int = 18  # height of the names of weekdays

    @property
    def first(self) -> date:
        """The Monday of the first week."""
        return self.month - timedelta(days=self.month.weekday())

    def day(self, place: int) -> date:
        """Return the day at a place, from 0 to 41."""
        return self.first + timedelta(days=place)

    def cell(self, place: int) -> QRect:
        """Return where a day is painted."""
        week, weekday = divmod(place, WEEK)
        left, right = self._x(weekday), self._x(weekday + 1)
        top, bottom = self._y(week), self._y(week + 1)
        return QRect(left, top, right - left, bottom - top)

    def cell_of(self, day: date) -> QRect:
        """Return where a day is painted, empty if it is not shown."""
        place = (day - self.first).days
        return self.cell(place) if 0 <= place < WEEKS * WEEK else QRect()

    def weekday_rect(self, weekday: int) -> QRect:
        """Return where the name of a weekday stands."""
        left = self._x(weekday)
        return QRect(left, self.area.top() + self.title, self._x(weekday + 1) - left, self.head)

    def week_rect(self, week: int) -> QRect:
        """Return where the number of a week stands."""
        top = self._y(week)
        return QRect(self.area.left(), top, self.side, self._y(week + 1) - top)

    def day_at(self, at: QPoint, *, whole_page: bool = False) -> date | None:
        """Return the day at a point; with `whole_page` also days of the months beside."""
        if not self.area.contains(at):
            return None
        for place in range(WEEKS * WEEK):
            if self.cell(place).contains(at):
                day = self.day(place)
                return day if whole_page or day.month == self.month.month else None
        return None

    def week_at(self, at: QPoint) -> date | None:
        """Return the Monday of the week whose number lies at a point."""
        for week in range(WEEKS):
            if self.side and self.week_rect(week).contains(at):
                return self.day(week * WEEK)
        return None

    def _x(self, weekday: int) -> int:
        room = self.area.width() - self.side
        return self.area.left() + self.side + round(room * weekday / WEEK)

    def _y(self, week: int) -> int:
        above = self.title + self.head
        return self.area.top() + above + round((self.area.height() - above) * week / WEEKS)


@dataclass(frozen=True, slots=True)
class SmallScene:
    """What small months show; `busy` says how many entries a day has."""

    options: Options
    today: date
    busy: Mapping[date, int]
    shown: tuple[date, date] | None = None  # what the large surface shows
    current: date | None = None  # where the keys are
    has_focus: bool = False
    target: date | None = None  # where something dragged would fall
    shows_others: bool = False  # the days of the months beside
    is_shaded: bool = False  # busy days are darker, not bold alone

    def marks(self, day: date) -> bool:
        """Tell whether a day is marked as shown; a whole month is not, or everything would be."""
        if self.shown is None:
            return False
        first, last = self.shown
        return first <= day <= last and (last - first).days <= _MOST_MARKED


class SmallMonthPainter:
    """Paints small months."""

    def __init__(self, painter: QPainter, scene: SmallScene, inks: Inks) -> None:
        self._painter = painter
        self._scene = scene
        self._inks = inks

    def paint(self, frame: SmallFrame) -> None:
        """Draw one month."""
        self._paint_heads(frame)
        for place in range(WEEKS * WEEK):
            day = frame.day(place)
            is_other = day.month != frame.month.month
            if is_other and not self._scene.shows_others:
                continue
            options = self._scene.options
            facts = facts_of(day, options.weekend, options.own_days)
            self._paint_day(frame.cell(place), facts, is_other=is_other)

    def _paint_heads(self, frame: SmallFrame) -> None:
        painter, inks = self._painter, self._inks
        if frame.title:
            painter.setFont(inks.strong.font)
            painter.setPen(inks.colour("text"))
            rect = QRect(frame.area.left() + 4, frame.area.top(), frame.area.width(), frame.title)
            name = inks.strong.cut(month_title(frame.month), rect.width() - 8)
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(inks.note.font)
        painter.setPen(inks.colour("muted"))
        for weekday in range(WEEK):
            name = weekday_name(frame.day(weekday), short=True)
            painter.drawText(frame.weekday_rect(weekday), _CENTRE, name)
        if frame.side:
            weeks = WEEKS if self._scene.shows_others else self._weeks(frame)
            for week in range(weeks):
                number = str(frame.day(week * WEEK).isocalendar().week)
                painter.setPen(inks.colour("disabled"))
                painter.drawText(frame.week_rect(week), _CENTRE, number)

    @staticmethod
    def _weeks(frame: SmallFrame) -> int:
        """Return how many weeks hold a day of the month."""
        return next(
            (n for n in range(1, WEEKS) if frame.day(n * WEEK).month != frame.month.month), WEEKS
        )

    def _paint_day(self, cell: QRect, facts: DayFacts, *, is_other: bool) -> None:
        painter, scene, inks = self._painter, self._scene, self._inks
        day, count = facts.day, scene.busy.get(facts.day, 0)
        if scene.marks(day):
            painter.fillRect(cell.adjusted(0, 1, 0, -1), inks.colour("accent_soft"))
        elif scene.is_shaded and count:
            share = _LEAST + _STEP * min(_MANY, count)
            painter.fillRect(cell.adjusted(1, 1, -1, -1), inks.faded("accent", share))
        is_today, is_target = day == scene.today, day == scene.target
        if is_today:
            self._paint_round(cell, self._today_role(day), fills=True)
        if is_target or (scene.has_focus and day == scene.current):
            self._paint_round(cell, "accent", fills=False)
        texts = inks.title if count or is_today else inks.note
        font = inks.busy if count else texts.font
        painter.setFont(font)
        painter.setPen(inks.colour(self._role(facts, is_other=is_other)))
        painter.drawText(cell, _CENTRE, str(day.day))

    def _today_role(self, day: date) -> str:
        """Return the colour of today's spot, the other one where it would be lost."""
        colours = self._inks.look.colours
        is_lost = self._scene.marks(day) and colours.accent == colours.accent_soft
        return "on_accent_soft" if is_lost else "accent"

    def _role(self, facts: DayFacts, *, is_other: bool) -> str:
        scene = self._scene
        if facts.day == scene.today:
            is_turned = self._today_role(facts.day) != "accent"
            return "accent_soft" if is_turned else "on_accent"
        if is_other:
            return "disabled"
        if scene.marks(facts.day):
            return "on_accent_soft"
        if facts.is_holiday and scene.options.shows_holidays:
            return "danger"
        return "muted" if facts.is_off else "text"

    def _paint_round(self, cell: QRect, role: str, *, fills: bool) -> None:
        painter = self._painter
        side = min(cell.width(), cell.height()) - 2
        round_ = QRectF(0, 0, side, side)
        round_.moveCenter(QRectF(cell).center())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._inks.colour(role)
        painter.setPen(Qt.PenStyle.NoPen if fills else colour)
        painter.setBrush(colour if fills else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(round_.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def say_day(day: date, options: Options, count: int = 0) -> str:
    """Return everything that is shown of a day, in words."""
    facts = facts_of(day, options.weekend, options.own_days)
    parts = [format_day_long(day)]
    if options.shows_lunar and facts.lunar:
        parts.append(_("{date} lunar").format(date=facts.lunar))
    if options.shows_holidays and facts.holiday:
        parts.append(facts.holiday)
    if count:
        parts.append(ngettext("{count} entry", "{count} entries", count).format(count=count))
    return ", ".join(parts)
