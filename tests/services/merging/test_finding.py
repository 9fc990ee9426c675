"""The duplicates of a whole list are found, with their reasons, and never those said to be none."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from desktop.core.duplicate_groups import FoundGroups, groups_from_json
from desktop.core.errors import CancelledError, NotAllowedError
from desktop.core.filters import EVERYTHING, Condition, Filter, Group, Op
from desktop.core.pages import ListQuery
from desktop.core.permissions import Actor
from desktop.core.queries import query_to_json
from desktop.services.long_work import LongWork
from desktop.services.merging.finding import find_groups
from desktop.store.reads import LocalReads


@pytest.fixture
def find(store, owner, profile):
    def search(
        entity: str, wanted: Filter = EVERYTHING, actor: Actor = owner, report: Any = None
    ) -> FoundGroups:
        def quiet(done: int, of: int = 0, what: str = "") -> None:
            assert 0 <= done <= of

        work = LongWork(
            store, actor, lambda: LocalReads(store.path, store.clock), profile, report or quiet
        )
        query = ListQuery(entity, (), wanted)
        return groups_from_json(entity, find_groups(work, query_to_json(query)))

    return search


@pytest.fixture
def add(commands):
    def make(entity: str, **values: Any) -> str:
        return str(commands.run(f"{entity}.create", {"values": values}).value)

    return make


def ids_of(found: FoundGroups) -> list[set[str]]:
    return [{str(hit.ref.id) for hit in group.records} for group in found.groups]


def test_companies_written_differently_are_found_with_the_reason(find, add):
    first = add("account", name="Công ty TNHH Minh Phát", phones=["0912345678"])
    second = add("account", name="CTY TNHH MINH PHAT", phones=["+84 912 345 678"])
    add("account", name="Công ty TNHH Minh Phương")
    found = find("account")
    assert ids_of(found) == [{first, second}]
    assert {*found.groups[0].likeness.fields} == {"name", "phones"}
    assert found.total == 1
    assert {hit.ref.title for hit in found.groups[0].records} == {
        "Công ty TNHH Minh Phát",
        "CTY TNHH MINH PHAT",
    }


def test_a_switchboard_ties_nobody_together(find, add):
    for number in range(14):
        add("lead", full_name=f"Nhân viên Số{number}", phones=["02438251234"])
    assert find("lead").groups == ()


def test_a_name_of_many_is_no_reason_but_with_the_same_company_it_is(find, add):
    for number in range(8):
        add("lead", full_name="Nguyễn Văn An", company=f"Công ty TNHH Số {number}x")
    assert find("lead").groups == ()
    twin = add("lead", full_name="Nguyen Van An", company="CTY TNHH SO 3X")
    (group,) = find("lead").groups
    assert twin in {str(hit.ref.id) for hit in group.records}
    assert len(group.records) == 2


def test_what_was_said_to_be_different_is_not_shown_again(find, add, commands):
    ids = [add("target", full_name="Lê Hoà", phones=["0912345678"]) for _ in range(2)]
    assert ids_of(find("target")) == [{*ids}]
    done = commands.run("target.keep_apart", {"ids": ids})
    assert find("target").groups == ()
    commands.run("undo.group", {"group": done.changes.group})
    assert ids_of(find("target")) == [{*ids}]


def test_what_lies_in_the_bin_is_no_duplicate(find, add, commands):
    ids = [add("target", full_name="Lê Hoà", phones=["0912345678"]) for _ in range(2)]
    commands.run("target.delete", {"ids": ids[:1]})
    assert find("target").groups == ()


def test_only_duplicates_of_the_list_in_view_are_shown(find, add):
    inside = [add("account", name="Sao Mai", code=code) for code in ("KH-1", "kh-1")]
    add("account", name="Hoa Mai", code="KH-2")
    add("account", name="Hoa Mai", code="KH-2")
    wanted = Group(items=(Condition("name", Op.EQUALS, "Sao Mai"),))
    assert ids_of(find("account", wanted)) == [{*inside}]
    assert find("account").total == 2


def test_it_can_be_stopped(find, add):
    add("account", name="Sao Mai")

    def stop(_done: int, _of: int = 0, _what: str = "") -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        find("account", report=stop)


def test_it_needs_the_right_to_merge(find):
    with pytest.raises(NotAllowedError):
        find("account", actor=Actor(uuid.uuid4(), frozenset({"account.save"})))
