"""A letter as the bytes that go out, made once and kept: what is sent again is the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO, Final

from desktop.core.clock import local_zone
from desktop.core.mail.composing import bcc_line, compose
from desktop.core.mail.letters import Letter, LetterFile
from desktop.core.mail.redirecting import compose_redirected
from desktop.mail.sending.letter_file import LetterFile as File
from desktop.store.blobs import Blobs
from desktop.store.faults import told

_CHUNK: Final = 256 * 1024


def freeze(file: File, letter: Letter, at: datetime) -> tuple[str, int]:
    """Keep the message beside the letters; return its hash and its bytes.

    Raises:
        RecordGoneError: an attachment is not on this computer.
        StorageError: it could not be written.
    """
    pieces = _Pieces(_written(file.blobs, letter, at.astimezone(local_zone())))
    digest = file.blobs.put(pieces)  # type: ignore[arg-type]  # it only reads
    return digest, pieces.size


def frozen(file: File, digest: str) -> Iterator[bytes]:
    """Yield the bytes of a message that was kept."""
    with file.blobs.open(digest) as source, told():
        while chunk := source.read(_CHUNK):
            yield chunk


def filed_copy(file: File, letter: Letter, digest: str) -> bytes:
    """Return what is kept among sent letters: the message, and to whom it went unseen."""
    return bcc_line(letter) + b"".join(frozen(file, digest))


def _written(blobs: Blobs, letter: Letter, at: datetime) -> Iterator[bytes]:
    def open_file(one: LetterFile) -> BinaryIO:
        return blobs.open(one.digest)

    if letter.redirected:
        with blobs.open(letter.redirected) as original:
            yield from compose_redirected(letter, at, original, resent_id=letter.message_id)
    else:
        yield from compose(letter, at, open_file)


class _Pieces:
    """Chunks as a file that is read."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = b""
        self.size = 0

    def read(self, count: int) -> bytes:
        """Return at most `count` bytes more; none at the end."""
        while len(self._rest) < count:
            chunk = next(self._chunks, None)
            if chunk is None:
                break
            self._rest += chunk
        given, self._rest = self._rest[:count], self._rest[count:]
        self.size += len(given)
        return given
