"""Values of the wire, as people read them in a conflict."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest

from desktop.core.entities import get_entity, replace_entity
from desktop.core.fields import Field, Kind
from desktop.core.sync_status import REFUSALS, problems_from_json
from desktop.models import load_all
from desktop.views.sync.problem_words import answers_to, head_of, linked, reason_of, value_text
from tests.own_fields import forget_own_fields

load_all()
ID, OTHER = str(uuid.UUID(int=1)), str(uuid.UUID(int=2))


def problem(field="name", entity="account", kind="conflict", **facts):
    told = {"n": 1, "kind": kind, "entity": entity, "id": ID, "field": field, "at": 1}
    return problems_from_json([{**told, **facts}])[0]


@pytest.mark.parametrize(
    ("entity", "field", "value", "text"),
    [
        ("account", "name", "Hoa Sen", "Hoa Sen"),
        ("account", "name", None, "(empty)"),
        ("account", "account_type", "customer", "Customer"),
        ("account", "birth_on", "2020-02-01", "01/02/2020"),
        ("account", "annual_revenue", "1500000.0000", "1.500.000"),
        ("account", "owner_id", OTHER, "Nguyễn Văn An"),
        ("account", "owner_id", ID.replace("-", "x"), "A record that is not here"),
        ("account", "of_a_later_program", "x", "x"),
        ("of_a_later_program", "x", 7, "7"),
        ("account", "birth_on", "2020", "2020"),
    ],
)
def test_a_value_is_read_by_its_kind(entity, field, value, text):
    shown = value_text(problem(field, entity), value, {OTHER: "Nguyễn Văn An"})
    assert text in shown


@pytest.fixture
def own_size():
    entity = get_entity("account")
    field = Field("x_size", "Size", Kind.MONEY, custom=True)
    replace_entity(replace(entity, fields=(*entity.fields, field)))
    yield
    forget_own_fields()


@pytest.mark.usefixtures("own_size")
def test_an_own_field_is_read_as_the_record_holds_it():
    found = problem("extra.x_size")
    assert head_of(found, {}) == "Customer: Size"
    assert "40" in value_text(found, 400_000, {})


def test_a_long_text_is_cut():
    assert value_text(problem(), "x" * 5000, {}).endswith("x…")
    assert len(value_text(problem(), "x" * 5000, {})) < 400


def test_the_head_names_the_record_and_the_field():
    assert head_of(problem(), {ID: "Hoa Sen"}) == "Hoa Sen: Name"
    assert head_of(problem(), {}) == "Customer: Name"
    assert head_of(problem(entity="unknown"), {}) == "A record"


def test_titles_are_wanted_of_the_record_and_of_what_it_names():
    found = problem("owner_id", theirs=OTHER, mine="no id")
    assert linked(found) == [("account", uuid.UUID(ID)), ("app_user", uuid.UUID(OTHER))]


def test_a_record_in_the_bin_is_restored_or_left_there():
    binned = problem("deleted_at", theirs="2026-11-22T04:00:00.000000Z")
    assert [text for _choice, text in answers_to(binned)] == [
        "Restore it",
        "Leave it in the recycle bin",
    ]
    assert value_text(binned, binned.theirs, {}) == "in the recycle bin"
    assert value_text(binned, binned.mine, {}) == "not deleted"


def test_what_i_deleted_and_somebody_changed_is_deleted_or_kept():
    mine = problem("deleted_at", mine="2026-11-22T04:00:00.000000Z")
    assert [text for _choice, text in answers_to(mine)] == [
        "Delete it all the same",
        "Keep the record",
    ]


@pytest.mark.parametrize("code", [*REFUSALS, "of_a_later_server"])
def test_a_refusal_has_a_reason_and_can_only_be_seen(code):
    refused = problem(kind="refused", code=code)
    assert reason_of(refused).endswith(".")
    assert answers_to(refused) == (("seen", "Seen"),)
