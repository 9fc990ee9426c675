"""How small marks are painted: check boxes, arrows, scroll bars, progress; and their pens."""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QMenu,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionComplex,
    QStyleOptionProgressBar,
    QStyleOptionSlider,
    QWidget,
)

from desktop.views.theme import look
from desktop.views.tokens import RADIUS

_State = QStyle.StateFlag
_SubControl = QStyle.SubControl
CHEVRON: Final = 4.0  # half the width of an arrow
BAR: Final = 6  # thickness of a scroll bar's handle


def rounded(
    painter: QPainter, rect: QRect, fill: QColor | None, line: QColor | None, width: float = 1.0
) -> None:
    """Paint a rounded rectangle, its line wholly inside `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(line, width) if line else Qt.PenStyle.NoPen)
    painter.setBrush(fill or Qt.BrushStyle.NoBrush)
    inset = width / 2 if line else 0.0
    painter.drawRoundedRect(
        QRectF(rect).adjusted(inset, inset, -inset, -inset), RADIUS - inset, RADIUS - inset
    )
    painter.restore()


def stroke(role: str, width: float = 1.5) -> QPen:
    """Return a pen with round ends in the colour of a role."""
    pen = QPen(look().colour(role), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen


def check_box(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """Paint a check box, checked, empty or in between."""
    side = min(option.rect.width(), option.rect.height(), 16)
    box = QRect(0, 0, side, side)
    box.moveCenter(option.rect.center())
    checked = bool(option.state & _State.State_On)
    partly = bool(option.state & _State.State_NoChange)
    if isinstance(widget, QMenu):  # a menu shows the mark alone, without a box around it
        pen = look().colour("accent")
    else:
        pen = _mark_box(option, painter, box, checked or partly, 4)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(pen, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    left, top, unit = float(box.left()), float(box.top()), side / 16
    if checked:
        path = QPainterPath(QPointF(left + 4 * unit, top + 8.5 * unit))
        path.lineTo(left + 7 * unit, top + 11.5 * unit)
        path.lineTo(left + 12 * unit, top + 5 * unit)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
    elif partly:
        middle = top + 8 * unit
        painter.drawLine(QLineF(left + 4.5 * unit, middle, left + 11.5 * unit, middle))
    painter.restore()
    return True


def radio_button(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """Paint a radio button."""
    side = min(option.rect.width(), option.rect.height(), 16)
    box = QRect(0, 0, side, side)
    box.moveCenter(option.rect.center())
    on = bool(option.state & _State.State_On)
    dot = _mark_box(option, painter, box, on, side / 2)
    if on:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(dot)
        painter.drawEllipse(QRectF(box).center(), side / 5, side / 5)
        painter.restore()
    return True


def _mark_box(
    option: QStyleOption, painter: QPainter, box: QRect, filled: bool, radius: float
) -> QColor:
    """Paint the box of a mark and return the colour of the mark in it."""
    colours, enabled = look(), bool(option.state & _State.State_Enabled)
    focused = bool(option.state & _State.State_HasFocus)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if filled:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.colour("accent" if enabled else "disabled"))
        painter.drawRoundedRect(QRectF(box), radius, radius)
    else:
        role = "accent" if focused else "muted" if enabled else "border"
        painter.setPen(QPen(colours.colour(role), 1.5))
        painter.setBrush(colours.colour("base"))
        painter.drawRoundedRect(QRectF(box).adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)
    painter.restore()
    return colours.colour("on_accent" if enabled else "base")


def chevron(
    painter: QPainter,
    centre: QPointF,
    *,
    down: bool,
    enabled: bool,
    half: float = CHEVRON,
    role: str = "muted",
) -> None:
    """Paint an arrow head pointing up or down."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(stroke(role if enabled else "disabled"))
    rise = half / 2 if down else -half / 2
    tip = QPointF(centre.x(), centre.y() + rise)
    painter.drawLine(QPointF(centre.x() - half, centre.y() - rise), tip)
    painter.drawLine(tip, QPointF(centre.x() + half, centre.y() - rise))
    painter.restore()


def scroll_bar(
    style: QProxyStyle, option: QStyleOptionComplex, painter: QPainter, widget: QWidget | None
) -> None:
    """Paint a scroll bar: a slim handle on the ground of what is scrolled."""
    painter.fillRect(option.rect, _ground(widget))
    if not isinstance(option, QStyleOptionSlider) or option.maximum <= option.minimum:
        return
    handle = style.subControlRect(
        QStyle.ComplexControl.CC_ScrollBar,
        option,
        _SubControl.SC_ScrollBarSlider,
        cast("QWidget", widget),
    )
    upright = option.orientation == Qt.Orientation.Vertical
    active = bool(option.state & (_State.State_MouseOver | _State.State_Sunken))
    thick = BAR + 2 if active else BAR
    if upright:
        bar = QRectF(handle.center().x() - thick / 2, handle.top() + 2, thick, handle.height() - 4)
    else:
        bar = QRectF(handle.left() + 2, handle.center().y() - thick / 2, handle.width() - 4, thick)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look().colour("muted" if active else "outline"))
    painter.drawRoundedRect(bar, thick / 2, thick / 2)
    painter.restore()


def _ground(bar: QWidget | None) -> QColor:
    """Return the colour of what a scroll bar scrolls, so that it has no column of its own."""
    if bar is not None and bar.property("on_base"):  # see widgets.own_viewport
        return bar.palette().color(QPalette.ColorRole.Base)
    box = bar.parentWidget() if bar is not None else None
    area = box.parentWidget() if box is not None else None
    if not isinstance(area, QAbstractScrollArea):
        return look().colour("base")
    viewport = area.viewport()
    return viewport.palette().color(viewport.backgroundRole())


def progress_groove(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """Paint the channel in which progress grows."""
    _bar(painter, _slim(option.rect), "pressed")
    return True


def progress_contents(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """Paint how far work has come; unknown lengths show a part in the middle."""
    if not isinstance(option, QStyleOptionProgressBar):
        return False
    groove = _slim(option.rect)
    span = option.maximum - option.minimum
    if span <= 0:
        groove.adjust(groove.width() // 3, 0, -(groove.width() // 3), 0)
    else:
        groove.setWidth(groove.width() * max(0, option.progress - option.minimum) // span)
    if groove.width() > 0:
        _bar(painter, groove, "accent")
    return True


def _slim(rect: QRect) -> QRect:
    height = min(rect.height(), BAR)
    return QRect(rect.left(), rect.center().y() - height // 2, rect.width(), height)


def _bar(painter: QPainter, rect: QRect, role: str) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look().colour(role))
    painter.drawRoundedRect(QRectF(rect), BAR / 2, BAR / 2)
    painter.restore()
