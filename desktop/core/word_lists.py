"""Names in one line with commas between them, as in CSV: a name with a comma is in quotes."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.core.patterns import Pattern

_QUOTED = Pattern(r'\s*"((?:[^"]|"")*)"\s*(?:[,;|\n]|$)')
_PLAIN = Pattern(r"([^,;|\n]*)(?:[,;|\n]|$)")
_NEEDS_QUOTES = Pattern(r"[,;|\n]|^\s*\"")


def join_names(names: Iterable[str]) -> str:
    """Return names as one line from which `split_names` gets the same names."""
    return ", ".join(map(_quoted, names))


def split_names(text: str) -> list[str]:
    """Return the names of a line; commas, semicolons, bars and line breaks part them."""
    found: list[str] = []
    at = 0
    while at < len(text):
        quoted = _QUOTED.match(text, at)
        match = quoted or _PLAIN.match(text, at)
        if match is None:
            break
        at = max(match.end(), at + 1)
        name = match[1].replace('""', '"') if quoted else match[1]
        if name.strip():
            found.append(name.strip())
    return found


def _quoted(name: str) -> str:
    if not _NEEDS_QUOTES.search(name):
        return name
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
