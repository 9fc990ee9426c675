"""The rows that a new profile begins with: there once, in the person's language, never again."""

from __future__ import annotations

import pytest

from desktop.core import i18n
from desktop.core.clock import SystemClock
from desktop.core.pages import ListQuery
from desktop.services.opening import open_for_window
from desktop.services.seeding import seed_profile, shipped_id, shipped_rows
from desktop.store.engine import Role
from desktop.store.marks import read_mark, write_mark
from desktop.store.profile import open_profile
from desktop.store.reads import LocalReads

DICTIONARIES = ("source", "industry", "tag", "card_group", "stop_reason", "task_grade")
COLOURED = ("tag", "card_group")


@pytest.fixture
def in_vietnamese():
    before = i18n.language()
    i18n.set_language("vi")
    yield
    i18n.set_language(before)


def names_of(folder, entity: str) -> list[str]:
    reads = LocalReads(folder / "main.sqlite", SystemClock())
    page = reads.first_page(ListQuery(entity, ("name",)))
    reads.close()
    return [str(row.values[0]) for row in page.rows]


def test_the_shipped_file_is_in_order():
    rows = shipped_rows()
    assert {row["entity"] for row in rows} == set(DICTIONARIES)
    keys = [(row["entity"], row["key"]) for row in rows]
    assert len(keys) == len(set(keys))
    for language in i18n.LANGUAGES:
        names = [(row["entity"], row[language]) for row in rows]
        assert len(names) == len(set(names))
        assert all(name.strip() == name and name for _entity, name in names)
        assert not [name for entity, name in names if entity in COLOURED and "," in name]
    assert all((row["colour"] != "") == (row["entity"] in COLOURED) for row in rows)


def test_the_ids_of_shipped_rows_never_change():
    assert str(shipped_id("source", "facebook")) == "a43bc85c-fce5-5838-9385-5436d9b8d7ef"


@pytest.mark.parametrize("entity", DICTIONARIES)
def test_a_new_profile_has_every_shipped_row(profile, entity):
    expected = {row["en"] for row in shipped_rows() if row["entity"] == entity}
    assert set(names_of(profile, entity)) == expected


def test_they_are_named_in_the_language_in_use(tmp_path, in_vietnamese):
    open_for_window(tmp_path / "new").close()
    assert "Giới thiệu" in names_of(tmp_path / "new", "source")


def test_two_profiles_meet_in_the_same_rows(opened, tmp_path):
    other = open_for_window(tmp_path / "other")
    query = "SELECT id FROM tag ORDER BY id"
    ids = [found.store.driver.execute(query).fetchall() for found in (opened, other)]
    other.close()
    assert ids[0] == ids[1]


def test_opening_again_brings_nothing_back(opened, profile, store, commands):
    before = set(names_of(profile, "tag"))
    record = str(shipped_id("tag", "vip"))
    commands.run("tag.delete", {"ids": [record]})
    commands.run("tag.purge", {"ids": [record]})
    assert seed_profile(store) == 0
    assert set(names_of(profile, "tag")) == before - {"VIP"}


def test_a_profile_that_was_killed_before_its_rows_gets_them(tmp_path):
    open_profile(tmp_path / "half", SystemClock(), Role.WINDOW, owner_name="A").close()
    assert names_of(tmp_path / "half", "tag") == []
    open_for_window(tmp_path / "half").close()
    assert "VIP" in names_of(tmp_path / "half", "tag")


def test_rows_that_are_there_already_stay(store, commands, profile):
    record = str(shipped_id("tag", "vip"))
    edits = {"name": ["VIP", "Khách quý"]}
    commands.run("tag.save", {"id": record, "values": edits})
    store.driver.execute("DELETE FROM meta WHERE key IN ('seeded', 'seeded_lists')")
    assert seed_profile(store) == 0
    assert "Khách quý" in names_of(profile, "tag")
    assert read_mark(store, "seeded")


def test_a_profile_of_an_older_version_gets_the_dictionaries_that_came_since(
    store, commands, profile
):
    for reason in [row["key"] for row in shipped_rows() if row["entity"] == "stop_reason"]:
        store.driver.execute(
            "DELETE FROM stop_reason WHERE id = ?", (shipped_id("stop_reason", reason).bytes,)
        )
    tag = str(shipped_id("tag", "vip"))
    commands.run("tag.delete", {"ids": [tag]})
    commands.run("tag.purge", {"ids": [tag]})
    store.driver.execute("DELETE FROM meta WHERE key = 'seeded_lists'")
    assert seed_profile(store) > 0
    assert "Out of business" in names_of(profile, "stop_reason")
    assert "VIP" not in names_of(profile, "tag")
    assert seed_profile(store) == 0


def test_a_mark_is_never_written_alone(store):
    with pytest.raises(RuntimeError):
        write_mark(store, "seeded", "again")
