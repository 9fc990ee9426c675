"""The blobs of a joined profile as a cache: what came in part, what makes room, what must not stay.

Eviction touches files on this computer alone, and never the only copy: who calls says which files
the centre has.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.store.blobs import FOLDER, Blobs
from desktop.store.faults import told

COMING: Final = "coming"  # in the cache: a folder of chunks for each file that is on its way
PURPOSE: Final = "coming"  # for which their key is derived
FRESH: Final = 64  # chunks in memory, of one MiB each
OPEN_SECONDS: Final = 3600
_HASH_LENGTH: Final = 64
_ZEROS: Final = bytes(1024 * 1024)


@dataclass(frozen=True, slots=True)
class Room:
    """How much room the files take, and how many bytes were given free."""

    used: int
    freed: int


class ComingChunks:
    """The chunks of one file that are here already; the newest in memory until `flush`.

    Several threads may find and keep, each chunks of its own.
    """

    def __init__(self, profile: Path, digest: str, key: bytes | None) -> None:
        self._folder = profile / "cache" / COMING / digest
        self._key = key
        self._fresh: dict[int, bytes] = {}
        self._lock = threading.Lock()

    def find(self, n: int) -> bytes | None:
        """Return a chunk; None if it is not here or cannot be read."""
        if n in self._fresh:
            return self._fresh[n]
        try:
            content = (self._folder / str(n)).read_bytes()
        except OSError:
            return None
        if self._key is None:
            return content
        from desktop.store.sealing import FileSeal, NotSealedError  # of encrypted profiles alone

        try:
            return FileSeal(self._key, PURPOSE).open(content)
        except NotSealedError:
            return None

    def keep(self, n: int, content: bytes) -> None:
        """Keep a chunk; raise StorageError."""
        with self._lock:
            self._fresh[n] = content
            if len(self._fresh) > FRESH:
                oldest = next(iter(self._fresh))
                self._write(oldest, self._fresh.pop(oldest))

    def flush(self) -> None:
        """Write what is in memory, as the transfer broke off; raise StorageError."""
        while self._fresh:
            self._write(*self._fresh.popitem())

    def _write(self, n: int, content: bytes) -> None:
        if self._key is not None:
            from desktop.store.sealing import FileSeal  # of encrypted profiles alone

            content = FileSeal(self._key, PURPOSE).close(content)
        with told():
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / str(n)).write_bytes(content)

    def drop(self) -> None:
        """Forget them."""
        self._fresh.clear()
        shutil.rmtree(self._folder, ignore_errors=True)


def make_room(profile: Path, evictable: Iterable[str], quota: int) -> Room:
    """Delete files of `evictable` that were used longest ago until all take `quota` bytes at most.

    Args:
        profile: its folder.
        evictable: hashes of files that can be fetched again.
        quota: in bytes; 0 = as much as there is.

    What was used in the last hour stays: it may be open in a form.
    """
    may_go, used, freed = set(evictable), 0, 0
    found: list[tuple[float, int, Path]] = []
    latest = time.time() - OPEN_SECONDS
    for path, facts in _files(profile):
        used += facts.st_size
        if path.name in may_go and facts.st_mtime <= latest:
            found.append((facts.st_mtime, facts.st_size, path))
    for _when, size, path in sorted(found):
        if not quota or used - freed <= quota:
            break
        with suppress(OSError):
            path.unlink()
            freed += size
    return Room(used - freed, freed)


def note_used(profile: Path, digest: str) -> None:
    """Note that a file was used now."""
    with suppress(OSError, ValueError):
        os.utime(Blobs(profile, key=None).path(digest))


def shred(profile: Path, digest: str) -> None:
    """Write over a file and delete it, with what came of it in part."""
    with suppress(OSError, ValueError):
        shred_file(Blobs(profile, key=None).path(digest))
    folder = profile / "cache" / COMING / digest
    for path in folder.glob("*"):
        with suppress(OSError):
            shred_file(path)
    ComingChunks(profile, digest, key=None).drop()


def shred_folder(folder: Path) -> None:
    """Write over all files of a folder and delete it."""
    for path in folder.rglob("*"):
        if path.is_file():
            with suppress(OSError):
                shred_file(path)
    shutil.rmtree(folder, ignore_errors=True)


def shred_file(path: Path) -> None:
    """Write zeros over a file, wait until the disk has them, and delete it; raise OSError.

    A disk that writes elsewhere what is written over (SSD) may keep the old bytes; encrypted
    profiles are safe from that.
    """
    with path.open("r+b") as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(_ZEROS[:left])
        file.flush()
        os.fsync(file.fileno())
    path.unlink()


def _files(profile: Path) -> Iterator[tuple[Path, os.stat_result]]:
    for path in (profile / FOLDER).glob("*/*"):
        if len(path.name) == _HASH_LENGTH:
            with suppress(OSError):
                yield path, path.stat()
