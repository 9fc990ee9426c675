"""Zip containers (.xlsx, .xlsm, .xlsb, .ods): what they hold, and whether they may be unpacked.

Calamine refuses a part that unpacks to more than it declares, so the declared sizes can be judged.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from desktop.core.tables import TableFormat
from desktop.files.errors import FileProblem, Problem

LARGEST_PART: Final = 400 * 1024 * 1024  # bytes unpacked; what fits into the reader's memory
LARGEST_ALL: Final = 2 * 1024 * 1024 * 1024
MOST_PARTS: Final = 50_000
HARMLESS: Final = 16 * 1024 * 1024
GREATEST_RATIO: Final = 300  # real sheets are packed 10 to 60 times, bombs 1,000 times

_TABLE_ENDINGS: Final = (".xml", ".bin", ".rels")
_ODS_TYPES: Final = (
    b"application/vnd.oasis.opendocument.spreadsheet",
    b"application/vnd.oasis.opendocument.spreadsheet-template",
)


def identify_archive(path: Path) -> TableFormat:
    """Return which spreadsheet the zip file is, after a look at its list of parts.

    Raises:
        FileProblem: it is broken, protected, a bomb, too big or something else.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            table = _identify(archive, {part.filename.replace("\\", "/").lower() for part in parts})
            _check_sizes(parts)
            _check_protection(archive, parts)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, RuntimeError) as error:
        raise FileProblem(Problem.DAMAGED) from error
    return table


def part_text(archive: zipfile.ZipFile, name: str, limit: int = HARMLESS) -> bytes:
    """Return the first `limit` bytes of a part, b"" if it is not there or broken."""
    try:
        with archive.open(name) as part:
            return part.read(limit)
    except (KeyError, zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError, EOFError):
        return b""
    except Exception as error:  # zlib.error and lzma.LZMAError have no common base but this
        if type(error).__module__ in ("zlib", "_lzma", "lzma"):
            return b""
        raise


def _identify(archive: zipfile.ZipFile, names: set[str]) -> TableFormat:
    workbooks = [name for name in names if name.rpartition("/")[2].startswith("workbook")]
    if any(name.endswith(".bin") for name in workbooks):
        return TableFormat.XLSB
    if any(name.endswith(".xml") for name in workbooks):
        has_macros = any(name.endswith("vbaproject.bin") for name in names)
        return TableFormat.XLSM if has_macros else TableFormat.XLSX
    kind = part_text(archive, "mimetype", 200).strip()
    if kind in _ODS_TYPES or (not kind and {"content.xml", "meta-inf/manifest.xml"} <= names):
        return TableFormat.ODS
    raise FileProblem(Problem.OTHER_KIND, kind=_other_kind(kind, names))


def _other_kind(kind: bytes, names: set[str]) -> str:
    if kind.startswith(b"application/vnd.oasis"):
        return "opendocument"
    if _any_under(names, "word/"):
        return "word"
    if _any_under(names, "ppt/"):
        return "powerpoint"
    if _any_under(names, "index/") or "index.zip" in names:
        return "numbers"
    return "archive"


def _any_under(names: Iterable[str], folder: str) -> bool:
    return any(name.startswith(folder) for name in names)


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    tables = [part for part in parts if part.filename.lower().endswith(_TABLE_ENDINGS)]
    for part in tables:
        packed = max(part.compress_size, 1)
        if part.file_size > HARMLESS and part.file_size / packed > GREATEST_RATIO:
            raise FileProblem(Problem.BOMB)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in tables) > LARGEST_ALL:
        raise FileProblem(Problem.BOMB)
    if any(part.file_size > LARGEST_PART for part in tables):
        raise FileProblem(Problem.TOO_BIG)


def _check_protection(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    is_encrypted = any(part.flag_bits & 1 for part in parts)
    if is_encrypted or b"encryption-data" in part_text(archive, "META-INF/manifest.xml"):
        raise FileProblem(Problem.PASSWORD)
