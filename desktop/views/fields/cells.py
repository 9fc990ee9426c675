"""How a list draws the cells of each kind, as plain data for the painter of rows.

The text of a cell comes ready with its row (`pages.Row.texts`); this says where and how it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum, auto
from typing import Final

from desktop.core.fields import Field, Kind, value_kind
from desktop.core.kinds import knowledge
from desktop.core.quick_dataclass import dataclass


class CellStyle(StrEnum):
    """What stands in a cell."""

    TEXT = auto()
    NUMBER = auto()  # text at the right, digits of one width
    BADGE = auto()  # the text on a coloured ground
    CHIPS = auto()  # texts between commas, each on a grey ground
    CHECK = auto()  # a mark for yes, nothing for no
    LINK = auto()  # text in the colour of links where the pointer is
    PICTURE = auto()  # a mark that there is one
    SWATCH = auto()  # a spot of the colour that the value is, and its text


@dataclass(frozen=True, slots=True)
class CellLook:
    """How the cells of one column are drawn."""

    style: CellStyle = CellStyle.TEXT
    right: bool = False
    width: int = 160  # of the column at first, in logical pixels at 100 %
    colours: Mapping[str, str] = field(default_factory=dict)  # of badges, by the value

    def colour(self, value: object) -> str:
        """Return the name of the badge's colour for a value; "" is grey."""
        return self.colours.get(value, "") if isinstance(value, str) else ""


_STYLES: Final = {
    Kind.INTEGER: CellStyle.NUMBER,
    Kind.DURATION: CellStyle.NUMBER,
    Kind.MONEY: CellStyle.NUMBER,
    Kind.PERCENT: CellStyle.NUMBER,
    Kind.TAGS: CellStyle.CHIPS,
    Kind.FLAG: CellStyle.CHECK,
    Kind.LINK: CellStyle.LINK,
    Kind.CHOICES: CellStyle.CHIPS,
    Kind.IMAGE: CellStyle.PICTURE,
    Kind.COLOUR: CellStyle.SWATCH,
}


def cell_look(field: Field) -> CellLook:
    """Return how the cells of a field are drawn."""
    kind = value_kind(field)
    known = knowledge(kind)
    colours = {option.value: option.colour for option in field.options if option.colour}
    style = _STYLES.get(kind, CellStyle.TEXT)
    if kind is Kind.CHOICE and colours:
        style = CellStyle.BADGE
    return CellLook(style, known.right, known.width, colours)
