"""Plans in files: written, looked at, taken in; hostile ones refused in a sentence."""

from __future__ import annotations

import uuid

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from desktop.core.errors import CancelledError, InputError, InvalidValueError
from desktop.core.project_xml.sheets import plan_file
from desktop.core.work.rows import PROJECT, PlanScope
from desktop.core.work.scope_json import scope_to_json
from desktop.files.project_xml import read_plan_file, write_plan_file
from desktop.models.work import TaskLink
from tests.files.exchange import Reported
from tests.gantt_plans import shop_plan


@pytest.fixture
def shop_file(tmp_path):
    path = tmp_path / "cửa hàng.xml"
    write_plan_file(path, plan_file(shop_plan(), "Cửa hàng Hoa Sen"))
    return path


def test_a_file_is_read_as_it_was_written(shop_file):
    assert read_plan_file(shop_file) == plan_file(shop_plan(), "Cửa hàng Hoa Sen")


def test_looking_tells_what_an_import_brings(exchange, shop_file):
    told = exchange.ask("plan.look", path=str(shop_file))
    assert (told["title"], told["tasks"]) == ("Cửa hàng Hoa Sen", 36)
    assert told["links"] == len(shop_plan().links)
    assert told["strangers"] == ["Nguyễn An", "Trần Bình", "Lê Chi"]
    assert told["missed"] == []


def test_an_import_makes_a_project_with_its_tree_and_links(exchange, shop_file, tmp_path):
    made = exchange.ask("plan.import", path=str(shop_file), title="Cửa hàng mới")
    project = uuid.UUID(made["project"])
    scope = PlanScope(project=project)
    out = tmp_path / "lại.xml"
    exchange.ask("plan.export", scope=scope_to_json(scope), title="Cửa hàng mới", path=str(out))
    before, after = plan_file(shop_plan(), ""), read_plan_file(out)
    assert after.tasks[0].title == "Cửa hàng mới"
    assert [one.title for one in after.tasks[1:]] == [one.title for one in before.tasks]
    assert [one.level - 1 for one in after.tasks[1:]] == [one.level for one in before.tasks]
    pairs = zip(after.tasks[1:], before.tasks, strict=True)
    leaves = [(new, old) for new, old in pairs if not (old.is_summary or old.is_milestone)]
    assert all((new.start, new.finish) == (old.start, old.finish) for new, old in leaves)
    assert len(after.links) == len(before.links)


def test_an_import_tells_how_far_it_is_and_is_stopped_without_a_trace(exchange, shop_file):
    told = Reported()
    exchange.ask("plan.import", path=str(shop_file), title="Một", report=told)
    assert told.told[-1][1] == 36 + len(shop_plan().links)
    with pytest.raises(CancelledError):
        exchange.ask("plan.import", path=str(shop_file), title="Hai", report=Reported(after=1))
    assert exchange.texts("project", "name") == [("Một",)]


def test_an_export_tells_how_far_it_is(exchange, shop_file, tmp_path):
    made = exchange.ask("plan.import", path=str(shop_file), title="Cửa hàng")
    scope, told = scope_to_json(PlanScope(project=uuid.UUID(made["project"]))), Reported()
    path = tmp_path / "a.csv"
    exchange.ask("plan.export", scope=scope, title="", path=str(path), report=told)
    assert told.told[-1] == (37, 37)


def test_lags_are_written_as_they_are_read(exchange, shop_file, tmp_path):
    made = exchange.ask("plan.import", path=str(shop_file), title="Cửa hàng")
    project = uuid.UUID(made["project"])
    with exchange.work.store.work(exchange.work.actor, "look") as unit:
        link = unit.session.scalars(sa.select(TaskLink)).first()
        link.lag, link.is_elapsed, link.kind = 2880, True, "SS"
    path = tmp_path / "a.csv"
    exchange.ask(
        "plan.export", scope=scope_to_json(PlanScope(project=project)), title="", path=str(path)
    )
    assert "SS+2ed" in path.read_text("utf-8-sig")


def test_a_plan_goes_into_a_workbook_and_a_csv(exchange, shop_file, tmp_path):
    made = exchange.ask("plan.import", path=str(shop_file), title="Cửa hàng")
    scope = scope_to_json(PlanScope(project=uuid.UUID(made["project"])))
    book, table = tmp_path / "kế hoạch.xlsx", tmp_path / "kế hoạch.csv"
    for path in (book, table):
        exchange.ask("plan.export", scope=scope, title="Cửa hàng", path=str(path))
    rows = list(load_workbook(book).active.values)
    assert len(rows) == 1 + 1 + 36
    assert rows[4][0] == "1.1.1.1"
    assert rows[4][1].strip() == "Đo mặt bằng"
    assert table.read_text("utf-8-sig").count("\n") == len(rows)


BOMB = """<?xml version="1.0"?><!DOCTYPE Project [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>
<Project xmlns="http://schemas.microsoft.com/project"><Name>&b;</Name></Project>"""
LEAK = """<?xml version="1.0"?><!DOCTYPE Project [<!ENTITY a SYSTEM "file:///etc/hostname">]>
<Project xmlns="http://schemas.microsoft.com/project"><Name>&a;</Name></Project>"""


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (BOMB, "harmful"),
        (LEAK, "harmful"),
        ("<html><body>a</body></html>", "no plan"),
        ("đây không phải XML", "no plan"),
        ("\x00\x01\xd0\xcf MPP", "no plan"),
        ('<Project xmlns="http://schemas.microsoft.com/project">\n<Tasks><Task>', "line 2"),
        ("<Project>" + "<a>" * 5000, "damaged"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_with_its_name(tmp_path, content, words):
    path = tmp_path / "lạ.xml"
    path.write_text(content, "utf-8")
    with pytest.raises(InputError, match=words) as told:
        read_plan_file(path)
    assert "lạ.xml" in str(told.value)


def test_a_plan_without_tasks_is_refused_and_nothing_is_made(exchange, tmp_path, changes):
    path = tmp_path / "rỗng.xml"
    path.write_text('<Project xmlns="http://schemas.microsoft.com/project"></Project>', "utf-8")
    with pytest.raises(InvalidValueError, match="no tasks"):
        exchange.ask("plan.import", path=str(path), title="")
    assert changes == []


def test_the_first_row_of_a_sheet_is_its_project():
    assert shop_plan().rows[0].kind == PROJECT
