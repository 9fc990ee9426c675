"""People concerned are told what others did, in the same unit of work."""

import json
import uuid
from datetime import UTC, datetime, timedelta

import pytest

from desktop.core.clock import SystemClock, to_micros
from desktop.core.notices.channels import provide, withdraw
from desktop.core.permissions import Actor
from desktop.services.commands import LocalCommands

MINUTE = timedelta(minutes=1)
MONDAY = datetime(2026, 3, 2, 2, tzinfo=UTC)


@pytest.fixture
def lan(commands):
    said = {"full_name": "Lan", "login": "lan", "emails": ["lan@abc.vn"]}
    return commands.run("app_user.create", {"values": said}).value


@pytest.fixture
def notices(store):
    """Returns what was told: kind, whom, title, in the order of telling."""

    def read():
        query = (
            "SELECT n.kind, u.full_name, n.title FROM notice n JOIN app_user u ON u.id = n.user_id"
            " WHERE n.deleted_at IS NULL ORDER BY n.rowid"
        )
        return store.driver.execute(query).fetchall()

    return read


@pytest.fixture
def task(commands, lan):
    said = {"title": "Gửi báo giá", "assignees": [lan]}
    return commands.run("task.create", {"values": said}).value


def test_who_gets_a_task_is_told_and_whoever_gives_it_is_not(task, notices):
    assert notices() == [("assigned", "Lan", "Gửi báo giá")]


def test_who_is_concerned_is_told_of_a_change_that_others_make(commands, task, notices):
    before, after = None, to_micros(SystemClock().now())
    commands.run("task.save", {"id": task, "values": {"due_at": [before, after]}})
    assert notices()[1:] == [("changed", "Lan", "Gửi báo giá")]


def test_what_does_not_matter_to_others_tells_nobody(commands, task, notices):
    commands.run("task.save", {"id": task, "values": {"effort": [None, 60]}})
    assert len(notices()) == 1


def test_undoing_takes_the_notice_along(commands, lan, notices):
    said = {"title": "Gửi báo giá", "assignees": [lan]}
    done = commands.run("task.create", {"values": said})
    commands.run("undo.group", {"group": done.changes.group})
    assert notices() == []


def test_who_is_invited_is_told_and_the_answer_goes_to_the_organiser(
    commands, store, owner, lan, notices
):
    start = to_micros(SystemClock().now())
    said = {"title": "Họp", "starts_at": start}
    event = commands.run("event.create", {"values": said}).value
    guest = {"event_id": event, "user_id": lan, "name": "Lan"}
    attendee = commands.run("attendee.create", {"values": guest}).value
    assert notices() == [("invited", "Lan", "Họp")]
    hers = LocalCommands(store, Actor(uuid.UUID(lan)))
    answer = {"answer": ["needs_action", "accepted"]}
    hers.run("attendee.save", {"id": attendee, "values": answer})
    assert notices()[1:] == [("answered", "Nguyễn Văn An", "Họp")]


def test_who_takes_part_is_told_what_became_of_one_time_and_nothing_else(commands, lan, store):
    said = {"title": "Giao ban", "starts_at": to_micros(MONDAY), "rule": "FREQ=WEEKLY"}
    said |= {"ends_at": to_micros(MONDAY + MINUTE), "zone": "Asia/Ho_Chi_Minh"}
    event = commands.run("event.create", {"values": said}).value
    guest = {"event_id": event, "user_id": lan, "name": "Lan"}
    commands.run("attendee.create", {"values": guest})
    moved = {"start": "2026-03-09T14:00", "end": "2026-03-09T15:00", "zone": "Asia/Ho_Chi_Minh"}
    time = {"id": event, "original": "20260309T090000", "scope": "this"}
    commands.run("event.reschedule", {**time, **moved, "is_all_day": False, "calendar_id": ""})
    commands.run("event.call_off", {**time, "original": "20260316T090000"})
    rows = store.driver.execute("SELECT params FROM notice WHERE kind = 'changed' ORDER BY rowid")
    params = [json.loads(row[0]) for row in rows]
    assert [one["fields"] for one in params] == [["starts_at", "ends_at"], ["is_cancelled"]]


def test_a_share_tells_the_person_and_everybody_of_a_unit(commands, lan, notices):
    unit = commands.run("org_unit.create", {"values": {"name": "Kinh doanh"}}).value
    said = {"full_name": "Hà", "login": "ha", "org_unit_id": unit}
    commands.run("app_user.create", {"values": said})
    account = commands.run("account.create", {"values": {"name": "ABC"}}).value
    for kind, who in (("user", lan), ("unit", unit)):
        commands.run(
            "share.set",
            {"entity": "account", "ids": [account], "kind": kind, "who": who, "level": "view"},
        )
    assert notices() == [("shared", "Lan", "ABC"), ("shared", "Hà", "ABC")]


def test_many_records_that_are_handed_over_are_told_as_one(commands, lan, notices, store):
    made = [
        commands.run("account.create", {"values": {"name": f"Khách {number}"}}).value
        for number in range(12)
    ]
    commands.run("account.change", {"ids": made, "values": {"owner_id": lan}})
    assert len(notices()) == 1
    (params,) = store.driver.execute("SELECT params ->> '$.count' FROM notice").fetchone()
    assert params == 12


def test_a_mention_goes_before_the_comment_itself(commands, lan, task, notices):
    said = {"record_type": "task", "record_id": task, "text": "@Lan xem giúp nhé"}
    commands.run("comment.post", said)
    assert notices()[1:] == [("mentioned", "Lan", "Gửi báo giá")]
    commands.run("comment.post", {**said, "text": "Xong rồi"})
    assert notices()[2:] == [("commented", "Lan", "Gửi báo giá")]


def test_who_left_the_company_is_told_nothing(commands, lan, notices):
    commands.run("app_user.save", {"id": lan, "values": {"is_active": [True, False]}})
    commands.run("task.create", {"values": {"title": "Việc", "assignees": [lan]}})
    assert notices() == []


def test_a_notice_belongs_to_whom_it_tells_alone(store, task, lan):
    row = store.driver.execute("SELECT lower(hex(owner_id)), visibility FROM notice").fetchone()
    assert row == (lan.replace("-", ""), 0)


@pytest.fixture
def mail():
    provide("email")
    yield
    withdraw("email")


def choose(commands, user, kind, channels):
    said = {"user_id": user, "kind": kind, "channels": channels}
    commands.run("notice_choice.create", {"values": said})


def test_by_mail_is_told_who_chose_it_in_rows_that_wait_for_the_quarter(
    commands, lan, store, mail, notices
):
    choose(commands, lan, "assigned", ["email"])
    for title in ("Một", "Hai"):
        commands.run("task.create", {"values": {"title": title, "assignees": [lan]}})
    assert notices() == []
    query = "SELECT address, state, count(*), count(DISTINCT batch_at) FROM outgoing_message"
    address, state, count, batches = store.driver.execute(query).fetchone()
    assert (address, state, count) == ("lan@abc.vn", "waiting", 2)
    assert batches <= 2


def test_without_a_provider_nothing_waits_to_be_mailed(commands, lan, store):
    choose(commands, lan, "assigned", ["app", "email"])
    commands.run("task.create", {"values": {"title": "Việc", "assignees": [lan]}})
    assert store.driver.execute("SELECT count(*) FROM outgoing_message").fetchone() == (0,)


def test_a_kind_that_somebody_does_not_want_is_not_told(commands, lan, notices):
    choose(commands, lan, "assigned", None)
    commands.run("task.create", {"values": {"title": "Việc", "assignees": [lan]}})
    assert notices() == []
