"""How a profile stands with the centre that it joined, as the window is told."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from enum import StrEnum, auto
from typing import Final

from desktop.core.filters import Json
from desktop.core.i18n import N_
from desktop.core.quick_dataclass import dataclass

WIPED: Final = "wiped"
NEWS: Final = "sync.news"  # among changed entities: the centre has something that is not here yet
PROTOCOL: Final = 1  # of docs/sync.md
NOT_LET_IN: Final = "28P01"  # PostgreSQL: invalid_password


class SyncState(StrEnum):
    """What the last round came to."""

    ALONE = auto()  # no centre was joined
    OK = auto()
    OFFLINE = auto()
    LOCKED = auto()  # the password is not known
    REFUSED = auto()
    PAUSED = auto()


@dataclass(frozen=True, slots=True)
class Pace:
    """What the last round that moved anything moved, and in what time."""

    sent: int = 0  # groups of edits
    received: int = 0  # rows
    millis: int = 0


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """Where the centre is, what waits, what was refused, when it last went well."""

    state: SyncState = SyncState.ALONE
    sentence: str = ""
    host: str = ""
    login: str = ""
    waiting: int = 0
    problems: int = 0
    last_at: int = 0  # microseconds; 0: never
    received: int = 0
    is_copied: bool = True  # False: what the company holds is not all here yet
    code: str = ""  # of a refusal: an SQLSTATE of docs/sync.md, or NOT_LET_IN
    administers: bool = False  # whether the person may change users, units and roles
    is_wiped: bool = False  # the centre calls this device lost: nothing is here any more
    files: int = 0  # that wait to be uploaded
    transfers: bool = False  # whether anything is to be done about files
    is_locked: bool = False  # the password is not known, as in LOCKED, while the profile pauses
    pace: Pace = Pace()
    verified_at: int = 0  # microseconds: when all was compared with the centre; 0: never
    is_stuck: bool = False  # OFFLINE by what is wrong here: a full disk, not the centre
    clock_off: int = 0  # seconds that the clock here is ahead of the centre's; 0: it is right
    missing: int = 0  # records that have yet to come, while it is not copied; 0: unknown

    @property
    def is_joined(self) -> bool:
        """Whether there is a centre at all."""
        return self.state is not SyncState.ALONE

    @property
    def needs_password(self) -> bool:
        """Whether a person has to type the password before anything goes on."""
        return self.lacks_password or self.code == NOT_LET_IN

    @property
    def lacks_password(self) -> bool:
        """Whether the worker knows no password at all."""
        return self.state is SyncState.LOCKED or self.is_locked


@dataclass(frozen=True, slots=True)
class KeptEdit:
    """What was typed in one record and refused: values as forms have them."""

    entity: str
    id: uuid.UUID
    values: Mapping[str, Json]
    is_deletion: bool = False


@dataclass(frozen=True, slots=True)
class SyncProblem:
    """A field where the centre has another value, or edits that it refused."""

    n: int
    is_conflict: bool
    entity: str
    id: str
    field: str
    base: Json
    theirs: Json
    mine: Json
    code: str
    at: int  # microseconds
    merged: Json = None  # both sides' edits in one value, as forms have it
    clashes: int | None = None  # where both changed the same; None: it cannot be merged
    edits: tuple[KeptEdit, ...] = ()  # of a refused group
    by: str = ""  # who else wrote the record last before my edit came, if the centre told
    written_at: int = 0  # microseconds: when that was


# Why the centre refused edits (docs/sync.md), as people are told.
REFUSALS: Final = {
    "denied": N_("You lack the right to change this."),
    "strict": N_("Somebody changed it meanwhile; nothing of this step was taken over."),
    "duplicate": N_("It is there already."),
    "link_missing": N_("It names a record that is not there any more."),
    "blocked_by": N_("It belongs to a record that was refused."),
    "in_use": N_("Others still name it, so it cannot be deleted for good."),
    "edited": N_("Somebody changed it, so it was not deleted for good."),
    "missing_value": N_("A value is missing that the server wants."),
    "balance": N_("There is not enough left for this."),
    "booked": N_("Double booking: somebody else has the room, car or equipment at that time."),
    "kept": N_("Others work with it, so it stays though the import was taken back."),
    "cycle": N_("It would stand below itself."),
    "not_expected": N_("It was changed meanwhile."),
    "too_large": N_("It is too large to be sent; please shorten the text."),
}
OTHER_REFUSAL: Final = N_("The server could not take this over.")


def status_from_json(told: Json) -> SyncStatus:
    """Return how it stands; anything that is no answer counts as alone."""
    if not isinstance(told, Mapping):
        return SyncStatus()
    if not told.get("joined"):
        return SyncStatus(is_wiped=told.get("state") == WIPED)
    state = str(told.get("state"))
    return SyncStatus(
        SyncState(state) if state in set(SyncState) else SyncState.REFUSED,
        str(told.get("sentence") or ""),
        str(told.get("host") or ""),
        str(told.get("login") or ""),
        _number(told.get("waiting")),
        _number(told.get("problems")),
        _number(told.get("last_at")),
        _number(told.get("received")),
        bool(told.get("copied", True)),
        str(told.get("code") or ""),
        bool(told.get("administers")),
        files=_number(told.get("files")),
        transfers=bool(told.get("transfers")),
        is_locked=bool(told.get("locked")),
        pace=_pace(told.get("pace")),
        verified_at=_number(told.get("verified_at")),
        clock_off=_number(told.get("clock_off")),
        missing=_number(told.get("missing")),
    )


def problems_from_json(told: Json) -> list[SyncProblem]:
    """Return the problems that an answer lists."""
    return [
        SyncProblem(
            _number(one.get("n")),
            one.get("kind") == "conflict",
            str(one.get("entity") or ""),
            str(one.get("id") or ""),
            str(one.get("field") or ""),
            one.get("base"),
            one.get("theirs"),
            one.get("mine"),
            str(one.get("code") or ""),
            _number(one.get("at")),
            one.get("merged"),
            None if one.get("clashes") is None else _number(one.get("clashes")),
            tuple(_edits(one.get("edits"))),
            str(one.get("by") or ""),
            _number(one.get("written_at")),
        )
        for one in (told if isinstance(told, list) else ())
        if isinstance(one, Mapping)
    ]


def _edits(told: Json) -> Iterator[KeptEdit]:
    for one in told if isinstance(told, list) else ():
        values = one.get("values") if isinstance(one, Mapping) else None
        if isinstance(one, Mapping) and isinstance(values, Mapping):
            row_id = uuid.UUID(str(one.get("id")))
            yield KeptEdit(str(one.get("entity")), row_id, values, one.get("op") == "D")


def _pace(told: Json) -> Pace:
    facts = told if isinstance(told, Mapping) else {}
    return Pace(*(_number(facts.get(name)) for name in ("sent", "received", "ms")))


def _number(value: Json) -> int:
    return value if isinstance(value, int) else 0
