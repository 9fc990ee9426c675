"""One file takes everything to another computer; a bad file changes nothing."""

from __future__ import annotations

import json
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core.clock import SystemClock
from desktop.core.errors import CancelledError, InputError, StorageError
from desktop.core.paths import Profile
from desktop.core.settings import Settings, load_settings, save_settings
from desktop.services.backups.making import back_up_now
from desktop.services.backups.moving import open_bundle, write_bundle
from desktop.services.blob_access import ProfileBlobs
from desktop.store.backup_places import place_in
from desktop.store.engine import Role, connect_reader, connect_writer
from tests.store.processes import other_process


def names(profile):
    with closing(connect_reader(Profile(profile).main)) as reader:
        return [name for (name,) in reader.execute("SELECT name FROM account")]


@pytest.fixture
def bundle(work, commands, profile, tmp_path):
    commands.run("account.create", {"values": {"name": "Công ty Bình Minh"}})
    save_settings(Profile(profile), Settings(theme="dark"))
    ProfileBlobs(profile).keep(b"a logo")
    path = tmp_path / "all.lienhe"
    assert write_bundle(work, str(path)) == path.stat().st_size
    return path


def test_everything_arrives_on_the_other_computer(bundle, tmp_path):
    folder = tmp_path / "new"
    open_bundle(bundle, folder, SystemClock())
    assert names(folder) == ["Công ty Bình Minh"]
    assert load_settings(Profile(folder)).theme == "dark"
    assert [path.read_bytes() for path in Profile(folder).blobs.glob("??/*")] == [b"a logo"]
    assert not (folder / "incoming").exists()


def test_a_backup_of_the_second_folder_opens_with_its_pictures(
    work, commands, second, profile, tmp_path
):
    commands.run("account.create", {"values": {"name": "A"}})
    ProfileBlobs(profile).keep(b"a logo")
    made = Path(back_up_now(work)["path"])
    open_bundle(place_in(second, profile) / made.name, tmp_path / "new", SystemClock())
    assert names(tmp_path / "new") == ["A"]
    assert len(list(Profile(tmp_path / "new").blobs.glob("??/*"))) == 1


def test_nothing_is_written_over_a_profile_with_data(bundle, profile):
    before = names(profile)
    with pytest.raises(StorageError):
        open_bundle(bundle, profile, SystemClock())
    assert names(profile) == before


def cut(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def no_archive(path):
    path.write_bytes(b"Day khong phai la tep cua Lienhe. " * 100)


def empty(path):
    path.write_bytes(b"")


def flipped(path):
    data = bytearray(path.read_bytes())
    for at in range(200, len(data) - 2000, 997):
        data[at] ^= 0xFF
    path.write_bytes(bytes(data))


def with_a_way_out(path):
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../../evil.txt", "x")


def of_a_later_form(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("lienhe.json", json.dumps({"format": 99}))


def with_another_picture(path):
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("blobs/aa/" + "a" * 64, "not of that hash")


@pytest.mark.parametrize(
    "spoil",
    [cut, no_archive, empty, flipped, with_a_way_out, of_a_later_form, with_another_picture],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_bad_file_is_refused_and_leaves_nothing(bundle, tmp_path, spoil):
    spoil(bundle)
    folder = tmp_path / "new"
    with pytest.raises(InputError):
        open_bundle(bundle, folder, SystemClock())
    assert Profile(folder).is_new
    assert not (folder / "incoming").exists()
    assert not list(tmp_path.glob("evil.txt"))


def test_the_file_of_a_later_version_is_refused(work, commands, tmp_path):
    made = Path(back_up_now(work)["path"])
    with closing(connect_writer(made, Role.WORKER)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StorageError, match="later version"):
        open_bundle(made, tmp_path / "new", SystemClock())
    assert Profile(tmp_path / "new").is_new


def test_a_database_of_another_program_is_refused(tmp_path):
    path = tmp_path / "other.sqlite"
    with closing(connect_writer(path, Role.WORKER, create=True)) as connection:
        connection.execute("CREATE TABLE songs(name TEXT)")
        connection.execute("PRAGMA user_version = 2")
    with pytest.raises(InputError):
        open_bundle(path, tmp_path / "new", SystemClock())
    assert Profile(tmp_path / "new").is_new


def test_a_file_is_there_whole_or_as_it_was(work, bundle):
    before = bundle.read_bytes()

    def cancel(done, of=0, what=""):
        raise CancelledError

    with pytest.raises(CancelledError):
        write_bundle(replace(work, report=cancel), str(bundle))
    assert bundle.read_bytes() == before
    assert not list(bundle.parent.glob("*.part"))


def test_a_folder_that_is_away_is_told(work, tmp_path):
    with pytest.raises(StorageError):
        write_bundle(work, str(tmp_path / "nowhere" / "all.lienhe"))


@pytest.mark.slow
@pytest.mark.soak
def test_killed_while_the_file_is_opened_there_is_no_profile_or_a_whole_one(
    bundle, tmp_path, rounds
):
    code = f"""
        from desktop.services.backups.moving import open_bundle
        say("begins")
        open_bundle(Path({str(bundle)!r}), profile, SystemClock(), lambda done, of: say(str(done)))
        say("done")
    """
    for number in range(rounds(4, 100)):
        folder = tmp_path / f"new-{number}"
        with other_process(folder, code) as process:
            for _ in range(1 + number):
                process.hear()
            process.kill()
        if Profile(folder).is_new:
            open_bundle(bundle, folder, SystemClock())  # tried again, it works
        assert names(folder) == ["Công ty Bình Minh"]
