"""The folder of backups: names say what a file is, and the right ones are kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.backups import BEFORE_IMPORT, BEFORE_RESTORE, BEFORE_UPDATE, DAILY
from desktop.store.backup_shelf import (
    CHECKS,
    KEPT,
    MONTHS,
    kind_and_time,
    name_before,
    note_check,
    read_shelf,
    regular_name,
    superfluous,
    thin_out,
)

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=10_000)
moments = st.integers(0, 3_650 * 24 * 3600).map(
    lambda s: NOON + timedelta(seconds=s, microseconds=s)
)


@given(moments)
def test_a_name_says_what_the_file_is_and_when_it_was_made(at):
    assert kind_and_time(regular_name(at)) == (DAILY, at)
    assert kind_and_time(name_before(BEFORE_IMPORT, at)) == (BEFORE_IMPORT, at)
    assert kind_and_time(name_before(BEFORE_RESTORE, at)) == (BEFORE_RESTORE, at)
    assert kind_and_time(name_before("0002", at)) == (BEFORE_UPDATE, at)


def test_other_files_are_no_backups():
    assert kind_and_time("main.sqlite") is None
    assert kind_and_time("main-20261399-000000-000000.sqlite") is None


@given(st.sets(moments, max_size=60))
def test_the_newest_stay_and_of_the_older_ones_the_last_of_each_month(days):
    names = {regular_name(at): at for at in days}
    kept = sorted(names.keys() - superfluous(names, LATER), reverse=True)
    newest = sorted(names, reverse=True)
    assert kept[:KEPT] == newest[:KEPT]
    months = [(names[name].year, names[name].month) for name in kept[KEPT:]]
    assert len(set(months)) == len(months) <= MONTHS
    assert superfluous(kept, LATER) == set()


def test_copies_before_an_update_are_never_thrown_away():
    names = [name_before("0002", NOON + timedelta(days=n)) for n in range(40)]
    assert superfluous(names, LATER) == set()


@given(st.sets(moments, min_size=1, max_size=60), st.integers(0, 60))
def test_the_newest_that_is_not_of_the_future_always_stays(days, at):
    now = sorted(days)[min(at, len(days) - 1)]
    gone = superfluous([regular_name(day) for day in days], now)
    assert regular_name(now) not in gone


def test_of_the_copies_before_imports_five_stay(tmp_path):
    for n in range(8):
        (tmp_path / name_before(BEFORE_IMPORT, NOON + timedelta(hours=n))).touch()
    thin_out(tmp_path, LATER)
    assert [one.made_at for one in read_shelf(tmp_path)] == [
        NOON + timedelta(hours=n) for n in (7, 6, 5, 4, 3)
    ]


def test_the_shelf_knows_when_each_was_read(tmp_path):
    (tmp_path / regular_name(NOON)).write_bytes(b"1234")
    (one,) = read_shelf(tmp_path)
    assert (one.checked_at, one.is_sound, one.size) == (None, True, 4)
    note_check(tmp_path, one.name, NOON, is_sound=False)
    (one,) = read_shelf(tmp_path)
    assert (one.checked_at, one.is_sound) == (NOON, False)


def test_a_broken_note_of_checks_is_no_error(tmp_path):
    (tmp_path / regular_name(NOON)).touch()
    (tmp_path / CHECKS).write_text('{"main": 3, "x": [], "y": [true, 2]')
    (one,) = read_shelf(tmp_path)
    assert one.checked_at is None
