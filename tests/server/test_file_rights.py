"""A hash is no right: who makes a file readable by writing its name into a record."""

from __future__ import annotations

import random

import psycopg
import pytest

from desktop.server.files.sweeping import sweep
from tests.server.company import group, insert, new_account
from tests.server.file_company import CHUNK, digest_of, files_of

CONTENT = random.Random(4).randbytes(2 * CHUNK + 17)


@pytest.fixture
def files(company):
    with files_of(company) as made:
        yield made


@pytest.fixture
def hand(company, files):
    return files.hand(company.client())


def test_who_writes_a_hash_into_a_record_of_his_own_gets_no_file_by_it(company, files, hand):
    hand.attach(CONTENT, is_shared=False)
    thief = files.hand(company.client())
    own = new_account("Của tôi", is_shared=True)
    made = insert("attachment", name="x", blob=digest_of(CONTENT), account_id=own["id"])
    assert thief.client.one(group(own, made))["s"] == "ok"
    friend = files.hand(company.client())
    for one in (thief, friend):
        with pytest.raises(psycopg.Error, match="no_file"):
            one.fetch("attachment", made["id"])
        ticket = one.offer(CONTENT, t="attachment", id=made["id"], col="blob")
        assert one.call("file_begin(%s)", ticket)["done"] is False
    assert hand.fetch("attachment", made["id"]) == CONTENT


def test_who_may_read_a_file_may_hang_it_on_a_record_of_his_own(company, files, hand):
    attached = hand.attach(CONTENT, is_shared=True)
    other = files.hand(company.client())
    other.send(CONTENT, t="attachment", id=attached, col="blob")
    own = new_account("Của tôi", is_shared=True)
    made = insert("attachment", name="x", blob=digest_of(CONTENT), account_id=own["id"])
    assert other.client.one(group(own, made))["s"] == "ok"
    assert files.hand(company.client()).fetch("attachment", made["id"]) == CONTENT
    assert files.count("SELECT count(*) FROM files.body") == 1


def test_an_edit_of_another_field_does_not_make_its_author_that_of_the_file(company, files, hand):
    photo = hand.send(b"a picture")
    customer = new_account(logo=photo, is_shared=True)
    assert hand.client.one(group(customer))["s"] == "ok"
    company.sql("UPDATE app.account SET name = 'Hoa', logo = logo")
    reader = files.hand(company.client())
    assert reader.fetch("account", customer["id"], "logo") == b"a picture"
    assert company.sql("SELECT count(*) FROM sync.file_author") == 1


@pytest.mark.parametrize("receipt", [None, "", "x.y", f"{'00' * 9}.{'0' * 64}"])
def test_receipts_that_nobody_gave_are_refused(hand, receipt):
    with pytest.raises(psycopg.Error, match="bad_ticket"):
        hand.client.call("SELECT api.file_had(%s, %s)", hand.client.client_id, receipt)


def test_the_receipt_of_somebody_else_is_refused(company, files, hand):
    hand.send(CONTENT)
    receipt = hand.call("file_commit(%s)", hand.offer(CONTENT))["receipt"]
    other = files.hand(company.client())
    with pytest.raises(psycopg.Error, match="bad_ticket"):
        other.client.call("SELECT api.file_had(%s, %s)", other.client.client_id, receipt)


def test_a_ticket_is_no_receipt(hand):
    ticket = hand.offer(CONTENT)
    with pytest.raises(psycopg.Error, match="bad_ticket"):
        hand.client.call("SELECT api.file_had(%s, %s)", hand.client.client_id, ticket)


def test_an_own_field_may_name_a_file_with_its_name(company, files, hand):
    digest = hand.send(CONTENT)
    customer = new_account(is_shared=True)
    customer["f"]["extra.x_paper"] = [None, f"{digest}/Hợp đồng.pdf"]
    assert hand.client.one(group(customer))["s"] == "ok"
    reader = files.hand(company.client())
    assert reader.fetch("account", customer["id"], "extra.x_paper") == CONTENT
    sweep(files.address)
    assert files.count("SELECT count(*) FROM files.blob WHERE unnamed_since IS NULL") == 1


def test_a_hash_in_an_own_field_gives_no_file_to_who_never_had_it(company, files, hand):
    hand.attach(CONTENT, is_shared=False)
    thief = files.hand(company.client())
    own = new_account()
    own["f"]["extra.x_paper"] = [None, digest_of(CONTENT)]
    assert thief.client.one(group(own))["s"] == "ok"
    for column in ("extra.x_paper", "extra.", "extra.x", "extra"):
        with pytest.raises(psycopg.Error, match="no_file"):
            thief.fetch("account", own["id"], column)
