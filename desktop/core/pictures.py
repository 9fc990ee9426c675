"""Pictures as bytes: what they are and how large, by their first bytes alone; as text in files.

Nothing is decoded here, so that a picture made to harm meets no decoder before it is known to be of
a sensible size.
"""

from __future__ import annotations

import base64
import binascii
from typing import Final

from desktop.core.quick_dataclass import dataclass

LARGEST: Final = 5 * 1024 * 1024  # bytes
MOST_POINTS: Final = 50_000_000  # a photograph of 50 million points needs 200 MB to be shown

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_MARKER: Final = 0xFF  # begins each part of a JPEG
_NO_SIZE: Final = frozenset({0xC4, 0xC8, 0xCC})  # markers of JPEG among those of frames
_FRAMES: Final = range(0xC0, 0xD0)
_BARE: Final = frozenset({0x01, *range(0xD0, 0xDA)})  # markers of JPEG without a length
_MARK: Final = "data:"


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What a picture is: its media type without "image/", its width and height in points."""

    media: str
    width: int
    height: int

    @property
    def is_sensible(self) -> bool:
        """Whether it has points, and not so many that it could not be shown."""
        return 0 < self.width * self.height <= MOST_POINTS


def picture_facts(content: bytes) -> PictureFacts | None:
    """Return what a picture is; None for what the program cannot show, or what has no size."""
    if content.startswith(_PNG) and content[12:16] == b"IHDR":
        return PictureFacts("png", _big(content, 16, 4), _big(content, 20, 4))
    if content[:6] in (b"GIF87a", b"GIF89a"):
        return PictureFacts("gif", _little(content, 6, 2), _little(content, 8, 2))
    if content.startswith(b"BM"):
        return PictureFacts("bmp", _signed(content, 18), _signed(content, 22))
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return _webp(content)
    if content.startswith(b"\xff\xd8"):
        return _jpeg(content)
    return None


def is_welcome(content: bytes) -> bool:
    """Tell whether a picture by strangers may be kept: of a known form and a sensible size."""
    facts = picture_facts(content) if len(content) <= LARGEST else None
    return facts is not None and facts.is_sensible


def to_data_uri(content: bytes) -> str:
    """Return a picture as text (RFC 2397); raise ValueError for what is none."""
    facts = picture_facts(content)
    if facts is None:
        raise ValueError("no picture")
    return f"{_MARK}image/{facts.media};base64,{base64.b64encode(content).decode('ascii')}"


def from_data_uri(text: str) -> bytes:
    """Return the bytes of what `to_data_uri` made; raise ValueError."""
    head, _comma, body = text.partition(",")
    if not head.startswith(_MARK) or not head.endswith(";base64"):
        raise ValueError("no picture")
    try:
        return base64.b64decode(body, validate=True)
    except binascii.Error as error:
        raise ValueError("no picture") from error


def _jpeg(content: bytes) -> PictureFacts | None:
    """Return what the first frame of a JPEG says, wherever it stands."""
    at = 2
    while at + 4 <= len(content) and content[at] == _MARKER:
        marker = content[at + 1]
        if marker == _MARKER:  # filling
            at += 1
        elif marker in _BARE:
            at += 2
        elif marker in _FRAMES and marker not in _NO_SIZE:
            return PictureFacts("jpeg", _big(content, at + 7, 2), _big(content, at + 5, 2))
        else:
            at += 2 + max(_big(content, at + 2, 2), 2)
    return None


def _webp(content: bytes) -> PictureFacts | None:
    form = content[12:16]
    if form == b"VP8X":
        return PictureFacts("webp", _little(content, 24, 3) + 1, _little(content, 27, 3) + 1)
    if form == b"VP8L":
        bits = _little(content, 21, 4)
        return PictureFacts("webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if form == b"VP8 ":
        return PictureFacts(
            "webp", _little(content, 26, 2) & 0x3FFF, _little(content, 28, 2) & 0x3FFF
        )
    return None


def _big(content: bytes, at: int, size: int) -> int:
    return int.from_bytes(content[at : at + size], "big")


def _little(content: bytes, at: int, size: int) -> int:
    return int.from_bytes(content[at : at + size], "little")


def _signed(content: bytes, at: int) -> int:
    """Return a length of a bitmap, whose rows may be told from the top by a minus."""
    return abs(int.from_bytes(content[at : at + 4], "little", signed=True))
