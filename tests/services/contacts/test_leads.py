"""Leads on their way to a customer."""

from __future__ import annotations

import uuid

import pytest

from desktop.core.clock import from_micros
from desktop.core.errors import RecordGoneError, RuleBrokenError
from desktop.services.seeding import shipped_id

VIP = str(shipped_id("tag", "vip"))


@pytest.fixture
def colleague(make):
    return make("app_user")


def test_a_lead_goes_from_hand_to_hand(commands, make, colleague, values_of):
    lead = make("lead")
    commands.run("lead.assign", {"ids": [lead], "owner_id": colleague})
    assert values_of("lead", lead)["status"] == "assigned"
    assert values_of("lead", lead)["owner_id"] == colleague
    for verb, state in (("begin", "in_process"), ("drop", "dead"), ("recycle", "recycled")):
        commands.run(f"lead.{verb}", {"ids": [lead]})
        assert values_of("lead", lead)["status"] == state


def test_a_lead_with_a_company_becomes_a_customer_with_a_contact_person(
    commands, make, colleague, values_of
):
    lead = make("lead", full_name="Trần Thị Hoa", company="Hoa Sen", owner_id=colleague, tags=[VIP])
    (account,) = commands.run("lead.convert", {"ids": [lead]}).value
    known, made = values_of("lead", lead), values_of("account", account)
    assert known["status"] == "converted"
    assert known["account_id"] == account
    assert (made["name"], made["party_type"], made["market"]) == ("Hoa Sen", "company", "b2b")
    for name in ("phones", "emails", "address", "source_id", "needs", "rating", "owner_id", "tags"):
        assert made[name] == known[name], name
    person = values_of("contact", known["contact_id"])
    assert (person["full_name"], person["account_id"]) == ("Trần Thị Hoa", account)
    assert person["is_primary"] is True
    assert person["title"] == known["title"]


def test_a_lead_without_a_company_becomes_a_person(commands, make, values_of):
    lead = make("lead", full_name="Trần Thị Hoa", company=None)
    (account,) = commands.run("lead.convert", {"ids": [lead]}).value
    made = values_of("account", account)
    assert (made["name"], made["party_type"], made["market"]) == ("Trần Thị Hoa", "person", "b2c")
    assert values_of("lead", lead)["contact_id"] is None


def test_it_is_noted_when_a_lead_was_converted(commands, make, store, values_of):
    lead = make("lead")
    commands.run("lead.convert", {"ids": [lead]})
    converted_at = values_of("lead", lead)["converted_at"]
    assert abs((store.clock.now() - from_micros(converted_at)).total_seconds()) < 60


def test_several_leads_are_converted_together_or_not_at_all(commands, make, reads, values_of):
    fresh, gone = make("lead", company="Hoa Sen"), make("lead")
    commands.run("lead.drop", {"ids": [gone]})
    with pytest.raises(RuleBrokenError):
        commands.run("lead.convert", {"ids": [fresh, gone]})
    assert values_of("lead", fresh)["status"] == "new"
    assert not reads.choices("account", "Hoa Sen")


def test_a_lead_is_not_converted_twice(commands, make):
    lead = make("lead")
    commands.run("lead.convert", {"ids": [lead]})
    with pytest.raises(RuleBrokenError):
        commands.run("lead.convert", {"ids": [lead]})


def test_a_conversion_is_taken_back_with_all_that_it_made(commands, make, reads, values_of):
    lead = make("lead", company="Hoa Sen")
    done = commands.run("lead.convert", {"ids": [lead]})
    person = uuid.UUID(values_of("lead", lead)["contact_id"])
    commands.run("undo.group", {"group": done.changes.group})
    back = values_of("lead", lead)
    assert (back["status"], back["account_id"], back["converted_at"]) == ("new", None, None)
    for entity, record_id in (("account", uuid.UUID(done.value[0])), ("contact", person)):
        with pytest.raises(RecordGoneError):
            reads.card(entity, record_id)


def test_a_lead_that_is_gone_is_told(commands):
    with pytest.raises(RecordGoneError):
        commands.run("lead.drop", {"ids": [str(uuid.uuid4())]})
