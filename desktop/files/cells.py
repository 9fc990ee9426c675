"""Cells as they come from a parser, made into what the program calls a cell.

Whole numbers become int, so that a telephone number or code that Excel took for a number never
turns up as 849123456.0 or 8.49E+11; other numbers keep the 15 digits that Excel itself shows.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from desktop.core.tables import CellValue, column_letter
from desktop.files.notes import Note, Notes

ERROR_WORDS: Final = frozenset({
    "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
    "#GETTING_DATA", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#EXTERNAL!", "#BUSY!",
})  # fmt: skip

_LIBRE_ERROR: Final = re.compile(r"Err:5\d\d\Z")
_SHORT_NUMBER: Final = re.compile(r"-?\d(?:[.,]\d+)?E\+\d\d\Z")
_GREATEST_WHOLE: Final = 1e22  # above, a float is no exact whole number in Python either
_SECONDS_AN_HOUR: Final = 3600


class CellCleaner:
    """Cleans the rows of one sheet and remarks what was lost."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._odd: list[tuple[Note, str]] = []
        self._by_type: dict[type, Callable[[Any], CellValue]] = {
            str: self._text,
            float: whole_or_rounded,
            int: _same,
            bool: _same,
            date: _same,
            datetime: _day_or_moment,
            time: _clock_text,
            timedelta: _span_text,
        }

    def row(self, index: int, values: Iterable[object]) -> list[CellValue]:
        """Return the cells of row `index` (from 0)."""
        by_type = self._by_type
        raw = values if isinstance(values, list) else list(values)
        cells: list[CellValue] = [by_type[type(value)](value) for value in raw]
        if self._odd:
            self._remark(index, raw)
        return cells

    def _text(self, text: str) -> str | None:
        if not text:
            return None
        if "\0" in text or "\r" in text or text[0] in "#E" or "E+" in text:
            return self._odd_text(text)
        return text

    def _odd_text(self, text: str) -> str | None:
        if text in ERROR_WORDS or _LIBRE_ERROR.match(text):
            self._odd.append((Note.ERROR_CELLS, text))
            return None
        if _SHORT_NUMBER.match(text):
            self._odd.append((Note.EXPONENTS, text))
        if "\0" in text:
            self._odd.append((Note.NUL_SIGNS, text))
        kept = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
        return kept or None

    def _remark(self, index: int, raw: list[object]) -> None:
        for note, text in self._odd:
            cell = f"{column_letter(raw.index(text))}{index + 1}"
            self._notes.add(note, cell=cell, line=index + 1)
        self._odd.clear()


def whole_or_rounded(number: float) -> int | float | None:
    """Return a whole number as int, another with 15 digits, None for what is no number."""
    if number.is_integer():
        return int(number) if abs(number) < _GREATEST_WHOLE else number
    rounded = float(f"{number:.15g}")
    if rounded.is_integer():
        return int(rounded)
    return rounded if math.isfinite(rounded) else None


def _same(value: CellValue) -> CellValue:
    return value


def _day_or_moment(moment: datetime) -> date:
    return moment.date() if moment.time() == time.min else moment


def _clock_text(clock: time) -> str:
    return clock.isoformat("seconds" if clock.second else "minutes")


def _span_text(span: timedelta) -> str:
    """Return hours, minutes, seconds: 26:05:00 for a day, two hours and five minutes."""
    seconds = round(abs(span.total_seconds()))
    sign = "-" if span < timedelta() else ""
    hours, rest = divmod(seconds, _SECONDS_AN_HOUR)
    return f"{sign}{hours}:{rest // 60:02}:{rest % 60:02}"
