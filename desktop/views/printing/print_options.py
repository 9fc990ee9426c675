"""What a person may choose about a print."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.views.theme import look


class PrintOptions(QWidget):
    """Upright or lying, whose letterhead, and the one question that the print itself has.

    Signals:
        changed: something is to be printed otherwise.
    """

    changed = Signal()

    def __init__(
        self, option: str, *, chosen: bool, landscape: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._head(_("Paper"))
        self._upright = QRadioButton(_("Portrait"), self)
        self._lying = QRadioButton(_("Landscape"), self)
        self._group = QButtonGroup(self)
        for button in (self._upright, self._lying):
            self._group.addButton(button)
            self._layout.addWidget(button)
        (self._lying if landscape else self._upright).setChecked(True)
        self._layout.addSpacing(10)
        self._head(_("What is printed"))
        self._letterhead = QCheckBox(_("Company name and logo"), self)
        self._letterhead.setChecked(True)
        self._layout.addWidget(self._letterhead)
        self._option = QCheckBox(option, self)
        self._option.setChecked(chosen)
        self._option.setVisible(bool(option))
        self._layout.addWidget(self._option)
        self._layout.addStretch(1)
        self._group.buttonToggled.connect(self._on_group_toggled)
        self._letterhead.toggled.connect(self.changed)
        self._option.toggled.connect(self.changed)

    @property
    def is_landscape(self) -> bool:
        """Whether the page lies."""
        return self._lying.isChecked()

    @property
    def has_letterhead(self) -> bool:
        """Whether the company stands on top."""
        return self._letterhead.isChecked()

    @property
    def is_chosen(self) -> bool:
        """What the print's own question is answered with."""
        return self._option.isChecked()

    def choose(
        self,
        *,
        landscape: bool | None = None,
        letterhead: bool | None = None,
        option: bool | None = None,
    ) -> None:
        """Answer some of the questions."""
        if landscape is not None:
            (self._lying if landscape else self._upright).setChecked(True)
        if letterhead is not None:
            self._letterhead.setChecked(letterhead)
        if option is not None:
            self._option.setChecked(option)

    def add(self, choices: QWidget) -> None:
        """Show more choices, which belong to what is printed."""
        choices.setParent(self)
        self._layout.insertWidget(self._layout.count() - 1, choices)

    def _head(self, words: str) -> None:
        label = QLabel(words, self)
        label.setFont(look().font("lead", QFont.Weight.DemiBold))
        self._layout.addWidget(label)

    def _on_group_toggled(self, _button: object, is_on: bool) -> None:
        if is_on:
            self.changed.emit()
