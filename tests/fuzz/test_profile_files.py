"""Damaged files of the program's own are put aside or told; nothing that is sound is lost."""

from __future__ import annotations

import json
import shutil
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import strategies as st

from desktop.core import manifest
from desktop.core.clock import SystemClock
from desktop.core.errors import AppError
from desktop.core.pages import Draft
from desktop.core.paths import Profile
from desktop.core.revision import program_revision
from desktop.core.settings import Settings, load_settings, save_settings
from desktop.services.backups.moving import open_bundle
from desktop.services.opening import open_for_window, write_manifest
from desktop.store.backup import back_up, is_sound, restore
from desktop.store.drafts import LocalDrafts
from desktop.store.engine import connect_reader
from tests.fuzz.mutations import edits, mutated, mutated_zip, places

pytestmark = [pytest.mark.slow, pytest.mark.soak, pytest.mark.timeout(0)]
NAMES = "SELECT name FROM account"


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    """Return a folder with a good profile, a backup of it and a file of all that is in it."""
    folder = tmp_path_factory.mktemp("kept")
    opened = open_for_window(folder / "profile", "Nguyễn Văn An")
    profile = Profile(folder / "profile")
    opened.commands.run("account.create", {"values": {"name": "Công ty Bình Minh"}})
    opened.drafts.keep(Draft("account/new/1", "account", None, {"name": "Dở"}, {}, 5))
    save_settings(profile, Settings(theme="dark", shortcuts={"app.quit": ("Ctrl+Q",)}))
    write_manifest(profile, program_revision(), opened.actor)
    made = back_up(opened.store.path, profile.backups, SystemClock())
    opened.store.checkpoint()
    opened.close()
    shutil.copyfile(made, folder / "backup")
    return folder


def test_changed_settings_are_settings(kept, tmp_path, fuzz):
    good = Profile(kept / "profile").settings.read_bytes()
    profile = Profile(tmp_path)

    def check(changes):
        profile.settings.write_bytes(mutated(good, changes))
        found = load_settings(profile)
        save_settings(profile, found)
        assert load_settings(profile) == found

    fuzz(check, edits, ordinary=60, soak=20_000)


def test_a_changed_manifest_is_none_or_whole(kept, tmp_path, fuzz):
    good = Profile(kept / "profile").manifest.read_bytes()
    path = tmp_path / "manifest.json"

    def check(changes):
        path.write_bytes(mutated(good, changes))
        found = manifest.read(path, program_revision())
        if found is not None:
            assert all(entity.fields for entity in found.entities)
            assert len(list(found.commands)) > 100

    fuzz(check, edits, ordinary=40, soak=5000)


def test_a_changed_journal_of_drafts_keeps_nobody_from_working(kept, tmp_path, fuzz):
    good = Profile(kept / "profile").drafts.read_bytes()

    def check(changes):
        shutil.rmtree(tmp_path / "profile", ignore_errors=True)
        profile = Profile(tmp_path / "profile")
        profile.make()
        profile.drafts.write_bytes(mutated(good, changes))
        with suppress(AppError), closing(LocalDrafts(profile.folder)) as drafts:
            drafts.waiting()
            drafts.keep(Draft("contact/new/2", "contact", None, {"full_name": "An"}, {}, 6))
            assert "contact/new/2" in {draft.key for draft in drafts.waiting()}

    fuzz(check, edits, ordinary=40, soak=5000)


def test_a_changed_text_of_a_draft_is_no_draft(tmp_path, fuzz):
    good = json.dumps({"name": "Dở", "phones": [{"number": "0912", "label": ""}]}).encode()

    def check(changes, other):
        shutil.rmtree(tmp_path / "profile", ignore_errors=True)
        profile = Profile(tmp_path / "profile")
        profile.make()
        with closing(LocalDrafts(profile.folder)) as drafts:
            drafts.keep(Draft("a", "account", None, {"name": "A"}, {}, 5))
            drafts.keep(Draft("b", "account", None, {"name": "B"}, {}, 6))
            text = mutated(good, changes).decode("utf-8", errors="replace")
            drafts._connection.execute(
                "UPDATE draft SET vals = ? WHERE key = 'a'", (other or text,)
            )
            assert "b" in {draft.key for draft in drafts.waiting()}

    fuzz(check, edits, st.none() | st.text(max_size=5), ordinary=40, soak=5000)


def test_a_changed_backup_is_refused_or_whole(kept, tmp_path, fuzz):
    good, path = (kept / "backup").read_bytes(), tmp_path / "backup.sqlite"
    folder = Path(shutil.copytree(kept / "profile", tmp_path / "profile"))

    def check(changes):
        path.write_bytes(mutated(good, changes))
        with suppress(AppError):
            restore(path, folder, SystemClock(), keeps_old=False)
        assert is_sound(Profile(folder).main)
        with closing(connect_reader(Profile(folder).main)) as reader:
            assert len(reader.execute(NAMES).fetchall()) == 1

    fuzz(check, edits, ordinary=15, soak=2000)


@pytest.fixture(scope="module")
def bundle(kept, tmp_path_factory) -> bytes:
    """Return a file with which one moves to another computer."""
    from desktop.services.backups.moving import write_bundle
    from desktop.services.opening import open_for_worker

    path = tmp_path_factory.mktemp("bundle") / "all.lienhe"
    folder = shutil.copytree(kept / "profile", path.with_name("profile"))
    with open_for_worker(Path(folder), [].append) as surround:
        write_bundle(surround(lambda *_told: None), str(path))
    return path.read_bytes()


def test_a_changed_file_of_everything_makes_a_whole_profile_or_none(bundle, tmp_path, fuzz):
    path, folder = tmp_path / "all.lienhe", tmp_path / "new"

    def check(part, is_packed, changes):
        changed = mutated_zip(bundle, part, changes) if is_packed else mutated(bundle, changes)
        path.write_bytes(changed)
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(AppError):
            open_bundle(path, folder, SystemClock())
        if Profile(folder).is_new:
            return
        with closing(connect_reader(Profile(folder).main)) as reader:
            assert reader.execute(NAMES).fetchall() == [("Công ty Bình Minh",)]

    fuzz(check, places, st.booleans(), edits, ordinary=15, soak=2000)
