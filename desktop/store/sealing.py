"""Encrypting what lies beside the database: small files whole, blobs in chunks.

AES-256-GCM (NIST SP 800-38D) with keys of their own, derived from the profile's key by HKDF (RFC
5869). A file that is read piece by piece is a STREAM (Hoang, Reyhanitabar, Rogaway and Vizár,
2015): each chunk's nonce holds its number and whether it is the last, so none can be left out, put
elsewhere or cut off unseen.
"""

from __future__ import annotations

import io
import os
import struct
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CHUNK_BYTES: Final = 256 * 1024
_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_TAG_BYTES: Final = 16
_WHOLE: Final = b"LHSEAL1\n"
_STREAM: Final = b"LHBLOB1\n"
_SALT_BYTES: Final = 16  # a stream's own key hangs on it, so its nonces may be plain numbers
_NONCE: Final = struct.Struct(">QI")  # number of the chunk, 1 for the last


class NotSealedError(ValueError):
    """What is to be opened was not sealed with this key, or was changed."""


def derived_key(key: bytes, purpose: str, salt: bytes = b"") -> bytes:
    """Return the key for one purpose; it tells nothing about the others."""
    info = f"lienhe {purpose}".encode()
    return HKDF(SHA256(), _KEY_BYTES, salt or None, info).derive(key)


class FileSeal:
    """Seals small files of a profile whole; the port `core.sealing.Seal`."""

    def __init__(self, key: bytes, purpose: str) -> None:
        self._cipher = AESGCM(derived_key(key, purpose))

    def close(self, plain: bytes) -> bytes:
        """Return `plain` encrypted under a random nonce."""
        nonce = os.urandom(_NONCE_BYTES)
        return _WHOLE + nonce + self._cipher.encrypt(nonce, plain, _WHOLE)

    def open(self, sealed: bytes) -> bytes:
        """Return what `close` was given; raise NotSealedError."""
        start = len(_WHOLE)
        nonce, body = sealed[start : start + _NONCE_BYTES], sealed[start + _NONCE_BYTES :]
        if not sealed.startswith(_WHOLE) or len(body) < _TAG_BYTES:
            raise NotSealedError("not sealed")
        try:
            return self._cipher.decrypt(nonce, body, _WHOLE)
        except InvalidTag as error:
            raise NotSealedError("sealed otherwise") from error


class StreamWriter:
    """Writes a file in sealed chunks; nothing is whole until `finish`."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        salt = os.urandom(_SALT_BYTES)
        self._file = file
        self._cipher = _stream_cipher(key, salt)
        self._waiting = bytearray()
        self._number = 0
        file.write(_STREAM + salt)

    def write(self, plain: bytes) -> None:
        """Write some more."""
        self._waiting += plain
        while len(self._waiting) > CHUNK_BYTES:  # the last chunk is never written here
            self._put(bytes(self._waiting[:CHUNK_BYTES]), is_last=False)
            del self._waiting[:CHUNK_BYTES]

    def finish(self) -> None:
        """Write the last chunk."""
        self._put(bytes(self._waiting), is_last=True)

    def _put(self, plain: bytes, *, is_last: bool) -> None:
        nonce = _NONCE.pack(self._number, is_last)
        self._file.write(self._cipher.encrypt(nonce, plain, _STREAM))
        self._number += 1


class StreamReader(io.RawIOBase):
    """Reads what a StreamWriter wrote, chunk by chunk; raises OSError where it was changed."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        super().__init__()
        self._file = file
        head = file.read(len(_STREAM) + _SALT_BYTES)
        if not head.startswith(_STREAM) or len(head) < len(_STREAM) + _SALT_BYTES:
            raise OSError("not a sealed file")
        self._cipher = _stream_cipher(key, head[len(_STREAM) :])
        self._number = 0
        self._ahead = file.read(CHUNK_BYTES + _TAG_BYTES)
        self._plain = memoryview(b"")
        self._is_over = False

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed's is wider
        """Fill a part of `buffer`; return 0 at the end."""
        while not self._plain and not self._is_over:
            self._next()
        count = min(len(buffer), len(self._plain))
        buffer[:count] = self._plain[:count]
        self._plain = self._plain[count:]
        return count

    def close(self) -> None:
        """Close the file below, too."""
        if not self.closed:
            self._file.close()
        super().close()

    def _next(self) -> None:
        sealed, self._ahead = self._ahead, self._file.read(CHUNK_BYTES + _TAG_BYTES)
        self._is_over = not self._ahead
        nonce = _NONCE.pack(self._number, self._is_over)
        try:
            self._plain = memoryview(self._cipher.decrypt(nonce, sealed, _STREAM))
        except (InvalidTag, ValueError) as error:
            raise OSError("a sealed file was changed") from error
        self._number += 1


def open_stream(file: BinaryIO, key: bytes) -> BinaryIO:
    """Return the plain content of a sealed file; closing it closes the file."""
    try:
        return io.BufferedReader(StreamReader(file, key), CHUNK_BYTES)
    except OSError:
        file.close()
        raise


def _stream_cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(derived_key(key, "blob", salt))
