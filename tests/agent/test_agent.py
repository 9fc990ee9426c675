"""The background service does what the schedule and administrators ask for."""

from __future__ import annotations

import signal
import uuid

import psycopg
import pytest

from desktop.core.clock import SystemClock
from desktop.core.server_alarms import Alarm, alarms
from desktop.core.server_state import state_from_json
from desktop.server import copies, tasks
from desktop.server.connections import connect
from tests.agent.conftest import until
from tests.server.company import Client, group, insert, new_account

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def found_alarms(service):
    state = state_from_json(service.state())
    assert state is not None
    return {alarm for alarm, _sentence in alarms(state)}


def good_copy(service):
    return next((one for one in service.state()["backups"] if one["tried_at"]), None)


def test_it_makes_a_copy_that_is_missing_and_no_alarm_is_left(company, service):
    company.client().one(group(new_account()))
    assert found_alarms(service) == {Alarm.NO_AGENT, Alarm.NO_COPY}
    service.start()
    copy = until(lambda: good_copy(service))
    assert (copy["rows"]["account"], copy["is_sound"], copy["by"]) == (1, True, "")
    until(lambda: found_alarms(service) <= {Alarm.ROOM})  # discs of test machines are full
    told = until(lambda: service.state()["agent"]["facts"])
    assert told["room"]["backups"]["total"] > 0
    until(lambda: service.state()["due"]["day"] is None)  # nobody has to call anybody
    service.end()
    assert Alarm.NO_AGENT in found_alarms(service)


def test_an_administrator_asks_by_the_window_for_a_copy_and_goes_back_to_it(company, service):
    boss = company.client(is_administrator=True)
    service.start()
    until(lambda: good_copy(service))
    boss.one(group(new_account("Còn")))
    asked = boss.call("SELECT api.ask_server('backup', '{}')")["id"]
    told = service.until_ended(asked)
    assert (told["state"], told["problem"]) == ("done", "")
    name = told["result"]["name"]
    later = group(new_account("Mất"))
    boss.one(later)
    boss.pull()
    told = dict(boss.call("SELECT api.server_state()"))
    assert told["backups"][0]["name"] == name
    assert told["backups"][0]["rows"]["account"] == 1
    assert told["backups"][0]["by"].startswith("Nguyễn")
    back = boss.call(
        "SELECT api.ask_server('restore', %s)", psycopg.types.json.Jsonb({"name": name})
    )
    company.admin.close()
    assert service.until_ended(back["id"])["state"] == "done"
    company.admin = connect(company.cluster.address(company.name))
    login = boss.connection.info.user
    again = company.client(login)
    for fact in ("client_id", "lease", "cursor", "acls", "held"):
        setattr(again, fact, getattr(boss, fact))
    assert again.hello(cursor=again.cursor)["history"] == "generation"
    assert [row["name"] for row in again.seen("account")] == ["Còn"]
    state = service.state()
    assert [one["kind"] for one in state["tasks"] if one["id"] == asked] == ["backup"]
    assert state["agent"]["beat"] is not None


def test_killed_in_the_middle_of_a_copy_nothing_half_counts_and_the_next_one_goes_on(
    company, service
):
    client = company.client(is_administrator=True)
    for _time in range(20):
        client.one(group(*(new_account("Khách " + "x" * 900) for _row in range(100))))
    service.start()
    until(lambda: list(service.folder.glob("*.part")))
    service.end(signal.SIGKILL)
    made = copies.list_copies(service.folder, company.name)
    assert copies.newest_good(made, SystemClock().now()) is None
    interrupted = [one["id"] for one in service.state()["tasks"] if one["state"] == "running"]
    assert len(interrupted) == 1
    service.start()
    assert service.until_ended(interrupted[0])["problem"] == "interrupted"
    failed = {alarm for alarm in found_alarms(service) if alarm is not Alarm.ROOM}
    assert {Alarm.NO_COPY, Alarm.FAILED} <= failed
    asked = service.ask(tasks.BACKUP)
    assert service.until_ended(asked)["state"] == "done"
    assert good_copy(service)["rows"]["account"] == 2000
    assert list(service.folder.glob("*.part")) == []
    assert Alarm.FAILED not in found_alarms(service)


def test_a_copy_that_somebody_stopped_is_not_begun_again_at_once(company, service):
    client = company.client(is_administrator=True)
    with company.admin.transaction():
        company.admin.execute("LOCK app.note IN ACCESS EXCLUSIVE MODE")  # the copy waits for it
        service.start()
        task = until(lambda: next(iter(service.state()["tasks"]), None))
        found = client.call("SELECT api.cancel_server(%s)", uuid.UUID(task["id"]))
        assert found == {"found": True}
        assert service.until_ended(task["id"])["state"] == "cancelled"
    until(lambda: [one for one in service.state()["tasks"] if one["kind"] == "reap"])
    assert [one["kind"] for one in service.state()["tasks"]].count("backup") == 1


def test_a_line_that_is_cut_in_the_middle_of_a_task_leaves_none_that_runs_for_ever(
    company, service
):
    client = company.client(is_administrator=True)
    for _time in range(10):
        client.one(group(*(new_account("Khách " + "x" * 900) for _row in range(100))))
    service.start()
    until(lambda: list(service.folder.glob("*.part")))
    company.admin.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s "
        "AND usename = current_user AND pid <> pg_backend_pid()",
        (company.name,),
    )
    first = until(lambda: [one for one in service.state()["tasks"] if one["ended_at"]])[-1]
    assert (first["kind"], first["state"]) == ("backup", "failed")
    assert service.until_ended(service.ask(tasks.BACKUP))["state"] == "done"
    assert [one["state"] for one in service.state()["tasks"] if one["state"] == "running"] == []


def test_a_second_service_waits_until_the_first_has_ended(company, service, tmp_path):
    service.start()
    until(lambda: good_copy(service))
    same = type(service)(company, service.folder)
    same.start()
    assert same.process.wait(30) == 1  # one folder is for one service
    other = type(service)(company, tmp_path / "elsewhere")
    other.start()
    try:
        asked = service.ask(tasks.BACKUP)
        assert service.until_ended(asked)["state"] == "done"
        assert copies.list_copies(other.folder, company.name) == []
        service.end()
        until(lambda: copies.list_copies(other.folder, company.name))
    finally:
        other.end()


def test_it_tidies_up_the_centre_and_counts_what_is_due(company, service):
    client = company.client(is_administrator=True)
    gone, kept = new_account("Xóa hẳn"), new_account("Còn trong thùng rác")
    call = insert(
        "call", subject="Gọi lại", status="planned", called_at="2020-01-01T00:00:00.000000Z"
    )
    client.one(group(gone, kept, call))
    company.sql(
        "UPDATE app.account SET deleted_at = now() - interval '91 days' WHERE id = %s", gone["id"]
    )
    company.sql(
        "UPDATE app.account SET deleted_at = now() - interval '89 days' WHERE id = %s", kept["id"]
    )
    client.pull()
    service.start()
    until(
        lambda: [one for one in service.state()["tasks"] if one["kind"] == "reap" and one["result"]]
    )
    client.pull()
    names = [row["name"] for (table, _id), row in client.held.items() if table == "account"]
    assert names == ["Còn trong thùng rác"]
    due = until(lambda: service.state()["due"]["people"] and service.state()["due"])
    assert (due["people"], due["calls"], due["overdue"]) == (1, 0, 1)


def test_who_is_no_administrator_asks_the_server_for_nothing(company):
    client = Client(company.client(is_permitted=False).connection)
    for call in (
        "SELECT api.server_state()",
        "SELECT api.ask_server('backup', '{}')",
        "SELECT api.cancel_server(gen_random_uuid())",
        "SELECT api.set_upkeep('{}')",
    ):
        with pytest.raises(psycopg.Error, match="not_allowed") as caught:
            client.call(call)
        assert caught.value.sqlstate == "LH008"


def test_what_makes_no_sense_is_asked_of_nobody(company):
    boss = company.client(is_administrator=True)
    wrong = (
        ("SELECT api.ask_server('drop', '{}')", ()),
        ("SELECT api.ask_server(NULL, NULL)", ()),
        ("SELECT api.ask_server('restore', '{\"name\": \"../../etc/passwd\"}')", ()),
        ("SELECT api.ask_server('restore', '[]')", ()),
        ('SELECT api.set_upkeep(\'{"backup_at": "25:00", "keep": 3, "second_folder": ""}\')', ()),
        ('SELECT api.set_upkeep(\'{"backup_at": "12:00", "keep": 0, "second_folder": ""}\')', ()),
        ('SELECT api.set_upkeep(\'{"backup_at": null, "keep": 1}\')', ()),
        ("SELECT api.set_upkeep(NULL)", ()),
    )
    for call, values in wrong:
        with pytest.raises(psycopg.Error, match="bad_request"):
            boss.call(call, *values)
    good = '{"backup_at": "23:15", "keep": 7, "second_folder": "/mnt/disc"}'
    assert boss.call("SELECT api.set_upkeep(%s::jsonb)", good) == {}
    with connect(company.cluster.address(company.name)) as admin:
        assert tasks.read_upkeep(admin) == tasks.Upkeep("23:15", 7, "/mnt/disc")


def test_the_same_thing_is_not_asked_for_twice(company):
    boss = company.client(is_administrator=True)
    first = boss.call("SELECT api.ask_server('backup', '{}')")
    assert boss.call("SELECT api.ask_server('backup', '{}')") == first
    assert boss.call("SELECT api.cancel_server(%s)", uuid.UUID(first["id"])) == {"found": True}
    assert boss.call("SELECT api.cancel_server(%s)", uuid.UUID(first["id"])) == {"found": False}
    assert boss.call("SELECT api.ask_server('backup', '{}')") != first
