"""Copies of the centre in folders: which are kept, and what a second folder gets."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import CancelledError
from desktop.server.copies import (
    PART,
    copy_path,
    copy_there,
    digest_of,
    drop_parts,
    list_copies,
    newest_good,
    note,
    read_copy,
    thin_out,
)
from desktop.server.installing import ServerError

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def quiet(_done, _of):
    pass


def made(folder, days_ago=0, database="lienhe", **facts):
    """Make a file as if it were a copy, and note what is known of it."""
    path = copy_path(folder, database, NOON - timedelta(days=days_ago))
    path.write_bytes(b"copy" * 100)
    return note(replace(read_copy(path), digest=digest_of(path, quiet), **facts))


def test_what_is_known_of_a_copy_is_read_again(tmp_path):
    facts = {"by": "Nguyễn Văn An", "rows": {"account": 3}, "tried_at": NOON, "is_copied": True}
    copy = made(tmp_path, **facts)
    assert read_copy(copy.path) == copy
    assert (copy.made_at, copy.size, copy.is_good) == (NOON, 400, True)


def test_nothing_is_known_of_a_copy_whose_facts_are_gone_or_broken(tmp_path):
    copy = made(tmp_path, tried_at=NOON, rows={"account": 3})
    facts = copy.path.with_name(copy.path.name + ".json")
    for text in ("", "{", "[]", '{"rows": 1, "tried_at": "x", "by": null}'):
        facts.write_text(text, encoding="utf-8")
        found = read_copy(copy.path)
        assert (found.rows, found.is_good, found.is_sound) == ({}, False, True)


def test_only_copies_of_the_company_are_listed_and_the_newest_comes_first(tmp_path):
    old, new = made(tmp_path, 1), made(tmp_path)
    made(tmp_path, database="lienhe-2")
    (tmp_path / "readme.txt").write_text("x", encoding="utf-8")
    (tmp_path / "my own.lienhe-centre").write_text("x", encoding="utf-8")
    copy_path(tmp_path, "lienhe", NOON).with_suffix(PART).write_text("half", encoding="utf-8")
    assert list_copies(tmp_path, "lienhe") == [new, old]
    assert list_copies(tmp_path / "gone", "lienhe") == []


@given(sound=st.lists(st.booleans(), max_size=12), keep=st.integers(min_value=1, max_value=6))
def test_the_newest_sound_copies_are_kept_and_a_few_that_tell_why(tmp_path_factory, sound, keep):
    folder = tmp_path_factory.mktemp("copies")
    copies = [made(folder, day, is_sound=is_sound) for day, is_sound in enumerate(sound)]
    thin_out(folder, "lienhe", keep)
    left = list_copies(folder, "lienhe")
    assert [one for one in left if one.is_sound] == [one for one in copies if one.is_sound][:keep]
    assert [one for one in left if not one.is_sound] == [one for one in copies if not one.is_sound][
        :2
    ]
    assert len(list(folder.iterdir())) == 2 * len(left)


def test_copies_that_were_never_tried_out_take_no_sound_ones_place(tmp_path):
    sound = [made(tmp_path, day, tried_at=NOON) for day in (9, 8)]
    for day in range(5):
        made(tmp_path, day)
    thin_out(tmp_path, "lienhe", 2)
    left = list_copies(tmp_path, "lienhe")
    assert [one for one in left if one.is_good] == sound[::-1]
    assert len(left) == 4


def test_a_copy_counts_as_good_once_it_was_brought_back(tmp_path):
    copies = [made(tmp_path), made(tmp_path, 1, tried_at=NOON, is_sound=False)]
    assert newest_good(copies, NOON) is None
    older = made(tmp_path, 2, tried_at=NOON)
    assert newest_good([*copies, older], NOON) == older
    future = made(tmp_path, -3, tried_at=NOON)  # the clock was wrong
    assert newest_good([future, *copies, older], NOON) == older


def test_what_was_begun_and_never_finished_is_deleted(tmp_path):
    copy = made(tmp_path)
    half = copy.path.with_name(copy.path.name + PART)
    half.write_bytes(b"half")
    others = tmp_path / "holiday.mp4.part"
    others.write_bytes(b"somebody's own")
    other = copy_path(tmp_path, "lienhe-2", NOON)
    at_work = other.with_name(other.name + PART)
    at_work.write_bytes(b"of another company, which copies into the same folder just now")
    drop_parts(tmp_path, "lienhe")
    assert not half.exists()
    assert at_work.exists()
    assert others.exists()
    assert copy.path.exists()


def test_a_second_folder_gets_the_same_and_is_thinned_out_too(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    for day in (3, 2, 1):
        copy_there(made(first, day, tried_at=NOON), second, 2, quiet)
    there = list_copies(second, "lienhe")
    assert [one.made_at for one in there] == [NOON - timedelta(days=day) for day in (1, 2)]
    assert there[0].path.read_bytes() == b"copy" * 100
    assert there[0].path.stat().st_mode & 0o077 == 0
    assert there[0].is_good


def test_a_second_folder_that_is_gone_is_told(tmp_path):
    with pytest.raises(ServerError, match="is not there"):
        copy_there(made(tmp_path), tmp_path / "unplugged", 2, quiet)


def test_a_copy_that_is_not_the_same_in_the_second_folder_does_not_stay_there(tmp_path):
    copy = note(replace(made(tmp_path), digest="0" * 64))
    second = tmp_path / "second"
    second.mkdir()
    with pytest.raises(ServerError, match="not what was to be written"):
        copy_there(copy, second, 2, quiet)
    assert list(second.iterdir()) == []


def test_copying_that_is_stopped_leaves_nothing(tmp_path):
    def stop(_done, _of):
        raise CancelledError

    second = tmp_path / "second"
    second.mkdir()
    with pytest.raises(CancelledError):
        copy_there(made(tmp_path), second, 2, stop)
    assert list(second.iterdir()) == []
