"""How frames, tabs, heads of lists, menus and separators are painted."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QStyle,
    QStyleOption,
    QStyleOptionFrame,
    QStyleOptionHeader,
    QStyleOptionMenuItem,
    QStyleOptionTab,
    QWidget,
)

from desktop.views.style_marks import rounded, stroke
from desktop.views.theme import look

_State = QStyle.StateFlag
UNDERLINE: Final = 3  # under the chosen tab


def nothing(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """Leave the ground as it is."""
    return True


def frame(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """Paint a frame as one quiet line."""
    if isinstance(option, QStyleOptionFrame) and option.lineWidth > 0:
        painter.setPen(look().colour("border"))
        painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
    return True


def tab_pane(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """Paint the line between tabs and what they show."""
    painter.setPen(look().colour("border"))
    painter.drawLine(option.rect.topLeft(), option.rect.topRight())
    return True


def tip(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """Paint the ground of a tool tip."""
    painter.fillRect(option.rect, look().colour("snackbar"))
    return True


def menu_panel(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """Paint the ground of a menu."""
    painter.fillRect(option.rect, look().colour("raised"))
    return True


def menu_frame(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """Paint the outline of a menu."""
    painter.setPen(look().colour("outline"))
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
    return True


def menu_highlight(option: QStyleOption, painter: QPainter) -> None:
    """Paint the ground of the menu entry under the pointer."""
    painter.fillRect(option.rect, look().colour("raised"))
    if isinstance(option, QStyleOptionMenuItem) and option.state & _State.State_Selected:
        rounded(painter, option.rect.adjusted(4, 1, -4, -1), look().colour("accent_soft"), None)


def is_separator(option: QStyleOption) -> bool:
    """Tell whether a menu entry is a line between groups."""
    return (
        isinstance(option, QStyleOptionMenuItem)
        and option.menuItemType == QStyleOptionMenuItem.MenuItemType.Separator
    )


def menu_item(option: QStyleOption) -> QStyleOption:
    """Return the option by which Fusion writes the entry on the ground already painted."""
    if not isinstance(option, QStyleOptionMenuItem):
        return option
    item = QStyleOptionMenuItem(option)
    if item.state & _State.State_Selected and item.state & _State.State_Enabled:
        palette = QPalette(item.palette)
        palette.setColor(QPalette.ColorRole.Text, look().colour("on_accent_soft"))
        palette.setColor(QPalette.ColorRole.ButtonText, look().colour("on_accent_soft"))
        palette.setColor(QPalette.ColorRole.WindowText, look().colour("on_accent_soft"))
        item.palette = palette
    item.state &= ~_State.State_Selected
    return item


def menu_bar_item(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """Paint one word of the menu bar."""
    if not isinstance(option, QStyleOptionMenuItem):
        return False
    open_or_hovered = bool(option.state & _State.State_Selected)
    if open_or_hovered:
        rounded(painter, option.rect.adjusted(1, 2, -1, -2), look().colour("pressed"), None)
    painter.setPen(look().colour("text" if option.state & _State.State_Enabled else "disabled"))
    shown = Qt.TextFlag.TextShowMnemonic if open_or_hovered else Qt.TextFlag.TextHideMnemonic
    painter.drawText(option.rect, int(Qt.AlignmentFlag.AlignCenter) | int(shown), option.text)
    return True


def header_section(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """Paint the head of a column: flat, a short line to its right."""
    if not isinstance(option, QStyleOptionHeader):
        return False
    hovered = bool(option.state & _State.State_MouseOver)
    painter.fillRect(option.rect, look().colour("hover" if hovered else "alternate"))
    painter.setPen(look().colour("border"))
    rect = option.rect
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    painter.drawLine(rect.right(), rect.top() + 6, rect.right(), rect.bottom() - 6)
    return True


def header_empty(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """Paint what lies beside the last column's head."""
    painter.fillRect(option.rect, look().colour("alternate"))
    painter.setPen(look().colour("border"))
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
    return True


def tab(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """Paint one tab: the chosen one has a line of the accent below it."""
    if not isinstance(option, QStyleOptionTab):
        return False
    chosen = bool(option.state & _State.State_Selected)
    rect = option.rect
    if not chosen and option.state & _State.State_MouseOver:
        rounded(painter, rect.adjusted(2, 4, -2, -4), look().colour("hover"), None)
    if chosen:
        line = QRect(rect.left() + 8, rect.bottom() - UNDERLINE + 1, rect.width() - 16, UNDERLINE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look().colour("accent"))
        painter.drawRoundedRect(QRectF(line), 1.5, 1.5)
        painter.restore()
    if option.state & _State.State_HasFocus and option.state & _State.State_KeyboardFocusChange:
        rounded(painter, rect.adjusted(2, 3, -2, -4), None, look().colour("accent"), 2)
    return True


def tab_close(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """Paint the cross that closes a tab."""
    if option.state & _State.State_MouseOver and option.state & _State.State_Enabled:
        rounded(painter, option.rect, look().colour("pressed"), None)
    centre, half = QRectF(option.rect).center(), 3.5
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(stroke("muted"))
    painter.drawLine(centre + QPointF(-half, -half), centre + QPointF(half, half))
    painter.drawLine(centre + QPointF(-half, half), centre + QPointF(half, -half))
    painter.restore()
    return True


def branch(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """Paint the arrow that opens a branch of a tree; no lines."""
    if not option.state & _State.State_Children:
        return True
    centre = QRectF(option.rect).center()
    half = 3.5
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(stroke("muted"))
    if option.state & _State.State_Open:
        tip_point = centre + QPointF(0, half / 2)
        painter.drawLine(centre + QPointF(-half, -half / 2), tip_point)
        painter.drawLine(tip_point, centre + QPointF(half, -half / 2))
    else:
        tip_point = centre + QPointF(half / 2, 0)
        painter.drawLine(centre + QPointF(-half / 2, -half), tip_point)
        painter.drawLine(tip_point, centre + QPointF(-half / 2, half))
    painter.restore()
    return True


def splitter(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """Paint the line between two panes; it turns to the accent under the pointer."""
    hovered = bool(option.state & (_State.State_MouseOver | _State.State_Sunken))
    painter.setPen(QPen(look().colour("accent" if hovered else "border"), 2 if hovered else 1))
    rect = option.rect
    if rect.width() < rect.height():
        painter.drawLine(rect.center().x(), rect.top(), rect.center().x(), rect.bottom())
    else:
        painter.drawLine(rect.left(), rect.center().y(), rect.right(), rect.center().y())
    return True
