"""Where the bytes of a file are, as the window is told and shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum, auto
from typing import Final

from desktop.core.filters import Json
from desktop.core.i18n import N_


class FileState(StrEnum):
    """Where the bytes of a file are."""

    HERE = auto()
    PINNED = auto()  # here, and to stay
    WAITING = auto()  # here, and not sent to the company yet
    AWAY = auto()  # the company has it
    FETCHING = auto()
    FAILED = auto()  # the last try to fetch it
    GONE = auto()  # nobody has it, as far as is known here

    @property
    def is_here(self) -> bool:
        """Whether it can be opened at once."""
        return self in (FileState.HERE, FileState.PINNED, FileState.WAITING)


WORDS: Final = {
    FileState.HERE: N_("On this computer"),
    FileState.PINNED: N_("Kept on this computer"),
    FileState.WAITING: N_("Waiting to be uploaded"),
    FileState.AWAY: N_("In the company"),
    FileState.FETCHING: N_("Being downloaded…"),
    FileState.FAILED: N_("Could not be downloaded"),
    FileState.GONE: N_("Not on this computer"),
}


def states_from_json(told: Json) -> dict[str, FileState]:
    """Return the state by hash that the worker tells; nothing for a profile without a server."""
    found = told if isinstance(told, Mapping) else {}
    return {digest: _state(facts) for digest, facts in found.items() if isinstance(facts, Mapping)}


def hashes_from_json(told: Json) -> Iterable[str]:
    """Return the hashes that an answer lists."""
    return [one for one in told if isinstance(one, str)] if isinstance(told, list) else []


def _state(facts: Mapping[str, Json]) -> FileState:
    if not facts.get("here"):
        return FileState.AWAY
    if facts.get("waiting"):
        return FileState.WAITING
    return FileState.PINNED if facts.get("pinned") else FileState.HERE
