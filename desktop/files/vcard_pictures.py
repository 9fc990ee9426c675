"""The picture of a vCard: taken only where it stands in the card itself, and is one we can show.

Nothing is ever loaded from an address: whoever opens a card must not be told of to its sender.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import unquote_to_bytes

from desktop.core.pictures import LARGEST, is_welcome, to_data_uri
from desktop.files.notes import Note, Notes
from desktop.files.vcard_lines import LONGEST_PICTURE, Property

NAMES: Final = ("PHOTO", "LOGO")  # the first is a person or the company itself
_BASE64: Final = frozenset({"B", "BASE64"})
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_DATA: Final = re.compile(r"data:([^,]*),", re.IGNORECASE)
_REFERENCES: Final = frozenset({"URI", "URL", "CONTENT-ID", "CID"})


class _RefusedError(Exception):
    """A picture cannot be taken; `note` says why."""

    def __init__(self, note: Note) -> None:
        super().__init__(note)
        self.note = note


def picture_of(properties: Sequence[Property], notes: Notes) -> str:
    """Return the first picture of a card that can be taken, as a data URI; "" if there is none.

    Where there are pictures and none can be taken, that is remarked once, with the reason.
    """
    reasons: list[Note] = []
    for one in _pictures(properties):
        try:
            content = _content(one)
        except _RefusedError as refused:
            reasons.append(refused.note)
        else:
            return to_data_uri(content)
    if reasons:
        notes.add(reasons[0])
    return ""


def _pictures(properties: Sequence[Property]) -> Iterator[Property]:
    for name in NAMES:
        yield from (one for one in properties if one.name == name and one.value)


def _content(one: Property) -> bytes:
    text = one.value or ""
    if len(text) > LONGEST_PICTURE:
        raise _RefusedError(Note.LARGE_PICTURES)
    transfer = one.parameters.get("ENCODING", [""])[0].strip().upper()
    if data := _DATA.match(text):
        body = text[data.end() :].replace("\\", "")
        content = _from_base64(body) if "base64" in data[1].lower() else unquote_to_bytes(body)
    elif transfer in _BASE64:
        content = _from_base64(text)
    elif _SCHEME.match(text) or _says_reference(one):
        raise _RefusedError(Note.REMOTE_PICTURES)
    else:
        content = _from_base64(text)
    if len(content) > LARGEST:
        raise _RefusedError(Note.LARGE_PICTURES)
    if not is_welcome(content):
        raise _RefusedError(Note.BAD_PICTURES)
    return content


def _says_reference(one: Property) -> bool:
    """Tell whether a card of vCard 2.1 or 3.0 says that its picture stands elsewhere."""
    said = one.parameters.get("VALUE", [""])[0].strip().upper()
    return said in _REFERENCES


def _from_base64(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError) as error:
        raise _RefusedError(Note.BAD_PICTURES) from error
