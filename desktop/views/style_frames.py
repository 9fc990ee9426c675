"""How frames, tabs, heads of lists, menus and separators are painted."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QFrame,
    QStyle,
    QStyleOption,
    QStyleOptionFrame,
    QStyleOptionHeader,
    QStyleOptionMenuItem,
    QStyleOptionTab,
    QWidget,
)

from desktop.views.style_controls import field
from desktop.views.style_marks import rounded, stroke
from desktop.views.theme import look

_State = QStyle.StateFlag
UNDERLINE: Final = 3  # under the chosen tab
CELL_INSET: Final = 4  # between the words of a cell and its edge


def nothing(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """Leave the ground as it is."""
    return True


def frame(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """Paint a frame as one quiet line; that of a text of many lines is a field."""
    if isinstance(widget, QFrame) and widget.frameWidth() and _is_text(widget):
        field(option, painter, bool(widget.property("invalid")))
    elif isinstance(option, QStyleOptionFrame) and option.lineWidth > 0:
        painter.setPen(look().colour("border"))
        painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
    return True


def _is_text(widget: QWidget) -> bool:
    """Tell whether a text of many lines is edited; by name, as the classes are slow to import."""
    return widget.inherits("QTextEdit") or widget.inherits("QPlainTextEdit")


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
    """Paint the ground and outline of a menu."""
    painter.fillRect(option.rect, look().colour("raised"))
    painter.setPen(look().colour("outline"))
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
    return True


def menu_line(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """Paint the line between two groups of a menu."""
    if not is_separator(option):
        return False
    painter.fillRect(option.rect, look().colour("raised"))
    painter.setPen(look().colour("border"))
    middle = option.rect.center().y()
    painter.drawLine(option.rect.left() + 8, middle, option.rect.right() - 8, middle)
    return True


def _menu_highlight(option: QStyleOption, painter: QPainter) -> None:
    """Paint the ground of the menu entry under the pointer."""
    painter.fillRect(option.rect, look().colour("raised"))
    if isinstance(option, QStyleOptionMenuItem) and option.state & _State.State_Selected:
        rounded(painter, option.rect.adjusted(4, 1, -4, -1), look().colour("accent_soft"), None)


def is_separator(option: QStyleOption) -> bool:
    """Tell whether a menu entry is a line between groups."""
    return (
        isinstance(option, QStyleOptionMenuItem)
        and option.menuItemType == QStyleOptionMenuItem.MenuItemType.Separator
        and not option.text
    )


def menu_item(option: QStyleOption, painter: QPainter) -> QStyleOption:
    """Paint the ground of a menu entry; return the option by which Fusion writes on it."""
    _menu_highlight(option, painter)
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


def submenu_arrow(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """Paint the arrow of an entry that opens another menu, in the colour of its words."""
    if not isinstance(option, QStyleOptionMenuItem):
        return False
    is_enabled = bool(option.state & _State.State_Enabled)
    colour = option.palette.color(QPalette.ColorRole.Text) if is_enabled else None
    branch_arrow(painter, option.rect, is_open=False, role="disabled", colour=colour)
    return True


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


def header_label(option: QStyleOption, painter: QPainter) -> QStyleOption:
    """Return the option by which the words of a head stand apart from the lines beside them."""
    if not isinstance(option, QStyleOptionHeader):
        return option
    label = QStyleOptionHeader(option)
    label.rect = option.rect.adjusted(CELL_INSET, 0, -CELL_INSET, 0)
    palette = QPalette(label.palette)
    palette.setColor(QPalette.ColorRole.ButtonText, look().colour("muted"))
    label.palette = palette
    painter.setFont(look().font("note", QFont.Weight.DemiBold))
    return label


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
    if option.state & _State.State_Children:
        branch_arrow(painter, option.rect, is_open=bool(option.state & _State.State_Open))
    return True


def branch_arrow(
    painter: QPainter,
    rect: QRect,
    *,
    is_open: bool,
    role: str = "muted",
    colour: QColor | None = None,
) -> None:
    """Paint the arrow of a branch in the middle of `rect`, in a colour or that of a role."""
    centre = QRectF(rect).center()
    half = 3.5
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(stroke(role) if colour is None else QPen(colour, stroke(role).widthF()))
    if is_open:
        tip_point = centre + QPointF(0, half / 2)
        painter.drawLine(centre + QPointF(-half, -half / 2), tip_point)
        painter.drawLine(tip_point, centre + QPointF(half, -half / 2))
    else:
        tip_point = centre + QPointF(half / 2, 0)
        painter.drawLine(centre + QPointF(-half / 2, -half), tip_point)
        painter.drawLine(tip_point, centre + QPointF(-half / 2, half))
    painter.restore()


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
