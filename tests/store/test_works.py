"""Several units of work in one transaction, and telling those who listen."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from desktop.core.changes import Changes
from desktop.core.entities import get_entity
from desktop.core.errors import RecordGoneError
from desktop.core.permissions import Actor
from desktop.models.contacts import Tag
from desktop.store.change_groups import origin_of
from desktop.store.search_index import document_number

LAN, HOA = Actor(uuid.UUID(int=1)), Actor(uuid.UUID(int=2))


def changes(store) -> list[tuple[int, bytes, str]]:
    query = "SELECT grp, actor, command FROM change WHERE command <> 'profile.create' ORDER BY seq"
    return store.driver.execute(query).fetchall()


def test_each_has_its_actor_moment_and_group(store, clock):
    with store.works() as begin:
        for actor, name in ((LAN, "Một"), (HOA, "Hai")):
            clock.advance(timedelta(hours=1))
            with begin(actor, "tag.create") as work:
                work.bulk_insert("tag", [{"name": name}])
    noted = changes(store)
    assert len({group for group, _actor, _command in noted}) == 2
    assert [actor for _group, actor, _command in noted] == [LAN.user_id.bytes, HOA.user_id.bytes]
    query = "SELECT name, created_at, owner_id FROM tag ORDER BY created_at"
    (first, at, lan), (second, later, hoa) = store.driver.execute(query).fetchall()
    assert (first, second) == ("Một", "Hai")
    assert (lan, hoa) == (LAN.user_id.bytes, HOA.user_id.bytes)
    assert later - at == 3_600_000_000


def test_records_of_the_session_get_the_stamp_of_their_work(store, clock):
    with store.works() as begin:
        for number in range(2):
            clock.advance(timedelta(days=1))
            with begin(LAN, "tag.create") as work:
                work.session.add(Tag(name=f"Số {number}"))
    query = "SELECT created_at FROM tag ORDER BY 1"
    (first,), (second,) = store.driver.execute(query).fetchall()
    assert second - first == 86_400_000_000


def test_one_is_taken_back_without_the_other(store):
    groups = []
    with store.works() as begin:
        for name in ("Một", "Hai"):
            with begin(LAN, "tag.create") as work:
                work.bulk_insert("tag", [{"name": name}])
            groups.append(work.changes.group)
    store.undo(groups[0], LAN)
    assert store.driver.execute("SELECT name FROM tag").fetchall() == [("Hai",)]


def make_one_and_fail(store) -> None:
    with store.works() as begin:
        with begin(LAN, "tag.create") as work:
            work.bulk_insert("tag", [{"name": "Một"}])
        with begin(LAN, "tag.save") as work:
            work.session.get_one(Tag, uuid.UUID(int=99))


def test_none_is_kept_if_one_fails(store):
    with pytest.raises(RecordGoneError):
        make_one_and_fail(store)
    assert changes(store) == []
    assert store.driver.execute("SELECT count(*) FROM tag").fetchone() == (0,)
    with store.work(LAN, "tag.create") as work:
        work.bulk_insert("tag", [{"name": "Hai"}])
    assert len(changes(store)) == 1


def test_what_they_made_is_found(store):
    with store.works() as begin, begin(LAN, "tag.create") as work:
        work.bulk_insert("tag", [{"name": "Hoa Sen"}])
    (rid,) = store.driver.execute("SELECT rid FROM tag").fetchone()
    found = store.driver.execute("SELECT rowid FROM search WHERE search MATCH 'sen'").fetchall()
    assert found == [(document_number(get_entity("tag"), rid),)]


def test_nobody_is_told_of_them_but_by_hand(store):
    told: list[Changes] = []
    store.listen(told.append)
    with store.works() as begin, begin(LAN, "tag.create") as work:
        work.bulk_insert("tag", [{"name": "Một"}])
    assert told == []
    assert work.changes.touches("tag")
    store.tell(Changes({"tag": frozenset()}))
    assert [changes.touches("tag") for changes in told] == [True]


def test_a_group_knows_where_it_came_from(store):
    with store.work(HOA, "tag.create") as work:
        work.bulk_insert("tag", [{"name": "Một"}])
    assert origin_of(store, work.changes.group) == (HOA.user_id, "tag.create")
    assert origin_of(store, 9_999) is None
