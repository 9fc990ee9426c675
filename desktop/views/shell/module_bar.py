"""The bar at the left edge: one button for each module, the first nine by Ctrl+1 … 9."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QButtonGroup,
    QStyle,
    QStyleOptionToolButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.views.icons import icon
from desktop.views.shell.action_set import ActionSet
from desktop.views.shell.screens import Module
from desktop.views.style_controls import focus_line
from desktop.views.style_marks import rounded
from desktop.views.theme import look

ICON: Final = 20
PILL_WIDTH, PILL_HEIGHT = 44, 28
WIDE, NARROW = 76, 52
SETTINGS, HELP = "tools.settings", "help.contents"


class ModuleButton(QToolButton):
    """A picture with its name below; the chosen one stands on a pill of the accent."""

    def __init__(self, key: str, symbol: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self._symbol = symbol
        self._labelled = True
        self.setIcon(icon(symbol))
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_labelled(self, labelled: bool) -> None:
        """Show the name below the picture, or the picture alone."""
        self._labelled = labelled
        self.updateGeometry()
        self.update()

    # Qt's names
    def sizeHint(self) -> QSize:
        """Return the room for pill and name."""
        width = look().px(WIDE if self._labelled else NARROW)
        return QSize(width, _pill().height() + (look().px(20) if self._labelled else 4) + 8)

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint pill, picture and name."""
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        painter = QPainter(self)
        pill = QRect(QPoint(0, 4), _pill())
        pill.moveLeft((self.width() - pill.width()) // 2)
        if self.isChecked():
            rounded(painter, pill, look().colour("accent_soft"), None)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            rounded(painter, pill, look().colour("pressed"), None)
        box = QRect(0, 0, look().px(ICON), look().px(ICON))
        box.moveCenter(pill.center())
        role = "on_accent_soft" if self.isChecked() else "muted"
        icon(self._symbol, role).paint(painter, box)
        if self._labelled:
            painter.setFont(look().font("note", 600 if self.isChecked() else 400))
            painter.setPen(look().colour("text" if self.isChecked() else "muted"))
            below = QRect(0, pill.bottom() + 1, self.width(), look().px(20))
            text = painter.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideRight, below.width() - 4
            )
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, text)
        if option.state & QStyle.StateFlag.State_HasFocus:
            focus_line(painter, pill)
        painter.end()


class ModuleBar(QWidget):
    """Chooses the module.

    Signals:
        module_chosen: the key of the module.
    """

    module_chosen = Signal(str)

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._modules: dict[str, Module] = {}
        self._buttons: dict[str, ModuleButton] = {}
        self._labelled = True
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 4, 0, 8)
        self._layout.setSpacing(4)
        self._layout.addStretch(1)
        self._foot = [
            self._make_button(HELP, "circle-question-mark"),
            self._make_button(SETTINGS, "settings"),
        ]
        for button in self._foot:
            self._layout.addWidget(button)
            button.clicked.connect(self._on_foot_clicked)
        self.setAutoFillBackground(True)
        actions.keys_changed.connect(self._show_tips)
        look().changed.connect(self._on_look_changed)
        self._on_look_changed()
        self.retranslate()

    def show_modules(self, modules: Iterable[Module]) -> None:
        """Show a button for each module."""
        for button in self._buttons.values():
            self._layout.removeWidget(button)
            self._group.removeButton(button)
            button.deleteLater()
        self._modules = {module.key: module for module in modules}
        self._buttons = {}
        for place, module in enumerate(self._modules.values()):
            button = self._make_button(module.key, module.icon)
            button.setCheckable(True)
            button.clicked.connect(self._on_button_clicked)
            self._buttons[module.key] = button
            self._group.addButton(button)
            self._layout.insertWidget(place, button)
        self.retranslate()

    def set_current(self, key: str) -> None:
        """Mark a module as the one in view."""
        if button := self._buttons.get(key):
            button.setChecked(True)

    def set_labelled(self, labelled: bool) -> None:
        """Show names below the pictures, or not where the window is narrow."""
        if labelled != self._labelled:
            self._labelled = labelled
            for button in (*self._buttons.values(), *self._foot):
                button.set_labelled(labelled)

    def retranslate(self) -> None:
        """Write the names in the language in use."""
        self.setAccessibleName(_("Modules"))
        labels = [_(module.label) for module in self._modules.values()]
        buttons = (*self._buttons.values(), *self._foot)
        for button, label in zip(buttons, (*labels, _("Help"), _("Settings")), strict=True):
            button.setText(label)
            button.setAccessibleName(label)

    @Slot()
    def _show_tips(self) -> None:
        """Write what is said under the pointer, once the keys are known."""
        actions = {f"module.{key}": button for key, button in self._buttons.items()}
        actions |= {button.key: button for button in self._foot}
        for action, button in actions.items():
            keys = self._actions.key_text(action) if action in self._actions else ""
            button.setToolTip(f"{button.text()} ({keys})" if keys else button.text())

    def _make_button(self, key: str, symbol: str) -> ModuleButton:
        button = ModuleButton(key, symbol, self)
        button.set_labelled(self._labelled)
        return button

    @Slot()
    def _on_button_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, ModuleButton):
            self.module_chosen.emit(sender.key)

    @Slot()
    def _on_foot_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, ModuleButton):
            self._actions.run(sender.key)

    @Slot()
    def _on_look_changed(self) -> None:
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Window, look().colour("rail"))
        self.setPalette(palette)
        self.updateGeometry()

    # Qt's names
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move among the buttons with the arrow keys."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._show_tips()


def _pill() -> QSize:
    return QSize(look().px(PILL_WIDTH), look().px(PILL_HEIGHT))
