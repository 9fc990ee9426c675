"""Who may do what with a record: owner, unit, visibility, shares and roles."""

from __future__ import annotations

import itertools
import uuid
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.permissions import (
    Actor,
    Grant,
    Level,
    Member,
    Reach,
    RowInputs,
    Visibility,
    level_on,
)

ME, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)
COMPANY, SALES, NORTH, SOUTH, STAFF = (uuid.UUID(int=number) for number in range(10, 15))
PARENTS = {COMPANY: None, SALES: COMPANY, NORTH: SALES, SOUTH: SALES, STAFF: COMPANY}
ROLE = uuid.UUID(int=20)


def row(unit=None, **facts) -> RowInputs:
    return RowInputs("contacts", owner_id=OTHER, org_unit_id=unit, **facts)


def me(unit=SALES, *grants: Grant) -> Member:
    return Member(ME, unit, grants)


def grant(reach: Reach, level: Level = Level.EDIT, module: str = "contacts") -> Grant:
    return Grant(module, reach, level)


def test_the_owner_of_a_profile_without_a_server_may_do_everything():
    assert Actor(ME).may("anything.at_all")
    assert not Actor(ME, frozenset()).may("quote.approve")
    assert Actor(ME, frozenset({"quote.approve"})).may("quote.approve")


def test_what_is_mine_is_all_mine():
    assert level_on(replace(row(), owner_id=ME), me(), PARENTS) is Level.SHARE


def test_what_belongs_to_another_is_hidden_at_first():
    assert level_on(row(SALES), me(), PARENTS) is Level.NONE


def test_what_is_public_may_be_seen_and_no_more():
    assert level_on(row(visibility=Visibility.PUBLIC), me(), PARENTS) is Level.VIEW


def test_what_is_open_to_a_unit_is_seen_there_alone():
    shown = row(SALES, visibility=Visibility.UNIT)
    assert level_on(shown, me(SALES), PARENTS) is Level.VIEW
    assert level_on(shown, me(NORTH), PARENTS) is Level.NONE
    assert level_on(row(None, visibility=Visibility.UNIT), me(None), PARENTS) is Level.NONE


@pytest.mark.parametrize("principal", [ME, SALES, ROLE])
def test_a_share_with_me_my_unit_or_my_role_counts(principal):
    member = replace(me(), principals=frozenset({SALES, ROLE}))
    shared = row(NORTH, shares={principal: Level.DELETE})
    assert level_on(shared, member, PARENTS) is Level.DELETE


def test_a_share_with_somebody_else_does_not_count():
    shared = row(NORTH, shares={uuid.UUID(int=99): Level.SHARE})
    assert level_on(shared, me(), PARENTS) is Level.NONE


@pytest.mark.parametrize(
    ("reach", "reached"),
    [
        (Reach.OWN, []),
        (Reach.UNIT, [SALES]),
        (Reach.SUBTREE, [SALES, NORTH, SOUTH]),
        (Reach.ALL, [COMPANY, SALES, NORTH, SOUTH, STAFF]),
    ],
)
def test_a_role_reaches_so_far_and_no_further(reach, reached):
    member = me(SALES, grant(reach))
    found = [unit for unit in PARENTS if level_on(row(unit), member, PARENTS) is Level.EDIT]
    assert set(found) == set(reached)


def test_a_role_is_about_one_module():
    member = me(SALES, grant(Reach.ALL, module="sales"))
    assert level_on(row(SALES), member, PARENTS) is Level.NONE


def test_who_belongs_to_no_unit_reaches_none():
    member = me(None, grant(Reach.SUBTREE), grant(Reach.UNIT))
    assert level_on(row(None), member, PARENTS) is Level.NONE


def test_the_best_of_all_ways_counts():
    member = me(SALES, grant(Reach.UNIT, Level.EDIT), grant(Reach.ALL, Level.VIEW))
    assert level_on(row(SALES), member, PARENTS) is Level.EDIT
    assert level_on(row(STAFF), member, PARENTS) is Level.VIEW


def test_a_ring_of_units_ends_the_climb():
    ring = {NORTH: SOUTH, SOUTH: NORTH}
    member = me(SALES, grant(Reach.SUBTREE))
    assert level_on(row(NORTH), member, ring) is Level.NONE
    assert level_on(row(NORTH), me(SOUTH, grant(Reach.SUBTREE)), ring) is Level.EDIT


units = st.none() | st.sampled_from(sorted(PARENTS))
levels = st.sampled_from(Level)
rows = st.builds(
    RowInputs,
    st.sampled_from(["contacts", "sales"]),
    st.none() | st.sampled_from([ME, OTHER]),
    units,
    st.sampled_from(Visibility),
    st.dictionaries(st.sampled_from([ME, OTHER, SALES, ROLE]), levels, max_size=3),
)
grants = st.builds(Grant, st.sampled_from(["contacts", "sales"]), st.sampled_from(Reach), levels)
members = st.builds(
    Member, st.just(ME), units, st.lists(grants, max_size=3).map(tuple), st.just(frozenset({ROLE}))
)


@given(row=rows, member=members, more=grants)
def test_another_grant_never_takes_a_right_away(row, member, more):
    richer = replace(member, grants=(*member.grants, more))
    assert level_on(row, richer, PARENTS) >= level_on(row, member, PARENTS)


@given(row=rows, member=members)
def test_a_wider_reach_never_takes_a_right_away(row, member):
    order = list(Reach)
    for narrow, wide in itertools.pairwise(order):
        less, more = (
            replace(member, grants=(Grant("contacts", reach, Level.EDIT),))
            for reach in (narrow, wide)
        )
        is_own = narrow is Reach.OWN and row.owner_id == ME
        assert is_own or level_on(row, more, PARENTS) >= level_on(row, less, PARENTS)


@given(row=rows, member=members)
def test_who_shares_nothing_and_holds_nothing_sees_only_what_is_open(row, member):
    bare = replace(member, grants=(), principals=frozenset())
    alone = replace(row, owner_id=OTHER, shares={}, visibility=Visibility.PRIVATE)
    assert level_on(alone, bare, PARENTS) is Level.NONE
