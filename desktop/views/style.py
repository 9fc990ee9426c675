"""The style: Fusion with flat, rounded controls and a visible focus.

Only painting and the size of controls are changed. Metrics and hints are Fusion's own: each of
them that is answered in Python is asked thousands of times while a window is laid out. Nor is
anything polished here: PySide would have to make a wrapper for every part of every widget.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, cast

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QIcon, QPainter
from PySide6.QtWidgets import (
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionComplex,
    QWidget,
)

from desktop.views import style_controls as controls
from desktop.views import style_frames as frames
from desktop.views import style_marks as marks
from desktop.views import style_tools as tools
from desktop.views.theme import look

Paint = Callable[[QStyleOption, QPainter, QWidget | None], bool]
Change = Callable[[QStyleOption, QPainter], QStyleOption]

_Primitive = QStyle.PrimitiveElement
_Control = QStyle.ControlElement
_Complex = QStyle.ComplexControl
_Element = QStyle.SubElement
_Contents = QStyle.ContentsType

# Each painter returns whether it painted; if not, Fusion does.
_PRIMITIVES: Final[dict[QStyle.PrimitiveElement, Paint]] = {
    _Primitive.PE_PanelButtonCommand: controls.push_button,
    _Primitive.PE_PanelButtonTool: controls.tool_button,
    _Primitive.PE_PanelLineEdit: controls.text_field,
    _Primitive.PE_FrameFocusRect: controls.focus_ring,
    _Primitive.PE_IndicatorCheckBox: marks.check_box,
    _Primitive.PE_IndicatorItemViewItemCheck: marks.check_box,
    _Primitive.PE_IndicatorRadioButton: marks.radio_button,
    _Primitive.PE_IndicatorBranch: frames.branch,
    _Primitive.PE_IndicatorArrowRight: frames.submenu_arrow,
    _Primitive.PE_IndicatorTabClose: frames.tab_close,
    _Primitive.PE_Frame: frames.frame,
    _Primitive.PE_PanelMenu: frames.menu_panel,
    _Primitive.PE_PanelMenuBar: frames.nothing,
    _Primitive.PE_PanelStatusBar: frames.nothing,
    _Primitive.PE_FrameStatusBarItem: frames.nothing,
    _Primitive.PE_FrameTabBarBase: frames.nothing,
    _Primitive.PE_FrameTabWidget: frames.tab_pane,
    _Primitive.PE_PanelTipLabel: frames.tip,
}
_CONTROLS: Final[dict[QStyle.ControlElement, Paint]] = {
    _Control.CE_HeaderSection: frames.header_section,
    _Control.CE_HeaderEmptyArea: frames.header_empty,
    _Control.CE_TabBarTabShape: frames.tab,
    _Control.CE_Splitter: frames.splitter,
    _Control.CE_ToolBar: frames.nothing,
    _Control.CE_MenuBarItem: frames.menu_bar_item,
    _Control.CE_MenuBarEmptyArea: frames.nothing,
    _Control.CE_ProgressBarGroove: marks.progress_groove,
    _Control.CE_ProgressBarContents: marks.progress_contents,
    _Control.CE_PushButtonLabel: controls.picture_label,
    _Control.CE_ToolButtonLabel: tools.tool_label,
    _Control.CE_MenuItem: frames.menu_line,
}
# Pictures of the desktop on the buttons of dialogs: of another family than our own.
_NO_PICTURES: Final = frozenset(
    getattr(QStyle.StandardPixmap, f"SP_Dialog{name}Button")
    for name in (
        *("Ok", "Cancel", "Help", "Open", "Save", "Close", "Apply", "Reset", "Discard", "Yes"),
        *("No", "YesToAll", "NoToAll", "SaveAll", "Abort", "Retry", "Ignore"),
    )
)
# What Fusion paints, with another option than Qt's.
_CHANGES: Final[dict[QStyle.ControlElement, Change]] = {
    _Control.CE_PushButtonLabel: controls.button_label,
    _Control.CE_ComboBoxLabel: controls.indented,
    _Control.CE_HeaderLabel: frames.header_label,
    _Control.CE_MenuItem: frames.menu_item,
}
# Between the edge of a box and its words, which stand where the style paints them.
_INSETS: Final = {QStyle.ContentsType.CT_ComboBox: 8}


class QuietStyle(QProxyStyle):
    """Fusion without gradients: fields and buttons are rounded, the rest is separators."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    # Qt's names
    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Paint a part of a control."""
        paint = _PRIMITIVES.get(element)
        if paint is None or not paint(option, painter, widget):
            super().drawPrimitive(element, option, painter, widget)

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Paint a control."""
        paint = _CONTROLS.get(element)
        if paint is not None and paint(option, painter, widget):
            return
        change = _CHANGES.get(element)
        super().drawControl(element, change(option, painter) if change else option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Paint a control with parts of its own."""
        if control == _Complex.CC_ScrollBar:
            marks.scroll_bar(self, option, painter, widget)
        elif control == _Complex.CC_ComboBox:
            controls.combo_box(self, option, painter, widget)
        elif control == _Complex.CC_SpinBox:
            controls.spin_box(self, option, painter, widget)
        elif control == _Complex.CC_ToolButton and controls.opens_menu(option):
            super().drawComplexControl(control, controls.without_menu(option), painter, widget)
            controls.menu_arrow(option, painter)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def subElementRect(
        self, element: QStyle.SubElement, option: QStyleOption, widget: QWidget | None = None
    ) -> QRect:
        """Return where a part of a control lies."""
        rect: QRect = super().subElementRect(element, option, cast("QWidget", widget))
        if element == _Element.SE_LineEditContents and controls.has_box(widget):
            rect.adjust(4, 0, -4, 0)
        elif element == _Element.SE_ItemViewItemText:
            rect.adjust(frames.CELL_INSET, 0, -frames.CELL_INSET, 0)
        return rect

    def sizeFromContents(
        self,
        contents: QStyle.ContentsType,
        option: QStyleOption,
        size: QSize,
        widget: QWidget | None = None,
    ) -> QSize:
        """Return how large a control wants to be for its contents."""
        wanted: QSize = super().sizeFromContents(contents, option, size, cast("QWidget", widget))
        least = look().px(look().density.field)
        if contents in (_Contents.CT_LineEdit, _Contents.CT_ComboBox, _Contents.CT_SpinBox):
            inset = _INSETS.get(contents, 0)
            wanted = QSize(wanted.width() + inset, max(wanted.height(), least))
        elif contents == _Contents.CT_PushButton:
            wanted = QSize(max(wanted.width() + 8, 72), max(wanted.height(), least))
        elif contents == _Contents.CT_ToolButton:
            extra = 6 if controls.has_words_beside(option) else 4
            extra += controls.ARROW_ROOM if controls.opens_menu(option) else 0
            wanted = QSize(wanted.width() + extra, max(wanted.height(), least - 2))
        elif contents == _Contents.CT_MenuItem and not frames.is_separator(option):
            wanted.setHeight(max(wanted.height(), look().row_height - 2))
        elif contents == _Contents.CT_ItemViewItem:
            inset = 2 * frames.CELL_INSET
            wanted = QSize(wanted.width() + inset, max(wanted.height(), look().row_height - 2))
        elif contents == _Contents.CT_HeaderSection:
            wanted = QSize(wanted.width() + 8, max(wanted.height(), look().row_height))
        elif contents in (_Contents.CT_MenuBarItem, _Contents.CT_TabBarTab):
            wanted = QSize(wanted.width() + 4, max(wanted.height(), least))
        return wanted

    def standardIcon(
        self,
        which: QStyle.StandardPixmap,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> QIcon:
        """Return a picture of the desktop; none for the buttons of dialogs."""
        if which in _NO_PICTURES:
            return QIcon()
        return super().standardIcon(which, option, widget)
