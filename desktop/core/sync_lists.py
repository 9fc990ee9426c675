"""Edits and files on their way to a company's server and from it, as the window is told."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from typing import Final

from desktop.core.filters import Json
from desktop.core.i18n import N_
from desktop.core.quick_dataclass import dataclass

# Why a file could not be sent.
FAILURES: Final = {
    "lost": N_("The file is not on this computer any more, or is damaged."),
    "too_large": N_("The file is too large for the server."),
}


@dataclass(frozen=True, slots=True)
class WaitingEdit:
    """What was done with one record in one step, and waits to be sent."""

    entity: str = ""  # "": a deed that the centre does with many
    id: uuid.UUID | None = None
    op: str = ""  # I, U or D
    fields: tuple[str, ...] = ()  # columns that travel
    command: str = ""
    at: int = 0  # microseconds
    is_sent: bool = False  # its answer is awaited
    waits_for_file: bool = False


@dataclass(frozen=True, slots=True)
class FileOnItsWay:
    """A file that waits to be sent or fetched, or could not be sent."""

    digest: str
    name: str = ""
    size: int = 0  # bytes; 0: not known
    is_up: bool = True
    why: str = ""  # of FAILURES; "": it waits
    entity: str = ""
    id: uuid.UUID | None = None
    field: str = ""  # the column that names it


def waiting_from_json(told: Json) -> list[WaitingEdit]:
    """Return the edits that an answer lists."""
    return [
        WaitingEdit(
            str(one.get("entity") or ""),
            _id(one.get("id")),
            str(one.get("op") or ""),
            _texts(one.get("fields")),
            str(one.get("command") or ""),
            _number(one.get("at")),
            bool(one.get("sent")),
            bool(one.get("file")),
        )
        for one in _mappings(told)
    ]


def files_from_json(told: Json) -> list[FileOnItsWay]:
    """Return the files that an answer lists."""
    return [
        FileOnItsWay(
            str(one.get("hash") or ""),
            str(one.get("name") or ""),
            _number(one.get("size")),
            bool(one.get("up")),
            str(one.get("why") or ""),
            str(one.get("entity") or ""),
            _id(one.get("id")),
            str(one.get("field") or ""),
        )
        for one in _mappings(told)
    ]


def _mappings(told: Json) -> Iterator[Mapping[str, Json]]:
    for one in told if isinstance(told, list) else ():
        if isinstance(one, Mapping):
            yield one


def _texts(told: Json) -> tuple[str, ...]:
    return tuple(map(str, told)) if isinstance(told, list) else ()


def _id(told: Json) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(told)) if told else None
    except ValueError:
        return None


def _number(told: Json) -> int:
    return told if isinstance(told, int) else 0
