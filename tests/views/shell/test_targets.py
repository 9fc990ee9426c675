"""Targets and what was used lately survive the end of the program."""

from __future__ import annotations

import json
import uuid

import pytest

from desktop.core.filters import Condition, Group, Op
from desktop.core.pages import Ref
from desktop.views.shell.recents import KEPT, Recents
from desktop.views.shell.targets import (
    HOME,
    LIST,
    Target,
    record,
    target_from_json,
    target_to_json,
)

ID = uuid.UUID(int=7)


@pytest.mark.parametrize(
    "target",
    [
        Target(HOME),
        Target(LIST, "account", bin=True),
        Target(LIST, "lead", filter=Group((Condition("status", Op.EQUALS, "new"),)), title="New"),
        Target(LIST, "account", search="hường", view="v1"),
        record("account", ID, "Công ty ABC"),
        record("account", ID, "Nguyễn Thị Hoa", "user"),
    ],
)
def test_a_target_comes_back(target):
    assert target_from_json(json.loads(json.dumps(target_to_json(target)))) == target


@pytest.mark.parametrize(
    "data",
    [
        None,
        3,
        {},
        {"screen": 1},
        {"screen": "record", "record_id": "x"},
        {"screen": "list", "filter": {"field": 1}},
    ],
)
def test_nonsense_is_no_target(data):
    assert target_from_json(data) is None


def test_each_record_has_a_page_of_its_own_and_each_list_one():
    assert record("account", ID).page != record("account", uuid.UUID(int=8)).page
    assert Target(LIST, "account", search="a").page == Target(LIST, "account").page
    assert Target(LIST, "account", bin=True).page != Target(LIST, "account").page


def test_the_newest_stands_first_and_once(qtbot):
    recents = Recents()
    for title in ("A", "B", "A new"):
        recents.add_record(Ref("account", uuid.uuid5(ID, title[0]), title))
    assert [ref.title for ref in recents.records] == ["A new", "B"]


def test_only_the_last_are_kept():
    recents = Recents()
    for number in range(50):
        recents.add_search(f"tìm {number}")
    assert len(recents.searches) == KEPT
    assert recents.searches[0] == "tìm 49"


def test_recents_come_back():
    recents = Recents()
    recents.add_record(Ref("account", ID, "ABC"))
    recents.add_record(Ref("account", uuid.UUID(int=8), "Nguyễn Thị Hoa", "user"))
    recents.add_search("hường")
    recents.add_screen(Target(LIST, "lead"))
    recents.add_command("record.new")
    again = Recents()
    again.restore(json.loads(json.dumps(recents.to_json())))
    assert (again.records, again.searches, again.screens, again.commands) == (
        recents.records,
        recents.searches,
        recents.screens,
        recents.commands,
    )


@pytest.mark.parametrize(
    "data", [None, [], {"records": [{"entity": "a"}], "screens": [1], "searches": 5}]
)
def test_broken_recents_are_left_out(data):
    recents = Recents()
    recents.restore(data)
    assert (recents.records, recents.searches) == ((), ())
