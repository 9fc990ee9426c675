"""A plain profile becomes an encrypted one, whole or not at all."""

from __future__ import annotations

import shutil
import uuid
from contextlib import closing
from pathlib import Path

import pytest

from desktop.app.profile_data import ProfileData
from desktop.core.clock import SystemClock
from desktop.core.errors import StorageError
from desktop.core.json_file import read_json, write_json
from desktop.core.pages import Draft
from desktop.core.paths import KEY_FILE, Profile
from desktop.core.protection import Choice, Protected, SafeError
from desktop.core.revision import program_revision
from desktop.services.backups.making import back_up_now
from desktop.services.keys import ProfileKeys, encrypt_profile
from desktop.services.opening import open_for_window, write_manifest
from desktop.store import encrypting
from desktop.store.backup import is_sound
from desktop.store.engine import connect_reader
from desktop.store.reads import LocalReads
from tests.services.keys.conftest import (
    KEY,
    PASSWORD,
    open_again,
    plain_places,
    work_on,
)

CANARY = "Chimhoangyen"
CHOICE = Choice(KEY, PASSWORD)


@pytest.fixture
def plain(_plain_profile, tmp_path):
    folder, customer, name = _plain_profile
    shutil.copytree(folder, tmp_path / "plain")
    return tmp_path / "plain", customer, name


@pytest.fixture(scope="module")
def _plain_profile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plain") / "profile"
    Profile(folder).make()
    opened = open_for_window(folder, "An")
    run = opened.commands.run
    run("custom_field.define", {"entity": "account", "kind": "text", "label_vi": f"Ô {CANARY}"})
    (name,) = opened.store.driver.execute("SELECT name FROM custom_field").fetchone()
    values = {"name": f"Công ty {CANARY}", name: "xanh"}
    customer = run("account.create", {"values": values}).value
    run("tag.create", {"values": {"name": "Vàng"}})
    run("account.delete", {"ids": [run("account.create", {"values": {"name": "B"}}).value]})
    opened.drafts.keep(Draft("account/1", "account", None, {"name": CANARY}))
    opened.blobs.keep(CANARY.encode() * 100_000)
    back_up_now(work_on(opened, folder))
    write_manifest(Profile(folder), program_revision(), opened.actor)
    opened.close()
    write_json(Profile(folder).ui, {"format": 1, "recents": {"searches": [CANARY]}})
    return folder, customer, name


def contents(folder: Path, key: bytes | None) -> dict[str, list[object]]:
    """Return all rows of all tables."""
    with closing(connect_reader(Profile(folder).main, key)) as connection:
        query = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        tables = [name for (name,) in connection.execute(query)]
        readable = [name for name in tables if not name.startswith(("search", "sqlite_"))]
        return {t: connection.execute(f'SELECT * FROM "{t}"').fetchall() for t in readable}


def test_everything_is_there_and_nothing_is_plain(plain, tmp_path):
    folder, customer, name = plain
    before = contents(folder, None)
    encrypt_and_start(folder)
    assert contents(folder, KEY) == before
    assert ProfileKeys(folder).by_password(PASSWORD) == KEY
    data = ProfileData(Profile(folder))
    data.key = KEY
    assert data.keep_state().state.recents == {"searches": [CANARY]}
    writing = data.make_writing()
    assert [draft.values for draft in writing.drafts.waiting()] == [{"name": CANARY}]
    reads = LocalReads(Profile(folder).main, SystemClock(), KEY)
    assert customer in {str(hit.ref.id) for hit in reads.search(CANARY.lower())}
    assert reads.card("account", uuid.UUID(customer)).values[name] == "xanh"
    reads.close()
    data.close_writing(writing)
    assert plain_places(folder, CANARY) == []
    assert not (folder / encrypting.OLD).exists()
    assert not (folder / encrypting.NEW).exists()
    (backup,) = Profile(folder).backups.glob("*.sqlite")
    assert is_sound(backup, KEY)
    assert (Profile(folder).backups / KEY_FILE).exists()


def test_the_plain_data_stay_until_the_encrypted_ones_have_opened(plain):
    folder, _customer, _name = plain
    encrypt_and_start(folder)
    assert (folder / encrypting.OLD / "main.sqlite").exists()
    with open_again(folder) as opened:
        assert opened.commands.run("tag.create", {"values": {"name": "Xanh"}}).value


def test_a_keyring_that_refuses_leaves_everything_plain(plain, safe, monkeypatch):
    def refuse(_entry, _key):
        raise SafeError("locked")

    monkeypatch.setattr(safe, "keep", refuse)
    folder, _customer, _name = plain
    before = contents(folder, None)
    with pytest.raises(SafeError):
        encrypt_profile(Profile(folder), Choice(KEY))
    assert contents(folder, None) == before
    assert ProfileKeys(folder).protected() is Protected.NOT
    assert not (folder / encrypting.NEW).exists()


def test_a_damaged_picture_leaves_everything_plain(plain):
    folder, _customer, _name = plain
    (blob,) = Profile(folder).blobs.glob("??/*")
    blob.write_bytes(b"something else")
    with pytest.raises(StorageError):
        encrypt_profile(Profile(folder), CHOICE)
    assert ProfileKeys(folder).protected() is Protected.NOT
    assert contents(folder, None)


def encrypt_and_start(folder: Path) -> None:
    """Encrypt a profile and do what the next start does before it asks for the key."""
    encrypt_profile(Profile(folder), CHOICE)
    encrypting.finish(folder)


class KilledError(Exception):
    """What a power cut is to these tests."""


@pytest.mark.parametrize("moves", [0, 2, 4, 6, 8])
def test_killed_at_any_moment_the_next_start_has_one_or_the_other(plain, monkeypatch, moves):
    folder, _customer, _name = plain
    before, replace, done = contents(folder, None), Path.replace, []

    def replace_until_killed(path, target):
        if encrypting.NEW in path.parts or encrypting.OLD in Path(target).parts:
            if len(done) == moves:
                raise KilledError
            done.append(target)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", replace_until_killed)
    with pytest.raises(KilledError):
        encrypt_and_start(folder)
    monkeypatch.undo()
    encrypting.finish(folder)
    encrypting.finish(folder)
    is_encrypted = (folder / KEY_FILE).exists()
    assert contents(folder, KEY if is_encrypted else None) == before
    assert not (folder / encrypting.NEW).exists()


def test_what_was_built_without_a_key_file_counts_for_nothing(plain):
    folder, _customer, _name = plain
    before = contents(folder, None)
    encrypting.build(Profile(folder), KEY, bytes)
    encrypting.finish(folder)
    assert contents(folder, None) == before
    assert read_json(Profile(folder).ui)["recents"]
    assert not (folder / encrypting.NEW).exists()
