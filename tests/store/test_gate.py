"""The gate lets one process in, gives up at a deadline, and opens when its holder is killed."""

from __future__ import annotations

import time
from contextlib import closing

import pytest

from desktop.core.errors import BusyError
from desktop.store.gate import Gate
from tests.store.processes import other_process

HOLD = """
    with Gate(profile).held(time.monotonic() + 5):
        say("held")
        time.sleep(60)
"""


@pytest.fixture
def gate(tmp_path):
    with closing(Gate(tmp_path)) as opened:
        yield opened


def soon(seconds=0.05):
    return time.monotonic() + seconds


def gate_is_free(gate):
    try:
        gate.pass_through(soon())
    except BusyError:
        return False
    return True


def test_a_held_gate_keeps_others_out(gate, tmp_path):
    with closing(Gate(tmp_path)) as other, gate.held(soon()):
        with pytest.raises(BusyError), other.held(soon()):
            pass
        with pytest.raises(BusyError):
            other.pass_through(soon())


def test_a_gate_is_free_after_its_holder_left(gate, tmp_path):
    with closing(Gate(tmp_path)) as other:
        with gate.held(soon()):
            pass
        other.pass_through(soon())
        with other.held(soon()):
            assert not gate_is_free(gate)
        assert gate_is_free(gate)


def test_a_failure_inside_opens_the_gate(gate, tmp_path):
    with pytest.raises(ZeroDivisionError), gate.held(soon()):
        raise ZeroDivisionError
    with closing(Gate(tmp_path)) as other:
        assert gate_is_free(other)


def test_another_process_keeps_us_out_until_it_is_killed(gate, tmp_path):
    with other_process(tmp_path, HOLD) as holder:
        assert holder.hear() == "held"
        with pytest.raises(BusyError):
            gate.pass_through(soon())
        holder.kill()
        assert gate_is_free(gate)
