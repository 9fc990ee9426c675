"""Copies of attached files for other programs, in a folder that ends with this program.

They are made in a thread of their own and cannot be written to: what somebody types into a copy
would be lost, so the other program says that it must be saved elsewhere.
"""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Final

from desktop.core.file_names import numbered_name, safe_file_name
from desktop.core.pages import Row
from desktop.core.ports import Blobs
from desktop.core.quick_dataclass import dataclass
from desktop.views.lent_copies import copies_of

LARGEST: Final = 200 * 1024**2  # bytes of one file


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """One attached file as the list shows it."""

    id: str
    name: str
    blob: str
    size: int | None
    who: str
    when: str


def copy_for_others(blobs: Blobs, file: AttachedFile) -> str:
    """Return the path of a copy that other programs may read; it may take long.

    Raises:
        RecordGoneError: the file is not on this computer.
        StorageError: there is no room for the copy.
    """
    folder = copies_of(file.blob)
    target = folder / safe_file_name(file.name)
    if not target.is_file():
        folder.mkdir(exist_ok=True)
        blobs.copy_to(file.blob, str(target))
        target.chmod(stat.S_IRUSR)
    return str(target)


def file_of(row: Row) -> AttachedFile:
    """Return the file that a row of name, hash, size, author and moment tells of."""
    name, blob, size, _who, _when = row.values
    return AttachedFile(
        str(row.id),
        str(name),
        str(blob),
        size if isinstance(size, int) else None,
        row.texts[3],
        row.texts[4],
    )


def filed(blobs: Blobs, path: str) -> dict[str, object]:
    """Keep a file and return what is noted of it; raise InputError."""
    digest = blobs.keep_file(path, LARGEST)
    return {"name": safe_file_name(path), "blob": digest, "size": Path(path).stat().st_size}


def save_all(blobs: Blobs, files: list[AttachedFile], folder: str) -> None:
    """Write files into a folder; what is there already keeps its place."""
    for file in files:
        name, number = safe_file_name(file.name), 1
        while Path(folder, name).exists():
            number += 1
            name = numbered_name(safe_file_name(file.name), number)
        blobs.copy_to(file.blob, str(Path(folder, name)))
