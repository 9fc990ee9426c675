"""Tables of web pages, which many programs save under the name .xls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from desktop.files.cells import CellCleaner
from desktop.files.encodings import declared_encoding, guess_encoding
from desktop.files.errors import FileProblem, Problem
from desktop.files.notes import Notes
from desktop.files.sources import MOST_COLUMNS, Book, Measure, Row, measure_all, tidy

LARGEST: Final = 32 * 1024 * 1024  # bytes: all of it is taken apart at once
_PIECE: Final = 64 * 1024  # characters
_SILENT: Final = frozenset({"script", "style", "head", "title", "noscript"})
_BLOCKS: Final = frozenset({"br", "p", "div", "li"})
_MOST_SPANNED: Final = 1000
_CONDITIONS: Final = re.compile(r"<!\[[^>]*>?")  # "<![if …]>" of Excel; html.parser knows few
_BLANKS: Final = re.compile(r"\s+")


class TextTable:
    """A sheet whose cells were all read as text at once."""

    is_hidden = False

    def __init__(self, name: str) -> None:
        self.name = name
        self.notes = Notes()
        self.cells: list[list[str]] = []

    def measure(self) -> Measure:
        """Return the size and the first rows."""
        return measure_all(self.rows(), self.notes)

    def rows(self) -> Iterator[Row]:
        """Return all rows."""
        clean = CellCleaner(self.notes).row
        return tidy((clean(index, row) for index, row in enumerate(self.cells)), self.notes)


def open_web_page(path: Path) -> Book:
    """Read the tables of a web page; each is a sheet, named by its caption if it has one.

    Raises:
        FileProblem: the page is too big or holds no table.
    """
    if path.stat().st_size > LARGEST:
        raise FileProblem(Problem.TOO_BIG)
    data = path.read_bytes()
    encoding = guess_encoding(data)
    if not encoding.startswith("utf"):
        encoding = declared_encoding(data[:_PIECE]) or encoding
    text = _CONDITIONS.sub("", data.decode(encoding, "replace").replace("\0", ""))
    tables = [table for table in _parsed(text) if any(table.cells)]
    if not tables:
        raise FileProblem(Problem.NO_ROWS)
    return Book(tables, encoding=encoding)


def _parsed(text: str) -> list[TextTable]:
    parser = _TableParser()
    try:
        for start in range(0, len(text), _PIECE):
            parser.feed(text[start : start + _PIECE])
        parser.close()
    except AssertionError as error:  # how html.parser says that it is lost
        raise FileProblem(Problem.DAMAGED) from error
    return parser.tables


class _TableParser(HTMLParser):
    """Collects the text of each cell; a table within a cell becomes a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[TextTable] = []
        self._open: list[TextTable] = []  # tables within tables
        self._text: list[str] | None = None  # of the cell under way
        self._silent = ""
        self._in_caption = False
        self._down: dict[tuple[int, int], int] = {}  # (table, column): rows still covered
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, row or cell."""
        if tag in _SILENT:
            self._silent = self._silent or tag
        elif tag == "table":
            self._end_cell()
            self._open.append(TextTable(""))
            self.tables.append(self._open[-1])
        elif tag == "caption":
            self._in_caption = True
        elif self._open and tag == "tr":
            self._end_cell()
            self._open[-1].cells.append([])
        elif self._open and tag in ("td", "th"):
            self._start_cell(dict(attrs))
        elif tag in _BLOCKS and self._text:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Close a table, row or cell."""
        if tag == self._silent:
            self._silent = ""
        elif tag == "caption":
            self._in_caption = False
        elif tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Add text to the cell under way."""
        if self._silent:
            return
        if self._text is not None:
            self._text.append(_BLANKS.sub(" ", data))
        elif self._in_caption and self._open:
            self._open[-1].name += data.strip()

    def _start_cell(self, attributes: dict[str, str | None]) -> None:
        self._end_cell()
        table = self._open[-1]
        if not table.cells:
            table.cells.append([])
        row = table.cells[-1]
        while self._is_covered(len(row)):
            row.append("")
        self._span = _number(attributes.get("colspan"))
        covered = _number(attributes.get("rowspan")) - 1
        for column in range(len(row), len(row) + self._span) if covered else ():
            self._down[len(self._open), column] = covered
        self._text = []

    def _is_covered(self, column: int) -> bool:
        """Tell whether a cell from above reaches down here; each asking uses up one row."""
        place = (len(self._open), column)
        rows = self._down.pop(place, 0)
        if rows > 1:
            self._down[place] = rows - 1
        return rows > 0

    def _end_cell(self) -> None:
        if self._text is None:
            return
        text = "".join(self._text).strip()
        self._text = None
        row = self._open[-1].cells[-1]
        if len(row) <= MOST_COLUMNS:
            row.extend([text, *[""] * (self._span - 1)])


def _number(text: str | None) -> int:
    """Return a span as written in the page, within reason."""
    digits = (text or "").strip()
    is_number = digits.isascii() and digits.isdigit() and len(digits) <= len(str(_MOST_SPANNED))
    return min(max(int(digits), 1), _MOST_SPANNED) if is_number else 1
