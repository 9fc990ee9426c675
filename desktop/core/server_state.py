"""How the company's server stands, as `api.server_state` tells administrators."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from typing import Final

from desktop.core.clock import from_micros
from desktop.core.filters import Json
from desktop.core.i18n import N_
from desktop.core.quick_dataclass import dataclass

CLOCKS_DIFFER: Final = dt.timedelta(hours=1)
SILENT_AFTER: Final = dt.timedelta(minutes=5)  # the service says every 15 seconds that it lives

TASK_LABELS: Final = {
    "backup": N_("Backing up the server"),
    "try": N_("Bringing a copy back for trial"),
    "restore": N_("Going back to a copy"),
    "reap": N_("Tidying up the server"),
}
STEPS: Final = {
    "copying": N_("Copying"),
    "checking": N_("Reading the copy"),
    "trying": N_("Bringing it back for trial"),
    "second": N_("Copying to the second folder"),
    "files": N_("Copying the files"),
    "bringing": N_("Bringing it back"),
    "swapping": N_("Putting it in place"),
}


@dataclass(frozen=True, slots=True)
class Agent:
    """The background service beside the server."""

    host: str
    program: str
    folder: str
    beat: dt.datetime | None  # when it last said that it lives; None: it has ended
    room: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # place: free, all, in bytes
    certificate_ends: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class CentreCopy:
    """A copy of the server."""

    name: str
    made_at: dt.datetime
    size: int  # bytes
    by: str = ""  # "": the schedule
    rows: Mapping[str, int] = field(default_factory=dict)  # by entity
    tried_at: dt.datetime | None = None
    is_sound: bool = True
    is_copied: bool = False
    problem: str = ""

    @property
    def is_good(self) -> bool:
        """Whether it was brought back for trial, and that went well."""
        return self.is_sound and self.tried_at is not None


@dataclass(frozen=True, slots=True)
class ServerTask:
    """Something that the service does, did or shall do."""

    id: str
    kind: str
    state: str  # waiting, running, done, failed, cancelled
    by: str = ""
    name: str = ""  # of the copy that it is about
    step: str = ""
    done: int = 0
    of: int = 0
    problem: str = ""
    ended_at: dt.datetime | None = None
    is_cancelled: bool = False
    aside: str = ""  # the database that keeps what was there before a restore

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in ("waiting", "running")


@dataclass(frozen=True, slots=True)
class ServerState:
    """How the server stood at a moment of its own clock."""

    now: dt.datetime
    database: str
    version: str = ""
    size: int = 0  # bytes
    agent: Agent | None = None
    backup_at: str = ""
    keep: int = 0
    second_folder: str = ""
    copies: tuple[CentreCopy, ...] = ()  # the newest first
    tasks: tuple[ServerTask, ...] = ()  # likewise
    figures: Mapping[str, int] = field(default_factory=dict)

    @property
    def has_agent(self) -> bool:
        """Whether a service runs."""
        beat = None if self.agent is None else self.agent.beat
        return beat is not None and self.now - beat <= SILENT_AFTER

    @property
    def newest_good(self) -> CentreCopy | None:
        """The newest copy that was brought back for trial; not one that a wrong clock dated."""
        latest = self.now + CLOCKS_DIFFER
        return next((one for one in self.copies if one.is_good and one.made_at <= latest), None)

    @property
    def running(self) -> ServerTask | None:
        """What is done just now, or waits."""
        return next((one for one in reversed(self.tasks) if one.is_open), None)


def state_from_json(told: Json) -> ServerState | None:
    """Return how the server stands; None for anything that is no answer of the centre's."""
    if not isinstance(told, Mapping) or not isinstance(told.get("now"), int):
        return None
    upkeep = _mapping(told.get("upkeep"))
    figures = {
        key: _number(value)
        for part in ("health", "due")
        for key, value in _mapping(told.get(part)).items()
        if isinstance(value, int)
    }
    return ServerState(
        from_micros(_number(told.get("now"))),
        str(told.get("database") or ""),
        str(told.get("version") or ""),
        _number(told.get("size")),
        _agent(told.get("agent")),
        str(upkeep.get("backup_at") or ""),
        _number(upkeep.get("keep")),
        str(upkeep.get("second_folder") or ""),
        tuple(_copy(one) for one in _mappings(told.get("backups"))),
        tuple(_task(one) for one in _mappings(told.get("tasks"))),
        figures,
    )


def _agent(told: Json) -> Agent | None:
    if not isinstance(told, Mapping):
        return None
    facts = _mapping(told.get("facts"))
    room = {
        place: (_number(_mapping(one).get("free")), _number(_mapping(one).get("total")))
        for place, one in _mapping(facts.get("room")).items()
        if isinstance(one, Mapping)
    }
    return Agent(
        str(told.get("host") or ""),
        str(told.get("program") or ""),
        str(told.get("folder") or ""),
        _moment(told.get("beat")),
        room,
        _moment(facts.get("certificate_ends")),
    )


def _copy(told: Mapping[str, Json]) -> CentreCopy:
    rows = {key: _number(value) for key, value in _mapping(told.get("rows")).items()}
    return CentreCopy(
        str(told.get("name") or ""),
        from_micros(_number(told.get("made_at"))),
        _number(told.get("size")),
        str(told.get("by") or ""),
        rows,
        _moment(told.get("tried_at")),
        bool(told.get("is_sound")),
        bool(told.get("is_copied")),
        str(told.get("problem") or ""),
    )


def _task(told: Mapping[str, Json]) -> ServerTask:
    result = _mapping(told.get("result"))
    return ServerTask(
        str(told.get("id") or ""),
        str(told.get("kind") or ""),
        str(told.get("state") or ""),
        str(told.get("by") or ""),
        str(_mapping(told.get("args")).get("name") or ""),
        str(told.get("step") or ""),
        _number(told.get("done")),
        _number(told.get("total")),
        str(told.get("problem") or ""),
        _moment(told.get("ended_at")),
        bool(told.get("cancelled")),
        str(result.get("aside") or ""),
    )


def _moment(value: Json) -> dt.datetime | None:
    return from_micros(value) if isinstance(value, int) else None


def _number(value: Json) -> int:
    return value if isinstance(value, int) else 0


def _mapping(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, Mapping) else {}


def _mappings(value: Json) -> list[Mapping[str, Json]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
