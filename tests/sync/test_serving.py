"""What the window asks about the centre: joining, rounds, how it stands, problems, leaving."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path

import pytest
from psycopg import sql

from desktop.core.errors import InputError, RetryError, RuleBrokenError
from desktop.core.paths import Profile
from desktop.core.protection import SafeError
from desktop.core.sync_status import SyncState, status_from_json
from desktop.services.demo.mark import DemoMark, write_demo_mark
from desktop.store import safe
from desktop.store.backup_shelf import read_shelf
from desktop.sync import lines, serving
from desktop.sync.errors import CentreError
from tests.server.company import PASSWORD
from tests.sync.asking import ask


def test_a_profile_alone_says_that_it_is_alone(work):
    assert ask(work, "sync.status") == {"joined": False}
    assert ask(work, "sync.round") == {"joined": False}


def test_an_invitation_is_read_and_anything_else_refused(work, invitation, tmp_path):
    path = tmp_path / "moi.lienhe"
    path.write_text(json.dumps(invitation), "utf-8")
    assert ask(work, "sync.look", path=str(path)) == invitation
    for text in ("", "[]", "{}", '{"lienhe": 1, "port": "x"}', "\x00" * 9):
        path.write_text(text, "utf-8")
        with pytest.raises(InputError):
            ask(work, "sync.look", path=str(path))


def test_after_joining_what_was_here_is_sent_and_what_is_there_comes(joined):
    told = ask(joined, "sync.round")
    assert (told["state"], told["waiting"], told["copied"]) == ("ok", 0, True)
    assert told["last_at"] > 0


def test_before_joining_everything_is_backed_up(joined):
    assert len(read_shelf(Profile(joined.profile).backups)) == 1


def test_a_wrong_password_joins_nothing(work, invitation):
    with pytest.raises(CentreError):
        ask(work, "sync.join", invitation=invitation, login=invitation["user"], password="sai")
    assert ask(work, "sync.status") == {"joined": False}


def test_the_demo_company_joins_nothing(work, invitation):
    day = work.store.clock.now().date()
    with work.store.work(work.actor, "demo.fill"):
        write_demo_mark(work.store, DemoMark(day, day))
    with pytest.raises(RuleBrokenError):
        ask(work, "sync.join", invitation=invitation, login=invitation["user"], password=PASSWORD)
    assert ask(work, "sync.status") == {"joined": False}


def test_after_joining_the_next_start_learns_anew_who_works_here(work, invitation):
    manifest = Profile(work.profile).manifest
    manifest.parent.mkdir(parents=True, exist_ok=True)
    manifest.write_bytes(b"names who worked here before")
    ask(work, "sync.join", invitation=invitation, login=invitation["user"], password=PASSWORD)
    assert not manifest.exists()


def test_a_password_that_was_changed_is_asked_for_again(joined, company, invitation, kept):
    lines.centres[joined.profile].close()
    name = sql.Identifier(invitation["user"])
    company.admin.execute(sql.SQL("ALTER ROLE {} PASSWORD 'mot mat khau khac'").format(name))
    told = ask(joined, "sync.round")
    assert status_from_json(told).needs_password
    ask(joined, "sync.unlock", password="mot mat khau khac")
    assert ask(joined, "sync.round")["state"] == "ok"
    assert list(kept.values()) == [b"mot mat khau khac"]  # the next start asks nobody


def test_a_password_that_the_server_refuses_is_kept_nowhere(joined, kept):
    ask(joined, "sync.unlock", password="doan mo")
    assert status_from_json(ask(joined, "sync.round")).needs_password
    assert list(kept.values()) == [PASSWORD.encode()]


def test_joining_tells_whether_the_keyring_has_the_password(work, invitation, monkeypatch):
    def refuse(_entry, _secret):
        raise SafeError("none")

    monkeypatch.setattr(safe, "keep", refuse)
    login = invitation["user"]
    told = ask(work, "sync.join", invitation=invitation, login=login, password=PASSWORD)
    assert told["kept"] is False
    assert ask(work, "sync.round")["state"] == "ok"


def test_without_a_server_work_waits_and_the_state_says_so(joined, company, monkeypatch):
    ask(joined, "sync.round")
    with joined.store.work(joined.store.owner(), "account.create") as unit:
        unit.bulk_insert("account", [{"name": "Hoa Sen"}])
    lines.centres[joined.profile].close()
    monkeypatch.setattr(lines.centres[joined.profile], "_address", nowhere(joined))
    told = ask(joined, "sync.round")
    assert (told["state"], told["waiting"]) == ("offline", 1)


def nowhere(work):
    return replace(lines.centres[work.profile]._address, port=1)


def test_a_paused_profile_sends_nothing_until_it_goes_on(joined):
    ask(joined, "sync.round")
    assert ask(joined, "sync.pause", paused=True)["state"] == "paused"
    with joined.store.work(joined.store.owner(), "account.create") as unit:
        unit.bulk_insert("account", [{"name": "Hoa Sen"}])
    assert ask(joined, "sync.round")["waiting"] == 1
    ask(joined, "sync.pause", paused=False)
    assert ask(joined, "sync.round")["waiting"] == 0


def test_a_paused_profile_asks_the_centre_for_orders_and_for_nothing_else(joined, company):
    ask(joined, "sync.round")
    ask(joined, "sync.pause", paused=True)
    company.sql("UPDATE sync.client SET last_seen = '2020-01-01'")
    told = ask(joined, "sync.round")
    assert (told["state"], told["sentence"]) == ("paused", "")
    assert company.sql("SELECT last_seen > '2021-01-01' FROM sync.client")
    query = "SELECT count(*) FROM pg_stat_activity WHERE usename = %s"
    end = time.monotonic() + 10
    while company.sql(query, told["login"]):  # a session ends a moment after its line
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_paused_device_that_is_lost_sends_what_waits_and_is_emptied(joined, company, kept):
    ask(joined, "sync.round")
    ask(joined, "sync.pause", paused=True)
    with joined.store.work(joined.store.owner(), "account.create") as unit:
        unit.bulk_insert("account", [{"name": "Hoa Sen"}])
    company.sql("UPDATE sync.client SET state = 'wipe'")
    assert ask(joined, "sync.round") == {"joined": False, "state": "wiped"}
    assert company.sql("SELECT name FROM app.account") == "Hoa Sen"
    assert ask(joined, "sync.status") == {"joined": False}
    assert kept == {}


def test_a_paused_profile_says_that_its_device_was_blocked(joined, company):
    ask(joined, "sync.round")
    ask(joined, "sync.pause", paused=True)
    company.sql("UPDATE sync.client SET state = 'blocked'")
    told = ask(joined, "sync.round")
    assert (told["state"], told["code"]) == ("paused", "LH003")
    assert told["sentence"]


def test_a_paused_profile_whose_password_is_unknown_asks_for_it(joined, kept):
    ask(joined, "sync.pause", paused=True)
    kept.clear()
    lines.centres.pop(joined.profile).close()
    told = status_from_json(ask(joined, "sync.round"))
    assert (told.state, told.needs_password) == (SyncState.PAUSED, True)


def test_a_paused_profile_without_a_network_just_pauses(joined, monkeypatch):
    ask(joined, "sync.pause", paused=True)
    monkeypatch.setattr(lines.centres[joined.profile], "_address", nowhere(joined))
    told = ask(joined, "sync.round")
    assert (told["state"], told["sentence"]) == ("paused", "")


def test_how_fast_it_went_is_told_of_rounds_that_moved_something(joined):
    moved = ask(joined, "sync.round")["pace"]
    assert moved["received"] > 0
    assert moved["ms"] > 0
    assert ask(joined, "sync.round")["pace"] == moved
    assert ask(joined, "sync.progress") is None


def test_nobody_leaves_in_the_middle_of_a_round(joined, monkeypatch):
    monkeypatch.setattr(serving, "LEAVE_SECONDS", 0.01)
    with serving.between_rounds(joined), pytest.raises(RetryError):
        ask(joined, "sync.leave")
    assert ask(joined, "sync.status")["joined"]


def test_the_password_is_kept_in_the_keyring_alone(joined, kept):
    assert list(kept.values()) == [PASSWORD.encode()]
    for file in joined.profile.rglob("*"):
        if file.is_file():
            assert PASSWORD.encode() not in file.read_bytes()


def test_without_a_keyring_the_password_is_asked_for_at_the_next_start(joined, kept):
    kept.clear()
    lines.centres.pop(joined.profile).close()
    assert ask(joined, "sync.round")["state"] == "locked"
    ask(joined, "sync.unlock", password=PASSWORD)
    assert ask(joined, "sync.round")["state"] == "ok"


def test_whoever_leaves_keeps_what_is_here(joined):
    ask(joined, "sync.round")
    with joined.store.reading() as connection:
        before = connection.execute("SELECT count(*) FROM source").fetchone()
    assert ask(joined, "sync.leave") == {"joined": False}
    with joined.store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM source").fetchone() == before


def test_two_profiles_of_a_computer_are_two_devices_for_the_administrator(joined, company):
    ask(joined, "sync.round")
    told = company.sql("SELECT device FROM sync.client")
    assert told == lines.device_of(joined.profile)
    assert told.endswith(f"· {joined.profile.name}")
    assert "·" not in lines.device_of(Path("somewhere") / "main")


def test_whoever_joined_and_leaves_at_once_has_left(joined):
    assert ask(joined, "sync.leave") == {"joined": False}


def test_a_device_that_is_lost_is_emptied_and_says_so(joined, company, kept):
    ask(joined, "sync.round")
    company.sql("UPDATE sync.client SET state = 'wipe'")
    assert ask(joined, "sync.round") == {"joined": False, "state": "wiped"}
    assert ask(joined, "sync.status") == {"joined": False}
    assert kept == {}


def test_everything_is_compared_when_somebody_asks(joined):
    with joined.store.work(joined.store.owner(), "account.create") as unit:
        unit.bulk_insert("account", [{"name": "Hoa Sen"}])
    told = ask(joined, "sync.verify")
    assert (told["state"], told["differences"]) == ("ok", 0)
    with joined.store.exclusive() as connection:
        connection.execute("UPDATE work_context SET capture = 0")
        connection.execute("DELETE FROM account")
    assert ask(joined, "sync.verify")["differences"] > 0
    assert ask(joined, "sync.verify")["differences"] == 0
