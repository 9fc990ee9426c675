"""Whose an address is, and that the mailbox follows when records change."""

from __future__ import annotations

import uuid

import pytest

from desktop.mail.filing.matching import match_all, match_new
from desktop.mail.filing.owners import owners_of


@pytest.fixture
def abc(make):
    """Return a customer with a contact person, each with an address of the company's domain."""
    account = make("account", name="Công ty ABC", emails=["lienhe@abc.vn"])
    make("contact", full_name="Trần Minh", account_id=account, emails=["minh@abc.vn"])
    return account


def tied(box):
    query = (
        "SELECT a.address, t.entity, t.account, t.title FROM address_tie t"
        " JOIN address a ON a.id = t.address ORDER BY a.address"
    )
    rows = box.connection.execute(query).fetchall()
    return [(a, e, str(uuid.UUID(bytes=c)) if c else None, t) for a, e, c, t in rows]


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


def test_only_new_addresses_are_looked_up_when_mail_came(abc, box, reader, meet, make):
    meet("minh@abc.vn", "la@xa.vn")
    assert match_new(box, reader) == 1
    make("account", emails=["la@xa.vn"])
    meet("lienhe@abc.vn")
    assert match_new(box, reader) == 1
    assert [one[0] for one in tied(box)] == ["lienhe@abc.vn", "minh@abc.vn"]


def test_the_mailbox_follows_when_records_change(abc, box, reader, meet, opened):
    meet("minh@abc.vn")
    match_new(box, reader)
    assert tied(box) == [("minh@abc.vn", "contact", abc, "Công ty ABC")]
    opened.commands.run("account.change", {"ids": [abc], "values": {"name": "Công ty XYZ"}})
    assert match_all(box, reader) == 1
    assert tied(box) == [("minh@abc.vn", "contact", abc, "Công ty XYZ")]
    opened.commands.run("account.delete", {"ids": [abc]})
    assert match_all(box, reader) == 1
    assert tied(box) == []


def test_what_did_not_change_is_not_written(abc, box, reader, meet):
    meet("minh@abc.vn", "la@xa.vn")
    match_new(box, reader)
    before = box.connection.total_changes
    assert match_all(box, reader) == 0
    assert box.connection.total_changes == before
