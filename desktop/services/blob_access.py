"""The window's door to the blob store: the port `core.ports.Blobs`."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from desktop.core.errors import InputError, RecordGoneError
from desktop.core.i18n import _
from desktop.store.blob_cache import note_used
from desktop.store.blobs import CHUNK_BYTES, Blobs
from desktop.store.faults import told


class ProfileBlobs:
    """Reads and keeps the blobs of one profile."""

    def __init__(self, profile: Path, key: bytes | None = None) -> None:
        self._profile = profile
        self._blobs = Blobs(profile, key)

    def load(self, digest: str) -> bytes:
        """Return the bytes; none if they are not on this computer."""
        note_used(self._profile, digest)
        try:
            return self._blobs.read(digest)
        except RecordGoneError:
            return b""

    def keep(self, content: bytes) -> str:
        """Keep the bytes and return their hash."""
        return self._blobs.put(content)

    def keep_file(self, path: str, limit: int) -> str:
        """Keep a file of at most `limit` bytes and return its hash; raise InputError."""
        try:
            with Path(path).open("rb") as file:
                return self._blobs.put(file, limit)
        except OSError as error:
            raise InputError(_("The file cannot be read: {path}").format(path=path)) from error

    def copy_to(self, digest: str, path: str) -> None:
        """Write the bytes to a file, whole or not at all.

        Raises:
            RecordGoneError: they are not on this computer.
            StorageError: the file cannot be written.
        """
        note_used(self._profile, digest)
        target = Path(path)
        part = target.with_name(f"{target.name[:100]}.part")
        with self._blobs.open(digest) as source, told():
            try:
                with part.open("wb") as file:
                    shutil.copyfileobj(source, file, CHUNK_BYTES)
                part.replace(target)
            finally:
                part.unlink(missing_ok=True)

    def missing(self, digests: Iterable[str]) -> frozenset[str]:
        """Return those of the hashes whose bytes are not on this computer."""
        return frozenset(one for one in digests if not self._is_here(one))

    def _is_here(self, digest: str) -> bool:
        try:
            return self._blobs.has(digest)
        except ValueError:  # another program wrote what is no hash
            return False
