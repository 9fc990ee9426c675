"""The files of a company: sent in chunks, read by a record that one sees, swept at last."""

from __future__ import annotations

import random

import psycopg
import pytest

from desktop.server.connections import connect
from desktop.server.files.copying import back_up_files, bring_back_files
from desktop.server.files.preparing import FUNCTIONS, drop_files, prepare_files
from desktop.server.files.sweeping import sweep
from tests.server.company import group, insert, new_account, patch
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


# --- what a login may do there

REFUSED = {
    "reading bodies": "SELECT * FROM files.body",
    "reading chunks": "SELECT * FROM files.chunk",
    "reading the key of tickets": "SELECT secret FROM files.store",
    "making a ticket": "SELECT files.hmac('x', 'y')",
    "signing an address": "SELECT files.presigned('GET', 'x', '{}', now())",
    "keeping a body": "SELECT files.keep(NULL)",
    "making a table": "CREATE TABLE public.mine (id int)",
    "making a temporary table": "CREATE TEMP TABLE mine (id int)",
    "making a large object": "SELECT lo_create(0)",
    "taking locks of others": "SELECT pg_advisory_lock(1)",
    "becoming the owner": "SET ROLE lienhe_owner",
    "running code": "DO $$ BEGIN NULL; END $$",
}


@pytest.mark.both_versions
def test_everything_else_is_refused_in_the_database_of_the_files(hand):
    found = {}
    for what, statement in REFUSED.items():
        try:
            with hand.line.transaction(force_rollback=True):
                hand.line.execute(statement.encode())
            found[what] = "allowed"
        except psycopg.errors.InsufficientPrivilege:
            pass
    assert found == {}


@pytest.mark.both_versions
def test_the_functions_and_tables_that_are_open_there_are_these(files):
    rows = files.admin.execute(
        "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = "
        "p.pronamespace WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') "
        "AND has_function_privilege('lienhe_client', p.oid, 'EXECUTE')"
    ).fetchall()
    expected = {f"api.{one}".replace("int", "integer").replace(", ", ",") for one in FUNCTIONS}
    assert {name for (name,) in rows} == expected
    rows = files.admin.execute(
        "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = "
        "c.relnamespace WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') "
        "AND c.relkind IN ('r', 'v', 'm', 'S', 'p') "
        "AND has_table_privilege('lienhe_client', c.oid, 'SELECT, INSERT, UPDATE, DELETE')"
    ).fetchall()
    assert rows == []
    rows = files.admin.execute(
        "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = "
        "p.pronamespace WHERE n.nspname IN ('api', 'files') AND p.prosecdef AND NOT "
        "coalesce(p.proconfig @> ARRAY['search_path=pg_catalog, pg_temp'], false)"
    ).fetchall()
    assert rows == []


def test_a_blocked_person_does_not_get_in_there_either(company, files, hand):
    attached = hand.attach(CONTENT)
    company.sql("UPDATE sync.login SET is_open = false")
    with pytest.raises(psycopg.Error, match="not_a_user"):
        hand.ticket("attachment", attached, "blob")


# --- sweeping and copies


def test_what_no_record_names_is_deleted_after_the_days_of_grace(files, hand):
    attached = hand.attach(CONTENT)
    hand.send(b"never named")
    assert sweep(files.address)["files"] == 0
    assert files.count("SELECT count(*) FROM files.blob") == 2
    files.admin.execute("UPDATE files.blob SET unnamed_since = unnamed_since - interval '31 days'")
    assert sweep(files.address)["files"] == 1
    assert files.count("SELECT count(*) FROM files.body") == 1
    assert hand.fetch("attachment", attached) == CONTENT


def test_a_file_that_is_offered_again_begins_its_days_anew(files, hand):
    hand.send(CONTENT)
    sweep(files.address)
    files.admin.execute("UPDATE files.blob SET unnamed_since = unnamed_since - interval '31 days'")
    hand.send(CONTENT)
    assert sweep(files.address)["files"] == 0


def test_a_file_that_was_swept_can_be_sent_again_by_who_sent_it(files, hand):
    hand.send(CONTENT)
    sweep(files.address)
    files.admin.execute("UPDATE files.blob SET unnamed_since = unnamed_since - interval '31 days'")
    sweep(files.address)
    attached = hand.attach(CONTENT)
    assert hand.fetch("attachment", attached) == CONTENT


def test_what_was_begun_and_left_is_deleted_after_the_days_of_grace(files, hand):
    ticket = hand.offer(CONTENT)
    hand.call("file_begin(%s)", ticket)
    hand.put(ticket, 0, CONTENT[:CHUNK])
    sweep(files.address)
    assert files.count("SELECT count(*) FROM files.chunk") == 1
    files.admin.execute("UPDATE files.body SET at = at - interval '31 days'")
    sweep(files.address)
    assert files.count("SELECT count(*) FROM files.body") == 0


def test_a_file_in_the_bin_is_kept(files, hand):
    attached = hand.attach(CONTENT)
    binned = patch("attachment", attached, 1, deleted_at=[None, "2026-01-01T00:00:00.000000Z"])
    assert hand.client.one(group(binned))["s"] == "ok"
    sweep(files.address)
    assert files.count("SELECT count(*) FROM files.blob WHERE unnamed_since IS NULL") == 1


def test_a_copy_holds_each_file_once_and_brings_it_back(company, files, hand, tmp_path):
    attached = hand.attach(CONTENT)
    assert back_up_files(files.address, tmp_path, 0.0) == 1
    assert back_up_files(files.address, tmp_path, 0.0) == 0
    hand.line.close()
    files.admin.close()
    with connect(company.cluster.address()) as admin:
        drop_files(admin, company.name)
    assert bring_back_files(files.address, tmp_path) == (1, 0)
    assert files.hand(hand.client).fetch("attachment", attached) == CONTENT


def test_a_copy_that_was_damaged_is_not_brought_back(files, hand, tmp_path):
    hand.attach(CONTENT)
    back_up_files(files.address, tmp_path, 0.0)
    path = next((tmp_path / "files").glob("*/*"))
    path.write_bytes(CONTENT[::-1])
    files.admin.execute("TRUNCATE files.blob, files.body CASCADE")
    assert bring_back_files(files.address, tmp_path) == (0, 1)


def test_copies_of_files_that_no_copy_of_the_centre_names_are_deleted(files, hand, tmp_path):
    hand.send(CONTENT)
    back_up_files(files.address, tmp_path, 0.0)
    files.admin.execute("TRUNCATE files.blob, files.body CASCADE")
    path = next((tmp_path / "files").glob("*/*"))
    back_up_files(files.address, tmp_path, path.stat().st_mtime - 1)
    assert path.exists()
    back_up_files(files.address, tmp_path, path.stat().st_mtime + 1)
    assert not path.exists()


def test_preparing_again_keeps_what_is_there(files, hand):
    attached = hand.attach(CONTENT)
    assert prepare_files(files.address) == []
    assert hand.fetch("attachment", attached) == CONTENT


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
