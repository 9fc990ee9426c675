"""The database of the files: what a login may do there, what is swept, how it is copied."""

from __future__ import annotations

import datetime as dt
import os
import random
from pathlib import Path

import psycopg
import pytest

from desktop.core.clock import SystemClock
from desktop.server.connections import connect
from desktop.server.copies import copy_path
from desktop.server.files.copying import back_up_beside, back_up_files, bring_back_files
from desktop.server.files.preparing import FUNCTIONS, drop_files, prepare_files
from desktop.server.files.sweeping import sweep
from desktop.server.installing import ServerError
from tests.server.company import group, patch
from tests.server.file_company import CHUNK, files_of

CONTENT = random.Random(4).randbytes(2 * CHUNK + 17)


@pytest.fixture
def files(company):
    with files_of(company) as made:
        yield made


@pytest.fixture
def hand(company, files):
    return files.hand(company.client())


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


def test_a_new_server_deletes_no_file_that_older_copies_elsewhere_name(
    company, files, hand, tmp_path
):
    """The machine burnt down; on the new one a copy is made before anybody has gone back to one."""
    hand.send(CONTENT)
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    now = SystemClock().now()
    copy_path(second, "lienhe_of_others", now - dt.timedelta(days=3)).touch()
    back_up_beside(files.address, first, second)
    kept = next((second / "files").glob("*/*"))
    day_ago = (now - dt.timedelta(days=1)).timestamp()
    os.utime(kept, (day_ago, day_ago))
    files.admin.execute("TRUNCATE files.blob, files.body CASCADE")
    copy_path(first, company.name, now).touch()
    back_up_beside(files.address, first, second)
    assert kept.read_bytes() == CONTENT


def test_a_file_that_cannot_be_read_keeps_no_other_from_being_brought_back(
    files, hand, tmp_path, monkeypatch
):
    for content in (b"a" * 3000, b"b" * 3000):
        hand.attach(content)
    back_up_files(files.address, tmp_path, 0.0)
    files.admin.execute("TRUNCATE files.blob, files.body CASCADE")
    opened, bad = Path.open, min((tmp_path / "files").glob("*/*"))

    def open_one(path, *told, **facts):
        if path == bad:
            raise OSError(5, "Input/output error")
        return opened(path, *told, **facts)

    monkeypatch.setattr(Path, "open", open_one)
    assert bring_back_files(files.address, tmp_path) == (1, 1)


def test_preparing_again_keeps_what_is_there(files, hand):
    attached = hand.attach(CONTENT)
    assert prepare_files(files.address) == []
    assert hand.fetch("attachment", attached) == CONTENT


def test_one_file_that_is_damaged_keeps_no_other_from_being_copied(files, hand, tmp_path):
    for content in (b"a" * 3000, b"b" * 3000, b"c" * 3000):
        hand.send(content)
    first = "(SELECT body FROM files.blob ORDER BY hash LIMIT 1)"
    files.admin.execute(f"UPDATE files.chunk SET data = 'other' WHERE body = {first}")
    with pytest.raises(ServerError, match="1 of the files could not be copied"):
        back_up_files(files.address, tmp_path, 0.0)
    assert len([path for path in (tmp_path / "files").glob("*/*") if path.is_file()]) == 2
