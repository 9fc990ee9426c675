"""Messages between two processes: the length in four bytes, then JSON in UTF-8.

No pickle or marshal: the process that parses a foreign file is not to be trusted. Surrogates pass,
as names of files may hold bytes that are no characters.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import IO, Final

from desktop.core.tables import cell_from_json, cell_to_json

LONGEST: Final = 256 * 1024 * 1024  # bytes of one message

_LENGTH: Final = struct.Struct(">I")
_encode: Final = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, separators=(",", ":"), default=cell_to_json
).encode
_decode: Final = json.JSONDecoder(object_hook=cell_from_json).decode


class BrokenFrameError(Exception):
    """The other side sent something that is no message, or stopped in the middle of one."""


def pack(message: Mapping[str, object]) -> bytes:
    """Return the bytes of one message; cells may be dates and Decimals."""
    body = _encode(message).encode("utf-8", "surrogatepass")
    return _LENGTH.pack(len(body)) + body


def read_frame(stream: IO[bytes]) -> bytes | None:
    """Return the body of the next message, None at the end of the stream.

    Raises:
        BrokenFrameError: the stream ends within a message, or the message is too long.
    """
    head = stream.read(_LENGTH.size)
    if not head:
        return None
    if len(head) < _LENGTH.size:
        raise BrokenFrameError("cut off")
    (length,) = _LENGTH.unpack(head)
    if length > LONGEST:
        raise BrokenFrameError(f"{length} bytes")
    body = stream.read(length)
    if len(body) < length:
        raise BrokenFrameError("cut off")
    return body


def unpack(body: bytes) -> dict[str, object]:
    """Return the message of its body; raise BrokenFrameError if it is none."""
    try:
        message = _decode(body.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError, ArithmeticError) as error:
        raise BrokenFrameError("no JSON") from error
    if not isinstance(message, dict):
        raise BrokenFrameError("no object")
    return message
