"""Blobs: pictures and files by their content, each one file `blobs/ab/<sha256>` in the profile.

A blob never changes and is written whole or not at all, so it may be read without asking anybody,
and the same file filed twice is kept once. In an encrypted profile the files are sealed; their
names stay the hashes of the plain content.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

from desktop.core.entities import iter_entities
from desktop.core.errors import AppError, InputError, RecordGoneError
from desktop.core.fields import Kind
from desktop.core.i18n import _
from desktop.core.kinds.files import digest_of
from desktop.store.capture import EXTRA
from desktop.store.engine import Connection
from desktop.store.faults import told

FOLDER: Final = "blobs"
LARGEST_BYTES: Final = 2 * 1024**3
CHUNK_BYTES: Final = 1024 * 1024
GRACE_SECONDS: Final = 24 * 3600  # what was just written may be named by a form not yet saved
_HASH_LENGTH: Final = 64


class Blobs:
    """The blobs of one profile; any thread and process may read and write."""

    def __init__(self, profile: Path, key: bytes | None = None) -> None:
        self._folder = profile / FOLDER
        self._key = key

    def put(self, content: bytes | BinaryIO, limit: int = LARGEST_BYTES) -> str:
        """Keep `content`, read piece by piece if it is a file, and return its hash.

        Raises:
            InputError: it has more than `limit` bytes; nothing is kept.
            StorageError: it could not be written; nothing is kept.
        """
        source = BytesIO(content) if isinstance(content, bytes) else content
        with told():
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder, prefix="part-")
            part = Path(name)
            try:
                with os.fdopen(handle, "wb") as file:
                    digest = self._write(source, file, limit)
                    file.flush()
                    os.fsync(file.fileno())
                target = self.path(digest)
                target.parent.mkdir(exist_ok=True)
                part.replace(target)
            finally:
                part.unlink(missing_ok=True)
        return digest

    def path(self, digest: str) -> Path:
        """Return where the blob of that hash is, or would be; raise ValueError for no hash."""
        if len(digest) != _HASH_LENGTH or not set(digest) <= set("0123456789abcdef"):
            raise ValueError(f"not a hash: {digest!r}")
        return self._folder / digest[:2] / digest

    def has(self, digest: str) -> bool:
        """Tell whether the blob is here."""
        return self.path(digest).is_file()

    def open(self, digest: str) -> BinaryIO:
        """Open the blob for reading; raise RecordGoneError if it is not here."""
        try:
            file = self.path(digest).open("rb")
        except FileNotFoundError as error:
            raise RecordGoneError(_("The file is not on this computer.")) from error
        if self._key is None:
            return file
        from desktop.store.sealing import open_stream  # only encrypted profiles need it

        with told():
            return open_stream(file, self._key)

    def read(self, digest: str) -> bytes:
        """Return a small blob whole; raise RecordGoneError if it is not here, StorageError."""
        with self.open(digest) as file, told():
            return file.read()

    def is_whole(self, digest: str) -> bool:
        """Read a blob whole and tell whether it is what its name says."""
        found = hashlib.sha256()
        try:
            with self.open(digest) as file:
                while chunk := file.read(CHUNK_BYTES):
                    found.update(chunk)
        except (AppError, OSError):
            return False
        return found.hexdigest() == digest

    def _write(self, source: BinaryIO, file: BinaryIO, limit: int) -> str:
        if self._key is None:
            return _copy(source, file.write, limit)
        from desktop.store.sealing import StreamWriter  # only encrypted profiles need it

        sealed = StreamWriter(file, self._key)
        digest = _copy(source, sealed.write, limit)
        sealed.finish()
        return digest

    def garbage(self, named: Iterable[str], older_than: float = GRACE_SECONDS) -> Iterator[Path]:
        """Yield the files that none of the hashes `named` is of, and remains of failed writing.

        What is younger than `older_than` seconds is left out: it may be named in a moment.
        """
        kept = set(named)
        latest = time.time() - older_than
        for path in self._folder.glob("**/*"):
            if path.is_file() and path.name not in kept and path.stat().st_mtime <= latest:
                yield path


def named_blobs(connection: Connection) -> Iterator[str]:
    """Yield the hashes that records name or once named, so that undo and history find them."""
    for entity in iter_entities():
        for field in entity.fields:
            if field.kind in {Kind.IMAGE, Kind.FILE}:
                query = (
                    f'SELECT "{field.name}" FROM "{entity.key}" WHERE "{field.name}" IS NOT NULL'
                )
                yield from (digest_of(value) for (value,) in connection.execute(query))
                past = (
                    "SELECT value FROM change, json_each(diff, ?) "
                    "WHERE tbl = ? AND value IS NOT NULL"
                )
                member = f"{EXTRA}.{field.name}" if field.custom else field.name
                rows = connection.execute(past, (f'$."{member}"', entity.key))
                yield from (digest_of(value) for (value,) in rows)


def _copy(source: BinaryIO, write: Callable[[bytes], object], limit: int) -> str:
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK_BYTES):
        size += len(chunk)
        if size > limit:
            megabytes = limit // 1024**2
            raise InputError(_("The file is larger than {limit} MB.").format(limit=megabytes))
        digest.update(chunk)
        write(chunk)
    return digest.hexdigest()
