"""Copies of the centre in a folder: what each is, which are kept, and a second place for them.

Beside each copy lies a small file that says what is known of it. A copy has its name only once it
is whole; what has another name does not count.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any, Final

from desktop.core.clock import from_micros, to_micros
from desktop.core.json_file import read_json, write_json
from desktop.server.installing import ServerError

SUFFIX: Final = ".lienhe-centre"
PART: Final = ".part"
FACTS: Final = ".json"
_TIME: Final = "%Y%m%d-%H%M%S"
_NAME: Final = re.compile(r"(?P<database>.+)-(?P<at>\d{8}-\d{6})Z\.lienhe-centre")
_UNSOUND_KEPT: Final = 2  # to find out why
_CHUNK: Final = 1024 * 1024
_CLOCKS_DIFFER: Final = timedelta(hours=1)

Check = Callable[[int, int], None]  # bytes done, in all; may raise CancelledError


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy and what is known of it."""

    path: Path
    database: str
    made_at: datetime
    size: int  # bytes
    by: str = ""  # who asked for it; "": the schedule
    digest: str = ""  # SHA-256, hexadecimal
    rows: Mapping[str, int] = field(default_factory=dict)  # by table, counted when it was tried out
    tried_at: datetime | None = None
    is_sound: bool = True
    is_copied: bool = False  # it lies in the second folder too
    problem: str = ""

    @property
    def is_good(self) -> bool:
        """Whether it was brought back for trial, and that went well."""
        return self.is_sound and self.tried_at is not None

    def to_json(self) -> dict[str, Any]:
        """Return what is known, moments in microseconds."""
        return {
            "made_at": to_micros(self.made_at),
            "size": self.size,
            "by": self.by,
            "digest": self.digest,
            "rows": dict(self.rows),
            "tried_at": None if self.tried_at is None else to_micros(self.tried_at),
            "is_sound": self.is_sound,
            "is_copied": self.is_copied,
            "problem": self.problem,
        }


def copy_path(folder: Path, database: str, at: datetime) -> Path:
    """Return where a copy that is made at a moment lies."""
    return folder / f"{database}-{at.astimezone(UTC):{_TIME}}Z{SUFFIX}"


def read_copy(path: Path) -> Copy:
    """Return a copy with what is known of it.

    Raises:
        ServerError: no copy is there under such a name.
    """
    match = _NAME.fullmatch(path.name)
    try:
        size = path.stat().st_size
        at = datetime.strptime(match["at"] if match else "", _TIME).replace(tzinfo=UTC)
    except (OSError, ValueError) as error:
        raise ServerError(f"{path} is no copy of a centre.") from error
    known: Mapping[str, Any] = read_json(_facts_of(path))
    tried = known.get("tried_at")
    rows = known.get("rows")
    return Copy(
        path,
        match["database"] if match else "",
        at,
        size,
        by=str(known.get("by") or ""),
        digest=str(known.get("digest") or ""),
        rows=rows if isinstance(rows, dict) else {},
        tried_at=from_micros(tried) if isinstance(tried, int) else None,
        is_sound=known.get("is_sound", True) is True,
        is_copied=known.get("is_copied") is True,
        problem=str(known.get("problem") or ""),
    )


def list_copies(folder: Path, database: str) -> list[Copy]:
    """Return the copies of a database in a folder, the newest first."""
    found = []
    for path in folder.glob(f"*{SUFFIX}"):
        with suppress(ServerError):  # taken away meanwhile, or somebody's own name
            found.append(read_copy(path))
    mine = [one for one in found if one.database == database]
    return sorted(mine, key=lambda one: one.made_at, reverse=True)


def oldest_in(folder: Path) -> datetime | None:
    """Return when the oldest copy in a folder was made, of whatever database; None: there is none.

    Several companies may have one folder for their second copies.
    """
    found = []
    for path in folder.glob(f"*{SUFFIX}"):
        with suppress(ServerError):
            found.append(read_copy(path).made_at)
    return min(found, default=None)


def newest_good(copies: list[Copy], now: datetime) -> Copy | None:
    """Return the newest copy that was tried out well; what a wrong clock dated later is none."""
    latest = now + _CLOCKS_DIFFER
    return next((one for one in copies if one.is_good and one.made_at <= latest), None)


def note(copy: Copy) -> Copy:
    """Write down beside the copy what is known of it; return it."""
    write_json(_facts_of(copy.path), copy.to_json())
    return copy


def thin_out(folder: Path, database: str, keep: int) -> list[Copy]:
    """Delete all but the newest `keep` sound copies; return those that were deleted.

    Copies of which that is not known take no sound one's place. Of those that cannot be brought
    back the newest two stay, so that somebody can find out why.
    """
    copies = list_copies(folder, database)
    gone = [one for one in copies if one.is_good][max(keep, 1) :]
    gone += [one for one in copies if one.is_sound and not one.is_good][max(keep, 1) :]
    gone += [one for one in copies if not one.is_sound][_UNSOUND_KEPT:]
    for one in gone:
        one.path.unlink(missing_ok=True)
        _facts_of(one.path).unlink(missing_ok=True)
    return gone


def drop_parts(folder: Path, database: str) -> None:
    """Delete what was begun of a database's copies and never finished."""
    for path in folder.glob(f"*{SUFFIX}{PART}"):
        match = _NAME.fullmatch(path.name.removesuffix(PART))
        if match and match["database"] == database:  # another may be at work in the same folder
            path.unlink(missing_ok=True)


def digest_of(path: Path, check: Check) -> str:
    """Return the SHA-256 of a file."""
    found, of = hashlib.sha256(), path.stat().st_size
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
            check(file.tell(), of)
    return found.hexdigest()


def copy_there(copy: Copy, second: Path, keep: int, check: Check) -> None:
    """Copy a copy into a second folder, read it there again, and thin out what lies there.

    Raises:
        ServerError: the folder is not there or full, or what was written is not the same.
    """
    target = second / copy.path.name
    part = target.with_name(target.name + PART)
    if not second.is_dir():
        raise ServerError(f"The folder {second} is not there.")
    try:
        with copy.path.open("rb") as source, part.open("wb") as file:
            part.chmod(0o600)
            _pour(source, file, copy.size, check)
        if digest_of(part, check) != copy.digest:
            raise ServerError(f"What was written into {second} is not what was to be written.")
        part.replace(target)
        facts = json.dumps(copy.to_json(), ensure_ascii=False, indent=1)
        _facts_of(target).write_text(facts, encoding="utf-8")
        thin_out(second, copy.database, keep)
    except OSError as error:
        raise ServerError(f"The folder {second} cannot be written: {error.strerror}.") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _pour(source: IO[bytes], target: IO[bytes], of: int, check: Check) -> None:
    while chunk := source.read(_CHUNK):
        target.write(chunk)
        check(target.tell(), of)
    target.flush()
    os.fsync(target.fileno())


def _facts_of(path: Path) -> Path:
    return path.with_name(path.name + FACTS)
