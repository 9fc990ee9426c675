"""One field of records that are compared: the value of each, and which of them is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QRadioButton, QWidget

from desktop.core.entities import Entity
from desktop.core.fields import Field, Kind
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.pages import Card
from desktop.core.record_merge import is_united, merged_fields, merged_value
from desktop.views.theme import look

_EMPTY: Final[tuple[Json, ...]] = (None, "", [])
LONGEST: Final = 160  # signs of a value that are shown


def rows_of(entity: Entity, cards: Sequence[Card]) -> list[Field]:
    """Return the fields that at least one of the records has a value in."""
    return [
        field
        for field in merged_fields(entity)
        if any(card.values.get(field.name) not in _EMPTY for card in cards)
    ]


class MergeRow:
    """The choices of one field; a plain object, its widgets belong to the dialog's body."""

    def __init__(self, field: Field, cards: Sequence[Card], body: QWidget) -> None:
        self.field = field
        self._held = [card.values.get(field.name) for card in cards]
        self.differs = any(value != self._held[0] for value in self._held)
        self._label = QLabel(_(field.label), body)
        self._label.setFont(look().font("note", 600))
        self._label.setWordWrap(True)
        self._label.setContentsMargins(0, 3, 0, 0)  # its line stands as high as those of the values
        self._group = QButtonGroup(body)
        self._texts = [self._make_text(card, body) for card in cards]
        self._choices: list[QRadioButton] = []
        if self.differs:
            self._choices = [self._make_choice(place, body) for place in range(len(cards))]
        self._united = self._make_united(body) if self.differs and is_united(field) else None

    def put_into(self, grid: QGridLayout, row: int) -> None:
        """Lay the field out in a line: its label, the value of each record, all of them."""
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self._label, row, 0, top)
        shown: Sequence[QWidget] = self._choices or self._texts
        for column, widget in enumerate(shown, start=1):
            grid.addWidget(widget, row, column, top)
        if self._united is not None:
            grid.addWidget(self._united, row, len(self._held) + 1, top)

    def set_visible(self, shown: bool) -> None:
        """Show or hide the line."""
        widgets: list[QWidget] = [self._label, *(self._choices or self._texts)]
        if self._united is not None:
            widgets.append(self._united)
        for widget in widgets:
            widget.setVisible(shown)

    def prefer(self, place: int) -> None:
        """Propose the value of the record that stays, or what the others have where it is empty."""
        if self._united is not None:
            self._united.setChecked(True)
        elif self._choices:
            filled = [n for n, value in enumerate(self._held) if value not in _EMPTY]
            best = place if place in filled else filled[0]
            self._choices[best].setChecked(True)

    def value(self, order: Sequence[int]) -> Json:
        """Return the chosen value; lists are united in `order`, that of the record kept first."""
        chosen = self._group.checkedId()
        if 0 <= chosen < len(self._held):
            return self._held[chosen]
        return merged_value(self.field, [self._held[place] for place in order])

    def _make_text(self, card: Card, body: QWidget) -> QLabel:
        label = QLabel(self._shown(card), body)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setVisible(not self.differs)
        return label

    def _make_choice(self, place: int, body: QWidget) -> QRadioButton:
        text = self._texts[place].text()
        button = QRadioButton(_broken(text).replace("&", "&&"), body)
        button.setToolTip(text)
        button.setAccessibleName(f"{_(self.field.label)}: {text}")
        self._group.addButton(button, place)
        return button

    def _make_united(self, body: QWidget) -> QRadioButton:
        button = QRadioButton(_("All of them"), body)
        button.setAccessibleName(f"{_(self.field.label)}: {button.text()}")
        self._group.addButton(button, len(self._held))
        return button

    def _shown(self, card: Card) -> str:
        value = card.values.get(self.field.name)
        if value in _EMPTY:
            return _("(empty)")
        if self.field.kind is Kind.IMAGE:
            return _("(picture)")
        text = card.texts.get(self.field.name, "")
        return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _broken(text: str, width: int = 30) -> str:
    """Return the text over several lines: a radio button breaks none by itself."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + len(word) < width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "\n".join(lines)
