"""What a file really is, by its content: its name proves nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from desktop.core.tables import TableFormat
from desktop.files import ole
from desktop.files.archives import identify_archive
from desktop.files.errors import FileProblem, Problem

_HEAD: Final = 64 * 1024  # bytes looked at

_MAGICS: Final = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"ID3", "media"),
    (b"OggS", "media"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"MSCF", "archive"),
    (b"SQLite format 3", "database"),
    (b"\x00\x01\x00\x00Standard", "database"),  # Access
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"{\\rtf", "rtf"),
    (b"\x09\x00\x04\x00", "old_excel"),
    (b"\x09\x02\x06\x00", "old_excel"),
    (b"\x09\x04\x06\x00", "old_excel"),
)
_SHORT_MAGICS: Final = (b"BM", b"MZ")  # also the beginning of words
_TEXT_KINDS: Final = (
    (re.compile(r"BEGIN:VCALENDAR", re.IGNORECASE), "calendar"),
    (re.compile(r"(?:[\w-]+: .*\r?\n)*MIME-Version: ", re.IGNORECASE), "mhtml"),
    (re.compile(r"\{\s*\"|\[\s*[\[{]\s*[\"{]"), "json"),
)
_CARDS: Final = re.compile(r"(?:[\w-]+\.)?BEGIN[ \t]*:[ \t]*VCARD\b", re.IGNORECASE)
_WEB_PAGE: Final = re.compile(
    r"<(?:!doctype html|html|head|body|table|meta|style|div)\b", re.IGNORECASE
)
_XML_SHEET: Final = "urn:schemas-microsoft-com:office:spreadsheet"
_CONTROLS: Final = re.compile(rb"[\x01-\x08\x0e-\x19\x1b-\x1f\x7f]")
_MOST_CONTROLS: Final = 0.02
_TWO_WIDE_SIGNS: Final = 4  # bytes
_MANY: Final = 0.4  # of the high bytes of UTF-16 are 0: Vietnamese text is 60 to 80 % ASCII
_FEW: Final = 0.1  # of its low bytes are
_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

_OLE_SHEETS: Final = ("Workbook", "Book")
_OLE_KINDS: Final = {
    "WordDocument": "word",
    "PowerPoint Document": "powerpoint",
    "__properties_version1.0": "outlook",
}
_OLE_MACROS: Final = "_VBA_PROJECT_CUR"
_OLE_LOCKED: Final = "EncryptedPackage"


def identify(path: Path) -> TableFormat:
    """Return what kind of table the file is.

    Raises:
        FileProblem: it is empty, protected, broken, dangerous or no table.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise FileProblem(Problem.EMPTY)
    if head.startswith(ole.MAGIC):
        return _identify_ole(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return identify_archive(path)
    _refuse_magic(head)
    return _identify_text(head)


def has_ole_macros(path: Path) -> bool:
    """Tell whether an .xls file carries macros."""
    with path.open("rb") as file:
        return bool(ole.names_present(file, [_OLE_MACROS]))


def looks_like_utf16(head: bytes) -> str:
    """Return "utf-16", "utf-16-le" or "utf-16-be" if that is what the bytes are, else ""."""
    if head.startswith(_MARKS[1:]):
        return "utf-16"
    sample = head[: len(head) // 2 * 2][:4096]
    if len(sample) < _TWO_WIDE_SIGNS:
        return ""
    pairs = len(sample) // 2
    low, high = sample[0::2].count(0) / pairs, sample[1::2].count(0) / pairs
    if high > _MANY and low < _FEW:
        return "utf-16-le"
    if low > _MANY and high < _FEW:
        return "utf-16-be"
    return ""


def _identify_ole(path: Path) -> TableFormat:
    with path.open("rb") as file:
        found = ole.names_present(file, [*_OLE_SHEETS, *_OLE_KINDS, _OLE_LOCKED])
        is_locked = _OLE_LOCKED in found or ole.is_workbook_encrypted(file)
    if is_locked:
        raise FileProblem(Problem.PASSWORD)
    if found.intersection(_OLE_SHEETS):
        return TableFormat.XLS
    for name, kind in _OLE_KINDS.items():
        if name in found:
            raise FileProblem(Problem.OTHER_KIND, kind=kind)
    raise FileProblem(Problem.DAMAGED)


def _refuse_magic(head: bytes) -> None:
    for magic, kind in _MAGICS:
        if head.startswith(magic) and (magic not in _SHORT_MAGICS or _is_binary(head)):
            raise FileProblem(Problem.OTHER_KIND, kind=kind)
    if head[4:8] == b"ftyp" or head.startswith(b"RIFF"):
        raise FileProblem(Problem.OTHER_KIND, kind="media")


def _identify_text(head: bytes) -> TableFormat:
    wide = looks_like_utf16(head)
    if not wide and _is_binary(head):
        raise FileProblem(Problem.UNKNOWN_KIND)
    text = head.decode(wide or "utf-8", "replace").lstrip("\ufeff \t\r\n\0")
    if text.startswith("<"):
        return _identify_markup(text)
    if _CARDS.match(text):
        return TableFormat.VCARD
    for pattern, kind in _TEXT_KINDS:
        if pattern.match(text):
            raise FileProblem(Problem.OTHER_KIND, kind=kind)
    return TableFormat.CSV


def _identify_markup(text: str) -> TableFormat:
    if _XML_SHEET in text and "<html" not in text.lower():
        return TableFormat.XML
    if _WEB_PAGE.search(text):
        return TableFormat.HTML
    if text.startswith("<?xml"):
        raise FileProblem(Problem.OTHER_KIND, kind="xml")
    return TableFormat.CSV


def _is_binary(head: bytes) -> bool:
    """Tell whether control characters abound; NULs alone may stand in a sloppy CSV."""
    if len(_CONTROLS.findall(head)) / len(head) > _MOST_CONTROLS:
        return True
    return head.count(0) / len(head) > _MANY and not looks_like_utf16(head)
