"""Backups as the screens see them: what lies in the folder, and when they are too old."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Final

from desktop.core.clock import from_micros
from desktop.core.filters import Json
from desktop.core.i18n import N_
from desktop.core.quick_dataclass import dataclass

OLD_AFTER: Final = dt.timedelta(days=7)  # then the person is warned
_CLOCKS_DIFFER: Final = dt.timedelta(minutes=5)
EVERY: Final = dt.timedelta(hours=20)  # so that every working day has one
BUNDLE_ENDING: Final = ".lienhe"  # one file with everything, for another computer

DAILY: Final = "daily"
BEFORE_IMPORT: Final = "import"
BEFORE_RESTORE: Final = "restore"
BEFORE_UPDATE: Final = "update"
KIND_LABELS: Final = {
    DAILY: N_("Daily or by hand"),
    BEFORE_IMPORT: N_("Before an import"),
    BEFORE_RESTORE: N_("Before going back"),
    BEFORE_UPDATE: N_("Before an update of the program"),
}


@dataclass(frozen=True, slots=True)
class BackupFacts:
    """One backup: what it is called, when and why it was made, and whether it could be read."""

    name: str
    made_at: dt.datetime
    kind: str
    size: int  # bytes
    checked_at: dt.datetime | None = None
    is_sound: bool = True
    is_copied: bool = False  # a copy lies in the second folder


@dataclass(frozen=True, slots=True)
class Shelf:
    """All backups, the newest first, and how the second folder is."""

    backups: tuple[BackupFacts, ...] = ()
    second_folder: str = ""
    is_second_there: bool = True

    def newest_good(self, now: dt.datetime) -> dt.datetime | None:
        """Return when the newest backup was made that is not known to be damaged.

        One that a wrong clock dated into the future says nothing.
        """
        return newest_made((one for one in self.backups if one.is_sound), now)


def newest_made(backups: Iterable[BackupFacts], now: dt.datetime) -> dt.datetime | None:
    """Return when the newest of some backups was made, of those that are not of the future."""
    latest = now + _CLOCKS_DIFFER
    return max((one.made_at for one in backups if one.made_at <= latest), default=None)


def is_too_old(newest: dt.datetime | None, now: dt.datetime) -> bool:
    """Tell whether the person must be warned that there is no recent backup."""
    return newest is None or now - newest > OLD_AFTER


def shelf_to_json(shelf: Shelf) -> dict[str, Json]:
    """Return a shelf as JSON."""
    from desktop.core.clock import to_micros

    rows: list[Json] = [
        [
            one.name,
            to_micros(one.made_at),
            one.kind,
            one.size,
            None if one.checked_at is None else to_micros(one.checked_at),
            one.is_sound,
            one.is_copied,
        ]
        for one in shelf.backups
    ]
    return {"backups": rows, "folder": shelf.second_folder, "there": shelf.is_second_there}


def shelf_from_json(data: Json) -> Shelf:
    """Return the shelf that `shelf_to_json` wrote."""
    facts: Mapping[str, Json] = data if isinstance(data, dict) else {}
    rows = facts.get("backups")
    found = [_facts(row) for row in rows if isinstance(row, list)] if isinstance(rows, list) else []
    return Shelf(tuple(found), str(facts.get("folder") or ""), bool(facts.get("there", True)))


def _facts(row: list[Json]) -> BackupFacts:
    name, made, kind, size, checked, is_sound, is_copied = row
    return BackupFacts(
        str(name),
        from_micros(int(str(made))),
        str(kind),
        int(str(size)),
        None if checked is None else from_micros(int(str(checked))),
        bool(is_sound),
        bool(is_copied),
    )
