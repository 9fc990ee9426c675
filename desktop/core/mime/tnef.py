"""winmail.dat: the files that Outlook packs into one part of its own (MS-OXTNEF)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from desktop.core.mime.charsets import decode_text
from desktop.core.quick_dataclass import dataclass

SIGNATURE: Final = b"\x78\x9f\x3e\x22"
_HEAD: Final = struct.Struct("<BII")  # level, attribute, length
_ATTACHMENT: Final = 2
_REND_DATA: Final = 0x00069002  # begins an attachment
_DATA: Final = 0x0006800F
_TITLE: Final = 0x00018010
_PROPERTIES: Final = 0x00069005
_MOST_FILES: Final = 500
_MOST_PROPERTIES: Final = 2_000
# MAPI properties of an attachment.
_LONG_NAME: Final = 0x3707
_SHORT_NAME: Final = 0x3704
_MIME_TYPE: Final = 0x370E
_CONTENT_ID: Final = 0x3712
_OBJECT_DATA: Final = 0x3701
_STRING8, _UNICODE, _OBJECT, _BINARY = 0x1E, 0x1F, 0x0D, 0x0102
_FIXED: Final = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8,
                 0x40: 8, 0x48: 16}  # fmt: skip
_MULTIPLE: Final = 0x1000
_NAMED: Final = 0x8000
_GUID: Final = 16


@dataclass(frozen=True, slots=True)
class PackedFile:
    """One file of a winmail.dat."""

    name: str
    content_type: str
    content_id: str
    content: bytes


class _Reader:
    """Reads numbers and pieces of bytes; beyond the end there are none."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def number(self, size: int = 4) -> int:
        return int.from_bytes(self.piece(size), "little")

    def piece(self, size: int) -> bytes:
        piece = self.data[self.at : self.at + size]
        if len(piece) < size:
            raise EOFError
        self.at += size
        return piece


def unpack_tnef(data: bytes) -> list[PackedFile]:
    """Return the files in it; of a damaged one those before the damage."""
    files: list[PackedFile] = []
    found: dict[str, bytes | str] = {}
    for level, attribute, content in _attributes(data):
        if level != _ATTACHMENT:
            continue
        if attribute == _REND_DATA:
            _keep(files, found)
            found = {}
        elif attribute == _DATA:
            found["content"] = content
        elif attribute == _TITLE:
            found["title"] = decode_text(content.rstrip(b"\0"))
        elif attribute == _PROPERTIES:
            found.update(_properties(content))
        if len(files) >= _MOST_FILES:
            return files
    _keep(files, found)
    return files


def _keep(files: list[PackedFile], found: dict[str, bytes | str]) -> None:
    content = found.get("content", b"")
    if isinstance(content, bytes) and content:
        name = found.get("name") or found.get("short") or found.get("title") or ""
        kind, content_id = found.get("type", ""), found.get("cid", "")
        files.append(PackedFile(str(name), str(kind).lower(), str(content_id), content))


def _attributes(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    if not data.startswith(SIGNATURE):
        return
    at = len(SIGNATURE) + 2
    while at + _HEAD.size <= len(data):
        level, attribute, length = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        if at + length > len(data):
            return
        yield level, attribute, data[at : at + length]
        at += length + 2  # a checksum


def _properties(data: bytes) -> dict[str, bytes | str]:
    """Return the MAPI properties of an attachment that say what file it is."""
    reader = _Reader(data)
    found: dict[str, bytes | str] = {}
    try:
        for _ in range(min(reader.number(), _MOST_PROPERTIES)):
            kind, name = reader.number(2), reader.number(2)
            value = _value(reader, kind, is_named=name >= _NAMED)
            _take(found, name, kind, value)
    except EOFError:
        pass
    return found


def _take(found: dict[str, bytes | str], name: int, kind: int, value: bytes) -> None:
    texts = {_LONG_NAME: "name", _SHORT_NAME: "short", _MIME_TYPE: "type", _CONTENT_ID: "cid"}
    if name in texts and kind == _UNICODE:
        found[texts[name]] = decode_text(value, "utf-16-le").strip("<>")
    elif name in texts and kind == _STRING8:
        found[texts[name]] = decode_text(value.rstrip(b"\0")).strip("<>")
    elif name == _OBJECT_DATA and kind == _BINARY:
        found.setdefault("content", value)
    elif name == _OBJECT_DATA and kind == _OBJECT:
        found.setdefault("content", value[_GUID:])


def _value(reader: _Reader, kind: int, *, is_named: bool) -> bytes:
    """Return the last value of one property."""
    if is_named:
        reader.piece(_GUID)
        if reader.number():  # a name instead of a number
            size = reader.number()
            reader.piece(size + -size % 4)
        else:
            reader.piece(4)
    many, kind = kind & _MULTIPLE, kind & ~_MULTIPLE
    if kind in _FIXED:
        count = reader.number() if many else 1
        return reader.piece(min(count * _FIXED[kind], len(reader.data) + 1))
    value = b""
    for _ in range(min(reader.number(), _MOST_PROPERTIES)):
        size = reader.number()
        value = reader.piece(size)
        reader.piece(-size % 4)
    return value
