"""How a line of the agenda is painted."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.core.clock import SystemClock, local_day
from desktop.core.dates import format_day_long
from desktop.core.diary.agenda import AgendaRow, time_on
from desktop.core.diary.day_facts import facts_of
from desktop.core.diary.entry import Entry
from desktop.core.diary.saying import title_of
from desktop.core.i18n import _
from desktop.views.icons import pixmap
from desktop.views.theme import Look, look

HEIGHT: Final = 34  # logical pixels
MARGIN: Final = 16
TIME_WIDTH: Final = 108
MARK: Final = 4
ICON: Final = 14
_TITLE_SHARE: Final = 0.45
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class AgendaDelegate(QStyledItemDelegate):
    """A head is written over the whole width, an entry in columns."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)

    # Qt overrides

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height of every line."""
        return QSize(200, look().px(HEIGHT))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint a line."""
        row = _row_of(index.model(), index)
        now = look()
        painter.save()
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = "accent_soft" if is_selected else "alternate" if row.entry is None else "base"
        painter.fillRect(option.rect, now.colour(ground))
        inner = option.rect.adjusted(now.px(MARGIN), 0, -now.px(MARGIN), 0)
        ink = "on_accent_soft" if is_selected else "text"
        if row.entry is None:
            _paint_head(painter, inner, row, now, ink)
        else:
            _paint_entry(painter, inner, row, row.entry, now, is_selected=is_selected)
        painter.setPen(now.colour("border"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()


def _row_of(model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex) -> AgendaRow:
    found = model.data(index, Qt.ItemDataRole.UserRole)
    if not isinstance(found, AgendaRow):
        raise TypeError("a line of an agenda is wanted")
    return found


def _paint_head(painter: QPainter, rect: QRect, row: AgendaRow, now: Look, ink: str) -> None:
    facts = facts_of(row.day)
    is_today = row.day == local_day(SystemClock().now())
    words = format_day_long(row.day)
    if is_today:
        words = _("Today, {day}").format(day=words)
    painter.setFont(now.font("text", QFont.Weight.DemiBold))
    painter.setPen(now.colour("accent" if is_today and ink == "text" else ink))
    painter.drawText(rect, _LEFT, words)
    left = rect.left() + painter.fontMetrics().horizontalAdvance(words) + now.px(12)
    painter.setFont(now.font("note"))
    painter.setPen(now.colour("muted" if ink == "text" else ink))
    notes = [_("lunar {day}").format(day=facts.lunar) if facts.lunar else "", facts.holiday]
    notes += [_("Nothing planned")] if row.is_empty else []
    rest = QRect(left, rect.top(), rect.right() - left, rect.height())
    painter.drawText(rest, _LEFT, " · ".join(note for note in notes if note))


def _paint_entry(
    painter: QPainter,
    rect: QRect,
    row: AgendaRow,
    entry: Entry,
    now: Look,
    *,
    is_selected: bool,
) -> None:
    ground, stripe = now.badge("" if entry.only_busy else entry.colour)
    ink = now.colour("on_accent_soft" if is_selected else "text")
    quiet = now.colour("on_accent_soft" if is_selected else "muted")
    painter.setFont(now.font("text"))
    painter.setPen(quiet)
    painter.drawText(rect, _LEFT, time_on(entry, row.day))
    left = rect.left() + now.px(TIME_WIDTH)
    mark = QRectF(left, rect.top() + 7, now.px(MARK), rect.height() - 14)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(stripe if entry.show_as != "free" else ground)
    painter.setPen(stripe)
    painter.drawRoundedRect(mark, 2, 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    left += now.px(MARK) + now.px(10)
    room = rect.right() - left
    font = now.font("text", QFont.Weight.Medium)
    font.setStrikeOut(entry.status == "cancelled" or entry.answer == "declined")
    painter.setFont(font)
    painter.setPen(ink)
    wide = round(room * _TITLE_SHARE)
    used = _write(painter, QRect(left, rect.top(), wide, rect.height()), title_of(entry))
    left = _paint_marks(painter, entry, left + used + now.px(6), rect, now)
    left = max(left, rect.right() - room + wide) + now.px(12)
    painter.setFont(now.font("text"))
    painter.setPen(quiet)
    customer = entry.customer.title if entry.customer else ""
    words = " · ".join(one for one in (entry.place, customer, entry.people) if one)
    _write(painter, QRect(left, rect.top(), rect.right() - left, rect.height()), words)


def _paint_marks(painter: QPainter, entry: Entry, left: int, rect: QRect, now: Look) -> int:
    """Paint small pictures behind a title; return where they end."""
    side = now.px(ICON)
    names = ["repeat"] * entry.is_recurring + ["lock"] * entry.is_private
    names += ["calendar-check-2"] * (entry.status == "held")
    for name in names:
        drawn = pixmap(name, side, now.colours.muted, abs(painter.deviceTransform().m11()) or 1.0)
        painter.drawPixmap(left, rect.top() + (rect.height() - side) // 2, drawn)
        left += side + 4
    return left


def _write(painter: QPainter, rect: QRect, text: str) -> int:
    """Write a text as far as there is room; return how wide it is."""
    cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, _LEFT, cut)
    return painter.fontMetrics().horizontalAdvance(cut)
