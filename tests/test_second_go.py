"""What it costs that a failed test of a parallel run may be played once more (decision 28)."""

from __future__ import annotations

import socket

import pytest


def test_a_worker_asks_without_delay_whether_there_is_a_second_go(pytestconfig):
    if not hasattr(pytestconfig, "workerinput"):
        pytest.skip("this is no worker of a parallel run")
    asked = pytestconfig.failures_db.sock
    assert asked.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
