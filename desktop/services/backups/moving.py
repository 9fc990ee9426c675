"""Moving to another computer: one file with everything, and a new profile made from it."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

from desktop.core.clock import Clock
from desktop.core.errors import InputError, StorageError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.paths import KEY_FILE, Profile
from desktop.services.long_work import LongWork, long_work
from desktop.store.backup import copy_database, is_sound, version_of
from desktop.store.backup_places import blobs_beside, copy_blobs
from desktop.store.blobs import FOLDER as BLOBS
from desktop.store.blobs import Blobs
from desktop.store.engine import DATABASE
from desktop.store.faults import told
from desktop.store.migrations import HEAD

FORMAT: Final = 1
_HEAD: Final = "lienhe.json"
_CHUNK: Final = 1024 * 1024
_BLOB: Final = re.compile(r"blobs/([0-9a-f]{2})/(\1[0-9a-f]{62})")
_SIDE_FILES: Final = ("settings.json", "ui.json", KEY_FILE)
_INCOMING: Final = "incoming"
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, ValueError, KeyError, EOFError, RuntimeError)

Tell = Callable[[int, int], None]  # bytes done, in all; may raise CancelledError


@long_work("backup.bundle")
def write_bundle(work: LongWork, path: str) -> Json:
    """Write everything of the profile into one file, read it again, and return its size in bytes.

    Raises:
        StorageError: it could not be written; an earlier file of that name stays.
    """
    target = Path(path)
    part = target.with_name(target.name + ".part")
    copy = Profile(work.profile).cache / "bundle.sqlite"

    def tell(done: int, of: int) -> None:
        work.report(done, of)

    try:
        copy_database(work.store.path, copy, work.store.key, tell)
        with told():
            _pack(part, _files_of(Profile(work.profile), copy), tell)
            _require_whole(part, tell)
            part.replace(target)
            return target.stat().st_size
    finally:
        for one in (copy, part):
            with suppress(OSError):
                one.unlink(missing_ok=True)


def open_bundle(
    source: Path, folder: Path, clock: Clock, tell: Tell | None = None, key: bytes | None = None
) -> None:
    """Make the profile in `folder` from a file of `write_bundle`, or from a backup of another.

    The database comes last: killed before, there is no profile yet. What is encrypted stays so;
    its `key` proves that it is whole.

    Raises:
        InputError: the file is neither, or is damaged; nothing was made.
        StorageError: there is no room, or a profile stands there already.
    """
    profile = Profile(folder)
    if not profile.is_new:
        raise StorageError(_("There are data in this profile already."))
    incoming = folder / _INCOMING
    try:
        with told():
            shutil.rmtree(incoming, ignore_errors=True)
            incoming.mkdir(parents=True)
            if zipfile.is_zipfile(source):
                _unpack(source, incoming, tell or _nothing, is_encrypted=key is not None)
            else:
                _take_backup(source, incoming, is_encrypted=key is not None)
        _require_ours(incoming / DATABASE, key)
        if key is not None:
            _require_blobs(incoming, key)
        with told():
            _move_in(incoming, profile)
    finally:
        shutil.rmtree(incoming, ignore_errors=True)


def _require_ours(database: Path, key: bytes | None) -> None:
    version = version_of(database, key)
    if not version or not is_sound(database, key):
        raise InputError(_("This file is damaged, or no file of Lienhe."))
    if version > HEAD:
        sentence = _("A later version of the program wrote this profile. Please update.")
        raise StorageError(sentence)


def _require_blobs(incoming: Path, key: bytes) -> None:
    blobs = Blobs(incoming, key)
    if not all(blobs.is_whole(path.name) for path in (incoming / BLOBS).glob("??/*")):
        raise InputError(_("This file is damaged, or no file of Lienhe."))


def _files_of(profile: Profile, copy: Path) -> list[tuple[str, Path]]:
    files = [(DATABASE, copy)]
    files += [(name, profile.folder / name) for name in _SIDE_FILES]
    files += [
        (f"blobs/{path.parent.name}/{path.name}", path) for path in profile.blobs.glob("??/*")
    ]
    return [(name, path) for name, path in files if path.is_file()]


def _pack(part: Path, files: list[tuple[str, Path]], tell: Tell) -> None:
    total, done = sum(path.stat().st_size for _name, path in files), 0
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(_HEAD, json.dumps({"format": FORMAT, "files": len(files)}))
        for name, path in files:
            with path.open("rb") as old, archive.open(name, "w", force_zip64=True) as new:
                while chunk := old.read(_CHUNK):
                    new.write(chunk)
                    done += len(chunk)
                    tell(done, total)


def _require_whole(part: Path, tell: Tell) -> None:
    with _archive(part) as archive:
        for info in archive.infolist():
            with archive.open(info) as file:
                while file.read(_CHUNK):
                    tell(0, 0)


def _unpack(source: Path, incoming: Path, tell: Tell, *, is_encrypted: bool) -> None:
    with _archive(source) as archive:
        head = json.loads(archive.read(_HEAD)) if _HEAD in archive.namelist() else {}
        if not isinstance(head, dict) or head.get("format") != FORMAT:
            raise InputError(_("This file is damaged, or no file of Lienhe."))
        if KEY_FILE in archive.namelist() and not is_encrypted:
            raise InputError(_("This file is damaged, or no file of Lienhe."))
        members = [info for info in archive.infolist() if info.filename != _HEAD]
        total, done = sum(info.file_size for info in members), 0
        if total > shutil.disk_usage(incoming).free:
            raise StorageError(_("The disk is full. Please free some space."))
        for info in members:
            _require_known(info.filename)
            target = incoming / info.filename
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(info) as file, target.open("wb") as new:
                digest, size = _copy(file, new, info.file_size)
            is_blob = target.parent.parent.name == BLOBS
            if is_blob and not is_encrypted and digest != target.name:
                raise InputError(_("This file is damaged, or no file of Lienhe."))
            done += size
            tell(done, total)


def _require_known(name: str) -> None:
    """Refuse any other name: one such as ../x would leave the folder."""
    if name not in (DATABASE, *_SIDE_FILES) and not _BLOB.fullmatch(name):
        raise InputError(_("This file is damaged, or no file of Lienhe."))


def _copy(file: IO[bytes], new: IO[bytes], size: int) -> tuple[str, int]:
    """Copy at most `size` bytes; return their hash and how many they were."""
    digest, done = hashlib.sha256(), 0
    while chunk := file.read(_CHUNK):
        done += len(chunk)
        if done > size:
            raise InputError(_("This file is damaged, or no file of Lienhe."))
        digest.update(chunk)
        new.write(chunk)
    return digest.hexdigest(), done


def _take_backup(source: Path, incoming: Path, *, is_encrypted: bool) -> None:
    shutil.copyfile(source, incoming / DATABASE)
    key_file = source.with_name(KEY_FILE)
    if is_encrypted and key_file.is_file():
        shutil.copyfile(key_file, incoming / KEY_FILE)
    beside = blobs_beside(source)
    if beside is not None:
        copy_blobs(beside, incoming / "blobs", _no_check)


def _move_in(incoming: Path, profile: Profile) -> None:
    profile.make()
    for path in incoming.glob("blobs/??/*"):
        there = profile.blobs / path.parent.name / path.name
        there.parent.mkdir(exist_ok=True)
        path.replace(there)
    for name in (*_SIDE_FILES, DATABASE):
        if (incoming / name).exists():
            (incoming / name).replace(profile.folder / name)


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except _BROKEN as error:
        raise InputError(_("This file is damaged, or no file of Lienhe.")) from error


def _nothing(_done: int, _of: int) -> None:
    pass


def _no_check() -> None:
    pass
