"""Hearing of what colleagues change: soon, without asking, and never of one's own edits."""

from __future__ import annotations

import threading
import uuid

import pytest

from desktop.store.migrations import HEAD
from desktop.sync.news import Attention

LONG = 20.0  # seconds; what is awaited comes in a fraction of one


@pytest.fixture
def an(desk):
    one = desk(is_administrator=True)
    one.sync()
    return one


@pytest.fixture
def binh(desk, an):
    one = desk(is_administrator=True)
    one.sync()
    return one


def hears(ear) -> bool:
    """Wait until something was heard; False: nothing for long."""
    heard = threading.Event()
    end = threading.Event()

    def listen():
        while not end.is_set():
            if ear.wait(0.5):
                heard.set()
                return

    thread = threading.Thread(target=listen)
    thread.start()
    found = heard.wait(LONG)
    end.set()
    thread.join()
    return found


def test_what_a_colleague_sends_is_heard(an, binh):
    assert an.sync().listens
    ear = binh.centre.listen()
    assert not ear.wait(0)
    made = an.make("account", name="Hoa Sen")
    an.sync()
    assert hears(ear)
    binh.sync()
    assert binh.has("account", made)
    assert not ear.wait(0)


def test_what_is_heard_during_a_round_is_not_lost(an, binh):
    ear = binh.centre.listen()
    an.make("account", name="Hoa Sen")
    an.sync()
    binh.sync()  # reads from the connection what the centre said
    assert ear.wait(0)


def test_ones_own_edits_are_no_news(an):
    ear = an.centre.listen()
    an.make("account", name="Hoa Sen")
    an.sync()
    assert not ear.wait(0)
    assert not ear.wait(0.1)


def test_what_was_refused_is_no_news(an, binh):
    ear = binh.centre.listen()
    an.centre.push(*identity(an), HEAD, [{"mid": str(uuid.uuid4()), "ops": [{"bad": 1}]}])
    assert not ear.wait(0.3)


def identity(desk):
    (client,), (lease,) = (
        desk.asked("SELECT value FROM sync_state WHERE key = ?", key)[0]
        for key in ("client_id", "lease")
    )
    return client, lease, str(uuid.uuid4())


def test_a_connection_that_ends_ends_the_listening_and_the_next_round_begins_it_again(
    an, binh, company
):
    ear = binh.centre.listen()
    company.rows(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename <> current_user"
        " AND pid <> pg_backend_pid() AND pid = %s",
        ear.connection.info.backend_pid,
    )
    for _try in range(100):
        if ear.is_deaf:
            break
        ear.wait(0.2)
    assert ear.is_deaf
    binh.sync()
    again = binh.centre.listen()
    assert again is not ear
    an.make("account", name="Hoa Sen")
    an.sync()
    assert hears(again)


def test_a_thread_tells_the_window_until_it_is_told_to_end(an, binh, tmp_path):
    attention, told = Attention(), threading.Event()
    attention.pay(tmp_path, binh.centre.listen(), told.set)
    an.make("account", name="Hoa Sen")
    an.sync()
    assert told.wait(LONG)
    attention.end(tmp_path)


def test_too_many_clients_are_told_not_to_listen(an, company):
    company.sql(
        "INSERT INTO sync.client (client_id, user_id, lease, last_seen) "
        "SELECT gen_random_uuid(), %s, gen_random_uuid(), now() FROM generate_series(1, 201)",
        an.me.user_id,
    )
    assert not an.sync().listens


def test_rounds_and_listening_on_one_connection_do_not_disturb_each_other(an, binh, tmp_path):
    attention, told = Attention(), threading.Event()
    attention.pay(tmp_path, binh.centre.listen(), told.set)
    for number in range(30):
        an.make("account", name=f"Khách {number}")
        an.sync()
        binh.sync()  # a fault of the line would be an OfflineError
    assert told.wait(LONG)
    assert binh.asked("SELECT count(*) FROM account") == [(30,)]
    attention.end(tmp_path)
