"""Bytes of attachments on their way out: copies for other programs, pictures for the screen."""

from __future__ import annotations

import base64
import stat
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from desktop.core.errors import RecordGoneError, StorageError
from desktop.core.file_names import numbered_name, safe_file_name
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.mail.ports import MailReads
from desktop.core.mail.values import MailFile, MailView, PartState
from desktop.core.mime.safe_html import remote_marker
from desktop.core.pictures import picture_facts
from desktop.core.quick_dataclass import dataclass
from desktop.views.lent_copies import copies_of

WIDEST: Final = 1600  # pixels of a picture on the screen
MOST_BYTES: Final = 24 * 1024**2  # of the pictures of one message
MOST_TEXT: Final = 400_000  # bytes of a text file that is looked at


@dataclass(frozen=True, slots=True)
class Read:
    """A message with the pictures that belong into its text."""

    view: MailView
    pictures: dict[str, QImage]


def read_message(reads: MailReads, message: int) -> Read:
    """Return a message and its own pictures, decoded; asked in the reader's thread."""
    view = reads.message(message)
    pictures: dict[str, QImage] = {}
    left = MOST_BYTES
    for file in view.files:
        is_wanted = file.cid and f"cid:{file.cid}" in view.html
        if not is_wanted or file.state is not PartState.LOCAL or file.size > left:
            continue
        try:
            content = reads.part(message, file.part)
        except RecordGoneError:
            continue
        left -= len(content)
        picture = decoded(content)
        if picture is not None:
            pictures[f"cid:{file.cid}"] = picture
    return Read(view, pictures)


def decoded(content: bytes, widest: int = WIDEST) -> QImage | None:
    """Return a picture, not wider than `widest` pixels; None for what is none.

    The first bytes decide what it is: left to itself, Qt asks decoders of rare formats too, and
    some of them take anything for theirs.
    """
    facts = picture_facts(content)
    if facts is None or not facts.is_sensible:
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, facts.media.encode())
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and (size.width() > widest or size.height() > 4 * widest):
        size.scale(QSize(widest, 4 * widest), Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(size)
    picture = reader.read()
    return None if picture.isNull() else picture


def decoded_pictures(found: Mapping[str, Json]) -> dict[str, QImage]:
    """Return pictures that were fetched, by what stands for them in safe HTML; may take a while."""
    pictures = {}
    for address, text in found.items():
        picture = decoded(base64.b64decode(text)) if isinstance(text, str) else None
        if picture is not None:
            pictures[remote_marker(address)] = picture
    return pictures


def copy_path(message: int, file: MailFile) -> Path:
    """Return where the copy of an attachment is put for other programs."""
    digest = sha256(f"{message}/{file.part}".encode()).hexdigest()
    return copies_of(digest) / safe_file_name(file.name)


def copy_part(reads: MailReads, message: int, file: MailFile, target: Path) -> str:
    """Write the copy of an attachment and return its path; raise RecordGoneError, StorageError."""
    if target.is_file():
        return str(target)
    content = reads.part(message, file.part)
    try:
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(content)
        target.chmod(stat.S_IRUSR)
    except OSError as error:
        raise StorageError(_("The file cannot be written: {why}").format(why=error)) from error
    return str(target)


def save_parts(reads: MailReads, message: int, files: Sequence[MailFile], folder: str) -> list[str]:
    """Write attachments into a folder and return their paths; nothing is written over."""
    paths = []
    for file in files:
        content = reads.part(message, file.part)
        name, number = safe_file_name(file.name), 1
        while Path(folder, name).exists():
            number += 1
            name = numbered_name(safe_file_name(file.name), number)
        write(str(Path(folder, name)), content)
        paths.append(str(Path(folder, name)))
    return paths


def write(path: str, content: bytes) -> str:
    """Write a file that the person chose and return its path; raise StorageError."""
    try:
        Path(path).write_bytes(content)
    except OSError as error:
        raise StorageError(_("The file cannot be written: {why}").format(why=error)) from error
    return path
