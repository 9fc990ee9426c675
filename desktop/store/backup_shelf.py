"""The folder of backups: what each file is called, which are kept, and when each was last read.

Of the daily ones the newest 14 are kept, and of those before them the last of every month, for a
year. Copies made before imports and before going back are thinned too; those made before a
migration are never thrown away.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from desktop.core.backups import (
    BEFORE_IMPORT,
    BEFORE_RESTORE,
    BEFORE_UPDATE,
    DAILY,
    BackupFacts,
)
from desktop.core.clock import from_micros, to_micros
from desktop.core.json_file import read_json, write_json

KEPT: Final = 14
MONTHS: Final = 12
KEPT_BEFORE: Final = {BEFORE_IMPORT: 5, BEFORE_RESTORE: 5}
CHECKS: Final = "checks.json"
TIME_FORMAT: Final = "%Y%m%d-%H%M%S-%f"
_NAME: Final = re.compile(r"(?:main|before-(?P<why>[a-z0-9]+))-(?P<at>\d{8}-\d{6}-\d{6})\.sqlite")
log = logging.getLogger(__name__)


def regular_name(at: dt.datetime) -> str:
    """Return the name of a daily backup made at a moment."""
    return f"main-{at:{TIME_FORMAT}}.sqlite"


def name_before(why: str, at: dt.datetime) -> str:
    """Return the name of a copy made before something dangerous."""
    return f"before-{why}-{at:{TIME_FORMAT}}.sqlite"


def kind_and_time(name: str) -> tuple[str, dt.datetime] | None:
    """Return what a file of that name is and when it was made (UTC); None for any other file."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    try:
        at = dt.datetime.strptime(match["at"], TIME_FORMAT).replace(tzinfo=dt.UTC)
    except ValueError:
        return None
    why = match["why"]
    if why is None:
        return DAILY, at
    return (why if why in KEPT_BEFORE else BEFORE_UPDATE), at


def read_shelf(folder: Path, second: Path | None = None) -> list[BackupFacts]:
    """Return the backups of a folder, the newest first; `second` is asked for their copies."""
    checks = read_json(folder / CHECKS)
    found: list[BackupFacts] = []
    for path in folder.glob("*.sqlite"):
        known = kind_and_time(path.name)
        if known is None:
            continue
        kind, at = known
        checked, is_sound = _check_of(checks.get(path.name))
        is_copied = second is not None and (second / path.name).is_file()
        with suppress(FileNotFoundError):  # thinned meanwhile
            size = path.stat().st_size
            found.append(BackupFacts(path.name, at, kind, size, checked, is_sound, is_copied))
    return sorted(found, key=lambda one: one.made_at, reverse=True)


def note_check(folder: Path, name: str, at: dt.datetime, *, is_sound: bool) -> None:
    """Write down that a backup was read, and whether that went well; a full disk is no error."""
    checks = {
        name: found for name, found in read_json(folder / CHECKS).items() if _is_here(folder, name)
    }
    checks[name] = [to_micros(at), is_sound]
    try:
        write_json(folder / CHECKS, checks)
    except OSError:
        log.warning("the check of a backup could not be noted", exc_info=True)


def thin_out(folder: Path, now: dt.datetime) -> None:
    """Remove the backups that need not be kept any more."""
    names = [path.name for path in folder.glob("*.sqlite")]
    for name in superfluous(names, now):
        (folder / name).unlink(missing_ok=True)


def superfluous(names: Iterable[str], now: dt.datetime) -> set[str]:
    """Return which of the names need not be kept, as the module says.

    Those that a wrong clock dated into the future count as the oldest, so that they never take
    the place of what was made since.
    """
    by_kind: dict[str, list[tuple[dt.datetime, str]]] = {}
    for name in names:
        known = kind_and_time(name)
        if known is not None:
            by_kind.setdefault(known[0], []).append((known[1], name))
    gone: set[str] = set()
    for kind, found in by_kind.items():
        newest_first = sorted(found, key=lambda one: (one[0] <= now, one), reverse=True)
        if kind == DAILY:
            older = newest_first[KEPT:]
            gone |= {name for _at, name in older} - _last_of_months(older)
        elif kind in KEPT_BEFORE:
            gone |= {name for _at, name in newest_first[KEPT_BEFORE[kind] :]}
    return gone


def _last_of_months(newest_first: list[tuple[dt.datetime, str]]) -> set[str]:
    """Return the last of each month, of at most a year of months."""
    months: dict[tuple[int, int], str] = {}
    for at, name in newest_first:
        months.setdefault((at.year, at.month), name)
    return set(list(months.values())[:MONTHS])


def _check_of(noted: object) -> tuple[dt.datetime | None, bool]:
    match noted:
        case [int() as at, bool() as is_sound]:
            return from_micros(at), is_sound
    return None, True


def _is_here(folder: Path, name: str) -> bool:
    return kind_and_time(name) is not None and (folder / name).is_file()
