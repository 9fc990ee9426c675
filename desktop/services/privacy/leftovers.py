"""What holds a person beside the database: drafts, files of refused rows, pictures, old backups."""

from __future__ import annotations

import json
import logging
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Final

from desktop.core.filters import Json
from desktop.core.paths import Profile
from desktop.core.person_signs import PersonSigns
from desktop.services.backups.making import make_backup, second_folder
from desktop.services.long_work import LongWork
from desktop.store.backup_places import place_in
from desktop.store.blobs import FOLDER, Blobs, named_blobs
from desktop.store.drafts import DRAFTS, LocalDrafts
from desktop.store.engine import Connection
from desktop.store.person_facts import People

log = logging.getLogger(__name__)

REFUSED_ROWS: Final = "imports"
DAMAGED: Final = "damaged"
_LARGEST_PART: Final = 200 * 1024 * 1024  # bytes of one part of a workbook that are read


def drafts_of(work: LongWork, people: People, signs: PersonSigns) -> list[str]:
    """Return the keys of unsaved drafts of the persons, or that name them."""
    if not (work.profile / DRAFTS).exists():
        return []
    with closing(LocalDrafts(work.profile, work.store.key)) as journal:
        return [
            one.key
            for one in journal.waiting()
            if one.record_id in people.get(one.entity, ())
            or signs.stand_in(_joined(one.values))
            or signs.stand_in(_joined(one.base))
        ]


def drop_drafts(work: LongWork, keys: Iterable[str]) -> None:
    """Throw drafts away, and what is left of them in the file."""
    with closing(LocalDrafts(work.profile, work.store.key)) as journal:
        for key in keys:
            journal.drop(key)
        journal.compact()


def files_of(profile: Path, signs: PersonSigns) -> Iterator[Path]:
    """Yield the files of refused rows that name the persons."""
    for path in sorted((profile / REFUSED_ROWS).glob("*")):
        if path.is_file() and any(signs.stand_in(text) for text in _texts_of(path)):
            yield path


def drop_pictures(connection: Connection, profile: Path, digests: Iterable[str]) -> None:
    """Delete those of the pictures that no other record names."""
    still = set(named_blobs(connection))
    blobs = Blobs(profile, None)  # none is read
    for digest in digests:
        if digest not in still:
            try:
                blobs.path(digest).unlink(missing_ok=True)
            except (OSError, ValueError):
                log.warning("a picture could not be deleted", exc_info=True)


def older_backups(work: LongWork) -> list[Path]:
    """Return every copy of the database that is kept, here and in the second folder."""
    profile = Profile(work.profile)
    found = [*profile.backups.glob("*.sqlite"), *(work.profile / DAMAGED).glob("*/*.sqlite")]
    second = second_folder(work, None)
    if second and Path(second).is_dir():
        found += place_in(Path(second), work.profile).glob("*.sqlite")
    return found


def renew_backups(work: LongWork) -> int:
    """Make a backup and delete those that were there before; return how many.

    Raises:
        StorageError: the new one could not be made; all older ones stay.
    """
    older = older_backups(work)
    make_backup(work)
    deleted = 0
    for path in older:
        try:
            path.unlink(missing_ok=True)
            deleted += 1
        except OSError:
            log.warning("an older backup could not be deleted", exc_info=True)
    shutil.rmtree(work.profile / DAMAGED, ignore_errors=True)
    _drop_second_pictures(work)
    return deleted


def _drop_second_pictures(work: LongWork) -> None:
    """Delete the pictures in the second folder that are not in the profile any more."""
    second = second_folder(work, None)
    if not second or not Path(second).is_dir():
        return
    for path in (place_in(Path(second), work.profile) / FOLDER).glob("??/*"):
        if not (work.profile / FOLDER / path.parent.name / path.name).exists():
            try:
                path.unlink()
            except OSError:
                log.warning("a picture in the second folder stays", exc_info=True)


def _joined(values: Mapping[str, Json]) -> str:
    return json.dumps(values, ensure_ascii=False)


def _texts_of(path: Path) -> Iterator[str]:
    """Yield the texts of a file of refused rows: a CSV, or the parts of a workbook."""
    try:
        if not zipfile.is_zipfile(path):
            yield path.read_bytes().decode("utf-8", "replace")
            return
        with zipfile.ZipFile(path) as book:
            for part in book.infolist():
                if part.filename.endswith(".xml") and part.file_size <= _LARGEST_PART:
                    yield book.read(part).decode("utf-8", "replace")
    except (OSError, zipfile.BadZipFile):
        log.warning("a file of refused rows could not be read", exc_info=True)
