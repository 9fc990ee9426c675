"""Names inside a compound file (OLE2), the container of .xls, .doc, .msg and encrypted .xlsx.

Source: [MS-CFB] 2.6.1. Directory entries are 128 bytes and begin at multiples of 128, so they are
found without following the allocation tables, which are what is broken in broken files.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable
from typing import BinaryIO, Final

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_ENTRY: Final = 128
_NAME_ROOM: Final = 64  # bytes for the name, then its length in two
_PIECE: Final = 1024 * _ENTRY

# The first record of a workbook (BIFF8 or BIFF5, "workbook globals"), after which comes FILEPASS.
_WORKBOOK_START: Final = re.compile(rb"\x09\x08(?:\x10|\x08)\x00\x00[\x05\x06]\x05\x00")
_FILEPASS: Final = 0x2F
_RECORD_HEAD: Final = 4
_RECORDS_BEFORE_PASSWORD: Final = 6
_LOOKED_THROUGH: Final = 16 * 1024 * 1024


def names_present(stream: BinaryIO, names: Iterable[str]) -> set[str]:
    """Return which of `names` are names of entries in the compound file; letter case is ignored."""
    wanted = {name: _entry(name.lower()) for name in names}
    found: set[str] = set()
    stream.seek(0)
    while piece := stream.read(_PIECE):
        lowered = piece.lower()  # of ASCII bytes only, and the names are ASCII
        found.update(name for name in wanted if name not in found and _holds(lowered, wanted[name]))
    return found


def _entry(name: str) -> re.Pattern[bytes]:
    """Return what an entry begins with: the name, ended by a NUL, anything, the name's length."""
    encoded = name.encode("utf-16-le") + b"\0\0"
    length = len(encoded).to_bytes(2, "little")
    rest = _NAME_ROOM - len(encoded)
    return re.compile(re.escape(encoded) + b".{%d}" % rest + re.escape(length), re.DOTALL)


def _holds(piece: bytes, entry: re.Pattern[bytes]) -> bool:
    return any(match.start() % _ENTRY == 0 for match in entry.finditer(piece))


def is_workbook_encrypted(stream: BinaryIO) -> bool:
    """Tell whether the workbook of an .xls asks for a password: FILEPASS ([MS-XLS] 2.4.117)."""
    stream.seek(0)
    data = stream.read(_LOOKED_THROUGH)
    for match in _WORKBOOK_START.finditer(data):
        place = match.start()
        for _ in range(_RECORDS_BEFORE_PASSWORD):
            record, length = struct.unpack_from("<HH", data, place)
            if record == _FILEPASS:
                return True
            place += _RECORD_HEAD + length
            if place + _RECORD_HEAD > len(data):
                break
    return False
