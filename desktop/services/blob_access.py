"""The window's door to the blob store: the port `core.ports.Blobs`."""

from __future__ import annotations

from pathlib import Path

from desktop.core.errors import InputError, RecordGoneError
from desktop.core.i18n import _
from desktop.store.blobs import Blobs


class ProfileBlobs:
    """Reads and keeps the blobs of one profile."""

    def __init__(self, profile: Path, key: bytes | None = None) -> None:
        self._blobs = Blobs(profile, key)

    def load(self, digest: str) -> bytes:
        """Return the bytes; none if they are not on this computer."""
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
