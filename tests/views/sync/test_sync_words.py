"""How it stands with the server, in a few words."""

from __future__ import annotations

import pytest

from desktop.core.sync_status import SyncState, SyncStatus, status_from_json
from desktop.views.icons import icon_exists
from desktop.views.sync.sync_words import (
    ICONS,
    icon_of,
    last_words,
    long_words,
    short_words,
)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (SyncStatus(SyncState.OK), "In sync"),
        (SyncStatus(SyncState.OK, is_copied=False), "Receiving data…"),
        (SyncStatus(SyncState.OK, waiting=1), "1 change waiting"),
        (SyncStatus(SyncState.OFFLINE), "Offline"),
        (SyncStatus(SyncState.OFFLINE, waiting=1200), "Offline · 1,200 changes waiting"),
        (SyncStatus(SyncState.OK, problems=2), "2 conflicts"),
        (SyncStatus(SyncState.LOCKED), "Server password needed"),
        (SyncStatus(SyncState.PAUSED, waiting=2, problems=1), None),
    ],
)
def test_the_status_bar_says_the_state_the_problems_and_what_waits(status, words):
    assert short_words(status) == (words or "Sync paused · 1 conflict · 2 changes waiting")


@pytest.mark.parametrize("state", [state for state in SyncState if state is not SyncState.ALONE])
def test_every_state_has_words_and_a_picture(state):
    status = SyncStatus(state)
    assert short_words(status)
    assert long_words(status).endswith(".")
    assert icon_exists(icon_of(status)[0])
    assert state in ICONS


def test_a_conflict_is_seen_by_its_picture():
    assert icon_of(SyncStatus(SyncState.OK, problems=1)) == ("cloud-alert", "warning")


def test_what_the_server_said_comes_before_our_own_words():
    assert long_words(SyncStatus(SyncState.REFUSED, "The device is blocked.")) == (
        "The device is blocked."
    )


def test_a_profile_that_never_met_the_server_says_so():
    assert last_words(SyncStatus(SyncState.OK)) == "Not once yet"
    assert last_words(SyncStatus(SyncState.OK, last_at=1_795_000_000_000_000)) != "Not once yet"


@pytest.mark.parametrize("told", [None, [], "x", {}, {"joined": False}, {"state": "ok"}])
def test_what_is_no_answer_counts_as_alone(told):
    assert status_from_json(told) == SyncStatus()


def test_a_state_that_nobody_knows_is_a_refusal():
    assert status_from_json({"joined": True, "state": "x"}).state is SyncState.REFUSED


def test_the_password_is_wanted_where_it_is_unknown_or_wrong():
    assert SyncStatus(SyncState.LOCKED).needs_password
    assert SyncStatus(SyncState.REFUSED, code="28P01").needs_password
    assert not SyncStatus(SyncState.REFUSED, code="LH003").needs_password
