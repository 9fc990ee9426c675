"""Views that are always there, the order of the navigation, and records that rest."""

from __future__ import annotations

import pytest

from desktop.core.entities import get_entity, iter_entities
from desktop.core.filter_line import parse_line, write_line
from desktop.core.filters import Condition, Group, Op
from desktop.core.kinds import kind_of
from desktop.core.system_views import (
    RESTS_SINCE,
    SECTIONS,
    VIEWS,
    at_work,
    sections_of,
    to_remind_of,
    views_of,
)
from desktop.models import load_all
from desktop.views.icons import icon_exists
from desktop.views.shell import navigation_model
from desktop.views.shell.screens import lists_of

load_all()
every_view = pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{view.entity}/{view.key}")
MINE = Group((Condition("owner_id", Op.EQUALS, "me"),))


@every_view
def test_its_filter_can_be_asked_and_written_as_a_line(view):
    entity = get_entity(view.entity)
    for condition in view.filter.conditions():
        assert condition.op in {
            *kind_of(entity.field(condition.field)).operators,
            Op.EMPTY,
            Op.FILLED,
        }
    line = write_line(view.filter, "", entity)
    assert not parse_line(line, entity).problems


@every_view
def test_its_picture_exists_and_its_order_is_one_that_lists_have(view):
    assert icon_exists(view.icon)
    assert set(view.columns) <= get_entity(view.entity).by_name.keys()
    assert view.sort is None or get_entity(view.entity).field(view.sort[0]).sortable


def test_every_view_has_an_id_of_its_own():
    assert len({view.id for view in VIEWS}) == len(VIEWS)


def test_every_list_of_a_module_stands_in_one_section():
    for module in {entity.module for entity in iter_entities()}:
        lists = lists_of(module)
        found = [entity for _section, part in sections_of(module, lists) for entity in part]
        assert sorted(e.key for e in found) == sorted(e.key for e in lists)


def test_sections_name_entities_that_are_there_and_have_a_heading():
    for sections in SECTIONS.values():
        for section, keys in sections:
            assert section in navigation_model.SECTIONS
            assert all(get_entity(key) for key in keys)


def test_lists_leave_out_who_rests():
    filter_ = at_work(MINE, get_entity("account"))
    assert filter_.items == (*MINE.items, Condition(RESTS_SINCE, Op.EMPTY))


def test_an_alternative_stays_whole():
    either = Group((Condition("name", Op.FILLED), Condition("code", Op.FILLED)), any_of=True)
    assert at_work(either, get_entity("account")).items[0] == either


def test_whoever_asks_for_those_that_rest_gets_them():
    (stopped,) = [view for view in views_of("account") if view.key == "stopped"]
    assert at_work(stopped.filter, get_entity("account")) == stopped.filter


def test_lists_of_what_cannot_rest_stay_as_they_are():
    assert at_work(MINE, get_entity("contact")) == MINE


def test_nobody_is_reminded_of_what_belongs_to_who_rests():
    paths = {c.field for c in to_remind_of(MINE, get_entity("call")).conditions()}
    assert f"account_id.{RESTS_SINCE}" in paths
