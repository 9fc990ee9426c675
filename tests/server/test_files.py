"""The files of a company: sent in chunks, read by a record that one sees, swept at last."""

from __future__ import annotations

import random

import psycopg
import pytest

from tests.server.company import group, new_account, patch
from tests.server.file_company import CHUNK, chunks, digest_of, files_of

CONTENT = random.Random(4).randbytes(2 * CHUNK + 17)


@pytest.fixture
def files(company):
    with files_of(company) as made:
        yield made


@pytest.fixture
def hand(company, files):
    return files.hand(company.client())


def test_a_file_that_was_sent_is_fetched_by_whoever_sees_the_record(company, files, hand):
    attached = hand.attach(CONTENT, is_shared=True)
    other = files.hand(company.client())
    assert other.fetch("attachment", attached) == CONTENT


def test_a_picture_of_a_record_is_a_file_like_others(company, files, hand):
    photo = hand.send(b"a picture")
    customer = new_account(logo=photo)
    assert hand.client.one(group(customer))["s"] == "ok"
    assert hand.fetch("account", customer["id"], "logo") == b"a picture"


def test_nobody_gets_a_file_of_a_record_that_is_not_theirs_to_see(company, files, hand):
    attached = hand.attach(CONTENT, is_shared=False)
    other = files.hand(company.client())
    with pytest.raises(psycopg.Error, match="no_file"):
        other.ticket("attachment", attached, "blob")


def test_a_share_that_is_taken_back_takes_the_file_with_it(company, files, hand):
    attached = hand.attach(CONTENT, is_shared=True)
    other = files.hand(company.client())
    assert other.fetch("attachment", attached) == CONTENT
    customer = company.sql("SELECT account_id FROM app.attachment WHERE id = %s", attached)
    change = patch("account", str(customer), is_shared=[True, False])
    assert hand.client.one(group(change))["s"] == "ok"
    with pytest.raises(psycopg.Error, match="no_file"):
        other.ticket("attachment", attached, "blob")


def test_only_columns_that_name_files_give_tickets(hand):
    attached = hand.attach(CONTENT)
    for table, column in (("attachment", "name"), ("attachment", "x"), ("app.account", "id")):
        with pytest.raises(psycopg.Error, match="no_file"):
            hand.ticket(table, attached, column)


def test_who_only_knows_a_hash_is_not_told_that_the_file_is_there(company, files, hand):
    attached = hand.attach(CONTENT, is_shared=False)
    other = files.hand(company.client())
    ticket = other.offer(CONTENT, t="attachment", id=attached, col="blob")
    assert other.call("file_begin(%s)", ticket) == {"done": False, "store": "database", "have": []}


def test_who_sees_a_record_need_not_send_its_file_again(company, files, hand):
    attached = hand.attach(CONTENT, is_shared=True)
    other = files.hand(company.client())
    ticket = other.offer(CONTENT, t="attachment", id=attached, col="blob")
    assert other.call("file_begin(%s)", ticket)["done"] is True


def test_two_people_who_send_the_same_file_keep_it_once(company, files, hand):
    hand.send(CONTENT)
    files.hand(company.client()).send(CONTENT)
    assert files.count("SELECT count(*) FROM files.chunk") == 3
    assert files.count("SELECT count(*) FROM files.blob") == 1


def test_sending_goes_on_where_it_broke_off(hand):
    ticket = hand.offer(CONTENT)
    assert hand.call("file_begin(%s)", ticket)["have"] == []
    hand.put(ticket, 1, chunks(CONTENT)[1])
    assert hand.call("file_begin(%s)", ticket)["have"] == [1]
    assert hand.call("file_commit(%s)", ticket) == {"done": False, "missing": [0, 2]}


def test_an_answer_that_was_lost_is_given_again(hand):
    hand.send(CONTENT)
    ticket = hand.offer(CONTENT)
    assert hand.call("file_commit(%s)", ticket)["done"] is True
    assert hand.call("file_begin(%s)", ticket)["done"] is True


def test_what_is_not_the_promised_file_is_refused_and_begun_again(files, hand):
    ticket = hand.offer(CONTENT)
    hand.call("file_begin(%s)", ticket)
    for n, chunk in enumerate(chunks(CONTENT)):
        hand.put(ticket, n, chunk[::-1])
    assert hand.call("file_commit(%s)", ticket) == {"done": False, "broken": True}
    assert files.count("SELECT count(*) FROM files.chunk") == 0
    assert hand.send(CONTENT) == digest_of(CONTENT)


@pytest.mark.parametrize(
    ("n", "chunk"),
    [(0, b"short"), (2, CONTENT[:CHUNK]), (3, b""), (-1, b""), (1, CONTENT[: CHUNK + 1])],
)
def test_chunks_of_a_wrong_size_or_place_are_refused(hand, n, chunk):
    ticket = hand.offer(CONTENT)
    hand.call("file_begin(%s)", ticket)
    with pytest.raises(psycopg.Error, match=r"broken_chunk|bad_request"):
        hand.put(ticket, n, chunk)


def test_a_chunk_that_was_changed_on_its_way_is_refused(hand):
    ticket = hand.offer(CONTENT)
    hand.call("file_begin(%s)", ticket)
    with pytest.raises(psycopg.Error, match="broken_chunk"):
        hand.call("file_put(%s, 0, %b, %b)", ticket, bytes(32), CONTENT[:CHUNK])


def test_an_empty_file_is_a_file(hand):
    attached = hand.attach(b"")
    assert hand.fetch("attachment", attached) == b""


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(hand):
    with pytest.raises(psycopg.Error, match="too_large"):
        hand.offer(b"", size=256 * CHUNK + 1)


@pytest.mark.parametrize(
    "about",
    [
        None,
        [],
        "x",
        {"hash": "x", "size": 1},
        {"hash": "a" * 64},
        {"hash": "a" * 64, "size": -1},
        {"hash": "a" * 64, "size": "1e9"},
        {"hash": ["a" * 64], "size": 1},
    ],
)
def test_offers_without_sense_are_refused(hand, about):
    from psycopg.types.json import Jsonb

    query = "SELECT api.file_offer(%s, %s)"
    with pytest.raises(psycopg.Error, match="bad_request"):
        hand.client.call(query, hand.client.client_id, Jsonb(about))


@pytest.mark.parametrize("about", [{"id": "x"}, {"id": 5, "t": []}, {"t": "account", "col": {}}])
def test_a_record_without_sense_beside_an_offer_proves_nothing(hand, about):
    hand.send(CONTENT)
    assert hand.call("file_begin(%s)", hand.offer(b"other", **about))["done"] is False


def test_a_ticket_is_good_for_one_person_one_act_and_ten_minutes(company, files, hand):
    attached = hand.attach(CONTENT, is_shared=True)
    ticket = hand.ticket("attachment", attached, "blob")
    other = files.hand(company.client())
    with pytest.raises(psycopg.Error, match="bad_ticket"):
        other.call("file_get(%s, 0)", ticket)
    with pytest.raises(psycopg.Error, match="bad_ticket"):
        hand.call("file_begin(%s)", ticket)
    body, _dot, seal = ticket.partition(".")
    late = body.replace(b'"until": 1'.hex(), b'"until": 9'.hex())
    for forged in (f"{late}.{seal}", f"{body}.{'0' * 64}", body, "", ".", None):
        with pytest.raises(psycopg.Error, match="bad_ticket"):
            hand.call("file_get(%s, 0)", forged)


def test_an_old_ticket_is_refused(company, hand):
    attached = hand.attach(CONTENT)
    company.sql(
        "CREATE OR REPLACE FUNCTION sync.file_seal(told jsonb) RETURNS text LANGUAGE sql STABLE "
        "SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ SELECT encode(body, 'hex') "
        "|| '.' || encode(sync.hmac(k.secret, body), 'hex') FROM sync.file_key k, LATERAL (SELECT "
        "convert_to((told || jsonb_build_object('who', session_user, 'until', 1000))::text, "
        "'UTF8') AS body) b $$"
    )
    with pytest.raises(psycopg.Error, match="bad_ticket"):
        hand.fetch("attachment", attached)


def test_hmac_is_that_of_the_standard(company):
    """Test cases 1, 2 and 6 of RFC 4231."""
    for key, message, expected in (
        (b"\x0b" * 20, b"Hi There", "b0344c61d8db38535ca8afceaf0bf12b"),
        (b"Jefe", b"what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c7"),
        (
            b"\xaa" * 131,
            b"Test Using Larger Than Block-Size Key - Hash Key First",
            "60e431591ee0b67f0d8a26aacbf5b77f",
        ),
    ):
        found = company.sql("SELECT encode(sync.hmac(%s, %s), 'hex')", key, message)
        assert found.startswith(expected)
