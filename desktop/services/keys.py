"""Keeping and finding the key of an encrypted profile: the port `core.ports.Keys`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from desktop.core.errors import CorruptStoreError
from desktop.core.i18n import N_, _
from desktop.core.paths import Profile
from desktop.core.protection import Choice, Protected, SafeError, WrongKeyError
from desktop.core.recovery_key import read_recovery_key
from desktop.services.seals import UI
from desktop.store import encrypting, safe
from desktop.store.faults import told
from desktop.store.key_file import (
    KeyFile,
    find_key_file,
    made_for,
    new_key,
    read_key_file,
    write_key_file,
)
from desktop.store.profile_state import is_sealed, state_of
from desktop.store.sealing import FileSeal

NOT_IN_SAFE: Final = N_("The system's keyring has no key for this profile.")
OTHER_IN_SAFE: Final = N_("The key in the system's keyring is not that of this profile.")
NOT_THE_KEY: Final = N_("This recovery key does not open these data.")


class ProfileKeys:
    """The key of the profile in one folder."""

    def __init__(self, folder: Path) -> None:
        self._profile = Profile(folder)

    def protected(self) -> Protected:
        """Return whether the data are encrypted, and what opens them."""
        found = self._file()
        if found is not None:
            return found.opens
        is_encrypted = self._profile.key_file.exists() or is_sealed(self._profile.main)
        return Protected.LOST if is_encrypted else Protected.NOT

    def has_safe(self) -> bool:
        """Tell whether this system has a keyring that can keep a key."""
        return safe.is_there()

    def new_key(self) -> bytes:
        """Return a key for a new profile."""
        return new_key()

    def by_safe(self) -> bytes:
        """Return the key that the keyring holds; raise SafeError."""
        found = self._file()
        key = None if found is None else safe.find(found.entry)
        if found is None or key is None:
            raise SafeError(_(NOT_IN_SAFE))
        if not found.is_of(key):
            raise SafeError(_(OTHER_IN_SAFE))
        return key

    def by_password(self, password: str) -> bytes:
        """Return the key that a master password opens; raise WrongKeyError."""
        found = self._file()
        if found is None:
            raise WrongKeyError(_("The file with the key is gone or damaged."))
        return found.opened_by(password)

    def by_recovery(self, text: str) -> bytes:
        """Return the key that somebody typed; raise InvalidValueError, WrongKeyError."""
        key = read_recovery_key(text)
        found = self._file()
        if found is not None and not found.is_of(key):
            raise WrongKeyError(_(NOT_THE_KEY))
        if found is None:
            self._try(key)
        return key

    def protect(self, key: bytes, password: str = "") -> None:
        """Let the profile open by `password`, or by the keyring; raise SafeError, StorageError."""
        before = self._file()
        made = made_for(key, password, "" if before is None else before.entry)
        if not password:
            safe.keep(made.entry, key)
        with told():
            self._profile.make()
        write_key_file(self._profile.folder, made)
        write_key_file(self._profile.backups, made)
        if password and before is not None and before.opens is Protected.BY_SAFE:
            safe.forget(made.entry)

    def _file(self) -> KeyFile | None:
        return find_key_file(self._profile.folder, self._profile.backups)

    def _try(self, key: bytes) -> None:
        """Raise WrongKeyError if the key does not open the database."""
        try:
            state_of(self._profile.folder, key)
        except CorruptStoreError as error:
            raise WrongKeyError(_(NOT_THE_KEY)) from error


def encrypt_profile(profile: Profile, choice: Choice) -> None:
    """Make an encrypted profile of a plain one, whose databases nobody has open.

    The next start puts it in the place of the plain one (`encrypting.finish`), as windows that
    close write down how they were left. Killed before, the profile is plain.

    Raises:
        SafeError, StorageError: it could not be done; the profile is plain as before.
    """
    keys, place = ProfileKeys(profile.folder), profile.folder / encrypting.NEW
    try:
        encrypting.build(profile, choice.key, FileSeal(choice.key, UI).close)
        with told():
            profile.manifest.unlink(missing_ok=True)  # the next start asks for the key
        keys.protect(choice.key, choice.password)
        made = read_key_file(profile.key_file)
        if made is not None:
            write_key_file(place / "backups", made)
    except Exception:
        if not profile.key_file.exists():
            encrypting.discard(profile.folder)
        raise


class BackupKeys(ProfileKeys):
    """The key of a single backup file, with the key file beside it if that came along."""

    def __init__(self, backup: Path) -> None:
        super().__init__(backup.parent)
        self._backup = backup

    def protected(self) -> Protected:
        """Return whether the backup is encrypted, and what opens it."""
        found = self._file()
        if not is_sealed(self._backup):
            return Protected.NOT
        return Protected.LOST if found is None else found.opens

    def _file(self) -> KeyFile | None:
        return read_key_file(self._profile.key_file)

    def _try(self, key: bytes) -> None:
        from desktop.store.backup import version_of

        if not version_of(self._backup, key):
            raise WrongKeyError(_(NOT_THE_KEY))
