"""The format "XML Spreadsheet 2003", which reporting programs still write, mostly under .xls."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final
from xml.parsers import expat

from desktop.files.cells import CellCleaner
from desktop.files.errors import FileProblem, Problem
from desktop.files.notes import Notes
from desktop.files.sources import MOST_COLUMNS, Book, Measure, Row, measure_all, tidy
from desktop.files.web_tables import LARGEST

_NAMESPACE: Final = "urn:schemas-microsoft-com:office:spreadsheet "
_MOST_ROWS: Final = 1_048_576


class XmlSheet:
    """One worksheet, all of it read."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.is_hidden = False
        self.notes = Notes()
        self.cells: list[list[object]] = []

    def measure(self) -> Measure:
        """Return the size and the first rows."""
        return measure_all(self.rows(), self.notes)

    def rows(self) -> Iterator[Row]:
        """Return all rows."""
        clean = CellCleaner(self.notes).row
        return tidy((clean(index, row) for index, row in enumerate(self.cells)), self.notes)


def open_xml_book(path: Path) -> Book:
    """Read the worksheets of an XML spreadsheet.

    Raises:
        FileProblem: it is too big, broken, or defines entities, which real ones never do.
    """
    if path.stat().st_size > LARGEST:
        raise FileProblem(Problem.TOO_BIG)
    reader = _Reader()
    try:
        with path.open("rb") as file:
            reader.parser.ParseFile(file)
    except (expat.ExpatError, ValueError) as error:
        raise FileProblem(Problem.DAMAGED) from error
    return Book(reader.sheets)


class _Reader:
    """Follows the parser through Worksheet, Row, Cell and Data."""

    def __init__(self) -> None:
        self.sheets: list[XmlSheet] = []
        self._text: list[str] | None = None
        self._type = ""
        self._is_cell_open = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        self.parser.EntityDeclHandler = _refuse_entity

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.removeprefix(_NAMESPACE)
        if tag == "Worksheet":
            self.sheets.append(XmlSheet(attributes.get(_NAMESPACE + "Name", "")))
        elif tag == "Row" and self.sheets:
            self._skip_rows(attributes)
            self.sheets[-1].cells.append([])
        elif tag == "Cell" and self.sheets and self.sheets[-1].cells:
            self._start_cell(attributes)
        elif tag == "Data" and self._is_cell_open:
            self._type = attributes.get(_NAMESPACE + "Type", "String")
            self._text = []

    def _end(self, name: str) -> None:
        tag = name.removeprefix(_NAMESPACE)
        if tag == "Data" and self._text is not None:
            value = _value(self._type, "".join(self._text))
            self._text = None
            if self._is_cell_open:
                self.sheets[-1].cells[-1].append(value)
                self._is_cell_open = False
        elif tag == "Cell" and self._is_cell_open:
            self.sheets[-1].cells[-1].append("")
            self._is_cell_open = False

    def _data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _skip_rows(self, attributes: dict[str, str]) -> None:
        cells = self.sheets[-1].cells
        index = _index(attributes)
        if index > _MOST_ROWS:
            raise ValueError(index)
        cells.extend([] for _ in range(len(cells), index - 1))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        row = self.sheets[-1].cells[-1]
        index = min(_index(attributes), MOST_COLUMNS)
        row.extend([""] * (index - 1 - len(row)))
        self._is_cell_open = True


def _index(attributes: dict[str, str]) -> int:
    return int(attributes.get(_NAMESPACE + "Index", "0"))


def _value(type_: str, text: str) -> object:
    try:
        if type_ == "Number":
            return float(text)
        if type_ == "DateTime":
            return datetime.fromisoformat(text.removesuffix("Z"))
    except ValueError:
        return text
    return text == "1" if type_ == "Boolean" else text


def _refuse_entity(*_declaration: object) -> None:
    raise ValueError("an entity is declared")
