"""The files that are on their way between a profile and the centre, or did not get there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from desktop.store.engine import Connection
from desktop.store.mirror.files import LOST, OFFERED, REFUSED, Named, names_of
from desktop.store.sql import quoted

NAME: Final = "name"  # the column of an attachment that says what its file is called
_FAILED: Final = (LOST, REFUSED)


@dataclass(frozen=True, slots=True)
class MovingFile:
    """A file, what names it, and how it stands with sending it."""

    digest: str
    state: int  # OFFERED, LOST or REFUSED; another: it is to be fetched
    named: Named | None
    title: str = ""  # how the person called it; "": a picture in a field


def files_to_send(connection: Connection, most: int) -> list[MovingFile]:
    """Return at most so many files that wait to be sent, or could not be: these first.

    What no record names any more is nobody's worry and left out.
    """
    query = "SELECT hash, state FROM sync_file WHERE state IN (?, ?, ?) ORDER BY state, hash"
    found = connection.execute(query, (OFFERED, *_FAILED)).fetchall()
    if not found:
        return []  # looking for names reads whole tables
    names = names_of(connection, (digest for digest, _state in found), shown=False)
    told = [
        _moving(connection, digest, state, names.get(digest))
        for digest, state in found
        if state == OFFERED or digest in names
    ]
    return told[:most]


def files_to_fetch(connection: Connection, digests: Sequence[str], most: int) -> list[MovingFile]:
    """Return at most so many of the files `digests` that are to be fetched."""
    names = names_of(connection, digests[:most]) if digests else {}
    return [_moving(connection, one, 1, named) for one, named in names.items()]


def try_again(connection: Connection, digests: Iterable[str]) -> None:
    """Let files that could not be sent be offered once more."""
    connection.executemany(
        "UPDATE sync_file SET state = ? WHERE hash = ? AND state IN (?, ?)",
        [(OFFERED, digest, *_FAILED) for digest in digests],
    )


def _moving(connection: Connection, digest: str, state: int, named: Named | None) -> MovingFile:
    return MovingFile(digest, state, named, _title(connection, digest, named))


def _title(connection: Connection, digest: str, named: Named | None) -> str:
    if named is None:
        return ""
    own = named.column.partition(".")[2]
    if own:  # the value of an own field keeps the file's name behind its hash
        column = quoted(own)
    elif named.table == "attachment":
        column = quoted(NAME)
    else:
        return ""
    query = f"SELECT {column} FROM {quoted(named.table)} WHERE id = ?"
    found = connection.execute(query, (named.row_id.bytes,)).fetchone()
    text = str(found[0] or "") if found else ""
    return text.removeprefix(digest).removeprefix("/")
