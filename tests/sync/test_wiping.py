"""A device that was lost: what it holds of the company goes, to the last byte that is in reach."""

from __future__ import annotations

import pytest

from desktop.core.clock import SystemClock
from desktop.core.entities import iter_entities
from desktop.core.pages import Draft
from desktop.store.backup import back_up
from desktop.store.blobs import Blobs
from desktop.store.drafts import LocalDrafts
from desktop.store.mirror.tables import is_joined
from desktop.sync.errors import OfflineError

CANARY = "kanarienvogel"


@pytest.fixture
def lost(desk, company):
    """A device with the canary in records, history, drafts, files and backups."""
    one = desk(is_administrator=True)
    made = one.make("account", name=f"Khách {CANARY}", extra={"x": CANARY})
    one.change("account", made, description=CANARY)
    one.sync()
    one.delete("account", one.make("account", name=f"{CANARY} trong thùng rác"))
    one.make("note", subject=f"{CANARY} chưa gửi", account_id=made)
    drafts = LocalDrafts(one.folder)
    drafts.keep(Draft("k", "account", None, {"name": CANARY}, {}, 1))
    drafts.close()
    Blobs(one.folder).put(CANARY.encode())
    back_up(one.store.path, one.folder / "backups", SystemClock())
    for left in ("damaged/20261121", "imports", "unencrypted/backups", "encrypting", "incoming"):
        (one.folder / left).mkdir(parents=True)
        (one.folder / left / "main.sqlite").write_text(CANARY, "utf-8")
    company.sql("UPDATE sync.client SET state = 'wipe'")
    return one


def holders(folder):
    held = CANARY.encode()
    return [file.name for file in folder.rglob("*") if file.is_file() and held in file.read_bytes()]


def test_what_waits_is_sent_and_nothing_is_left(lost, company):
    assert len(holders(lost.folder)) > 3
    done = lost.sync()
    assert done.wiped
    assert company.rows("SELECT count(*) FROM app.note") == [(1,)]
    assert holders(lost.folder) == []
    for entity in iter_entities():
        expected = 1 if entity.key == "app_user" else 0
        assert lost.asked(f'SELECT count(*) FROM "{entity.key}"') == [(expected,)], entity.key
    with lost.store.reading() as connection:
        assert not is_joined(connection)
    lost.make("account", name="Mới")  # it is a profile like any new one
    assert lost.asked("SELECT count(*) FROM search WHERE search MATCH 'moi'") == [(1,)]


def test_a_wipe_that_was_asked_for_waits_until_the_work_is_sent(lost, monkeypatch):
    def cut(*_arguments):
        raise OfflineError("cut")

    monkeypatch.setattr(lost.centre, "push", cut)
    with pytest.raises(OfflineError):
        lost.sync()
    assert lost.asked("SELECT count(*) FROM account WHERE name LIKE 'Khách%'") == [(1,)]
    monkeypatch.undo()
    assert lost.sync().wiped


def test_a_wipe_that_was_asked_for_is_done_though_the_person_was_shut_out_since(
    lost, company, monkeypatch
):
    def cut(*_arguments):
        raise OfflineError("cut")

    monkeypatch.setattr(lost.centre, "push", cut)
    with pytest.raises(OfflineError):
        lost.sync()
    monkeypatch.undo()
    company.sql("UPDATE sync.client SET state = 'blocked'")
    company.sql("UPDATE sync.login SET is_open = false")
    assert lost.sync().wiped
    assert holders(lost.folder) == []


def test_another_name_for_the_device_does_not_save_it(lost, company):
    company.sql("UPDATE sync.client SET lease = gen_random_uuid(), prev_lease = NULL")
    assert lost.sync().wiped
    assert company.rows("SELECT count(*) FROM app.note") == [(1,)]
    assert holders(lost.folder) == []
