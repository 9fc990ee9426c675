"""Backups of an encrypted profile are encrypted, and everything can be done with them."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from desktop.core.clock import SystemClock
from desktop.core.errors import InputError
from desktop.core.paths import KEY_FILE, Profile
from desktop.core.protection import Protected, WrongKeyError
from desktop.core.recovery_key import write_recovery_key
from desktop.core.settings import Settings, save_settings
from desktop.services.backups.looking import (
    bring_back,
    compare_record,
    find_in_backup,
    preview_backup,
)
from desktop.services.backups.making import back_up_now
from desktop.services.backups.moved_keys import keys_of
from desktop.services.backups.moving import open_bundle, write_bundle
from desktop.services.keys import ProfileKeys
from desktop.services.opening import open_for_window
from desktop.services.privacy.export import export_person
from desktop.services.rescue import find_backup, go_back_to, use_backup
from desktop.store.backup_places import place_in
from tests.services.keys.conftest import (
    KEY,
    PASSWORD,
    open_again,
    plain_places,
    work_on,
)

NAME = "Công ty Bình Minh"


@pytest.fixture
def customer(opened):
    opened.blobs.keep(b"a logo")
    return opened.commands.run("account.create", {"values": {"name": NAME}}).value


@pytest.fixture
def backup(work, customer):
    return Path(back_up_now(work)["path"]).name


def names(opened):
    query = "SELECT name FROM account WHERE deleted_at IS NULL"
    return [name for (name,) in opened.store.driver.execute(query)]


def test_one_looks_into_a_backup_and_brings_a_record_back(opened, work, backup, customer):
    opened.commands.run("account.delete", {"ids": [customer]})
    assert preview_backup(work, backup)["is_sound"]
    assert [row[2] for row in find_in_backup(work, backup, "")] == [NAME]
    assert find_in_backup(work, backup, "binh minh")[0][2] == NAME
    assert compare_record(work, backup, "account", customer)["state"] == "deleted"
    assert bring_back(work, backup, "account", customer) == NAME
    assert names(opened) == [NAME]


def test_one_goes_back_to_a_backup(opened, work, backup, profile):
    opened.commands.run("account.create", {"values": {"name": "Sau đó"}})
    opened.close()
    go_back_to(Profile(profile), backup, KEY)
    with open_again(profile) as again:
        assert names(again) == [NAME]
    assert plain_places(profile, NAME) == []


def test_a_damaged_database_gives_way_to_its_newest_good_backup(opened, backup, profile):
    opened.close()
    with Profile(profile).main.open("r+b") as file:
        file.write(bytes(range(256)) * 16)
    found = find_backup(Profile(profile), KEY)
    assert found is not None
    assert found.path.name == backup
    use_backup(Profile(profile), found, KEY)
    with open_again(profile) as again:
        assert names(again) == [NAME]


@pytest.fixture
def bundle(work, customer, tmp_path):
    path = tmp_path / "all.lienhe"
    write_bundle(work, str(path))
    return path


@pytest.mark.parametrize("by_password", [True, False])
def test_everything_moves_to_another_computer(bundle, tmp_path, by_password):
    keys = keys_of(bundle)
    assert keys.protected() is Protected.BY_PASSWORD
    with pytest.raises(WrongKeyError):
        keys.by_password("something else")
    recovery = write_recovery_key(KEY)
    key = keys.by_password(PASSWORD) if by_password else keys.by_recovery(recovery)
    folder = tmp_path / "new"
    open_bundle(bundle, folder, SystemClock(), None, key)
    with open_again(folder) as again:
        assert names(again) == [NAME]
    assert [path.stat().st_size for path in Profile(folder).blobs.glob("??/*")] == [8 + 16 + 6 + 16]
    assert (folder / KEY_FILE).exists()


def test_a_file_with_everything_does_not_open_with_another_key(bundle, tmp_path):
    for key in (None, bytes(32)):
        with pytest.raises(InputError):
            open_bundle(bundle, tmp_path / "new", SystemClock(), None, key)
        assert Profile(tmp_path / "new").is_new


def test_a_changed_blob_in_a_file_with_everything_is_found(bundle, tmp_path):
    forged = tmp_path / "forged.lienhe"
    with zipfile.ZipFile(bundle) as old, zipfile.ZipFile(forged, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename.startswith("blobs/"):
                content = content[:-1] + bytes([content[-1] ^ 1])
            new.writestr(info.filename, content)
    with pytest.raises(InputError):
        open_bundle(forged, tmp_path / "new", SystemClock(), None, KEY)


def test_a_backup_in_the_second_folder_opens_by_the_password(work, customer, profile, tmp_path):
    second = tmp_path / "usb"
    second.mkdir()
    save_settings(Profile(profile), Settings(backup_folder=str(second)))
    made = Path(back_up_now(work)["path"])
    copy = place_in(second, profile) / made.name
    assert keys_of(copy).protected() is Protected.BY_PASSWORD
    assert keys_of(copy).by_password(PASSWORD) == KEY
    open_bundle(copy, tmp_path / "new", SystemClock(), None, KEY)
    with open_again(tmp_path / "new") as again:
        assert names(again) == [NAME]
    assert plain_places(second, NAME) == []


def test_a_lone_backup_opens_by_the_recovery_key(backup, profile, tmp_path):
    lone = tmp_path / "lone" / backup
    lone.parent.mkdir()
    shutil.copyfile(Profile(profile).backups / backup, lone)
    keys = keys_of(lone)
    assert keys.protected() is Protected.LOST
    with pytest.raises(WrongKeyError):
        keys.by_recovery(write_recovery_key(bytes(32)))
    assert keys.by_recovery(write_recovery_key(KEY)) == KEY


def test_a_plain_file_of_another_computer_needs_no_key(tmp_path):
    path = tmp_path / "plain.lienhe"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("lienhe.json", json.dumps({"format": 1}))
    assert keys_of(path).protected() is Protected.NOT


def test_the_person_who_asks_for_his_data_gets_them_readable(work, customer, tmp_path):
    path = tmp_path / "person.zip"
    export_person(work, "account", customer, str(path))
    with zipfile.ZipFile(path) as archive:
        assert NAME in archive.read("index.html").decode()


def test_a_key_file_in_a_plain_file_with_everything_is_refused(tmp_path):
    folder = tmp_path / "plain"
    opened = open_for_window(folder)
    path, forged = tmp_path / "plain.lienhe", tmp_path / "forged.lienhe"
    write_bundle(work_on(opened, folder), str(path))
    opened.close()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(forged, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename, old.read(info))
        new.writestr(KEY_FILE, "{}")
    assert keys_of(forged).protected() is Protected.NOT
    with pytest.raises(InputError):
        open_bundle(forged, tmp_path / "new", SystemClock())
    assert Profile(tmp_path / "new").is_new


def test_a_plain_backup_beside_a_key_file_opens_as_it_is(tmp_path, profile):
    folder = tmp_path / "before"
    opened = open_for_window(folder)
    made = Path(back_up_now(work_on(opened, folder))["path"])
    opened.close()
    shutil.copyfile(Profile(profile).key_file, made.with_name(KEY_FILE))
    assert keys_of(made).protected() is Protected.NOT
    open_bundle(made, tmp_path / "new", SystemClock())
    assert ProfileKeys(tmp_path / "new").protected() is Protected.NOT
    with open_again(tmp_path / "new", None) as again:
        assert names(again) == []


def test_encrypted_copies_lie_apart_from_plain_ones(tmp_path, profile):
    plain = tmp_path / "elsewhere" / profile.name
    assert place_in(tmp_path, profile) != place_in(tmp_path, plain)
