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


def links_of(exchange):
    """Return the links as [title before, title after, kind, lag]."""
    task, link = record_class("task"), record_class("task_link")
    work = exchange.work
    with work.store.work(work.actor, "look") as unit:
        titles = dict(unit.session.execute(sa.select(task.id, task.title)).all())
        query = sa.select(link.before_id, link.after_id, link.kind, link.lag)
        found = unit.session.execute(query.where(link.deleted_at.is_(None))).all()
    return sorted((titles[one], titles[other], kind, lag) for one, other, kind, lag in found)


def above(exchange):
    texts = exchange.texts("task", "title", "parent_id")
    return dict(texts)


def imported(exchange, tmp_path, columns, rows):
    path = make_xlsx(tmp_path / "viec.xlsx", [tuple(columns), *rows])
    plan = exchange.plan(path, columns, "task")
    trial = exchange.trial(plan)
    result = exchange.run(plan)
    assert trial.counts.created == result.counts.created
    return result, trial


def test_rows_wait_for_those_that_their_predecessors_name(exchange, tmp_path):
    columns = {"STT": "row_number", "Tên": "title", "Việc trước": "predecessors"}
    rows = [(1, "Một", "3SS"), (2, "Hai", "1FS+2d"), (3, "Ba", None), (7, "Bảy", "Hai; 3FF-4h")]
    result, _trial = imported(exchange, tmp_path, columns, rows)
    assert result.notes == ()
    assert links_of(exchange) == [
        ("Ba", "Bảy", "FF", -240),
        ("Ba", "Một", "SS", 0),
        ("Hai", "Bảy", "FS", 0),
        ("Một", "Hai", "FS", 960),
    ]


def test_rows_stand_where_their_place_in_the_plan_says(exchange, tmp_path):
    columns = {"WBS": "outline_number", "Tên": "title", "Việc trước": "predecessors"}
    rows = [("1.1", "Con", None), ("1", "Cha", None), ("1.2", "Em", "1.1"), ("2.1.1", "Lạc", None)]
    imported(exchange, tmp_path, columns, rows)
    assert above(exchange) == {"Con": "Cha", "Cha": "", "Em": "Cha", "Lạc": ""}
    assert links_of(exchange) == [("Con", "Em", "FS", 0)]


def test_levels_say_what_a_row_stands_below(exchange, tmp_path):
    columns = {"Cấp": "outline_level", "Tên": "title"}
    rows = [(1, "Cha"), (2, "Con"), (3, "Cháu"), (2, "Em"), (1, "Khác")]
    imported(exchange, tmp_path, columns, rows)
    assert above(exchange) == {"Cha": "", "Con": "Cha", "Cháu": "Con", "Em": "Cha", "Khác": ""}


def test_a_child_may_stand_before_its_parent(exchange, tmp_path):
    columns = {"Tên": "title", "Thuộc việc": "parent_id"}
    rows = [("Đo đạc", "Khảo sát"), ("Chụp ảnh", "Đo đạc"), ("Khảo sát", None)]
    result, _trial = imported(exchange, tmp_path, columns, rows)
    assert (result.counts.created, result.counts.failed) == (3, 0)
    assert above(exchange) == {"Đo đạc": "Khảo sát", "Chụp ảnh": "Đo đạc", "Khảo sát": ""}


def test_a_parent_that_is_nowhere_refuses_its_row_as_ever(exchange, tmp_path):
    columns = {"Tên": "title", "Thuộc việc": "parent_id"}
    result, _trial = imported(exchange, tmp_path, columns, [("Đo đạc", "Khảo sát"), ("Hai", None)])
    assert (result.counts.created, result.counts.failed) == (1, 1)


def test_what_cannot_hold_is_told_and_left_out(exchange, tmp_path):
    columns = {"Tên": "title", "Việc trước": "predecessors"}
    rows = [("Một", "2"), ("Hai", "1; 99"), ("Ba", "Một")]
    result, trial = imported(exchange, tmp_path, columns, rows)
    assert result.counts.created == 3
    assert len(links_of(exchange)) == 2
    assert ("Một", "Ba", "FS", 0) in links_of(exchange)
    assert any("99" in note for note in trial.notes)
    assert any("Một" in note and "Hai" in note for note in result.notes)


def test_parents_that_are_below_each_other_are_told(exchange, tmp_path):
    columns = {"Tên": "title", "Thuộc việc": "parent_id"}
    result, _trial = imported(exchange, tmp_path, columns, [("Một", "Hai"), ("Hai", "Một")])
    assert result.counts.created == 2
    assert above(exchange) == {"Một": "", "Hai": "Một"}
    assert len(result.notes) == 1


def test_an_import_with_links_is_taken_back_as_a_whole(exchange, tmp_path):
    columns = {"Tên": "title", "Việc trước": "predecessors"}
    result, _trial = imported(exchange, tmp_path, columns, [("Một", None), ("Hai", "1")])
    assert links_of(exchange)
    exchange.undo(result.run)
    assert links_of(exchange) == []
    assert above(exchange) == {}


def test_headers_of_plans_are_known(exchange, tmp_path):
    heads = ["ID", "WBS", "Tên công việc", "Bắt đầu", "Predecessors", "Outline Level"]
    path = make_xlsx(tmp_path / "plan.xlsx", [heads, [1, "1", "Một", None, "2FS", 1]])
    columns = [
        {"index": one.index, "header": one.header, "samples": list(one.samples)}
        for one in exchange.look(path).main_sheet.columns
    ]
    matches = exchange.ask("import.match", entity="task", columns=columns)
    found = {column: field for column, field, _sure in matches}
    assert {found[0], found[1], found[4], found[5]} == {
        "row_number",
        "outline_number",
        "predecessors",
        "outline_level",
    }
