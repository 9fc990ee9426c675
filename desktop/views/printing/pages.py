"""Placing the lines of a table on pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from desktop.core.quick_dataclass import dataclass
from desktop.views.printing.column_widths import column_widths
from desktop.views.printing.paper import ABOVE, PADDING, Paper, types
from desktop.views.printing.sheet import Letterhead, PrintLine, Sheet
from desktop.views.printing.wrapping import NO_BREAK, Width, wrap

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

Cells = tuple[tuple[str, ...], ...]  # for each column its lines


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of the table on a page, or as much of it as that page has room for."""

    top: float
    height: float
    cells: Cells
    is_heading: bool = False


class Paints(Protocol):
    """Something that paints pages; one unit of the painter is a twip."""

    def paint(self, painter: QPainter, number: int) -> None:
        """Paint a page (0 is the first)."""
        ...


class Pages:
    """The pages of a sheet on one paper; they are filled by `add`, a few lines at a time."""

    def __init__(self, sheet: Sheet, paper: Paper) -> None:
        self.sheet = sheet
        self.paper = paper
        self.widths = column_widths(sheet.columns, sheet.lines, paper.width)
        self.header: Cells = ()
        if sheet.has_header:
            labels = [column.label for column in sheet.columns]
            self.header = self._wrapped(labels, types()["label"].width)
        self.header_height = self._height(self.header) if sheet.has_header else 0.0
        self.pages: list[list[Placed]] = [[]]
        self._at = self._page_top()

    def own_painter(self, _letterhead: Letterhead) -> Paints | None:
        """Return what paints these pages, None if they are painted as tables are."""
        return None

    def add(self, lines: Iterable[PrintLine]) -> None:
        """Place more lines below those placed already."""
        for line in lines:
            if line.is_heading:
                self._add_heading(line.cells[0])
            else:
                self._add_cells(self._wrapped(line.cells, types()["text"].width))

    def _add_heading(self, text: str) -> None:
        room = self.paper.width - 2 * PADDING
        cells = (tuple(wrap(text, room, types()["label"].width)),)
        height = self._height(cells)
        if self._at + height + 2 * types()["text"].height > self.paper.bottom:
            self._turn()  # a heading never stands alone at the end of a page
        self._place(cells, height, is_heading=True)

    def _add_cells(self, cells: Cells) -> None:
        """Place a line; one that is longer than a page goes on on the next."""
        height = self._height(cells)
        if self._at + height > self.paper.bottom and self.pages[-1]:
            self._turn()
        while self._at + height > self.paper.bottom:
            count = self._lines_left()
            self._place(tuple(c[:count] for c in cells), self._height_of(count))
            self._turn()
            cells = tuple(c[count:] for c in cells)
            height = self._height(cells)
        self._place(cells, height)

    def _place(self, cells: Cells, height: float, *, is_heading: bool = False) -> None:
        self.pages[-1].append(Placed(self._at, height, cells, is_heading))
        self._at += height

    def _turn(self) -> None:
        self.pages.append([])
        self._at = self._page_top()

    def _page_top(self) -> float:
        return self.paper.top(len(self.pages) - 1) + self.header_height

    def _lines_left(self) -> int:
        room = self.paper.bottom - self._at - 2 * ABOVE
        return max(1, int(room // types()["text"].height))

    def _height(self, cells: Cells) -> float:
        return self._height_of(max((len(lines) for lines in cells), default=1))

    @staticmethod
    def _height_of(count: int) -> float:
        return max(1, count) * types()["text"].height + 2 * ABOVE

    def _wrapped(self, texts: Sequence[str], width: Width) -> Cells:
        rooms = [one - 2 * PADDING for one in self.widths]
        return tuple(
            (text,) if "\n" not in text and width(text) <= room else _lines(text, room, width)
            for text, room in zip(texts, rooms, strict=True)
        )


def _lines(text: str, room: float, width: Width) -> tuple[str, ...]:
    """Return a text in lines, with plain spaces, so that they are found in a PDF file."""
    return tuple(line.replace(NO_BREAK, " ") for line in wrap(text, room, width))
