"""Backups are made when they are due, before imports, and copied to the second folder."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.core.backups import (
    BEFORE_IMPORT,
    OLD_AFTER,
    is_too_old,
    shelf_from_json,
    shelf_to_json,
)
from desktop.core.clock import SystemClock
from desktop.core.errors import CancelledError, InputError
from desktop.core.paths import Profile
from desktop.services.backups.making import back_up_before_import, back_up_if_due, back_up_now
from desktop.services.backups.shelf import check_backup, list_backups
from desktop.services.blob_access import ProfileBlobs
from desktop.store.backup import is_sound
from desktop.store.backup_places import copy_there, place_in
from desktop.store.backup_shelf import regular_name


def shelf(work):
    return shelf_from_json(list_backups(work))


def test_a_backup_by_hand_is_on_the_list_as_read(work):
    made = Path(back_up_now(work)["path"])
    (one,) = shelf(work).backups
    assert one.name == made.name
    assert one.size == made.stat().st_size
    assert one.checked_at is not None
    assert one.is_sound


def test_one_a_day_is_enough(work):
    assert back_up_if_due(work)["path"]
    assert back_up_if_due(work)["path"] == ""


def test_a_backup_that_a_wrong_clock_dated_a_year_ahead_keeps_none_from_being_made(work, profile):
    made = Path(back_up_now(work)["path"])
    ahead = SystemClock().now() + timedelta(days=365)
    made.rename(made.with_name(regular_name(ahead)))
    assert is_too_old(shelf(work).newest_good(SystemClock().now()), SystemClock().now())
    again = Path(back_up_if_due(work)["path"])
    assert again.exists()
    assert not is_too_old(shelf(work).newest_good(SystemClock().now()), SystemClock().now())
    assert back_up_if_due(work)["path"] == ""


def test_the_list_comes_through_json_as_it_was(work):
    back_up_now(work)
    assert shelf_from_json(shelf_to_json(shelf(work))) == shelf(work)


def test_the_copy_in_the_second_folder_has_the_pictures_too(work, profile, second):
    digest = ProfileBlobs(profile).keep(b"a logo")
    made = Path(back_up_now(work)["path"])
    place = place_in(second, profile)
    assert (place / made.name).read_bytes() == made.read_bytes()
    assert (place / "blobs" / digest[:2] / digest).read_bytes() == b"a logo"
    assert is_sound(place / made.name)
    assert shelf(work).backups[0].is_copied


def test_profiles_of_one_name_on_one_computer_lie_apart(second, tmp_path):
    """Two people of one computer share a stick: the key of one opens nothing of the other."""
    found = set()
    for person in ("an", "binh"):
        one = tmp_path / person / "main"
        one.mkdir(parents=True)
        (one / "key.json").write_text(person, "utf-8")
        backup = one / regular_name(SystemClock().now())
        backup.write_text(person, "utf-8")
        place = copy_there(backup, one, second, lambda: None).parent
        assert place == place_in(second, one)
        found.add(place)
    assert sorted((place / "key.json").read_text("utf-8") for place in found) == ["an", "binh"]


def test_a_second_folder_that_is_away_is_a_warning_and_no_error(work, second):
    second.rmdir()
    answer = back_up_now(work)
    assert str(second) in answer["warning"]
    assert is_sound(Path(answer["path"]))
    found = shelf(work)
    assert not found.is_second_there
    assert not found.backups[0].is_copied


def test_a_second_folder_without_room_keeps_what_it_had(work, profile, second, monkeypatch):
    first = Path(back_up_now(work)["path"])

    def full(*_files):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("desktop.store.backup_places._is_same", full)
    assert back_up_now(work)["warning"]
    place = place_in(second, profile)
    assert [path.name for path in place.glob("*.sqlite*")] == [first.name]


def test_a_backup_that_is_cancelled_leaves_nothing(work, profile):
    def cancel(done, of=0, what=""):
        raise CancelledError

    with pytest.raises(CancelledError):
        back_up_now(replace(work, report=cancel))
    assert not list(Profile(profile).backups.glob("*.sqlite*"))


def test_a_damaged_backup_is_found_when_it_is_checked(work):
    made = Path(back_up_now(work)["path"])
    assert check_backup(work, made.name) is True
    with made.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(os.urandom(4096 * 40))
    assert check_backup(work, made.name) is False
    assert not shelf(work).backups[0].is_sound
    assert shelf(work).newest_good(SystemClock().now()) is None


@pytest.mark.parametrize(
    "name", ["../main.sqlite", "checks.json", "main-20260101-000000-000000.sqlite"]
)
def test_only_backups_can_be_asked_for(work, name):
    with pytest.raises(InputError):
        check_backup(work, name)


def test_before_an_import_there_is_a_copy(work):
    back_up_before_import(work)
    assert [one.kind for one in shelf(work).backups] == [BEFORE_IMPORT]


def test_a_copy_of_just_the_same_state_is_enough_before_an_import(work):
    first = back_up_before_import(work)
    assert back_up_before_import(work) == first
    with work.store.work(work.actor, "account.create") as unit:
        unit.bulk_insert("account", [{"name": "A"}])
    assert back_up_before_import(work) != first
    assert len(shelf(work).backups) == 2


def test_a_copy_that_was_found_damaged_is_not_enough(work):
    first = back_up_before_import(work)
    first.write_bytes(first.read_bytes()[:5000])
    check_backup(work, first.name)
    assert back_up_before_import(work) != first


def test_after_seven_days_the_person_is_warned():
    now = SystemClock().now()
    assert is_too_old(None, now)
    assert not is_too_old(now - OLD_AFTER, now)
    assert is_too_old(now - OLD_AFTER - timedelta(seconds=1), now)
