"""Working hours of the company and of its people, in plans."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from desktop.core.errors import InvalidValueError, NotAllowedError
from desktop.core.permissions import Actor
from desktop.core.scheduling.company_hours import COMPANY_WEEK, week_id
from desktop.services.commands import LocalCommands
from tests.services.work.conftest import at, local

MORNINGS = [[[480, 720]]] * 6 + [[]]  # Monday to Saturday, 8 to 12
LATE = [[[780, 1020]]] * 5 + [[], []]  # Monday to Friday, 13 to 17


def due(office, **facts):
    office.task("Khảo sát", starts_at=local("2026-03-02T08:00"), duration=960, **facts)
    return office.rows()["Khảo sát"].due_at


def test_a_task_takes_the_hours_that_the_company_works(office):
    office.run("working_hours.set_company", week=MORNINGS)
    assert due(office) == at("2026-03-05T12:00")
    assert office.sheet().hours.spans(dt.date(2026, 3, 7)) == ((480, 720),)


def test_who_works_otherwise_does_tasks_in_the_own_hours(office):
    office.run("working_hours.set_mine", week=LATE)
    assert due(office, assignees=[str(office.me.user_id)]) == at("2026-03-05T17:00")


def test_two_people_do_a_task_when_both_work(office):
    binh = office.user("Trần Bình")
    office.run("working_hours.set_mine", week=LATE)
    both = [str(office.me.user_id), binh]
    assert due(office, assignees=both) == at("2026-03-05T17:00")
    row = office.rows()["Khảo sát"]
    project = office.project()
    office.run("task.save", id=str(row.id), values={"project_id": [None, project]})
    (shift,) = office.reads.plan_shift(
        office.sheet(project).scope, [[str(row.id), "2026-03-03T13:00", None, None]]
    ) or [None]
    assert shift is None  # nothing waits for it


def test_links_push_into_the_hours_of_who_is_pushed(office):
    office.run("working_hours.set_mine", week=LATE)
    project = office.project(starts_on="2026-03-02")
    facts = {"project_id": project, "starts_at": local("2026-03-02T08:00"), "duration": 240}
    first = office.task("Một", **facts)
    mine = office.task("Hai", **facts, assignees=[str(office.me.user_id)])
    office.run("task.link", before=first, after=mine)
    proposal = {
        one.title: one.start for one in office.reads.plan_proposal(office.sheet(project).scope)
    }
    assert proposal["Hai"] == at("2026-03-02T13:00")


def test_people_who_never_meet_work_in_the_companys_hours(office):
    binh = office.user("Trần Bình")
    office.run("working_hours.set_company", week=MORNINGS)
    office.run("working_hours.set_mine", week=LATE)
    assert due(office, assignees=[str(office.me.user_id), binh]) == at("2026-03-05T12:00")


def test_a_day_worked_by_decision_has_the_hours_of_the_longest_day(office):
    office.run("working_hours.set_company", week=MORNINGS)
    office.run("day_off.create", values={"name": "Bù", "day": "2026-03-08", "is_working": True})
    assert office.sheet().hours.spans(dt.date(2026, 3, 8)) == ((480, 720),)


def test_own_hours_are_given_up_and_everything_is_taken_back(office):
    office.run("working_hours.set_mine", week=LATE)
    office.run("working_hours.set_mine", week=None)
    assert office.sheet().own_hours == {}
    office.undo()
    assert set(office.sheet().own_hours) == {office.me.user_id}


@pytest.mark.parametrize(
    "week",
    [[], [[]] * 7, [[[480, 470]]] * 7, [[[0, 1441]]] * 7, [[[480, 600], [590, 700]]] * 7, [1] * 7],
)
def test_what_are_no_hours_is_refused(office, week):
    with pytest.raises(InvalidValueError):
        office.run("working_hours.set_company", week=week)


def test_nobody_sets_the_hours_of_others_without_the_right(office):
    office.run("working_hours.set_company", week=MORNINGS)
    binh = uuid.UUID(office.user("Trần Bình"))
    rights = frozenset({"working_hours.save", "working_hours.create", "working_hours.set_mine"})
    staff = LocalCommands(office.store, Actor(binh, permissions=rights))
    week = {"week": [MORNINGS, LATE]}
    with pytest.raises(NotAllowedError):
        staff.run("working_hours.set_company", {"week": LATE})
    with pytest.raises(NotAllowedError):
        staff.run("working_hours.save", {"id": str(COMPANY_WEEK), "values": week})
    staff.run("working_hours.set_mine", {"week": LATE})
    assert week_id(binh) != COMPANY_WEEK
    assert set(office.sheet().own_hours) == {binh}
