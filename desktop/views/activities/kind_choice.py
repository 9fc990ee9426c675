"""The kinds of things that are logged, as buttons of which one is pressed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QToolButton, QWidget

from desktop.core.i18n import N_, _
from desktop.views.icons import icon

CALL, VISIT, MEETING, NOTE = "call", "visit", "meeting", "note"
INBOUND: Final = "inbound"
# Button: the entity, its words, its picture, and of a call its direction.
KINDS: Final = (
    ("call", N_("Called"), "phone-outgoing", "outbound"),
    ("inbound", N_("Was called"), "phone-incoming", "inbound"),
    ("visit", N_("Visited"), "footprints", ""),
    ("meeting", N_("Met"), "users", ""),
    ("note", N_("Noted"), "sticky-note", ""),
)


class KindChoice(QWidget):
    """Says what is logged: a call and its direction, a visit, a meeting, a note.

    Signals:
        chosen: the key of an entity.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for place, (key, label, symbol, _direction) in enumerate(KINDS):
            button = QToolButton(self)
            button.setText(_(label))
            button.setIcon(icon(symbol))
            button.setToolTip(_("{what}: ↑ ↓ in the line below choose").format(what=_(label)))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setCheckable(True)
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._group.addButton(button, place)
            self.buttons[key] = button
            layout.addWidget(button)
        layout.addStretch(1)
        self.buttons[CALL].setChecked(True)
        self._group.buttonClicked.connect(self._on_button_clicked)

    @property
    def kind(self) -> str:
        """The key of the entity that is logged."""
        key = KINDS[self._group.checkedId()][0]
        return CALL if key == INBOUND else key

    @property
    def direction(self) -> str:
        """The direction of a call."""
        return KINDS[self._group.checkedId()][3]

    def choose(self, key: str) -> None:
        """Press the button of a kind; nobody is told."""
        self.buttons[key].setChecked(True)

    def step(self, by: int) -> None:
        """Press the next button, or the one before."""
        place = (self._group.checkedId() + by) % len(KINDS)
        self._group.button(place).setChecked(True)
        self.chosen.emit(self.kind)

    @Slot(QAbstractButton)
    def _on_button_clicked(self, _button: QAbstractButton) -> None:
        self.chosen.emit(self.kind)
