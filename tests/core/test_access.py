"""The reasons that are told for a right come to what the evaluation of rights says."""

from __future__ import annotations

import uuid

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.access import Why, reasons_of, who_may
from desktop.core.organisation import Membership, Organisation, Person, Role, RoleGrant, Unit
from desktop.core.permissions import Grant, Level, Reach, RowInputs, Visibility, level_on

IDS = [uuid.UUID(int=n) for n in range(1, 15)]
PEOPLE, UNITS, ROLES = IDS[:4], IDS[4:9], IDS[9:12]
MODULES = ("contacts", "sales")
maybe = st.none()


@st.composite
def organisations(draw):
    above = [draw(maybe | st.sampled_from(UNITS)) for _unit in UNITS]
    units = tuple(Unit(u, str(u.int), "", a) for u, a in zip(UNITS, above, strict=True))
    grants = st.builds(
        Grant,
        st.sampled_from(MODULES),
        st.sampled_from(Reach),
        st.sampled_from([level for level in Level if level]),
    )
    roles = tuple(
        Role(
            r, str(r.int), grants=tuple(RoleGrant(r, g) for g in draw(st.lists(grants, max_size=3)))
        )
        for r in ROLES
    )
    people = tuple(
        Person(p, str(p.int), unit_id=draw(maybe | st.sampled_from(UNITS))) for p in PEOPLE
    )
    pairs = draw(st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(ROLES)), max_size=6))
    return Organisation(people, units, roles, tuple(Membership(IDS[12], *one) for one in pairs))


def rows(depth=1):
    above = maybe if not depth else maybe | rows(depth - 1)
    return st.builds(
        RowInputs,
        st.sampled_from(MODULES),
        maybe | st.sampled_from(PEOPLE),
        maybe | st.sampled_from(UNITS),
        maybe | st.sampled_from(Visibility),
        st.dictionaries(st.sampled_from(IDS[:12]), st.sampled_from(Level), max_size=3),
        above,
    )


@given(organisations(), rows())
def test_the_greatest_reason_is_the_right(organisation, row):
    told = {one[0].id: one[1] for one in who_may(row, organisation)}
    for person in organisation.people:
        expected = level_on(row, organisation.member(person), organisation.parents)
        assert told.get(person.id, Level.NONE) == expected


@given(organisations())
def test_every_unit_stands_in_the_tree_once(organisation):
    found, waiting = [], list(organisation.below(None))
    while waiting:
        unit = waiting.pop()
        found.append(unit.id)
        waiting += organisation.below(unit.id)
    assert sorted(found) == sorted(UNITS)


def test_whoever_stopped_working_here_is_not_told():
    organisation = Organisation((Person(PEOPLE[0], "An", is_active=False),))
    assert who_may(RowInputs("contacts", PEOPLE[0]), organisation) == []


def test_each_reason_names_what_gives_it():
    role = Role(ROLES[0], "Bán hàng", grants=(RoleGrant(IDS[13], Grant("contacts", Reach.ALL, 2)),))
    units = (Unit(UNITS[0], "Công ty"), Unit(UNITS[1], "Phòng", above=UNITS[0]))
    an = Person(PEOPLE[0], "An", unit_id=UNITS[1])
    organisation = Organisation((an,), units, (role,), (Membership(IDS[13], an.id, role.id),))
    above = RowInputs("contacts", visibility=Visibility.PUBLIC)
    row = RowInputs("contacts", None, UNITS[1], None, {UNITS[0]: Level.VIEW}, above)
    found = reasons_of(row, organisation.member(an), organisation)
    assert [(one.why, one.by) for one in found] == [
        (Why.SHARE, UNITS[0]),
        (Why.ROLE, role.id),
        (Why.ABOVE, None),
    ]
