"""What opens a file from another computer: one with everything, or a single backup."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Final

from desktop.core.paths import KEY_FILE
from desktop.core.protection import Protected
from desktop.services.keys import BackupKeys, ProfileKeys
from desktop.store.key_file import KeyFile, parse_key_file

_LARGEST: Final = 64 * 1024


class BundleKeys(ProfileKeys):
    """The key of a file with everything: the key file lies in it."""

    def __init__(self, bundle: Path) -> None:
        super().__init__(bundle.parent)
        self._found = _key_file_in(bundle)

    def protected(self) -> Protected:
        """Return whether the data are encrypted, and what opens them."""
        return Protected.NOT if self._found is None else self._found.opens

    def _file(self) -> KeyFile | None:
        return self._found


def keys_of(source: Path) -> ProfileKeys:
    """Return what opens a file that `open_bundle` takes."""
    return BundleKeys(source) if zipfile.is_zipfile(source) else BackupKeys(source)


def _key_file_in(bundle: Path) -> KeyFile | None:
    try:
        with zipfile.ZipFile(bundle) as archive:
            if archive.getinfo(KEY_FILE).file_size > _LARGEST:
                return None
            return parse_key_file(archive.read(KEY_FILE))
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, ValueError):
        return None
