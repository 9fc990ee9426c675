"""Whose the addresses of mail are."""

from __future__ import annotations

import pytest

from desktop.mail.boxes.known import KnownPeople
from desktop.mail.people.owners import owners_of


@pytest.fixture
def abc(make):
    """Return a customer with a contact person, each with an address of the company's domain."""
    account = make("account", name="Công ty ABC", emails=["lienhe@abc.vn"])
    make("contact", full_name="Trần Minh", account_id=account, emails=["minh@abc.vn"])
    return account


def test_a_contact_person_is_known_and_shown_by_the_customer(abc, reader):
    found = owners_of(reader, ["minh@abc.vn", "lienhe@abc.vn"])
    assert {one.ref.entity for one in found.values()} == {"contact", "account"}
    assert {one.ref.title for one in found.values()} == {"Công ty ABC"}
    assert {str(one.account) for one in found.values()} == {abc}


def test_a_colleague_is_no_customer(make, reader):
    make("app_user", full_name="Lê Hà", emails=["ha@congty.vn"])
    make("account", emails=["ha@congty.vn"])
    (found,) = owners_of(reader, ["ha@congty.vn"]).values()
    assert (found.ref.entity, found.ref.title, found.account) == ("app_user", "Lê Hà", None)
    assert found.shown is None


def test_an_unknown_address_of_a_customers_domain_is_of_that_customer(abc, reader):
    (found,) = owners_of(reader, ["ketoan@abc.vn"]).values()
    assert (found.ref.entity, str(found.account)) == ("account", abc)


def test_a_domain_of_two_customers_tells_nothing(abc, make, reader):
    make("account", emails=["other@abc.vn"])
    assert not owners_of(reader, ["ketoan@abc.vn"])


def test_who_has_a_mailbox_at_a_provider_is_not_its_customer(make, reader):
    make("account", emails=["cuahang@gmail.com"])
    assert not owners_of(reader, ["nguoila@gmail.com"])


def test_a_lead_is_known_by_name(make, reader):
    make("lead", full_name="Phạm Lan", emails=["lan@moi.vn"])
    (found,) = owners_of(reader, ["lan@moi.vn"]).values()
    assert (found.ref.entity, found.ref.title, found.account) == ("lead", "Phạm Lan", None)


def test_a_deleted_customer_has_no_addresses(abc, opened, reader):
    opened.commands.run("account.delete", {"ids": [abc]})
    assert not owners_of(reader, ["minh@abc.vn", "lienhe@abc.vn", "ketoan@abc.vn"])


def test_a_stranger_is_known_as_soon_as_somebody_adds_them(make, opened):
    known = KnownPeople(opened.store.path)
    assert known.refs(["minh@abc.vn"]) == {}
    make("contact", full_name="Trần Minh", emails=["minh@abc.vn"], account_id=None)
    assert known.refs(["minh@abc.vn"])["minh@abc.vn"].title == "Trần Minh"
    known.close()
