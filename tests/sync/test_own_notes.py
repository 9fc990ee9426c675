"""What somebody notes for themselves reaches nobody else, whatever role they have."""

from __future__ import annotations

import pytest

from desktop.core.entities import get_entity
from desktop.core.permissions import KEPT, module_reached


@pytest.fixture
def an(desk):
    return desk()


@pytest.fixture
def head(desk):
    """Somebody with every right on the records of every module."""
    return desk(is_administrator=True)


def noted(desk, about, audience: str, entity: str = "project"):
    said = {"title": "Riêng", "body": "Riêng", "audience": audience}
    kept = {"visibility": 0} if audience == "me" else {}
    return desk.make("own_note", record_type=entity, record_id=str(about), **said, **kept)


def test_administrators_see_notes_for_all_but_not_what_others_keep(an, head):
    about = an.make("project", name="Triển khai")
    mine, ours = noted(an, about, "me"), noted(an, about, "people")
    an.sync()
    head.sync()
    assert head.has("project", about)
    assert head.has("own_note", ours)
    assert not head.has("own_note", mine)
    assert an.has("own_note", mine)


def test_a_note_that_its_author_takes_back_goes_from_other_computers(an, head):
    about = an.make("project", name="Triển khai")
    ours = noted(an, about, "people")
    an.sync()
    head.sync()
    an.change("own_note", ours, audience="me", visibility=0)
    an.sync()
    head.sync()
    assert not head.has("own_note", ours)
    assert an.has("own_note", ours)


def test_who_shares_in_the_record_sees_the_notes_for_all(an, desk):
    about = an.make("project", name="Triển khai")
    mine, ours = noted(an, about, "me"), noted(an, about, "people")
    other, stranger = desk(), desk()
    share = {"record_type": "project", "record_id": str(about), "level": "view"}
    an.make("share", user_id=other.me.user_id, **share)
    for one in (an, other, stranger):
        one.sync()
    assert other.has("own_note", ours)
    assert not other.has("own_note", mine)
    assert not stranger.has("own_note", ours)


def test_the_evaluator_agrees():
    entity = get_entity("own_note")
    assert module_reached(entity.module, internal=entity.internal, visibility=0) == KEPT
    assert module_reached(entity.module, internal=entity.internal, visibility=None) == "notices"
    assert module_reached("contacts", internal=False, visibility=0) == "contacts"
