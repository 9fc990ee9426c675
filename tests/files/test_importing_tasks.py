"""Tasks come out of a spreadsheet with their project, the task above them and who does them."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
import sqlalchemy as sa

from desktop.models.base import record_class
from tests.files.makers import make_xlsx

COLUMNS = {
    "Tên công việc": "title",
    "Dự án": "project_id",
    "Thuộc việc": "parent_id",
    "Giao cho": "assignees",
    "Bắt đầu": "starts_at",
    "Hạn": "due_at",
    "Ưu tiên": "priority",
}
EIGHT = dt.datetime.fromisoformat("2026-12-01T08:00")
FIVE = dt.datetime.fromisoformat("2026-12-04T17:00")
ROWS = [
    ("Khảo sát", "Kho mới", None, "Nguyễn Văn An", EIGHT, None, "Cao"),
    ("Đo đạc", "Kho mới", "Khảo sát", "Nguyễn Văn An", None, FIVE, None),
    ("Chụp ảnh", "Kho mới", "Khảo sát", None, None, None, "Thấp"),
]


@pytest.fixture
def found(exchange, tmp_path):
    """Import the rows; return the tasks by their titles, and the projects."""
    path = tmp_path / "viec.xlsx"
    make_xlsx(path, [tuple(COLUMNS), *ROWS])
    work = exchange.work
    with work.store.work(work.actor, "project.create") as unit:
        unit.session.add(record_class("project")(id=uuid.uuid4(), name="Kho mới"))
    plan = exchange.plan(path, COLUMNS, "task")
    result = exchange.run(plan)
    assert result.counts.created == len(ROWS)
    task, project = record_class("task"), record_class("project")
    with work.store.work(work.actor, "look") as unit:
        tasks = {one.title: one for one in unit.session.scalars(sa.select(task))}
        projects = unit.session.scalars(sa.select(project)).all()
        unit.session.expunge_all()
    return tasks, projects, work.actor.user_id


def test_each_task_stands_in_its_project_below_the_task_that_is_named(found):
    tasks, (project,), _me = found
    assert {one.project_id for one in tasks.values()} == {project.id}
    assert tasks["Khảo sát"].parent_id is None
    assert tasks["Đo đạc"].parent_id == tasks["Khảo sát"].id
    assert tasks["Chụp ảnh"].parent_id == tasks["Khảo sát"].id


def test_people_times_and_priorities_are_understood(found):
    tasks, _projects, me = found
    assert tasks["Khảo sát"].assignees == [str(me)]
    assert tasks["Đo đạc"].due_at == dt.datetime(2026, 12, 4, 10, tzinfo=dt.UTC)
    assert (tasks["Khảo sát"].priority, tasks["Chụp ảnh"].priority) == ("high", "low")
