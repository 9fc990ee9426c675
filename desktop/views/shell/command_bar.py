"""The command bar: at most nine actions that fit what is in view, the rest in a menu at its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QWidget

from desktop.core.i18n import _
from desktop.views.icons import icon
from desktop.views.shell.action_set import ActionSet
from desktop.views.theme import look
from desktop.views.widgets.roomy_menu import RoomyMenu

MOST: Final = 9
LINE: Final = "-"
MARGIN: Final = 8
ICON: Final = 16


class CommandBar(QWidget):
    """Shows actions as buttons on one line; what does not fit moves into a menu."""

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._keys: tuple[str, ...] = ()
        self._items: list[QWidget] = []
        self._buttons: dict[str, QToolButton] = {}
        self._hidden: list[str] = []
        self._more = QToolButton(self)
        self._more.setIcon(icon("ellipsis"))
        self._more.setAutoRaise(True)
        self._more.clicked.connect(self._on_more_clicked)
        self._menu = RoomyMenu(self._more)
        self._menu.aboutToShow.connect(self._on_menu_about_to_show)
        self._menu.aboutToHide.connect(self._on_menu_about_to_hide)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        actions.changed.connect(self._on_actions_changed)
        actions.keys_changed.connect(self.retranslate)
        self.retranslate()

    def show_keys(self, keys: Sequence[str]) -> None:
        """Show these actions, as far as they are bound; "-" is a line between groups."""
        wanted = tuple(key for key in keys if key == LINE or self._actions.is_reachable(key))
        wanted = _without_idle_lines(wanted)
        if wanted != self._keys:
            self._keys = wanted
            self._rebuild()

    @Slot()
    def retranslate(self) -> None:
        """Write the words in the language in use."""
        self.setAccessibleName(_("Commands"))
        self._more.setToolTip(_("More commands"))
        self._more.setAccessibleName(_("More commands"))
        for key, button in self._buttons.items():
            self._name(key, button)
        self._arrange()

    def _rebuild(self) -> None:
        for item in self._items:
            item.hide()
            item.deleteLater()
        self._items, self._buttons = [], {}
        for key in self._keys:
            self._items.append(self._make_line() if key == LINE else self._make_button(key))
        self._arrange()

    def _make_button(self, key: str) -> QToolButton:
        declared = self._actions.declared(key)
        button = QToolButton(self)
        button.setObjectName(key)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setEnabled(self._actions.is_enabled(key))
        button.clicked.connect(self._on_button_clicked)
        # The first is what one does most: it keeps its words and a ground of its own.
        prominent = not self._buttons
        button.setProperty("prominent", prominent)
        button.setAutoRaise(not prominent)
        role = "on_accent" if prominent else "danger" if declared.danger else None
        button.setIcon(icon(declared.icon, role))
        self._buttons[key] = button
        self._name(key, button)
        return button

    def _make_line(self) -> QFrame:
        line = QFrame(self)
        line.setFrameShape(QFrame.Shape.VLine)
        line.setFrameShadow(QFrame.Shadow.Plain)
        line.setForegroundRole(self.palette().ColorRole.Mid)
        return line

    def _name(self, key: str, button: QToolButton) -> None:
        label = self._actions.label(key).rstrip("…")
        button.setText(label)
        button.setAccessibleName(label)
        button.setToolTip(self._actions.tip(key))

    def _arrange(self) -> None:
        """Place the buttons from the left: with words while they fit, then without, then away."""
        for button in (*self._buttons.values(), self._more):
            button.setIconSize(QSize(look().px(ICON), look().px(ICON)))
        words = self._width_with_words()
        style = (
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon
            if words <= self.width()
            else Qt.ToolButtonStyle.ToolButtonIconOnly
        )
        more = self._more.sizeHint().width() + 4
        left, self._hidden = MARGIN, []
        for key, item in zip(self._keys, self._items, strict=True):
            if isinstance(item, QToolButton):
                keeps = item.property("prominent")
                item.setToolButtonStyle(
                    Qt.ToolButtonStyle.ToolButtonTextBesideIcon if keeps else style
                )
            width = _width(item)
            if self._hidden or left + width + more > self.width():
                item.hide()
                self._hidden += [key] if key != LINE else []
                continue
            self._put(item, left, width)
            left += width + 2
        self._more.setVisible(bool(self._hidden))
        if self._hidden:
            self._put(self._more, left, more - 4)

    def _width_with_words(self) -> int:
        total = 2 * MARGIN
        for item in self._items:
            if isinstance(item, QToolButton):
                item.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            total += _width(item) + 2
        return total

    def _put(self, item: QWidget, left: int, width: int) -> None:
        height = item.sizeHint().height() if isinstance(item, QToolButton) else look().px(20)
        item.setGeometry(left, (self.height() - height) // 2, width, height)
        item.show()

    @Slot()
    def _on_button_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self._actions.run(sender.objectName())

    @Slot()
    def _on_more_clicked(self) -> None:
        self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    @Slot()
    def _on_actions_changed(self) -> None:
        for key, button in self._buttons.items():
            button.setEnabled(self._actions.is_enabled(key))

    @Slot()
    def _on_menu_about_to_show(self) -> None:
        self._menu.clear()
        for key in self._hidden:
            self._menu.addAction(self._actions.update_action(key))

    @Slot()
    def _on_menu_about_to_hide(self) -> None:
        self._actions.settle(self._hidden)

    # Qt's names
    def sizeHint(self) -> QSize:
        """Return one line."""
        return QSize(320, look().px(look().density.field) + 12)

    def minimumSizeHint(self) -> QSize:
        """Return the room for the first button and the menu."""
        return QSize(160, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the buttons anew."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow language, font and density."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._arrange()


def _width(item: QWidget) -> int:
    return item.sizeHint().width() if isinstance(item, QToolButton) else 9


def _without_idle_lines(keys: Sequence[str]) -> tuple[str, ...]:
    """Return the first nine actions, with lines only between two of them."""
    kept: list[str] = []
    count = 0
    for key in keys:
        if key == LINE:
            if kept and kept[-1] != LINE:
                kept.append(key)
        elif count < MOST:
            kept.append(key)
            count += 1
    while kept and kept[-1] == LINE:
        kept.pop()
    return tuple(kept)
