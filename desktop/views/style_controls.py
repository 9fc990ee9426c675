"""How buttons and fields are painted."""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionFocusRect,
    QStyleOptionSpinBox,
    QStyleOptionToolButton,
    QToolButton,
    QWidget,
)

from desktop.views.style_marks import chevron, rounded
from desktop.views.theme import look
from desktop.views.tokens import FOCUS_WIDTH

GAP: Final = 6  # between picture and words
ARROW_ROOM: Final = 14  # for the arrow of a button that opens a menu
_State = QStyle.StateFlag
_SubControl = QStyle.SubControl


def is_primary(option: QStyleOption) -> bool:
    """Tell whether a button is the one that Enter presses."""
    return isinstance(option, QStyleOptionButton) and bool(
        option.features & QStyleOptionButton.ButtonFeature.DefaultButton
    )


def push_button(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """Paint a push button: the default one in the accent, a flat one only under the pointer."""
    state, colours = option.state, look()
    enabled = bool(state & _State.State_Enabled)
    flat = isinstance(option, QStyleOptionButton) and bool(
        option.features & QStyleOptionButton.ButtonFeature.Flat
    )
    if is_primary(option) and enabled and not flat:
        _accent_button(option, painter)
    else:
        back = _button_colour(state, "" if flat else "base")
        line = None if flat else colours.colour("outline" if enabled else "border")
        if back or line:
            rounded(painter, option.rect, colours.colour(back) if back else None, line)
    return True


def tool_button(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """Paint a tool button: nothing until the pointer is on it, or it is switched on."""
    state, colours = option.state, look()
    if is_prominent(widget) and state & _State.State_Enabled:
        _accent_button(option, painter)
        return True
    if state & _State.State_On:
        rounded(painter, option.rect, colours.colour("accent_soft"), None)
        return True
    back = _button_colour(state, "")
    outlined = widget is not None and bool(widget.property("outlined"))
    if back or outlined:
        line = colours.colour("outline") if outlined else None
        rounded(painter, option.rect, colours.colour(back or "base"), line)
    return True


def is_prominent(widget: QWidget | None) -> bool:
    """Tell whether a tool button is the one that is used most, set by its property."""
    return widget is not None and bool(widget.property("prominent"))


def has_words_beside(option: QStyleOption) -> bool:
    """Tell whether a tool button shows its words to the right of its picture."""
    return (
        isinstance(option, QStyleOptionToolButton)
        and option.toolButtonStyle == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        and not option.icon.isNull()
    )


def opens_menu(option: QStyleOption) -> bool:
    """Tell whether a tool button opens a menu wherever it is clicked."""
    feature = QStyleOptionToolButton.ToolButtonFeature
    return (
        isinstance(option, QStyleOptionToolButton)
        and bool(option.features & feature.HasMenu)
        and not option.features & feature.MenuButtonPopup
    )


def without_menu(option: QStyleOptionComplex) -> QStyleOptionComplex:
    """Return the option by which a tool button is painted without Fusion's small arrow."""
    if not isinstance(option, QStyleOptionToolButton):
        return option
    plain = QStyleOptionToolButton(option)
    plain.features &= ~QStyleOptionToolButton.ToolButtonFeature.HasMenu
    return plain


def menu_arrow(option: QStyleOption, painter: QPainter) -> None:
    """Paint the arrow of a tool button that opens a menu, after its words."""
    centre = QPointF(option.rect.right() - ARROW_ROOM / 2 - 1, option.rect.center().y() + 1)
    enabled = bool(option.state & _State.State_Enabled)
    written = option.palette.color(QPalette.ColorRole.ButtonText)
    is_on_accent = written == look().colour("on_accent_soft")  # the month above a calendar
    role = "on_accent_soft" if is_on_accent else "muted"
    chevron(painter, centre, down=True, enabled=enabled, half=3.5, role=role)


def button_label(option: QStyleOption, painter: QPainter) -> QStyleOption:
    """Return the option by which the text of the default button is written on the accent."""
    if not isinstance(option, QStyleOptionButton) or not is_primary(option):
        return option
    if not option.state & _State.State_Enabled:
        return option
    label = QStyleOptionButton(option)
    palette = QPalette(label.palette)
    palette.setColor(QPalette.ColorRole.ButtonText, look().colour("on_accent"))
    label.palette = palette
    return label


def has_box(widget: QWidget | None) -> bool:
    """Tell whether a text field stands in a box of its own: neither bare nor in a cell."""
    return (
        isinstance(widget, QLineEdit)
        and widget.hasFrame()
        and not isinstance(widget.parentWidget(), QAbstractItemView)
    )


def indented(option: QStyleOption, painter: QPainter) -> QStyleOption:
    """Return the option by which the chosen words of a box keep a distance from its edge."""
    if not isinstance(option, QStyleOptionComboBox) or option.editable:
        return option
    label = QStyleOptionComboBox(option)
    label.rect = option.rect.adjusted(4, 0, 0, 0)
    if not option.state & _State.State_Enabled:
        palette = QPalette(label.palette)
        palette.setColor(QPalette.ColorRole.ButtonText, look().colour("muted"))
        palette.setColor(QPalette.ColorRole.Text, look().colour("muted"))
        label.palette = palette
    return label


def picture_label(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """Write picture and words of a push button, together in the middle."""
    if not isinstance(option, QStyleOptionButton) or option.icon.isNull() or not option.text:
        return False
    enabled = bool(option.state & _State.State_Enabled)
    words = option.fontMetrics.size(int(Qt.TextFlag.TextShowMnemonic), option.text).width()
    side = option.iconSize.width()
    left = option.rect.center().x() - (side + GAP + words) // 2
    box = QRect(left, option.rect.center().y() - side // 2 + 1, side, side)
    mode = QIcon.Mode.Normal if enabled else QIcon.Mode.Disabled
    option.icon.paint(painter, box, Qt.AlignmentFlag.AlignCenter, mode)
    role = "disabled" if not enabled else "on_accent" if is_primary(option) else "text"
    painter.setPen(look().colour(role))
    room = QRect(left + side + GAP, option.rect.top(), words + 2, option.rect.height())
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(room, int(flags) | int(Qt.TextFlag.TextShowMnemonic), option.text)
    return True


def text_field(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """Paint the ground and outline of a text field; without a frame it is only the ground."""
    if not isinstance(widget, QLineEdit) or not widget.hasFrame():
        return isinstance(widget, QLineEdit) and not widget.hasFrame()
    if isinstance(widget.parentWidget(), QAbstractItemView):
        painter.fillRect(option.rect, look().colour("base"))
        painter.setPen(QPen(look().colour("accent"), FOCUS_WIDTH))
        painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
        return True
    field(option, painter, bool(widget.property("invalid")))
    return True


def field(option: QStyleOption, painter: QPainter, invalid: bool = False) -> None:
    """Paint the box of something that can be typed or chosen into."""
    state, colours = option.state, look()
    enabled = bool(state & _State.State_Enabled)
    writable = enabled and not state & _State.State_ReadOnly
    ground = colours.colour("base" if writable else "window")
    if state & _State.State_HasFocus and enabled:
        line = colours.colour("danger" if invalid else "accent")
        rounded(painter, option.rect, ground, line, FOCUS_WIDTH)
    else:
        hovered = bool(state & _State.State_MouseOver) and writable
        role = "danger" if invalid else "muted" if hovered else "outline" if writable else "border"
        rounded(painter, option.rect, ground, colours.colour(role))


def focus_ring(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """Paint the focus of a control; lists show theirs by the selected row."""
    by_keyboard = option.state & _State.State_KeyboardFocusChange
    if isinstance(widget, QAbstractItemView) or not by_keyboard:
        return True
    if isinstance(widget, QToolButton):  # Fusion would put the line inside, over the picture
        focus_line(painter, widget.rect())
    elif isinstance(option, QStyleOptionFocusRect):
        focus_line(painter, option.rect)
    return True


def focus_line(painter: QPainter, rect: QRect) -> None:
    """Paint the two-pixel line that says where the keyboard is."""
    rounded(painter, rect, None, look().colour("accent"), FOCUS_WIDTH)


def combo_box(
    style: QProxyStyle, option: QStyleOptionComplex, painter: QPainter, widget: QWidget | None
) -> None:
    """Paint a box to choose from, with its arrow."""
    if isinstance(option, QStyleOptionComboBox) and option.frame:
        invalid = isinstance(widget, QComboBox) and bool(widget.property("invalid"))
        field(option, painter, invalid)
    if not option.state & _State.State_Enabled:
        return  # it only shows what was chosen elsewhere
    arrow = style.subControlRect(
        QStyle.ComplexControl.CC_ComboBox,
        option,
        _SubControl.SC_ComboBoxArrow,
        cast("QWidget", widget),
    )
    chevron(painter, QRectF(arrow).center(), down=True, enabled=True)


def spin_box(
    style: QProxyStyle, option: QStyleOptionComplex, painter: QPainter, widget: QWidget | None
) -> None:
    """Paint a number field with its two arrows."""
    if isinstance(option, QStyleOptionSpinBox) and option.frame:
        field(option, painter, bool(widget is not None and widget.property("invalid")))
    for part, down in ((_SubControl.SC_SpinBoxUp, False), (_SubControl.SC_SpinBoxDown, True)):
        if option.subControls & part:
            rect = style.subControlRect(
                QStyle.ComplexControl.CC_SpinBox, option, part, cast("QWidget", widget)
            )
            chevron(
                painter,
                QRectF(rect).center(),
                down=down,
                enabled=bool(option.state & _State.State_Enabled),
                half=3.0,
            )


def _accent_button(option: QStyleOption, painter: QPainter) -> None:
    fill = look().colour("accent")
    if option.state & _State.State_Sunken:
        fill = fill.darker(112)
    elif option.state & _State.State_MouseOver:
        fill = fill.lighter(108)
    rounded(painter, option.rect, fill, None)
    if option.state & _State.State_HasFocus:
        focus = option.rect.adjusted(2, 2, -2, -2)
        rounded(painter, focus, None, look().colour("on_accent"), 1.5)


def _button_colour(state: QStyle.StateFlag, idle: str) -> str:
    if not state & _State.State_Enabled:
        return idle
    if state & _State.State_Sunken:
        return "pressed"
    return "hover" if state & _State.State_MouseOver else idle
