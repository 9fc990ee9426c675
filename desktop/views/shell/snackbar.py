"""The snackbar: says at the lower edge what was done, with a way back, and goes by itself."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, QSize, QTimer, Slot
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from desktop.core.i18n import _
from desktop.views.icons import icon
from desktop.views.shell.action_set import ActionSet
from desktop.views.shell.undo import Notice
from desktop.views.style_marks import rounded
from desktop.views.theme import look

SECONDS: Final = 10
PROBLEM_SECONDS: Final = 20
WIDEST: Final = 640
MARGIN: Final = 16


class Snackbar(QWidget):
    """Lies over the lower edge of its parent; the pointer on it keeps it there."""

    def __init__(self, actions: ActionSet, parent: QWidget) -> None:
        super().__init__(parent)
        self._actions = actions
        self._host = parent
        self._notice = Notice("")
        self._label = QLabel(self)
        self._label.setWordWrap(True)
        self._button = QPushButton(self)
        self._button.setFlat(True)
        self._button.clicked.connect(self._on_button_clicked)
        self._close = QToolButton(self)
        self._close.setAutoRaise(True)
        self._close.setIcon(icon("x", "on_snackbar"))
        self._close.clicked.connect(self.dismiss)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        layout = self._layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 6, 6)
        layout.addWidget(self._label, 1)
        layout.addWidget(self._button)
        layout.addWidget(self._close)
        parent.installEventFilter(self)
        look().changed.connect(self._on_look_changed)
        self._on_look_changed()
        self.retranslate()
        self.hide()

    @property
    def text(self) -> str:
        """What it says, or "" where it says nothing."""
        return "" if self.isHidden() else self._label.text()

    @Slot(object)
    def show_notice(self, notice: Notice) -> None:
        """Say something in place of what was said before."""
        self._notice = notice
        self._label.setText(notice.text)
        self._button.setVisible(bool(notice.action))
        self.retranslate()
        self._timer.start((PROBLEM_SECONDS if notice.is_problem else SECONDS) * 1000)
        self._place()
        self.show()
        self.raise_()
        self._announce(notice.text)

    def _announce(self, text: str) -> None:
        """Let a screen reader say it; what it needs takes its time to import."""
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def retranslate(self) -> None:
        """Write the button in the language in use; what was said stays as it was said."""
        self._close.setAccessibleName(_("Close"))
        action = self._notice.action or "edit.undo"
        keys, label = self._actions.key_text(action), self._actions.label(action)
        self._button.setText(f"{label} ({keys})" if keys else label)

    @Slot(str)
    def show_problem(self, sentence: str) -> None:
        """Say what went wrong."""
        self.show_notice(Notice(sentence, is_problem=True))

    @Slot()
    def dismiss(self) -> None:
        """Say nothing any more."""
        self._timer.stop()
        self.hide()

    def _place(self) -> None:
        parent = self._host
        most = min(look().px(WIDEST), parent.width() - 2 * MARGIN)
        wanted = self._layout.sizeHint()
        width = min(most, self._one_line_width())
        height = max(wanted.height(), self._label.heightForWidth(width - self._side_width()) + 12)
        self.setGeometry(
            QRect(
                (parent.width() - width) // 2,
                parent.height() - height - MARGIN,
                width,
                height,
            )
        )

    def _side_width(self) -> int:
        button = self._button.sizeHint().width() if self._notice.action else 0
        return button + self._close.sizeHint().width() + 40

    def _one_line_width(self) -> int:
        text = self._label.fontMetrics().horizontalAdvance(self._label.text())
        return text + self._side_width() + 16

    @Slot()
    def _on_button_clicked(self) -> None:
        self.dismiss()
        self._actions.run(self._notice.action)

    @Slot()
    def _on_look_changed(self) -> None:
        _colour(self._label, look().colour("on_snackbar"))
        _colour(self._button, look().colour("snackbar_link"))
        self._button.setFont(look().font("text", 600))

    # Qt's names
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        rounded(painter, self.rect(), look().colour("snackbar"), None)
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the pointer is here."""
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Go a while after the pointer left."""
        self._timer.start(SECONDS * 500)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the lower edge of the parent."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def sizeHint(self) -> QSize:
        """Return the room of one line."""
        return self._layout.sizeHint()


def _colour(widget: QWidget, colour: QColor) -> None:
    palette = QPalette(widget.palette())
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(role, colour)
    widget.setPalette(palette)
