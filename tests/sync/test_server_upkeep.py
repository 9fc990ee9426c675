"""What an administrator's window asks of the server itself, over a real centre."""

from __future__ import annotations

import uuid

import pytest

from desktop.core.server_alarms import Alarm, alarms
from desktop.core.server_state import ServerState, state_from_json
from desktop.server import tasks
from desktop.server.tasks import Agent
from desktop.services.long_work import get_handler
from desktop.sync import lines, server_upkeep
from desktop.sync.errors import CentreError
from tests.server.company import Company


def read(told) -> ServerState:
    state = state_from_json(told)
    assert state is not None
    return state


def test_an_administrator_sees_the_server_and_asks_for_a_copy(joined, company):
    found = read(server_upkeep.read_state(joined))
    assert [alarm for alarm, _sentence in alarms(found)] == [Alarm.NO_AGENT, Alarm.NO_COPY]
    assert (found.database, found.backup_at, found.keep) == (company.name, "12:30", 14)
    asked = read(server_upkeep.ask(joined, "backup")).running
    assert (asked.kind, asked.state) == ("backup", "waiting")
    stopped = read(server_upkeep.cancel(joined, asked.id))
    assert (stopped.running, stopped.tasks[0].state) == (None, "cancelled")


def test_the_service_and_the_window_understand_each_other(joined, company: Company):
    agent = Agent(uuid.uuid4(), "may-chu", "0.1.0", "/sao-luu")
    assert tasks.beat(company.admin, agent)
    server_upkeep.ask(joined, "backup")
    task = tasks.claim(company.admin, agent)
    assert not tasks.advance(company.admin, task, "copying", 3, 10)
    running = read(server_upkeep.read_state(joined)).running
    assert (running.step, running.done, running.of, running.by) == ("copying", 3, 10, task.by)
    server_upkeep.cancel(joined, running.id)
    assert tasks.advance(company.admin, task, "copying", 4, 10)
    tasks.finish(company.admin, task, "cancelled", {})
    found = read(server_upkeep.read_state(joined))
    assert found.running is None
    assert found.has_agent
    tasks.sign_off(company.admin, agent)
    assert not read(server_upkeep.read_state(joined)).has_agent


def test_the_schedule_is_chosen(joined):
    found = read(server_upkeep.choose(joined, "23:05", 7, "  /mnt/disc "))
    assert (found.backup_at, found.keep, found.second_folder) == ("23:05", 7, "/mnt/disc")


def test_who_does_not_administer_the_server_is_told_nothing_and_may_nothing(joined, company):
    company.sql("UPDATE app.user_role SET rights = '[]'")
    assert server_upkeep.read_state(joined) is None
    with pytest.raises(CentreError, match="right"):
        server_upkeep.ask(joined, "backup")


def test_without_a_password_nothing_is_asked(joined, kept):
    kept.clear()
    lines.centres.pop(joined.profile).close()
    with pytest.raises(CentreError, match="password"):
        server_upkeep.read_state(joined)


def test_the_worker_knows_these_requests():
    for name in ("state", "ask", "cancel", "choose"):
        assert get_handler(f"server.{name}")
