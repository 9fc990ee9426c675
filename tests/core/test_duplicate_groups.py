"""Pairs that are alike become groups that a person can look at."""

from __future__ import annotations

import json
import uuid

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.duplicate_groups import (
    LARGEST,
    FoundGroups,
    Group,
    grouped,
    groups_from_json,
    groups_to_json,
)
from desktop.core.likeness import Likeness
from desktop.core.pages import Hit, Ref

ids = [uuid.UUID(int=number) for number in range(1, 30)]
likenesses = st.builds(
    Likeness, st.integers(40, 99), st.lists(st.sampled_from(["phones", "name"])).map(tuple)
)
pairs = st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids), likenesses)).map(
    lambda found: [pair for pair in found if pair[0] != pair[1]]
)


@given(found=pairs)
def test_no_record_is_in_two_groups_and_none_is_too_large(found):
    groups = grouped(found)
    members = [one for group, _likeness in groups for one in group]
    assert len(members) == len(set(members))
    assert all(1 < len(group) <= LARGEST for group, _likeness in groups)
    assert {*members} <= {one for pair in found for one in pair[:2]}


@given(found=pairs)
def test_the_likeliest_stand_first_and_the_surest_pair_is_together(found):
    groups = grouped(found)
    scores = [likeness.score for _group, likeness in groups]
    assert scores == sorted(scores, reverse=True)
    if found:
        best = max(pair[2].score for pair in found)
        assert scores[0] == best


def test_a_group_knows_all_reasons():
    a, b, c = ids[:3]
    (group,) = grouped([(a, b, Likeness(50, ("phones",))), (b, c, Likeness(70, ("emails",)))])
    assert {*group[0]} == {a, b, c}
    assert group[1] == Likeness(70, ("emails", "phones"))


def test_an_answer_survives_the_way_through_the_pipe():
    hit = Hit(Ref("account", ids[0], "Công ty Sao Mai"), "0912 345 678")
    found = FoundGroups((Group((hit, hit), Likeness(90, ("tax_code",))),), 7)
    assert groups_from_json("account", json.loads(json.dumps(groups_to_json(found)))) == found
