"""What the page "Today" says while nobody is known yet: how to begin."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.changes import Changes
from desktop.core.entities import UnknownEntityError, get_entity
from desktop.core.i18n import N_, _
from desktop.core.pages import ListQuery
from desktop.core.ports import Reads
from desktop.views.home.block_feed import TOPIC
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.style_marks import rounded
from desktop.views.theme import look

ENTITY: Final = "account"
# Actions of the program, the first of them as the one to take.
STEPS: Final = (
    ("list.import", N_("Import from Excel…"), "file-input"),
    ("new.account", N_("Add the first customer"), "building-2"),
    ("tools.demo", N_("Look at the demo company"), "flask-conical"),
)


class FirstSteps(QWidget):
    """Shows three ways to begin; hides for good as soon as there is a customer.

    Signals:
        asked: the key of the action that was chosen.
    """

    asked = Signal(str)

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._is_over = False
        self._title = QLabel(self)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setForegroundRole(self._text.palette().ColorRole.PlaceholderText)
        self.buttons = {key: QPushButton(self) for key, _text, _icon in STEPS}
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in self.buttons.values():
            button.setAutoDefault(False)
            button.clicked.connect(self._on_button_clicked)
            row.addWidget(button)
        row.addStretch(1)
        self.buttons[STEPS[0][0]].setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(6)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addSpacing(8)
        layout.addLayout(row)
        self.hide()
        jobs.changes.changed.connect(self._on_changed)
        look().changed.connect(self._on_look_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self._title.setText(_("Begin with your customers"))
        self._text.setText(_("Bring in the list that you have, or add them one by one."))
        for key, text, picture in STEPS:
            self.buttons[key].setText(_(text))
            self.buttons[key].setIcon(icon(picture, "on_accent" if key == STEPS[0][0] else "text"))
        self._on_look_changed()

    def ask(self) -> None:
        """Find out whether anybody is known; once somebody is, never again."""
        if not self._is_over:
            self._jobs.lists.submit(_is_empty, self._on_read, topic=TOPIC)

    def _on_read(self, is_empty: bool) -> None:
        self._is_over = not is_empty
        self.setVisible(is_empty)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(ENTITY) and self.isVisible():
            self.ask()

    @Slot()
    def _on_button_clicked(self) -> None:
        keys = {button: key for key, button in self.buttons.items()}
        self.asked.emit(keys[self.sender()])  # type: ignore[index]  # one of the buttons

    @Slot()
    def _on_look_changed(self) -> None:
        self._title.setFont(look().font("title", QFont.Weight.DemiBold))

    # Qt's names
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card."""
        painter = QPainter(self)
        rounded(painter, self.rect(), look().colour("base"), look().colour("border"))
        painter.end()


def _is_empty(reads: Reads) -> bool:
    """Tell whether no customer is known."""
    try:
        title = get_entity(ENTITY).title
    except UnknownEntityError:
        return False
    return not reads.first_page(ListQuery(ENTITY, (title,))).rows
