"""Searching inside a column without accents, by SQLite alone.

Asking Python about each of a million rows takes the interpreter from the window. So the folded text
becomes a GLOB in which every letter is the class of all letters that fold to it: "hong" is
"*[HhĤĥ…][OoÒ-Ö…Ọ-ợ][Nn…][Gg…]*". Only texts with other than Latin letters, which may change their
length by folding, are left to the function `fold`.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import chain
from typing import Final

from desktop.core.collation import sort_key
from desktop.core.words import fold
from desktop.store.engine import Connection
from desktop.store.sql import Sql

_LATIN: Final = ((0x01, 0x24F), (0x1E00, 0x1EFF))
_OTHERS: Final = "*[^\x01-\u024f\u1e00-\u1eff]*"
_SPECIAL: Final = "*?["
_LONGEST: Final = 200  # signs of a pattern


def register_fold(connection: Connection) -> None:
    """Make `fold(text)` known to the connection's SQL."""
    connection.create_function("fold", 1, _fold_or_none, deterministic=True)


def register_sort_key(connection: Connection) -> None:
    """Make `sort_key(text)` known to the connection's SQL: the order of own fields of text."""
    connection.create_function("sort_key", 1, _key_or_none, deterministic=True)


def register_plain_text(connection: Connection) -> None:
    """Make `plain_text(html)` known to the connection's SQL: rich text as people read it."""
    connection.create_function("plain_text", 1, _plain_or_none, deterministic=True)


def contains(expression: str, text: str) -> Sql:
    """Return what holds where the text of `expression` contains `text`, accents apart."""
    needle = fold(text)
    return _matching(expression, f"*{_pattern(needle)}*", "> 0", needle)


def starts(expression: str, text: str) -> Sql:
    """Return what holds where the text of `expression` begins with `text`, accents apart."""
    needle = fold(text)
    return _matching(expression, f"{_pattern(needle)}*", "= 1", needle)


def _matching(expression: str, pattern: str, place: str, needle: str) -> Sql:
    found = f"instr(fold({expression}), ?) {place}"
    if len(needle) > _LONGEST:  # the pattern is only its beginning
        return Sql(found, (needle,))
    return Sql(
        f"({expression} GLOB ? OR ({expression} GLOB ? AND {found}))", (pattern, _OTHERS, needle)
    )


def _pattern(needle: str) -> str:
    """Return the GLOB of the Latin texts whose folded form is `needle`."""
    return "".join([_classes().get(sign) or _literal(sign) for sign in needle[:_LONGEST]])


def _literal(sign: str) -> str:
    return f"[{sign}]" if sign in _SPECIAL else sign


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    """Return for each folded letter the class of the signs that fold to it."""
    signs: dict[str, list[int]] = defaultdict(list)
    for code in chain.from_iterable(range(first, last + 1) for first, last in _LATIN):
        signs[fold(chr(code))].append(code)
    return {
        folded: f"[{''.join(_runs(codes))}]"
        for folded, codes in signs.items()
        if len(folded) == 1 and codes != [ord(folded)]
    }


def _runs(codes: list[int]) -> list[str]:
    """Return the characters, those in a row as first-last."""
    runs: list[list[int]] = []
    for code in codes:
        if runs and runs[-1][-1] == code - 1:
            runs[-1].append(code)
        else:
            runs.append([code])
    return [chr(run[0]) if len(run) == 1 else f"{chr(run[0])}-{chr(run[-1])}" for run in runs]


def _fold_or_none(text: object) -> str | None:
    return fold(text) if isinstance(text, str) else None


def _key_or_none(text: object) -> bytes | None:
    return sort_key(text) if isinstance(text, str) else None


def _plain_or_none(text: object) -> str | None:
    from desktop.core.kinds.rich import plain_text  # only where one is asked for

    return plain_text(text) if isinstance(text, str) else None
