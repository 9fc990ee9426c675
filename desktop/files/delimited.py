"""CSV and its relatives: any encoding, any delimiter, quotes that may be wrong.

Cells come as text, since a CSV says nothing of types. An apostrophe before = + - @ at the start of
a cell, which `writing` puts there against formula injection, is taken away.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final, TextIO

from desktop.files.cells import CellCleaner
from desktop.files.delimiters import guess_delimiter, hinted_delimiter
from desktop.files.encodings import composed, first_bad_byte, guess_encoding, read_sample
from desktop.files.errors import FileProblem, Problem
from desktop.files.notes import Note, Notes
from desktop.files.sources import HEAD_ROWS, Book, Measure, Row, measure_all, tidy

LONGEST_LINE: Final = 8 * 1024 * 1024  # characters
LONGEST_CELL: Final = 1024 * 1024
COUNTED_WHOLE: Final = 32 * 1024 * 1024  # bytes; of larger files the rows are estimated
_SAMPLE_ROWS: Final = 20_000
_MANY_LINES: Final = 200  # no real cell has more; a quotation mark is open

_GUARDED: Final = re.compile(r"'+[=+\-@\t\r]")


class _OpenQuoteError(Exception):
    """A quotation mark is not closed."""


@dataclass(slots=True)
class _Lines:
    """Gives the lines of a text file to the CSV reader and keeps those of the record under way."""

    file: TextIO
    notes: Notes
    number: int = 0
    record: list[str] = field(default_factory=list)
    last: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[str]:
        while line := self.file.readline(LONGEST_LINE + 1):
            self.number += 1
            if len(line) > LONGEST_LINE:
                raise FileProblem(Problem.LONG_LINE, line=self.number, limit=LONGEST_LINE)
            if "\0" in line:
                self.notes.add(Note.NUL_SIGNS, line=self.number)
                line = line.replace("\0", "")
            self.record.append(line)
            yield line

    def next_record(self) -> None:
        """Forget the lines of the record that is done; those of the last one are kept."""
        if self.record:
            self.last = self.record
            self.record = []

    def is_quote_open(self, delimiter: str) -> bool:
        """Tell whether the file ended inside quotation marks."""
        try:
            list(csv.reader(self.last, delimiter=delimiter, strict=True))
        except csv.Error as error:
            return "unexpected end" in str(error)
        return False


class DelimitedSheet:
    """The one sheet of a CSV file."""

    is_hidden = False

    def __init__(self, path: Path, encoding: str, delimiter: str, *, has_quotes: bool) -> None:
        self.name = path.stem
        self.notes = Notes()
        self.encoding = encoding
        self.delimiter = delimiter
        self.has_quotes = has_quotes
        self._path = path

    def measure(self) -> Measure:
        """Return the size and the first rows; finds out whether quotation marks are closed."""
        is_small = self._path.stat().st_size <= COUNTED_WHOLE
        try:
            return self._measure_all() if is_small else self._estimate()
        except _OpenQuoteError:
            self.has_quotes = False
            self.notes = Notes()
            self.notes.put(Note.QUOTES_LITERAL)
            return self._measure_all() if is_small else self._estimate()

    def rows(self) -> Iterator[Row]:
        """Return all rows; a quotation mark left open is remarked in the end."""
        with self._open() as file:
            lines = _Lines(file, self.notes)
            yield from tidy(self._records(lines, is_strict=False), self.notes)
            if self.has_quotes and lines.is_quote_open(self.delimiter):
                first = lines.number - len(lines.last) + 1
                self.notes.put(Note.OPEN_QUOTE, line=first)

    def _measure_all(self) -> Measure:
        with self._open() as file:
            lines = _Lines(file, self.notes)
            rows = tidy(self._records(lines, is_strict=True), self.notes)
            measure = measure_all(rows, self.notes)
            if self.has_quotes and lines.is_quote_open(self.delimiter):
                raise _OpenQuoteError
        if "utf" in self.encoding and first_bad_byte(self._path, self.encoding) is not None:
            self.notes.put(Note.BAD_SIGNS, encoding=self.encoding)
        return measure

    def _estimate(self) -> Measure:
        """Measure the beginning and take the rest for alike."""
        with self._open() as file:
            rows = self._records(_Lines(file, self.notes), is_strict=True)
            head = list(islice(rows, HEAD_ROWS))
            count = len(head) + sum(1 for _ in islice(rows, _SAMPLE_ROWS))
            read = file.buffer.tell()
        width = max(map(len, head), default=0)
        size = self._path.stat().st_size
        return Measure(round(count * size / max(read, 1)), width, head, is_exact=False)

    def _open(self) -> TextIO:
        csv.field_size_limit(LONGEST_CELL)
        return self._path.open(encoding=self.encoding, errors="replace", newline="")

    def _records(self, lines: _Lines, *, is_strict: bool) -> Iterator[Row]:
        reader = csv.reader(
            composed(iter(lines), self.encoding),
            delimiter=self.delimiter,
            quoting=csv.QUOTE_MINIMAL if self.has_quotes else csv.QUOTE_NONE,
        )
        clean = CellCleaner(self.notes).row
        index = 0
        while (record := self._next(reader, lines, is_strict=is_strict)) is not None:
            if index == 0 and hinted_delimiter(lines.record[0] if lines.record else ""):
                record = []  # "sep=;" tells Excel the delimiter and is no row of the table
            lines.next_record()
            yield clean(index, [_unguarded(cell) for cell in record])
            index += 1

    def _next(
        self, reader: Iterator[list[str]], lines: _Lines, *, is_strict: bool
    ) -> list[str] | None:
        lines_before = lines.number
        try:
            record = next(reader, None)
        except csv.Error as error:
            if is_strict and self.has_quotes:
                raise _OpenQuoteError from error
            raise FileProblem(
                Problem.LONG_CELL, line=lines_before + 1, limit=LONGEST_CELL
            ) from error
        if is_strict and self.has_quotes and lines.number - lines_before > _MANY_LINES:
            raise _OpenQuoteError
        return record


def open_delimited(
    path: Path, encoding: str = "", delimiter: str = "", *, has_quotes: bool = True
) -> Book:
    """Open a CSV; encoding and delimiter are guessed unless given."""
    sample = read_sample(path)
    notes = Notes()
    if not encoding:
        encoding = guess_encoding(sample)
        if encoding.startswith("cp"):
            notes.put(Note.GUESSED_ENCODING, encoding=encoding.replace("cp", "Windows-"))
    text = sample.decode(encoding, "replace").lstrip("\ufeff").replace("\0", "")
    sheet = DelimitedSheet(
        path, encoding, delimiter or guess_delimiter(text), has_quotes=has_quotes
    )
    return Book([sheet], notes, encoding, sheet.delimiter, has_quotes)


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _GUARDED.match(cell) else cell
