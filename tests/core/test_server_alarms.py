"""What about the company's server is an alarm, by the server's own clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.clock import to_micros
from desktop.core.i18n import set_language
from desktop.core.server_alarms import Alarm, alarms
from desktop.core.server_state import Agent, CentreCopy, ServerState, ServerTask, state_from_json

NOW = dt.datetime(2026, 11, 22, 8, tzinfo=dt.UTC)
GB = 1024**3


def hours(number: float) -> dt.timedelta:
    return dt.timedelta(hours=number)


AGENT = Agent("may-chu", "0.1.0", "/sao-luu", NOW - dt.timedelta(seconds=10))
COPY = CentreCopy("a", NOW - hours(20), 1000, tried_at=NOW - hours(20))
WELL = ServerState(NOW, "lienhe", agent=AGENT, copies=(COPY,))


def found(state: ServerState) -> list[Alarm]:
    return [alarm for alarm, _sentence in alarms(state)]


def test_a_server_that_is_well_gives_no_alarm():
    assert alarms(WELL) == []


@pytest.mark.parametrize("beat", [None, NOW - dt.timedelta(minutes=6)])
def test_that_no_service_runs_is_said(beat):
    assert found(replace(WELL, agent=replace(AGENT, beat=beat))) == [Alarm.NO_AGENT]
    assert found(replace(WELL, agent=None)) == [Alarm.NO_AGENT]


def test_a_copy_becomes_too_old_after_a_day_and_a_half():
    for age, told in ((35.9, []), (36.1, [Alarm.OVERDUE])):
        assert found(replace(WELL, copies=(replace(COPY, made_at=NOW - hours(age)),))) == told


def test_a_copy_that_a_wrong_clock_dated_in_the_future_does_not_count():
    assert found(replace(WELL, copies=(replace(COPY, made_at=NOW + hours(5)),))) == [Alarm.NO_COPY]
    assert found(replace(WELL, copies=(replace(COPY, made_at=NOW + hours(0.5)),))) == []


def test_a_copy_that_nobody_tried_out_does_not_count():
    assert found(replace(WELL, copies=(replace(COPY, tried_at=None),))) == [Alarm.NO_COPY]


def test_a_copy_that_cannot_be_brought_back_is_told_with_its_reason():
    broken = replace(COPY, name="b", made_at=NOW, is_sound=False, problem="disc")
    told = alarms(replace(WELL, copies=(broken, COPY)))
    assert [alarm for alarm, _sentence in told] == [Alarm.BROKEN]
    assert "disc" in told[0][1]


def test_a_copy_that_did_not_reach_the_second_folder_is_told():
    state = replace(WELL, second_folder="/mnt/disc")
    assert found(state) == [Alarm.NOT_COPIED]
    assert found(replace(state, copies=(replace(COPY, is_copied=True),))) == []


def test_only_the_last_backup_may_have_failed():
    failed = ServerTask("1", "backup", "failed", problem="no room")
    well = ServerTask("2", "backup", "done")
    reap = ServerTask("3", "reap", "failed", problem="x")
    assert found(replace(WELL, tasks=(failed, well))) == [Alarm.FAILED]
    assert found(replace(WELL, tasks=(reap, well, failed))) == []
    assert found(replace(WELL, tasks=(ServerTask("4", "backup", "running"), failed))) == [
        Alarm.FAILED
    ]


def test_a_full_disc_a_certificate_and_a_long_transaction_are_told():
    agent = replace(
        AGENT,
        room={"backups": (2 * GB, 100 * GB), "data": (60 * GB, 1000 * GB)},
        certificate_ends=NOW + dt.timedelta(days=29),
    )
    state = replace(WELL, agent=agent, figures={"oldest_transaction": 3600})
    assert found(state) == [Alarm.ROOM, Alarm.CERTIFICATE, Alarm.TRANSACTION]
    assert "2.0 GB" in alarms(state)[0][1]
    set_language("vi")
    assert "2,0 GB" in alarms(state)[0][1]


def test_what_the_centre_tells_is_read():
    told = {
        "now": to_micros(NOW),
        "database": "lienhe",
        "version": "18.6",
        "size": 5,
        "agent": {
            "host": "may-chu",
            "beat": to_micros(NOW),
            "facts": {"room": {"backups": {"free": 1, "total": 2}, "second": None}},
        },
        "upkeep": {"backup_at": "12:30", "keep": 14, "second_folder": ""},
        "backups": [{"name": "a", "made_at": to_micros(NOW), "rows": {"account": 2}, "size": 3}],
        "tasks": [{"id": "1", "kind": "try", "args": {"name": "a"}, "state": "running"}],
        "health": {"logins": 4},
        "due": {"calls": 2, "day": "2026-11-22"},
    }
    state = state_from_json(told)
    assert state is not None
    assert (state.now, state.keep, state.copies[0].rows) == (NOW, 14, {"account": 2})
    assert state.agent is not None
    assert state.agent.room == {"backups": (1, 2)}
    assert state.running is not None
    assert (state.running.name, state.figures) == ("a", {"logins": 4, "calls": 2})
    assert state.has_agent


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
)


@given(told=JSON)
def test_anything_else_is_no_answer(told):
    assert state_from_json(told) is None
