"""How it stands with the server, in a few words."""

from __future__ import annotations

import pytest

from desktop.core.sync_status import Pace, SyncState, SyncStatus, status_from_json
from desktop.views.icons import icon_exists
from desktop.views.sync.sync_words import (
    HEEDS,
    ICONS,
    age_words,
    arriving_words,
    icon_of,
    last_words,
    leaving_words,
    long_words,
    note_words,
    pace_words,
    short_words,
    tip_words,
    verified_words,
)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (SyncStatus(SyncState.OK), "In sync"),
        (SyncStatus(SyncState.OK, is_copied=False), "Receiving data…"),
        (SyncStatus(SyncState.OK, waiting=1), "1 change waiting"),
        (SyncStatus(SyncState.OFFLINE), "Offline"),
        (SyncStatus(SyncState.OFFLINE, is_copied=False), "Offline · Data are still missing"),
        (
            SyncStatus(SyncState.OFFLINE, is_copied=False, missing=4500),
            "Offline · 4,500 records still missing",
        ),
        (SyncStatus(SyncState.REFUSED, code="LH004"), "Versions do not fit"),
        (SyncStatus(SyncState.OFFLINE, waiting=1200), "Offline · 1,200 changes waiting"),
        (
            SyncStatus(SyncState.OFFLINE, waiting=1, is_stuck=True),
            "Sync interrupted · 1 change waiting",
        ),
        (SyncStatus(SyncState.OK, problems=2), "2 conflicts"),
        (SyncStatus(SyncState.LOCKED), "Server password needed"),
        (SyncStatus(SyncState.PAUSED, waiting=2, problems=1), None),
    ],
)
def test_the_status_bar_says_the_state_the_problems_and_what_waits(status, words):
    assert short_words(status) == (words or "Sync paused · 1 conflict · 2 changes waiting")


def test_from_a_day_on_it_is_told_how_long_the_server_has_been_away():
    day = 86_400_000_000
    away = SyncStatus(SyncState.OFFLINE, waiting=1, last_at=7 * day)
    assert short_words(away, 7 * day + day // 2) == "Offline · 1 change waiting"
    assert short_words(away, 12 * day) == "Offline for 5 days · 1 change waiting"


@pytest.mark.parametrize(
    ("off", "words"),
    [
        (5 * 86_400, "5 days ahead of"),
        (-86_400, "1 day behind"),
        (7_200, "2 hours ahead"),
        (-660, "11 minutes behind"),
    ],
)
def test_a_clock_that_is_wrong_is_told(off, words):
    status = SyncStatus(SyncState.OK, clock_off=off)
    assert words in note_words(status)
    assert short_words(status) == "The clock is wrong"
    assert icon_of(status) == ("cloud-alert", "warning")
    assert note_words(SyncStatus(SyncState.OK)) == ""


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


SECOND = 1_000_000
AT = 1_795_000_000 * SECOND


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-30, "Just now"),
        (4, "Just now"),
        (59, "59 seconds ago"),
        (60, "1 minute ago"),
        (3_599, "59 minutes ago"),
        (7_200, "2 hours ago"),
        (3 * 86_400, "3 days ago"),
    ],
)
def test_the_age_of_the_data_is_told_in_one_unit(seconds, words):
    status = SyncStatus(SyncState.OFFLINE, last_at=AT)
    assert age_words(status, AT + seconds * SECOND).startswith(f"{words} (")


def test_before_the_first_round_the_data_have_no_age():
    assert age_words(SyncStatus(SyncState.OK), AT) == "Not once yet"
    assert verified_words(SyncStatus(SyncState.OK)) == "Not once yet"


def test_the_speed_is_told_where_it_says_something():
    assert pace_words(Pace()) == "Nothing was exchanged yet"
    assert pace_words(Pace(1, 3, 12)).endswith(" in 0.1 s")
    few = "1 sent, 76 received in 0.5 s"
    assert pace_words(Pace(1, 76, 510)) == few
    assert pace_words(Pace(0, 50_000, 12_460)).endswith("in 12.5 s · 4,012 a second")
    assert arriving_words(Pace(0, 4_000, 1_000)) == "4,000 received until now · 4,000 a second"


def test_with_conflicts_not_all_is_in_sync():
    assert "not taken over" in long_words(SyncStatus(SyncState.OK, problems=1))


def test_a_pause_says_what_it_still_hears_or_what_the_server_said():
    assert note_words(SyncStatus(SyncState.PAUSED)) == HEEDS
    assert note_words(SyncStatus(SyncState.PAUSED, "The device is blocked.")) == (
        "The device is blocked."
    )
    assert note_words(SyncStatus(SyncState.OK)) == ""


def test_a_copy_that_broke_off_tells_what_is_missing_and_that_it_comes():
    broken = SyncStatus(SyncState.OFFLINE, is_copied=False, missing=1)
    told = (
        "Only a part of the company’s data is here yet: 1 record still missing. "
        "The rest comes by itself as soon as the server can be reached."
    )
    assert note_words(broken) == told
    assert told in tip_words(broken)
    paused = SyncStatus(SyncState.PAUSED, is_copied=False)
    assert note_words(paused) == f"{HEEDS} Only a part of the company’s data is here yet."


def test_leaving_tells_what_is_lost_by_it():
    assert "not sent" in leaving_words(SyncStatus(SyncState.OK, waiting=1), 0)
    assert "1 file is at the server alone" in leaving_words(SyncStatus(SyncState.OK), 1)
