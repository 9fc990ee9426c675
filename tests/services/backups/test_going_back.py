"""Going back to a backup: the data of before are kept, and nothing is ever half done."""

from __future__ import annotations

import os
from contextlib import closing

import pytest

from desktop.core.backups import BEFORE_RESTORE
from desktop.core.clock import SystemClock
from desktop.core.errors import CorruptStoreError, StorageError
from desktop.core.paths import Profile
from desktop.services.opening import open_for_window
from desktop.services.rescue import go_back_to
from desktop.store.backup import back_up
from desktop.store.backup_shelf import read_shelf
from desktop.store.engine import connect_reader
from tests.store.processes import other_process


def names(path):
    with closing(connect_reader(path)) as reader:
        return sorted(name for (name,) in reader.execute("SELECT name FROM account"))


@pytest.fixture
def backup(profile):
    """Return the name of a backup with the customer A; now there is B too."""
    opened = open_for_window(profile)
    opened.commands.run("account.create", {"values": {"name": "A"}})
    made = back_up(opened.store.path, Profile(profile).backups, SystemClock())
    opened.commands.run("account.create", {"values": {"name": "B"}})
    opened.close()
    return made.name


def test_the_data_are_those_of_the_backup_and_the_ones_before_are_kept(profile, backup):
    before = go_back_to(Profile(profile), backup)
    assert names(Profile(profile).main) == ["A"]
    assert names(before) == ["A", "B"]
    kinds = {one.kind for one in read_shelf(Profile(profile).backups)}
    assert BEFORE_RESTORE in kinds
    opened = open_for_window(profile)
    opened.commands.run("account.create", {"values": {"name": "C"}})
    opened.close()
    go_back_to(Profile(profile), before.name)
    assert names(Profile(profile).main) == ["A", "B"]


def test_the_next_start_reads_the_declarations_again(profile, backup):
    found = Profile(profile)
    found.make()
    found.manifest.write_text("{}")
    go_back_to(found, backup)
    assert not found.manifest.exists()


def test_a_damaged_backup_is_refused(profile, backup):
    path = Profile(profile).backups / backup
    with path.open("r+b") as file:
        file.seek(4096 * 2)
        file.write(os.urandom(4096 * 50))
    with pytest.raises(CorruptStoreError):
        go_back_to(Profile(profile), backup)
    assert names(Profile(profile).main) == ["A", "B"]


def test_without_room_nothing_is_changed(profile, backup):
    code = f"""
        import resource, signal
        from desktop.core.errors import StorageError
        from desktop.core.paths import Profile
        from desktop.services.rescue import go_back_to
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, resource.RLIM_INFINITY))
        try:
            go_back_to(Profile(profile), {backup!r})
        except StorageError as error:
            say("told")
    """
    with other_process(profile, code) as process:
        assert process.finish().split() == ["told"]
    assert names(Profile(profile).main) == ["A", "B"]
    assert not list(profile.glob("*.part*"))


def test_a_profile_that_cannot_be_written_is_told(tmp_path, profile, backup, monkeypatch):
    def refuse(*_arguments, **_more):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("desktop.store.backup.shutil.copyfile", refuse)
    with pytest.raises(StorageError):
        go_back_to(Profile(profile), backup)
    assert names(Profile(profile).main) == ["A", "B"]


@pytest.mark.slow
@pytest.mark.soak
def test_killed_at_any_moment_the_data_are_those_of_before_or_of_the_backup(
    profile, backup, rounds
):
    code = f"""
        from desktop.core.paths import Profile
        from desktop.services.rescue import go_back_to
        import desktop.store.backup as made
        copy = made.shutil.copyfile
        made.shutil.copyfile = lambda *names: (say("copies"), copy(*names), say("copied"))
        say("begins")
        go_back_to(Profile(profile), {backup!r})
        say("done")
    """
    for number in range(rounds(4, 100)):
        with other_process(profile, code) as process:
            for _ in range(1 + number % 4):
                process.hear()
            process.kill()
        assert names(Profile(profile).main) in (["A"], ["A", "B"])
