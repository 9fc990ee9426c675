"""What calamine does not tell of an .xlsx: which cells hold errors or formulas never calculated.

A second, coarse look over the sheet's XML; it finds nothing rather than fail.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from desktop.files.archives import part_text
from desktop.files.notes import Note, Notes

_PIECE: Final = 1024 * 1024
_LONGEST_CELL: Final = 64 * 1024

_SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\s[^>]*?\b\w+:id\s*=\s*[\"']([^\"']+)[\"']")
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE: Final = re.compile(rb"\b(Id|Target)\s*=\s*[\"']([^\"']+)[\"']")
_PLACE: Final = rb"[^>]*?\br=\"([A-Z]{1,3}\d{1,7})\""
_ERROR_CELL: Final = re.compile(rb"<(?:\w+:)?c\s(?=[^>]*\bt=\"e\")" + _PLACE)
_NO_RESULT: Final = re.compile(
    rb"<(?:\w+:)?c\s" + _PLACE + rb"[^>]*>\s*"
    rb"<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>"
)


def scan_sheet(path: Path, index: int, notes: Notes) -> None:
    """Remark error cells and formulas without results of sheet `index` of an .xlsx."""
    try:
        with zipfile.ZipFile(path) as archive:
            for piece in _pieces(archive, _sheet_part(archive, index)):
                _scan(piece, notes)
    except (OSError, KeyError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return
    except zipfile.BadZipFile:
        return


def _scan(piece: bytes, notes: Notes) -> None:
    if b't="e"' in piece:
        for match in _ERROR_CELL.finditer(piece):
            notes.add(Note.ERROR_CELLS, cell=match.group(1).decode())
    if b"<f" in piece:
        for match in _NO_RESULT.finditer(piece):
            notes.add(Note.NO_RESULTS, cell=match.group(1).decode())


def _pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Return the part in pieces that end between two cells."""
    rest = b""
    with archive.open(name) as part:
        while data := part.read(_PIECE):
            rest += data
            cut = max(rest.rfind(b"</row>"), rest.rfind(b"</c>"))
            if cut < 0:  # cells of a namespace of its own, or a cell longer than any real one
                rest = rest[-_LONGEST_CELL:]
                continue
            yield rest[: cut + 4]
            rest = rest[cut + 4 :]
    yield rest


def _sheet_part(archive: zipfile.ZipFile, index: int) -> str:
    """Return the name of the part of sheet `index`; raise KeyError if it cannot be told."""
    ids = _SHEET.findall(part_text(archive, "xl/workbook.xml"))
    if index >= len(ids):
        raise KeyError(index)
    for relation in _RELATION.findall(part_text(archive, "xl/_rels/workbook.xml.rels")):
        values = dict(_ATTRIBUTE.findall(relation))
        if values.get(b"Id") == ids[index]:
            target = values[b"Target"].decode()
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError(index)
