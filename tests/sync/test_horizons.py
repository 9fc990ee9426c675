"""A computer holds the recent part of a history; what is older is fetched from the centre."""

from __future__ import annotations

import uuid

import pytest

from desktop.core.clock import to_micros
from desktop.core.entities import get_entity
from desktop.core.errors import CancelledError
from desktop.core.pages import Draft
from desktop.services.commands import LocalCommands
from desktop.store.drafts import LocalDrafts
from desktop.store.mirror import horizons, narrowing
from desktop.sync import older
from desktop.sync.errors import OfflineError
from desktop.sync.identity import start_anew
from tests.sync.faults import checks
from tests.sync.long_ago import ago, calls, with_calls

ACCOUNT = get_entity("account")


@pytest.fixture
def an(desk):
    return with_calls(desk)


@pytest.fixture
def binh(desk, an):
    """Somebody on a new computer, which holds the last months alone."""
    one = desk(is_administrator=True)
    one.sync()
    return one


def choose(desk, years: float | None) -> None:
    since = None if years is None else to_micros(ago(years))
    with desk.engine.engine_work() as writing:
        horizons.want(writing.connection, {one.key: since for one in horizons.histories()})
    desk.sync()


def fetch(desk, record_id: uuid.UUID) -> int:
    return older.fetch_older(desk.engine, ACCOUNT, record_id)


def is_whole(desk, record_id: uuid.UUID) -> bool:
    return bool(desk.asked("SELECT 1 FROM sync_whole WHERE row_id = ?", record_id.bytes))


def test_a_new_computer_gets_what_is_recent_and_is_as_the_centre_shows_it(an, binh):
    assert calls(binh) == {"1"}
    assert binh.verify() == an.verify() == []
    assert not list(checks.what_differs(binh))


def test_what_a_person_made_before_joining_stays_however_old(an):
    assert calls(an) == {"1", "2", "10"}
    assert an.asked("SELECT count(*) FROM call WHERE acl_id IS NULL") == [(0,)]


def test_what_comes_next_is_recent_however_long_ago_the_last_was(an, desk):
    an.make("call", subject="sắp gọi", account_id=an.customer, called_at=ago(3), next_at=ago(-0.1))
    an.make("call", subject="mới hẹn", account_id=an.customer)  # without a moment: just made
    an.sync()
    new = desk(is_administrator=True)
    new.sync()
    assert calls(new) == {"1", "sắp gọi", "mới hẹn"}
    assert new.verify() == []


def test_an_old_record_that_changes_comes_and_is_kept(an, binh):
    an.change("call", an.calls[10], result="gọi lại")
    an.sync()
    binh.sync()
    assert calls(binh) == {"1", "10"}
    assert binh.verify() == []
    an.change("call", an.calls[10], result="lần nữa")
    an.sync()
    binh.sync()
    assert binh.cell("call", an.calls[10], "result") == "lần nữa"


def test_what_becomes_old_while_it_is_here_stays_and_is_compared(an, binh):
    an.change("call", an.calls[1], called_at=ago(4))
    an.sync()
    assert binh.verify() == []
    assert calls(binh) == {"1"}


@pytest.mark.parametrize("page", [1, 500])
def test_older_ones_of_a_customer_are_fetched_and_keep_up_to_date(an, binh, monkeypatch, page):
    monkeypatch.setattr(older, "ROWS", page)
    assert fetch(binh, an.customer) == 2
    assert calls(binh) == {"1", "2", "10"}
    assert is_whole(binh, an.customer)
    assert binh.verify() == []
    an.change("call", an.calls[2], result="mới")
    an.delete("call", an.calls[10])
    an.sync()
    binh.sync()
    assert binh.cell("call", an.calls[2], "result") == "mới"
    assert binh.cell("call", an.calls[10], "deleted_at") is not None


def test_only_what_i_may_see_is_fetched(an, desk):
    hidden = an.make("account", name="Kín", is_shared=False)
    an.make("call", subject="kín", account_id=hidden, called_at=ago(5))
    an.sync()
    other = desk()
    other.sync()
    assert fetch(other, hidden) == 0
    assert "kín" not in calls(other)


def test_what_changed_meanwhile_comes_with_what_is_fetched(an, binh):
    an.change("account", an.customer, short_name="HS")
    an.sync()
    fetch(binh, an.customer)
    assert binh.cell("account", an.customer, "short_name") == "HS"
    assert binh.verify() == []


def test_fetching_that_is_cancelled_keeps_what_came(an, binh, monkeypatch):
    monkeypatch.setattr(older, "ROWS", 1)

    def cancel(came: int) -> None:
        if came:
            raise CancelledError

    with pytest.raises(CancelledError):
        older.fetch_older(binh.engine, ACCOUNT, an.customer, cancel)
    assert len(calls(binh)) == 2
    assert not is_whole(binh, an.customer)
    assert binh.verify() == []


def test_without_a_line_it_is_said_plainly(an, binh, monkeypatch):
    monkeypatch.setattr(binh.centre, "pull_with_older", cut)
    with pytest.raises(OfflineError):
        fetch(binh, an.customer)
    assert calls(binh) == {"1"}


def cut(*_arguments):
    raise OfflineError("cut")


def test_a_wider_choice_brings_what_is_missing_and_no_more(an, binh):
    choose(binh, 3)
    assert calls(binh) == {"1", "2"}
    assert binh.verify() == []
    choose(binh, None)
    assert calls(binh) == {"1", "2", "10"}
    assert binh.asked("SELECT 1 FROM sync_state WHERE key = 'horizons'") == []
    assert binh.verify() == []


def test_a_wider_choice_that_broke_off_goes_on(an, binh, monkeypatch):
    monkeypatch.setattr(binh.centre, "rows", cut)
    with pytest.raises(OfflineError):
        choose(binh, None)
    with binh.store.reading() as connection:
        assert horizons.horizons(connection)  # nothing is promised that is not here
    monkeypatch.undo()
    binh.sync()
    assert calls(binh) == {"1", "2", "10"}
    assert binh.verify() == []


def test_a_narrower_choice_removes_what_nobody_edits(an, binh):
    choose(binh, None)
    binh.change("call", an.calls[10], result="đang viết")
    drafts = LocalDrafts(binh.store.profile, binh.store.key)
    drafts.keep(Draft("x", "call", an.calls[2], {"result": "chưa lưu"}, {}, 1))
    choose(binh, 0.5)
    assert calls(binh) == {"2", "10"}
    assert binh.verify() == []
    drafts.drop("x")
    drafts.close()
    choose(binh, 0.4)
    assert calls(binh) == {"10"}
    binh.sync()
    an.sync()
    assert an.cell("call", an.calls[10], "result") == "đang viết"


def test_a_choice_that_is_taken_back_at_once_removes_nothing(an, binh):
    with binh.engine.engine_work() as writing:
        connection = writing.connection
        horizons.want(connection, {"call": to_micros(ago(0.1))})
        assert narrowing.narrow(connection)
    choose(binh, 3)
    assert calls(binh) == {"1", "2"}
    assert binh.verify() == []


def test_reading_everything_again_keeps_what_was_fetched_and_what_waits(an, binh):
    fetch(binh, an.customer)
    binh.change("call", an.calls[10], result="đang viết")
    with binh.engine.engine_work() as writing:
        start_anew(writing.connection)
    binh.sync()
    assert calls(binh) == {"1", "2", "10"}
    assert binh.cell("call", an.calls[10], "result") == "đang viết"
    assert not is_whole(binh, an.customer)  # more may be shown than before
    assert binh.verify() == []


def test_a_merging_at_the_centre_takes_along_what_is_not_here(an, binh):
    other = binh.make("account", name="Hoa Sen (2)", is_shared=True)
    binh.sync()
    told = {"ids": [str(other), str(an.customer)], "master": str(other), "values": {}}
    LocalCommands(binh.store, binh.me).run("account.merge", told)
    binh.sync()
    binh.sync()
    assert calls(binh) == {"1", "2", "10"}
    hang = {row_id for (row_id,) in binh.asked("SELECT DISTINCT account_id FROM call")}
    assert hang == {other.bytes}
    assert binh.verify() == []


def test_what_is_not_here_goes_where_its_customer_goes(an, binh):
    binh.delete("account", an.customer)
    binh.sync()
    an.sync()
    assert an.asked("SELECT count(*) FROM call WHERE deleted_at IS NULL") == [(0,)]
    with binh.store.work(binh.me, "account.restore") as work:
        work.restore("account", [an.customer])
    binh.sync()
    an.sync()
    assert an.asked("SELECT count(*) FROM call WHERE deleted_at IS NOT NULL") == [(0,)]
    binh.delete("account", an.customer)
    with binh.store.work(binh.me, "account.purge") as work:
        work.purge("account", [an.customer])
    binh.sync()
    an.sync()
    assert (calls(an), an.has("account", an.customer)) == (set(), False)
    assert binh.asked("SELECT count(*) FROM sync_problem") == [(0,)]
    assert an.verify() == binh.verify() == []


def test_what_vanished_from_the_recent_part_is_found_and_comes_back(an, binh):
    with binh.store.exclusive() as connection:
        connection.execute("UPDATE work_context SET capture = 0")
        connection.execute("DELETE FROM call WHERE subject = '1'")
    assert len(binh.verify()) == 1
    assert calls(binh) == {"1"}
    assert binh.verify() == []


def test_an_old_row_that_went_bad_here_is_found_and_mended(an, binh):
    fetch(binh, an.customer)
    with binh.store.exclusive() as connection:
        connection.execute("UPDATE work_context SET capture = 0")
        connection.execute("UPDATE call SET ver = ver - 1, result = 'hỏng' WHERE subject = '10'")
    assert len(binh.verify()) == 1
    assert binh.cell("call", an.calls[10], "result") is None
    assert binh.verify() == []


def test_every_history_declares_moments():
    for entity in horizons.histories():
        kinds = {entity.field(name).kind.value for name in entity.history}
        assert kinds == {"moment"}, entity.key
    known = {"call", "visit", "meeting", "note", "mail_link"}
    assert {one.key for one in horizons.histories()} == known
