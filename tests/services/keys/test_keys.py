"""What opens a profile: the keyring, the password, the recovery key, whatever got lost."""

from __future__ import annotations

import pytest

from desktop.core.errors import InvalidValueError
from desktop.core.paths import KEY_FILE, Profile
from desktop.core.protection import Protected, SafeError, WrongKeyError
from desktop.core.recovery_key import write_recovery_key
from desktop.services.keys import ProfileKeys
from desktop.services.opening import open_for_window
from tests.services.keys.conftest import KEY, PASSWORD

RECOVERY = write_recovery_key(KEY)
OTHER = bytes(32)


@pytest.fixture
def keys(profile):
    return ProfileKeys(profile)


def lose_key_files(profile):
    Profile(profile).key_file.unlink()
    (Profile(profile).backups / KEY_FILE).unlink()


def test_the_password_opens_it(keys):
    assert keys.protected() is Protected.BY_PASSWORD
    assert keys.by_password(PASSWORD) == KEY
    with pytest.raises(WrongKeyError, match="password is not right"):
        keys.by_password("quả táo")


def test_the_keyring_opens_it_without_a_password(keys, safe):
    keys.protect(KEY)
    assert keys.protected() is Protected.BY_SAFE
    assert keys.by_safe() == KEY
    assert list(safe.kept.values()) == [KEY]
    with pytest.raises(WrongKeyError):
        keys.by_password(PASSWORD)


def test_whoever_changes_to_a_password_leaves_no_key_in_the_keyring(keys, safe):
    keys.protect(KEY)
    keys.protect(KEY, "another password")
    assert safe.kept == {}
    assert keys.by_password("another password") == KEY
    with pytest.raises(WrongKeyError):
        keys.by_password(PASSWORD)


def test_a_keyring_without_the_entry_or_with_another_is_told_apart(keys, safe):
    keys.protect(KEY)
    entry = next(iter(safe.kept))
    safe.kept[entry] = OTHER
    with pytest.raises(SafeError, match="not that of this profile"):
        keys.by_safe()
    safe.kept.clear()
    with pytest.raises(SafeError, match="no key for this profile"):
        keys.by_safe()
    assert keys.by_recovery(RECOVERY) == KEY


def test_a_keyring_that_refuses_changes_nothing(keys, safe, monkeypatch):
    def refuse(_entry, _key):
        raise SafeError("locked")

    monkeypatch.setattr(safe, "keep", refuse)
    with pytest.raises(SafeError):
        keys.protect(KEY)
    assert keys.by_password(PASSWORD) == KEY


def test_the_recovery_key_opens_it_and_no_other_does(keys):
    assert keys.by_recovery(RECOVERY.lower()) == KEY
    with pytest.raises(WrongKeyError, match="does not open these data"):
        keys.by_recovery(write_recovery_key(OTHER))
    with pytest.raises(InvalidValueError):
        keys.by_recovery("ABCDE")


def test_a_lost_key_file_is_found_among_the_backups(keys, profile):
    Profile(profile).key_file.unlink()
    assert keys.by_password(PASSWORD) == KEY
    Profile(profile).key_file.write_text("{broken")
    assert keys.by_password(PASSWORD) == KEY


def test_without_any_key_file_the_recovery_key_opens_it(keys, profile):
    lose_key_files(profile)
    assert keys.protected() is Protected.LOST
    with pytest.raises(WrongKeyError, match="gone or damaged"):
        keys.by_password(PASSWORD)
    with pytest.raises(WrongKeyError):
        keys.by_recovery(write_recovery_key(OTHER))
    assert keys.by_recovery(RECOVERY) == KEY
    keys.protect(KEY, "a new password")
    assert keys.protected() is Protected.BY_PASSWORD
    assert keys.by_password("a new password") == KEY


def test_a_damaged_key_file_is_no_plain_profile(keys, profile):
    lose_key_files(profile)
    Profile(profile).key_file.write_bytes(b"\0" * 50)
    assert keys.protected() is Protected.LOST


def test_a_plain_profile_is_not_taken_for_an_encrypted_one(tmp_path):
    folder = tmp_path / "plain"
    open_for_window(folder).close()
    assert ProfileKeys(folder).protected() is Protected.NOT
    main = Profile(folder).main
    main.write_bytes(bytes(range(256)) * 16 + main.read_bytes()[4096:])  # its first page is damaged
    assert ProfileKeys(folder).protected() is Protected.NOT


def test_a_folder_without_a_profile_is_not_encrypted(tmp_path):
    assert ProfileKeys(tmp_path).protected() is Protected.NOT
