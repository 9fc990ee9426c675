"""The status bar: what is in view, the work under way, the size of text."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from desktop.core.i18n import _, ngettext
from desktop.views.icons import icon
from desktop.views.shell.action_set import ActionSet
from desktop.views.shell.running import RunningWork
from desktop.views.theme import look
from desktop.views.widgets.roomy_menu import RoomyMenu

HEIGHT: Final = 28
BAR_WIDTH: Final = 120
LOOK_KEYS: Final = (
    "text.larger",
    "text.normal",
    "text.smaller",
    "-",
    "density.compact",
    "density.normal",
    "density.roomy",
)


class StatusBar(QWidget):
    """One quiet line at the lower edge of the window.

    Signals:
        warning_clicked: the person wants to see what the warning is about.
    """

    warning_clicked = Signal()

    def __init__(
        self, actions: ActionSet, running: RunningWork, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._running = running
        self._buttons: list[QToolButton] = []  # of others
        self._text = QLabel(self)
        self._text.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self._warning = self._make_warning()
        self._work = QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._cancel = QToolButton(self)
        self._cancel.setAutoRaise(True)
        self._cancel.setIcon(icon("x"))
        self._cancel.clicked.connect(self._on_cancel_clicked)
        self._zoom = QToolButton(self)
        self._zoom.setAutoRaise(True)
        self._zoom.clicked.connect(self._on_zoom_clicked)
        self._menu = RoomyMenu(self._zoom)
        self._menu.aboutToShow.connect(self._on_menu_about_to_show)
        self._menu.aboutToHide.connect(self._on_menu_about_to_hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 8, 0)
        layout.setSpacing(8)
        layout.addWidget(self._text, 1)
        for widget in (self._warning, self._work, self._bar, self._cancel, self._zoom):
            layout.addWidget(widget)
        running.changed.connect(self._on_running_changed)
        look().changed.connect(self._on_look_changed)
        self._on_running_changed()
        self._on_look_changed()
        self.retranslate()

    def _make_warning(self) -> QToolButton:
        made = QToolButton(self)
        made.setAutoRaise(True)
        made.setIcon(icon("triangle-alert", "warning"))
        made.setAccessibleName(_("Warning"))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.clicked.connect(self.warning_clicked)
        made.hide()
        return made

    @Slot(str)
    def show_text(self, text: str) -> None:
        """Say what is in view: how many, how many selected."""
        self._text.setText(text)

    def add_button(self, button: QToolButton) -> None:
        """Show a quiet button of somebody else before the size of text."""
        self._buttons.append(button)
        place = self.layout()
        if isinstance(place, QHBoxLayout):
            place.insertWidget(place.count() - 1, button)
        self._on_look_changed()

    def show_warning(self, text: str) -> None:
        """Show a warning that stays until its cause is gone; "" for none."""
        self._warning.setText(text)
        self._warning.setAccessibleName(text or _("Warning"))
        self._warning.setVisible(bool(text))

    @property
    def warning(self) -> str:
        """The warning shown, "" for none."""
        return self._warning.text()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.setAccessibleName(_("Status"))
        self._warning.setAccessibleName(_("Backup and restore"))
        self._cancel.setToolTip(_("Stop this work"))
        self._cancel.setAccessibleName(_("Stop this work"))
        self._bar.setAccessibleName(_("Progress"))
        self._zoom.setToolTip(_("Size of text and density"))
        self._zoom.setAccessibleName(_("Size of text and density"))

    @Slot()
    def _on_running_changed(self) -> None:
        works = self._running.works
        for widget in (self._work, self._bar):
            widget.setVisible(bool(works))
        self._cancel.setVisible(bool(works) and works[0].cancel is not None)
        if not works:
            return
        first = works[0]
        more = len(works) - 1
        says_more = first.what and first.what != first.title
        text = f"{first.title}: {first.what}" if says_more else first.title
        if more:
            text += " " + ngettext("and {count} more", "and {count} more", more).format(count=more)
        self._work.setText(text)
        self._bar.setRange(0, first.of)
        self._bar.setValue(first.done)

    @Slot()
    def _on_cancel_clicked(self) -> None:
        works = self._running.works
        if works and works[0].cancel:
            works[0].cancel()

    @Slot()
    def _on_zoom_clicked(self) -> None:
        height = self._menu.sizeHint().height()
        self._menu.popup(self._zoom.mapToGlobal(QPoint(0, -height)))

    @Slot()
    def _on_menu_about_to_show(self) -> None:
        self._menu.clear()
        for key in LOOK_KEYS:
            if key == "-":
                self._menu.addSeparator()
            else:
                self._menu.addAction(self._actions.update_action(key))

    @Slot()
    def _on_menu_about_to_hide(self) -> None:
        self._actions.settle(key for key in LOOK_KEYS if key != "-")

    @Slot()
    def _on_look_changed(self) -> None:
        self._zoom.setText(f"{look().font_scale} %")
        self._bar.setFixedWidth(look().px(BAR_WIDTH))
        self._bar.setFixedHeight(12)
        for widget in (self._text, self._warning, self._work, self._zoom, *self._buttons):
            widget.setFont(look().font("note"))
        for button in (self._zoom, *self._buttons):
            button.setFixedHeight(look().px(HEIGHT) - 4)
        self._cancel.setFixedSize(look().px(HEIGHT) - 6, look().px(HEIGHT) - 6)
        self.setFixedHeight(look().px(HEIGHT))

    # Qt's names
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line above."""
        painter = QPainter(self)
        painter.setPen(look().colour("border"))
        painter.drawLine(0, 0, self.width(), 0)
        painter.end()

    def sizeHint(self) -> QSize:
        """Return one line."""
        return QSize(320, look().px(HEIGHT))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
