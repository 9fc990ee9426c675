"""Predecessors as people write them into a cell: "3FS+2d; 5SS", "1.2", the title of a task.

The spelling is that of Microsoft Project: a row, the kind of the link (FS where none is given), a
lag with its unit. Units are written in English or in Vietnamese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from desktop.core.errors import InvalidValueError
from desktop.core.i18n import N_, _
from desktop.core.quick_dataclass import dataclass
from desktop.core.words import fold

HOUR: Final = 60
DAY: Final = 8 * HOUR  # of work, as plans are typed (decision 32)
WEEK: Final = 5 * DAY
MONTH: Final = 20 * DAY
_MOST: Final = 10 * 365 * 24 * HOUR
# Minutes of work of a unit, minutes on the clock, its spellings without accents.
_UNITS: Final = (
    (1, 1, "m min mins minute minutes p ph phut"),
    (HOUR, HOUR, "h hr hrs hour hours g gio"),
    (DAY, 24 * HOUR, "d day days dy ngay n"),
    (WEEK, 7 * 24 * HOUR, "w wk wks week weeks t tuan"),
    (MONTH, 30 * 24 * HOUR, "mo mon mons month months thang"),
)
_WORK: Final = {name: minutes for minutes, _clock, names in _UNITS for name in names.split()}
_CLOCK: Final = {name: minutes for _work, minutes, names in _UNITS for name in names.split()}
_LINK: Final = re.compile(
    r"\s*(?P<row>.*?)\s*(?P<kind>FS|SS|FF|SF)?\s*"
    r"(?:(?P<sign>[+\-\u2212])\s*(?P<number>\d+(?:[.,]\d+)?)\s*(?P<unit>[^\W\d_]*)\s*)?",
    re.IGNORECASE,
)
_LAG: Final = re.compile(
    r"\s*(?P<sign>[+\-\u2212])?\s*(?:(?P<number>\d+(?:[.,]\d+)?)\s*(?P<unit>[^\W\d_]*)\s*)?"
)
NO_LAG: Final = N_("“{text}” is no length of time. Write such as 2d, -4h, 30m or 1w.")
_NUMBERED: Final = re.compile(r"\d[\d.]*")


@dataclass(frozen=True, slots=True)
class Predecessor:
    """A row that another waits for. `lag` in minutes, of work unless they are `elapsed`.

    `text` is what was written, which may also be nothing but a title.
    """

    text: str
    row: str
    kind: str = "FS"
    lag: int = 0
    elapsed: bool = False


def read_predecessors(cell: str) -> tuple[Predecessor, ...]:
    """Return the rows that a cell names, in their order; what is no link is taken for a title."""
    return tuple(_read(piece) for piece in _pieces(cell))


def _pieces(cell: str) -> Iterator[str]:
    """Yield what stands between semicolons or line ends; if there are none, between commas.

    A comma inside of a title or of a number ("3FS+1,5d") parts nothing.
    """
    for line in re.split(r"[;\n]", cell):
        rest = line.strip()
        if not rest:
            continue
        parts = [part.strip() for part in re.split(r",(?!\d+\s*[^\W\d_])", rest)]
        is_list = all(_NUMBERED.match(part) and _link(part) for part in parts)
        yield from parts if is_list else (rest,)


def _link(piece: str) -> re.Match[str] | None:
    found = _LINK.fullmatch(piece)
    if found is None or not _NUMBERED.fullmatch(found["row"]):
        return None
    return found


def _read(piece: str) -> Predecessor:
    found = _LINK.fullmatch(piece)
    if found is None or not found["row"]:
        return Predecessor(piece, piece)
    lag = _lag(found["number"], found["unit"])
    if lag is None:
        return Predecessor(piece, piece)
    minutes, elapsed = lag
    signed = minutes if found["sign"] == "+" else -minutes
    kind = (found["kind"] or "FS").upper()
    return Predecessor(piece, found["row"].strip("\"“”'"), kind, signed, elapsed)


def _lag(number: str | None, unit: str | None) -> tuple[int, bool] | None:
    """Return minutes, and whether nights count; None for an unknown unit."""
    if number is None:
        return 0, False
    name = fold(unit or "d")
    elapsed = name not in _WORK and name[:1] == "e" and name[1:] in _CLOCK
    size = _CLOCK[name[1:]] if elapsed else _WORK.get(name)
    if size is None:
        return None
    minutes = round(float(number.replace(",", ".")) * size)
    return (minutes, elapsed) if minutes <= _MOST else None


def read_lag(text: str, *, elapsed: bool = False) -> tuple[int, bool]:
    """Return the minutes that somebody typed for a lag, and whether nights and weekends count.

    "2d", "-4h", "1,5 d", "1ed" (elapsed); without a unit they are days.

    Raises:
        InvalidValueError: it is no length of time.
    """
    found = _LAG.fullmatch(text)
    if found is None:
        raise InvalidValueError(_(NO_LAG).format(text=text))
    if found["number"] is None:
        return 0, elapsed
    unit = fold(found["unit"] or "d")
    lag = _lag(found["number"], f"e{unit}" if elapsed and unit in _CLOCK else unit)
    if lag is None:
        raise InvalidValueError(_(NO_LAG).format(text=text))
    minutes, is_elapsed = lag
    return (minutes if found["sign"] in ("+", None) else -minutes), is_elapsed


def write_lag(minutes: int, *, elapsed: bool = False) -> str:
    """Return a lag as it is written behind a link: "+2d", "-4h", "+1ed"; "" for none."""
    if not minutes:
        return ""
    sign, size = ("+" if minutes > 0 else "-"), abs(minutes)
    day = 24 * HOUR if elapsed else DAY
    for unit, name in ((day, "d"), (HOUR, "h"), (1, "m")):
        if size % unit == 0:
            return f"{sign}{size // unit}{'e' if elapsed else ''}{name}"
    raise AssertionError(minutes)  # every number is divided by one
