"""Calls: held with a result, or missed."""

from __future__ import annotations

import pytest

from desktop.core.clock import from_micros
from desktop.core.errors import RuleBrokenError


def test_a_held_call_keeps_its_result_and_length(commands, make, values_of):
    call = make("call", called_at=None, result=None, duration_minutes=None)
    commands.run("call.hold", {"ids": [call], "result": "Chốt đơn", "minutes": 12})
    held = values_of("call", call)
    assert (held["status"], held["result"], held["duration_minutes"]) == ("held", "Chốt đơn", 12)


def test_a_call_that_is_written_down_with_its_result_was_held(commands, values_of):
    values = {"subject": "Hỏi giá", "result": "Chốt đơn"}
    made = commands.run("call.create", {"values": values}).value
    planned = commands.run("call.create", {"values": {"subject": "Hẹn gọi"}}).value
    assert values_of("call", made)["status"] == "held"
    assert values_of("call", planned)["status"] == "planned"


def test_a_call_without_a_time_took_place_now(commands, make, values_of, store):
    call = make("call", called_at=None, result=None)
    commands.run("call.hold", {"ids": [call]})
    called_at = from_micros(values_of("call", call)["called_at"])
    assert abs((store.clock.now() - called_at).total_seconds()) < 60


def test_a_call_keeps_its_time_and_what_was_written_before(commands, make, values_of):
    call = make("call", result=None, duration_minutes=3)
    commands.run("call.save", {"id": call, "values": {"result": [None, "Khách bận"]}})
    before = values_of("call", call)
    commands.run("call.hold", {"ids": [call]})
    held = values_of("call", call)
    for name in ("called_at", "result", "duration_minutes"):
        assert held[name] == before[name]


def test_a_call_of_no_minutes_is_noted_as_such(commands, make, values_of):
    call = make("call", duration_minutes=9, result=None)
    commands.run("call.hold", {"ids": [call], "minutes": 0})
    assert values_of("call", call)["duration_minutes"] == 0


def test_a_missed_call_may_be_held_after_all_but_not_missed_again(commands, make, values_of):
    call = make("call", result=None)
    commands.run("call.miss", {"ids": [call]})
    assert values_of("call", call)["status"] == "missed"
    with pytest.raises(RuleBrokenError):
        commands.run("call.miss", {"ids": [call]})
    commands.run("call.hold", {"ids": [call]})
    assert values_of("call", call)["status"] == "held"
    with pytest.raises(RuleBrokenError):
        commands.run("call.hold", {"ids": [call]})
