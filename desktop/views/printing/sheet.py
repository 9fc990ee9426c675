"""What is to be printed, as plain data: a title, columns, lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.core.quick_dataclass import dataclass

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

MOST_LINES: Final = 50_000  # what nobody reads on paper any more belongs into a file


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table on paper."""

    label: str
    is_number: bool = False  # stands at the right
    is_label: bool = False  # what the other column says stands for: quieter


@dataclass(frozen=True, slots=True)
class PrintLine:
    """A line of the table, with one text for each column; a heading has one text for all."""

    cells: tuple[str, ...]
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who prints: the company's name and logo, as far as it has them."""

    company: str = ""
    logo: QImage | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole print: its head, its columns, and its lines in their order."""

    title: str
    note: str  # below the title: how many, from what
    day: str
    columns: tuple[Column, ...]
    lines: tuple[PrintLine, ...]
    has_header: bool = True  # the labels of the columns stand on top of every page
