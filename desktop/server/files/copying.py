"""Copies of the files beside the copies of the centre: each file once, under its hash.

A file never changes, so a copy adds what is new and leaves the rest: a hundred copies of a company
take no more room than one.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from desktop.server.connections import Connection, connect
from desktop.server.copies import oldest_in
from desktop.server.files.bodies import DATABASE, read_body
from desktop.server.files.preparing import connect_files, has_files, prepare_files
from desktop.server.files.sweeping import named_files
from desktop.server.installing import ServerError

FOLDER: Final = "files"
CHUNK_BYTES: Final = 1024 * 1024


def back_up_files(address: dict[str, Any], folder: Path, oldest: float) -> int:
    """Copy the files of the centre that `folder` lacks; return how many.

    Args:
        address: of the centre.
        folder: that of the copies of the centre.
        oldest: when the oldest of those copies was made, in seconds since 1970; files that were
            deleted at the centre before then are deleted here, as no copy names them.

    Raises:
        ServerError: a file could not be read whole; all the others are copied.
    """
    place, copied = folder / FOLDER, 0
    failed: list[ServerError] = []
    if not has_files(address):
        return 0
    with connect_files(address) as files:
        rows = files.execute("SELECT hash, body FROM files.blob ORDER BY hash").fetchall()
        for digest, body in rows:
            path = place / digest[:2] / digest
            if path.exists():
                os.utime(path)  # it was at the centre when this copy was made
                continue
            try:
                _write(files, body, digest, path)
                copied += 1
            except ServerError as error:
                failed.append(error)
    for path in list(_kept(place)):
        if path.stat().st_mtime < oldest:
            path.unlink()
    if failed:
        told = f"{len(failed)} of the files could not be copied. {failed[0]}"
        raise ServerError(told) from failed[0]
    return copied


def back_up_beside(address: dict[str, Any], folder: Path, second: Path | None) -> None:
    """Copy the files into the folder of the copies of the centre, and into a second one.

    Args:
        address: of the centre.
        folder: where the copies of it are.
        second: another folder that has copies, older ones perhaps or of other companies, too.

    Raises:
        ServerError: a file could not be read whole, or a folder cannot be written; what can be
            copied to either is.
    """
    failed: ServerError | None = None
    for place in (folder, second):
        if place is None:
            continue
        try:
            oldest = oldest_in(place)
            back_up_files(address, place, oldest.timestamp() if oldest else 0.0)
        except ServerError as error:
            failed = failed or error
        except OSError as error:
            told = ServerError(f"The folder {place} cannot be written: {error.strerror}.")
            failed = failed or told
    if failed:
        raise failed


def bring_back_files(address: dict[str, Any], folder: Path) -> tuple[int, int]:
    """Give the centre the files of `folder` that its records name and it lacks.

    Args:
        address: of the centre, which was brought back and is up to date.
        folder: that of its copies.

    Returns:
        How many were brought back, and how many are neither at the centre nor in the folder:
        people's programs that hold them send them again.
    """
    if not has_files(address) and not (folder / FOLDER).is_dir():
        return 0, 0  # of a company that never had any
    prepare_files(address)
    with connect(address) as centre:
        named = named_files(centre)
    brought = missing = 0
    with connect_files(address) as files:
        here = {one for (one,) in files.execute("SELECT hash FROM files.blob").fetchall()}
        for digest in sorted(named - here):
            path = folder / FOLDER / digest[:2] / digest
            if path.is_file() and _is_whole(path, digest):
                _bring_back(files, path, digest)
                brought += 1
            else:
                missing += 1
    return brought, missing


def _write(files: Connection, body: int, digest: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.touch(0o600)
    found = hashlib.sha256()
    try:
        with part.open("wb") as target:
            for chunk in read_body(files, body):
                found.update(chunk)
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        if found.hexdigest() != digest:
            raise ServerError(f"The file {digest} is damaged at the centre.")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _bring_back(files: Connection, path: Path, digest: str) -> None:
    with files.transaction(), path.open("rb") as source:
        row = files.execute(
            "INSERT INTO files.body (hash, size, owner, store, complete, verified) "
            "VALUES (%s, %s, '', %s, true, true) ON CONFLICT (owner, hash) "
            "DO UPDATE SET at = clock_timestamp() RETURNING body",
            (digest, path.stat().st_size, DATABASE),
        ).fetchone()
        body = row[0] if row else 0
        for n, chunk in enumerate(iter(lambda: source.read(CHUNK_BYTES), b"")):
            files.execute(
                "INSERT INTO files.chunk (body, n, sha, data) VALUES (%s, %s, %b, %b) "
                "ON CONFLICT (body, n) DO NOTHING",
                (body, n, hashlib.sha256(chunk).digest(), chunk),
            )
        files.execute(
            "INSERT INTO files.blob (hash, body) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            (digest, body),
        )


def _is_whole(path: Path, digest: str) -> bool:
    """Tell whether a file is what it was; one that cannot be read keeps no other back."""
    try:
        with path.open("rb") as source:
            return hashlib.file_digest(source, "sha256").hexdigest() == digest
    except OSError:
        return False


def _kept(place: Path) -> Iterator[Path]:
    yield from (path for path in place.glob("*/*") if path.is_file())
