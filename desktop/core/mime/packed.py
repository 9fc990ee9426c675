"""Files within a part that is a container of its own: winmail.dat, uuencoded texts."""

from __future__ import annotations

from typing import Final

from desktop.core.file_names import safe_file_name
from desktop.core.mime.headers import Headers
from desktop.core.mime.tnef import unpack_tnef
from desktop.core.mime.uuencoded import split_uuencoded
from desktop.core.mime.values import Part

_TNEF: Final = frozenset(("application/ms-tnef", "application/vnd.ms-tnef"))
_UNKNOWN: Final = "application/octet-stream"


def packed_parts(part: Part) -> list[Part]:
    """Return the files in a winmail.dat; [] for another part, or if it holds none."""
    if part.content_type not in _TNEF and part.name.lower() != "winmail.dat":
        return []
    return [
        _made(part, number, packed.name, packed.content, packed.content_type, packed.content_id)
        for number, packed in enumerate(unpack_tnef(part.content()), start=1)
    ]


def uuencoded_parts(part: Part, text: str) -> tuple[str, list[Part]]:
    """Return a text without the files in it, and these."""
    text, files = split_uuencoded(text)
    return text, [
        _made(part, number, name, content) for number, (name, content) in enumerate(files, start=1)
    ]


def _made(
    within: Part, number: int, name: str, content: bytes, content_type: str = "", cid: str = ""
) -> Part:
    return Part(
        number=f"{within.number}#{number}",
        content_type=content_type or _UNKNOWN,
        charset="",
        encoding="",
        disposition="attachment",
        name=safe_file_name(name) if name else "",
        content_id=cid,
        size=len(content),
        headers=Headers([]),
        source=content,
        start=0,
        end=len(content),
        parameters={},
    )
