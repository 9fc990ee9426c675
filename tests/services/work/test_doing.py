"""Tasks from being given to being graded, with what is said and logged on the way."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from desktop.core.errors import InvalidValueError, RuleBrokenError
from desktop.core.work.reports import FINISHED, PROGRESS, WORK
from tests.services.work.conftest import MONDAY, at, local

TUESDAY = dt.date(2026, 3, 3)


def test_a_start_and_a_duration_say_when_a_task_is_due(office):
    office.task("Khảo sát", starts_at=local("2026-03-02T08:00"), duration=960)
    assert office.rows()["Khảo sát"].due_at == at("2026-03-03T17:00")


def test_a_new_due_date_says_how_long_a_task_takes(office):
    task = office.task("Khảo sát", starts_at=local("2026-03-02T08:00"), duration=480)
    office.run("task.schedule", changes=[[task, None, "2026-03-06T17:00", None]])
    assert office.rows()["Khảo sát"].duration == 5 * 480
    office.run("task.schedule", changes=[[task, "2026-03-05T08:00", None, None]])
    assert office.rows()["Khảo sát"].due_at == at("2026-03-11T17:00")
    office.undo()
    row = office.rows()["Khảo sát"]
    assert (row.starts_at, row.due_at) == (at("2026-03-02T08:00"), at("2026-03-06T17:00"))


def test_a_task_is_not_due_before_it_starts(office):
    with pytest.raises(InvalidValueError, match="before it starts"):
        office.task("X", starts_at=local("2026-03-05T08:00"), due_at=local("2026-03-02T08:00"))


def test_a_milestone_has_one_moment(office):
    office.task("Nghiệm thu", is_milestone=True, due_at=local("2026-03-06T17:00"))
    row = office.rows()["Nghiệm thu"]
    assert (row.starts_at, row.duration) == (row.due_at, 0)


def test_all_done_is_finished_and_less_is_taken_up_again(office):
    task = office.task("Soạn thảo")
    office.run("task.save", id=task, values={"percent": [None, "30"]})
    assert office.rows()["Soạn thảo"].status == "in_progress"
    office.run("task.save", id=task, values={"percent": ["30", "100"]})
    row = office.rows()["Soạn thảo"]
    assert row.status == "done"
    assert row.done_at is not None
    office.run("task.reopen", ids=[task])
    row = office.rows()["Soạn thảo"]
    assert (row.status, row.done_at) == ("in_progress", None)
    assert row.percent < 100


def test_a_new_task_has_one_change_in_its_history(office):
    task = office.task("Một lần", starts_at=local("2026-03-02T08:00"), duration=480)
    assert len(office.reads.history("task", uuid.UUID(task))) == 1


def test_what_others_are_given_waits_for_their_acceptance(office):
    binh = office.user("Trần Bình")
    office.task("Giao hàng", assignees=[binh])
    assert office.rows()["Giao hàng"].acceptance == "waiting"
    office.task("Tự làm", assignees=[str(office.me.user_id)])
    assert office.rows()["Tự làm"].acceptance == ""


def test_who_is_asked_accepts_declines_with_a_reason_or_hands_back(office):
    task, me = office.task("Giao hàng"), str(office.me.user_id)
    with pytest.raises(RuleBrokenError):
        office.run("task.accept", ids=[task])
    giver = uuid.UUID(office.user("Chị Hà"))
    with office.store.work(office.me, "test") as work:
        given = {"assignees": [me], "acceptance": "waiting", "assigned_by": giver}
        work.bulk_update("task", [uuid.UUID(task)], given)
    with pytest.raises(InvalidValueError):
        office.run("task.decline", ids=[task], reason="  ")
    office.run("task.decline", ids=[task], reason="Đi công tác")
    assert office.rows()["Giao hàng"].acceptance == "declined"
    office.run("task.accept", ids=[task])
    assert office.rows()["Giao hàng"].acceptance == "accepted"
    office.run("task.hand_back", ids=[task], reason="Quá tải")
    row = office.rows()["Giao hàng"]
    assert (row.acceptance, row.people) == ("", "Chị Hà")
    said = [deed.title for deed in office.reads.work_report(MONDAY.date(), TUESDAY)[0].deeds]
    assert said == ["Đi công tác", "Quá tải"]


def test_a_report_is_logged_with_its_time_and_tells_the_supervisor(office):
    me = str(office.me.user_id)
    task = office.task("Lắp đặt", assignees=[me])
    office.run("task.report", ids=[task], percent=40, note="Xong tầng 1", minutes=90)
    office.run("task.report", ids=[task], percent=100, note="Xong hết")
    (report,) = office.reads.work_report(MONDAY.date(), TUESDAY)
    assert [deed.kind for deed in report.deeds].count(FINISHED) == 1
    assert {(deed.kind, deed.title) for deed in report.deeds} >= {
        (WORK, "Xong tầng 1"),
        (PROGRESS, "Xong hết"),
    }
    assert report.minutes == 90
    assert office.rows()["Lắp đặt"].spent == 90
    with pytest.raises(InvalidValueError):
        office.run("task.report", ids=[task], percent=101)


def test_one_timer_runs_and_it_outlives_the_program(office):
    first, second = office.task("Một"), office.task("Hai")
    office.run("task.start_timer", ids=[first])
    office.clock.advance(dt.timedelta(minutes=29))
    office.run("task.start_timer", ids=[second])
    running = office.reads.time_sheet(office.me.user_id, MONDAY.date(), TUESDAY).running
    assert running.task.title == "Hai"
    office.clock.advance(dt.timedelta(minutes=44))
    office.run("work_log.stop")
    sheet = office.reads.time_sheet(office.me.user_id, MONDAY.date(), TUESDAY)
    assert sheet.running is None
    assert [(line.title, line.total) for line in sheet.lines] == [("Một", 30), ("Hai", 45)]
    with pytest.raises(RuleBrokenError, match="No timer"):
        office.run("work_log.stop")


def test_finished_work_is_graded_and_nothing_else(office):
    task = office.task("Thiết kế")
    grade = office.run("task_grade.create", values={"name": "Xuất sắc", "points": 10})
    with pytest.raises(RuleBrokenError, match="not finished"):
        office.run("task.grade", ids=[task], grade_id=grade)
    office.run("task.finish", ids=[task])
    office.run("task.grade", ids=[task], grade_id=grade, note="Rất tốt")
    assert office.reads.card("task", uuid.UUID(task)).texts["grade_id"] == "Xuất sắc"


def test_a_task_is_not_finished_before_those_below_it(office):
    project = office.project()
    above = office.task("Cả việc", project_id=project)
    below = office.task("Phần 1", parent_id=above)
    with pytest.raises(RuleBrokenError, match="1 task below"):
        office.run("task.finish", ids=[above])
    office.run("task.finish", ids=[below, above])
    assert office.rows(project)["Triển khai"].percent == 100


def test_cancelling_gives_up_what_is_below(office):
    above = office.task("Cả việc")
    office.task("Phần 1", parent_id=above)
    office.run("task.cancel", ids=[above])
    assert {row.status for row in office.sheet().rows} == {"cancelled"}


def test_who_finishes_a_recurring_task_gets_the_next_once(office):
    task = office.task("Báo cáo tuần", due_at=local("2026-03-06T17:00"), rule="FREQ=WEEKLY;COUNT=2")
    step = office.run("checklist_item.create", values={"task_id": task, "title": "Số liệu"})
    office.run("checklist_item.tick", ids=[step])
    office.run("task.finish", ids=[task])
    rows = office.sheet().rows
    assert [(row.status, row.due_at) for row in rows] == [
        ("done", at("2026-03-06T17:00")),
        ("new", at("2026-03-13T17:00")),
    ]
    office.run("task.reopen", ids=[task])
    office.run("task.finish", ids=[task])
    assert len(office.sheet().rows) == 2
    following = next(row for row in rows if row.status == "new")
    office.run("task.finish", ids=[str(following.id)])
    assert len(office.sheet().rows) == 2  # it was the second of two


def test_taking_the_finish_back_takes_the_next_back_too(office):
    task = office.task("Kiểm kho", due_at=local("2026-03-06T17:00"), rule="FREQ=MONTHLY")
    office.run("task.finish", ids=[task])
    office.undo()
    assert [(row.status, row.title) for row in office.sheet().rows] == [("new", "Kiểm kho")]


def test_a_rule_that_is_none_is_refused(office):
    with pytest.raises(InvalidValueError):
        office.task("Sai", rule="FREQ=NEVER")


def test_a_task_stands_once_in_a_persons_plan(office):
    first, second = office.task("Một"), office.task("Hai")
    office.run("task.plan_on", ids=[first, second], day="2026-03-03")
    office.run("task.plan_on", ids=[second], day="2026-03-04")
    office.run("task.unplan", ids=[first])
    office.run("task.plan_on", ids=[first], day="2026-03-04", before=second)
    with office.store.reading() as connection:
        found = connection.execute(
            "SELECT t.title, p.planned_on FROM task_plan p JOIN task t ON t.id = p.task_id"
            " WHERE p.deleted_at IS NULL ORDER BY p.planned_on, p.order_key"
        ).fetchall()
    assert found == [("Một", "2026-03-04"), ("Hai", "2026-03-04")]
