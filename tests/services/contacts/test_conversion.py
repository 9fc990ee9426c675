"""Leads, targets and cards become customers with all that is known of them."""

from __future__ import annotations

import pytest

from desktop.core.errors import RuleBrokenError


def test_a_lead_joins_a_customer_that_is_there(commands, make, values_of):
    account = make("account", party_type="company", name="Hoa Sen")
    before = values_of("account", account)
    lead = make("lead", full_name="Trần Thị Hoa", company="Hoa Sen Group")
    assert commands.run("lead.convert", {"ids": [lead], "account_id": account}).value == [account]
    known = values_of("lead", lead)
    assert (known["status"], known["account_id"]) == ("converted", account)
    assert values_of("contact", known["contact_id"])["account_id"] == account
    assert values_of("contact", known["contact_id"])["is_primary"] is False
    assert values_of("account", account) == before


def test_what_happened_with_a_lead_stands_on_the_customers_timeline(commands, make, values_of):
    lead = make("lead", full_name="Lê An", company="Hoa Sen")
    call = make("call", lead_id=lead, account_id=None, contact_id=None)
    note = make("note", lead_id=lead, account_id=None, contact_id=None)
    (account,) = commands.run("lead.convert", {"ids": [lead]}).value
    person = values_of("lead", lead)["contact_id"]
    for entity, record in (("call", call), ("note", note)):
        known = values_of(entity, record)
        assert (known["account_id"], known["contact_id"]) == (account, person)


def test_a_person_that_is_there_gets_no_contact_person(commands, make, values_of):
    account = make("account", party_type="person", name="Trần Thị Hoa")
    lead = make("lead", full_name="Trần Thị Hoa", company=None)
    commands.run("lead.convert", {"ids": [lead], "account_id": account})
    assert values_of("lead", lead)["contact_id"] is None


def test_nobody_joins_a_customer_in_the_bin(commands, make, values_of):
    account, lead = make("account"), make("lead")
    commands.run("account.delete", {"ids": [account]})
    with pytest.raises(RuleBrokenError):
        commands.run("lead.convert", {"ids": [lead], "account_id": account})
    assert values_of("lead", lead)["status"] == "new"


def test_what_two_records_got_is_not_shared_between_them(commands, make, values_of):
    lead = make("lead", company="Hoa Sen")
    (account,) = commands.run("lead.convert", {"ids": [lead]}).value
    phones = values_of("account", account)["phones"]
    commands.run(
        "account.save", {"id": account, "values": {"phones": [phones, [{"number": "+84901"}]]}}
    )
    assert values_of("lead", lead)["phones"] == phones


def test_a_card_becomes_a_lead_and_remembers_it(commands, make, values_of):
    card = make("business_card", company="Hoa Sen")
    (lead,) = commands.run("business_card.to_lead", {"ids": [card]}).value
    known, made = values_of("business_card", card), values_of("lead", lead)
    assert known["lead_id"] == lead
    for name in ("full_name", "company", "title", "phones", "emails", "address", "source_id"):
        assert made[name] == known[name], name


def test_a_card_with_a_company_becomes_a_customer_with_a_contact_person(
    commands, make, reads, values_of
):
    card = make("business_card", full_name="Lê An", company="Hoa Sen", department="Mua hàng")
    (account,) = commands.run("business_card.to_account", {"ids": [card]}).value
    made = values_of("account", account)
    assert (made["name"], made["party_type"]) == ("Hoa Sen", "company")
    assert made["website"] == values_of("business_card", card)["website"]
    assert values_of("business_card", card)["account_id"] == account
    (hit,) = [h for h in reads.choices("contact", "Lê An") if h.ref.title == "Lê An"]
    person = values_of("contact", str(hit.ref.id))
    assert (person["account_id"], person["department"]) == (account, "Mua hàng")


def test_a_card_without_a_company_becomes_a_person(commands, make, values_of):
    card = make("business_card", full_name="Lê An", company=None)
    (account,) = commands.run("business_card.to_account", {"ids": [card]}).value
    assert values_of("account", account)["party_type"] == "person"


@pytest.mark.parametrize("verb", ["to_lead", "to_account"])
def test_a_card_is_converted_once(commands, make, verb):
    card = make("business_card")
    commands.run(f"business_card.{verb}", {"ids": [card]})
    for again in ("to_lead", "to_account"):
        with pytest.raises(RuleBrokenError, match=r"converted already"):
            commands.run(f"business_card.{again}", {"ids": [card]})
