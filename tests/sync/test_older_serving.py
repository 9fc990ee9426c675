"""What the window asks about histories: older records, and how far back they are kept."""

from __future__ import annotations

import datetime as dt

import pytest

from desktop.core.clock import SystemClock
from desktop.core.errors import InputError, RetryError
from desktop.sync import older_serving
from desktop.sync.older_serving import _away
from tests.sync.asking import ask

YEAR = dt.timedelta(days=365)


def ago(years: float) -> dt.datetime:
    return SystemClock().now() - years * YEAR


@pytest.fixture
def old(joined, desk):
    """A customer with calls of long ago, made by a colleague; the profile has done a round."""
    an = desk(is_administrator=True)
    an.customer = an.make("account", name="Hoa Sen", is_shared=True)
    for years in (2, 3.5, 9):
        an.make("call", subject=f"{years}", account_id=an.customer, called_at=ago(years))
    an.sync()
    assert ask(joined, "sync.round")["state"] == "ok"
    return an


def calls(work) -> set[str]:
    with work.store.reading() as connection:
        return {subject for (subject,) in connection.execute("SELECT subject FROM call")}


def since(work, record_id=None) -> dict[str, int]:
    from desktop.store.held_history import held_since

    with work.store.reading() as connection:
        return held_since(connection, record_id)


def test_all_that_happened_with_a_record_is_fetched(joined, old):
    assert "call" in since(joined, old.customer)
    told = ask(joined, "sync.older", entity="account", record=str(old.customer))
    assert told == {"came": 3}
    assert calls(joined) == {"2", "3.5", "9"}
    assert since(joined, old.customer) == {}
    assert "call" in since(joined)


def test_of_a_record_that_was_made_since_the_copy_nothing_can_be_missing(joined, old):
    made = old.make("account", name="Hôm nay", is_shared=True)
    old.make("call", subject="trước đó", account_id=made, called_at=ago(5))
    old.sync()
    assert ask(joined, "sync.round")["state"] == "ok"
    assert "trước đó" in calls(joined)
    assert since(joined, made) == {}
    assert "call" in since(joined, old.customer)


def test_a_list_goes_back_a_year_each_time_until_nothing_is_older(joined, old):
    steps = []
    for _time in range(4):
        ask(joined, "sync.older", entity="call")
        steps.append(calls(joined))
    assert steps == [{"2"}, {"2", "3.5"}, {"2", "3.5", "9"}, {"2", "3.5", "9"}]
    assert "call" not in since(joined)
    assert "note" in since(joined)


def test_without_the_server_it_is_said_plainly(joined, old, monkeypatch):
    ask(joined, "sync.pause", paused=True)
    with pytest.raises(RetryError) as paused:
        ask(joined, "sync.older", entity="call")
    assert str(paused.value) == str(_away())
    ask(joined, "sync.pause", paused=False)
    monkeypatch.setattr(older_serving, "TRIES", 1)
    with lines_held(), pytest.raises(RetryError):
        ask(joined, "sync.older", entity="call")
    assert calls(joined) == set()


def lines_held():
    """Let a round be under way."""
    from desktop.sync import serving

    return serving._one_round


def test_how_far_back_they_go_is_chosen(joined, old):
    assert ask(joined, "sync.kept_history") == {"months": 18}
    assert ask(joined, "sync.keep_history", months=36)["state"] == "ok"
    assert calls(joined) == {"2"}
    assert ask(joined, "sync.keep_history", months=0)["state"] == "ok"
    assert calls(joined) == {"2", "3.5", "9"}
    assert since(joined) == {}
    assert ask(joined, "sync.keep_history", months=6)["state"] == "ok"
    assert calls(joined) == set()
    assert ask(joined, "sync.kept_history") == {"months": 6}
    with pytest.raises(InputError):
        ask(joined, "sync.keep_history", months=7)


def test_a_profile_that_is_alone_holds_everything(work):
    assert since(work) == {}
    assert ask(work, "sync.kept_history") == {"months": 0}
    assert ask(work, "sync.keep_history", months=6) == {"joined": False}
    with pytest.raises(RetryError):
        ask(work, "sync.older", entity="call")
