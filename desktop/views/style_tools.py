"""The pictures and words of tool buttons."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QIcon, QPainter
from PySide6.QtWidgets import QStyle, QStyleOption, QStyleOptionToolButton, QWidget

from desktop.views.style_controls import has_words_beside, is_prominent
from desktop.views.theme import look

_State = QStyle.StateFlag


def tool_label(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """Write picture and words of a tool button with room around them."""
    if not isinstance(option, QStyleOptionToolButton):
        return False
    enabled = bool(option.state & _State.State_Enabled)
    is_on = enabled and bool(option.state & _State.State_On)
    if not has_words_beside(option):
        return is_on and (_lit_picture(option, painter) or _lit_words(option, painter))
    rect, size = option.rect, option.iconSize
    box = QRect(rect.left() + 8, 0, size.width(), size.height())
    box.moveTop(rect.center().y() - size.height() // 2 + 1)
    mode = QIcon.Mode.Selected if is_on else QIcon.Mode.Normal
    mode = mode if enabled else QIcon.Mode.Disabled
    option.icon.paint(painter, box, Qt.AlignmentFlag.AlignCenter, mode)
    painter.setPen(look().colour(_words_role(widget, enabled=enabled, is_on=is_on)))
    words = rect.adjusted(size.width() + 14, 0, -4, 0)
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(words, int(flags) | int(Qt.TextFlag.TextHideMnemonic), option.text)
    return True


def _words_role(widget: QWidget | None, *, enabled: bool, is_on: bool) -> str:
    if not enabled:
        return "disabled"
    if is_prominent(widget):
        return "on_accent"
    return "on_accent_soft" if is_on else "text"


def _lit_picture(option: QStyleOptionToolButton, painter: QPainter) -> bool:
    """Draw the picture of a button that is switched on in a colour that is seen on its ground."""
    is_picture = option.toolButtonStyle == Qt.ToolButtonStyle.ToolButtonIconOnly
    if not is_picture or option.icon.isNull():
        return False
    box = QRect(QPoint(), option.iconSize)
    box.moveCenter(option.rect.center())
    option.icon.paint(painter, box, Qt.AlignmentFlag.AlignCenter, QIcon.Mode.Selected)
    return True


def _lit_words(option: QStyleOptionToolButton, painter: QPainter) -> bool:
    """Write the words of a button without a picture that is switched on."""
    if option.toolButtonStyle != Qt.ToolButtonStyle.ToolButtonTextOnly:
        return False
    painter.setPen(look().colour("on_accent_soft"))
    flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextHideMnemonic)
    painter.drawText(option.rect, flags, option.text)
    return True
