"""The top of the window: the menus and the search box on one line."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from desktop.views.icons import icon
from desktop.views.shell.action_set import ActionSet
from desktop.views.shell.bell_button import BellButton
from desktop.views.shell.menus import MenuBar
from desktop.views.shell.search_box import SearchBox
from desktop.views.theme import look

HEIGHT: Final = 44
ICON: Final = 16
SEARCH_WIDTH: Final = 420
BUTTONS: Final = ("go.back", "go.forward")
BELL: Final = "notices.show"


class Header(QWidget):
    """Menus at the left, Back and Forward, search in the middle, the palette at the right."""

    def __init__(
        self, actions: ActionSet, search: SearchBox, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self.menus = MenuBar(actions, self)
        self.menus.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._search = search
        self._buttons = {key: self._make_button(key) for key in (*BUTTONS, BELL, "go.palette")}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.setSpacing(4)
        layout.addWidget(self.menus, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addStretch(1)
        for key in BUTTONS:
            layout.addWidget(self._buttons[key])
        layout.addWidget(search, 4)
        layout.addWidget(self._buttons[BELL])
        layout.addWidget(self._buttons["go.palette"])
        self.setAutoFillBackground(True)
        actions.changed.connect(self._on_actions_changed)
        actions.keys_changed.connect(self._show_tips)
        look().changed.connect(self._on_look_changed)
        self._on_look_changed()
        self.retranslate()

    @property
    def bell(self) -> BellButton | None:
        """The bell, by which notices are shown."""
        button = self._buttons[BELL]
        return button if isinstance(button, BellButton) else None

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        for key, button in self._buttons.items():
            button.setAccessibleName(self._actions.label(key))

    @Slot()
    def _show_tips(self) -> None:
        """Write what is said under the pointer, once the keys are known."""
        for key, button in self._buttons.items():
            button.setToolTip(self._actions.tip(key))
        self._search.setToolTip(self._actions.tip("app.search"))

    def _make_button(self, key: str) -> QToolButton:
        button = BellButton(self) if key == BELL else QToolButton(self)
        button.setObjectName(key)
        button.setAutoRaise(True)
        button.setIcon(icon(self._actions.declared(key).icon))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self._on_button_clicked)
        return button

    @Slot()
    def _on_button_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self._actions.run(sender.objectName())

    @Slot()
    def _on_actions_changed(self) -> None:
        for key, button in self._buttons.items():
            button.setEnabled(self._actions.is_enabled(key))

    @Slot()
    def _on_look_changed(self) -> None:
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Window, look().colour("rail"))
        self.setPalette(palette)
        self.setFixedHeight(look().px(HEIGHT))
        for button in self._buttons.values():
            button.setIconSize(QSize(look().px(ICON), look().px(ICON)))
        self._search.setMaximumWidth(look().px(SEARCH_WIDTH))
        self._search.setMinimumWidth(look().px(SEARCH_WIDTH) // 2)

    # Qt's names
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line below."""
        painter = QPainter(self)
        painter.setPen(look().colour("border"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()

    def sizeHint(self) -> QSize:
        """Return one line."""
        return QSize(640, look().px(HEIGHT))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._show_tips()
