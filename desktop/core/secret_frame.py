"""The first thing a worker of an encrypted profile hears on its stdin: the length, then the key.

Neither arguments nor environment hold it: other programs of the same person can read those.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Final

_LENGTH: Final = struct.Struct(">I")
_LONGEST: Final = 1024


class NoSecretError(Exception):
    """The stream ended, or held something else."""


def pack_secret(secret: bytes) -> bytes:
    """Return the frame."""
    return _LENGTH.pack(len(secret)) + secret


def read_secret(read: Callable[[int], bytes]) -> bytes:
    """Return what `pack_secret` packed; `read` returns at most so many bytes, none at the end.

    Raises:
        NoSecretError: there is none.
    """
    (length,) = _LENGTH.unpack(_exactly(read, _LENGTH.size))
    if not 0 < length <= _LONGEST:
        raise NoSecretError(f"{length} bytes")
    return _exactly(read, length)


def _exactly(read: Callable[[int], bytes], count: int) -> bytes:
    found = b""
    while len(found) < count:
        piece = read(count - len(found))
        if not piece:
            raise NoSecretError("the stream ended")
        found += piece
    return found
