"""Pieces of SQL with their parameters: the only way in which reading builds a statement.

Identifiers come from declared entities alone and are quoted here; every value is a parameter.
"""

from __future__ import annotations

from collections.abc import Iterable

from desktop.core.kinds.base import Stored
from desktop.core.quick_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Sql:
    """A text with "?" for each of `params`."""

    text: str
    params: tuple[Stored, ...] = ()

    def __add__(self, other: Sql | str) -> Sql:
        if isinstance(other, str):
            return Sql(self.text + other, self.params)
        return Sql(self.text + other.text, self.params + other.params)

    def __radd__(self, other: str) -> Sql:
        return Sql(other + self.text, self.params)


TRUE = Sql("1")
FALSE = Sql("0")


def quoted(name: str) -> str:
    """Return a declared name as an identifier; raise ValueError for what cannot be one."""
    if not name.isidentifier():
        raise ValueError(f"not a name: {name!r}")
    return f'"{name}"'


def column(alias: str, name: str) -> str:
    """Return `alias."name"`."""
    return f"{alias}.{quoted(name)}"


def joined(separator: str, parts: Iterable[Sql]) -> Sql:
    """Return the parts with a text between them."""
    listed = list(parts)
    params = tuple(param for part in listed for param in part.params)
    return Sql(separator.join([part.text for part in listed]), params)


def all_of(parts: Iterable[Sql]) -> Sql:
    """Return what holds where every part does; TRUE for none."""
    kept = [part for part in parts if part != TRUE]
    return _combined(" AND ", kept) if kept else TRUE


def any_of(parts: Iterable[Sql]) -> Sql:
    """Return what holds where at least one part does; FALSE for none."""
    kept = [part for part in parts if part != FALSE]
    return _combined(" OR ", kept) if kept else FALSE


def negated(part: Sql) -> Sql:
    """Return what holds wherever `part` does not, also where it is neither (NULL)."""
    return "(" + part + ") IS NOT TRUE"


def values(stored: Iterable[Stored]) -> Sql:
    """Return "(?, ?, …)"."""
    params = tuple(stored)
    return Sql(f"({', '.join('?' * len(params))})", params)


def _combined(separator: str, parts: list[Sql]) -> Sql:
    return parts[0] if len(parts) == 1 else "(" + joined(separator, parts) + ")"
