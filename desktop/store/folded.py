"""Searching inside a column without accents: SQLite looks first, Python has the last word.

SQLite cannot fold "Hường" to "huong", and asking Python about each of a million rows takes the
interpreter from the window. So a LIKE in which every letter that may carry a mark is "_" drops
nearly all rows; only those left are folded by the function `fold` of `desktop.core.words`.
"""

from __future__ import annotations

from typing import Final

from desktop.core.words import fold
from desktop.store.engine import Connection
from desktop.store.sql import Sql

# Texts with other characters (foreign letters, loose marks) may change their length by folding, so
# the LIKE says nothing of them.
_UNUSUAL: Final = "*[^\t\n\r -~À-ÿĂăĐđĨĩŨũƠơƯưẠ-ỹ]*"
_MARKED: Final = frozenset("aceinouyd")  # what the characters above fold to, if not to themselves
_LONGEST_PATTERN: Final = 100


def register_fold(connection: Connection) -> None:
    """Make `fold(text)` known to the connection's SQL."""
    connection.create_function("fold", 1, _fold_or_none, deterministic=True)


def contains(expression: Sql | str, text: str) -> Sql:
    """Return what holds where the text of `expression` contains `text`, accents apart."""
    needle = fold(text)
    return _prefiltered(expression, f"%{_pattern(needle)}%", "instr(fold(x), ?) > 0", needle)


def starts(expression: Sql | str, text: str) -> Sql:
    """Return what holds where the text of `expression` begins with `text`, accents apart."""
    needle = fold(text)
    return _prefiltered(expression, f"{_pattern(needle)}%", "instr(fold(x), ?) = 1", needle)


def _prefiltered(expression: Sql | str, pattern: str, test: str, needle: str) -> Sql:
    of_text = f"SELECT (x LIKE ? ESCAPE '\\' OR x GLOB ?) AND {test} FROM (SELECT "
    return Sql(f"({of_text}", (pattern, _UNUSUAL, needle)) + expression + " AS x))"


def _pattern(needle: str) -> str:
    """Return the LIKE pattern that every usual text with `needle` in its folded form fulfils."""
    return "".join([_sign(char) for char in needle[:_LONGEST_PATTERN]])


def _sign(char: str) -> str:
    if char in _MARKED or not char.isascii():
        return "_"
    return f"\\{char}" if char in "\\%_" else char


def _fold_or_none(text: object) -> str | None:
    return fold(text) if isinstance(text, str) else None
