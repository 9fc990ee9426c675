"""Scenes of projects and tasks, on a small project that is made here."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Final

from desktop.core.clock import SystemClock, local_zone, to_micros
from desktop.core.filters import Json
from desktop.core.ids import new_id
from desktop.core.ports import Reads
from desktop.views.shell.targets import Target, record
from desktop.views.work.work_page import WorkPage
from desktop.views.work.work_scope import ALL, MINE, OF_PROJECT, WorkScope
from tools.shots.scenes.register import scene
from tools.shots.studio import Studio

PROJECT: Final = "Triển khai phần mềm cho Công ty Sao Mai"
# Depth, title, day it begins and ends from today on, percent, priority.
TASKS: Final = (
    (0, "Khảo sát", -12, -6, 100, "normal"),
    (1, "Gặp ban giám đốc", -12, -11, 100, "high"),
    (1, "Ghi lại quy trình bán hàng", -10, -6, 100, "normal"),
    (0, "Cài đặt và chuyển dữ liệu", -5, 9, 40, "normal"),
    (1, "Cài máy chủ", -5, -3, 100, "normal"),
    (1, "Làm sạch danh sách khách hàng cũ từ các tệp Excel", -4, -1, 60, "urgent"),
    (1, "Nhập khách hàng và công nợ", 0, 4, 20, "high"),
    (2, "Nhập thử 100 khách hàng", 0, 1, 50, "normal"),
    (2, "Nhập toàn bộ", 2, 4, 0, "normal"),
    (1, "Kiểm tra cùng kế toán", 5, 9, 0, "normal"),
    (0, "Đào tạo", 10, 18, 0, "normal"),
    (1, "Soạn tài liệu hướng dẫn", 7, 11, 0, "low"),
    (1, "Đào tạo phòng kinh doanh", 12, 13, 0, "normal"),
    (1, "Đào tạo kế toán", 14, 15, 0, "normal"),
    (0, "Nghiệm thu", 18, 18, 0, "high"),
)


async def plan_something(studio: Studio) -> uuid.UUID:
    """Make a project with its tasks, once; return its id."""

    def ask(reads: Reads) -> list[uuid.UUID]:
        return [hit.ref.id for hit in reads.choices("project", PROJECT)]

    found = await studio.jobs.read(ask)
    if found:
        return found[0]
    project = new_id()
    values: dict[str, Json] = {"name": PROJECT, "account_id": str(studio.subjects.company)}
    await studio.jobs.command("project.create", values=values, id=str(project))
    people = [
        str(one.id) for one in await studio.jobs.read(lambda reads: reads.organisation().people)
    ]
    above: list[uuid.UUID] = []
    now = SystemClock().now().astimezone(local_zone())
    today = now.replace(hour=8, minute=0, second=0, microsecond=0)
    for number, (depth, title, starts, due, percent, priority) in enumerate(TASKS):
        task = new_id()
        del above[depth:]
        begin = today + dt.timedelta(days=starts)
        end = (today + dt.timedelta(days=due)).replace(hour=17)
        whose = str(studio.me) if number % 2 else people[number % len(people)]
        made: dict[str, Json] = {
            "title": title,
            "project_id": str(project),
            "priority": priority,
            "percent": str(percent),
            "starts_at": to_micros(begin),
            "due_at": to_micros(end),
            "assignees": [whose],
        }
        if above:
            made["parent_id"] = str(above[-1])
        await studio.jobs.command("task.create", values=made, id=str(task))
        above.append(task)
    return project


async def _page(studio: Studio, scope: WorkScope) -> WorkPage:
    page = await studio.go(Target("work"))
    if not isinstance(page, WorkPage):
        raise TypeError(f"{page} is another page")
    page.show_scope(scope)
    await studio.settle()
    return page


@scene("work-tree")
async def work_tree(studio: Studio) -> None:
    project = await plan_something(studio)
    page = await _page(studio, WorkScope(OF_PROJECT, project, PROJECT))
    await studio.until(page.view.status_text)
    page.view.pane.table.choose([6])  # type: ignore[attr-defined]  # a tree
    await studio.settle()
    await studio.shoot("work-tree")
    page.view.new_task()
    await studio.shoot("work-tree-writing")
    page.view.pane.writing.edit.give_up()  # type: ignore[attr-defined]  # a tree
    await _page(studio, WorkScope(ALL))
    await studio.shoot("work-tree-all")
    await _page(studio, WorkScope(MINE))
    await studio.shoot("work-tree-mine")


@scene("work-board")
async def work_board(studio: Studio) -> None:
    project = await plan_something(studio)
    page = await _page(studio, WorkScope(OF_PROJECT, project, PROJECT))
    page.head.view_chosen.emit("board")
    await studio.until(lambda: page.view.cards.columns)  # type: ignore[attr-defined]  # a board
    await studio.shoot("work-board")
    page.view.grouping.setCurrentIndex(2)  # type: ignore[attr-defined]  # a board
    await studio.shoot("work-board-people")
    page.view.grouping.setCurrentIndex(0)  # type: ignore[attr-defined]  # a board
    page.head.view_chosen.emit("tree")


@scene("work-week")
async def work_week(studio: Studio) -> None:
    await plan_something(studio)
    page = await _page(studio, WorkScope(MINE))
    page.head.view_chosen.emit("week")
    cards = page.view.cards  # type: ignore[attr-defined]  # a week plan
    await studio.until(lambda: cards.columns)
    waiting = cards.columns[0].cards
    day = [column.key for column in cards.columns[1:6]]
    for number, card in enumerate(waiting[:5]):
        key = day[min(number // 3, 4)]
        await studio.jobs.command("task.plan_on", ids=[str(card.id)], day=key)
    await studio.settle()
    await studio.shoot("work-week")
    page.head.view_chosen.emit("tree")


@scene("work-sheet")
async def work_sheet(studio: Studio) -> None:
    await plan_something(studio)
    page = await _page(studio, WorkScope(MINE))
    page.head.view_chosen.emit("week")
    cards = page.view.cards  # type: ignore[attr-defined]  # a week plan
    await studio.until(lambda: cards.columns)
    rows = [card for column in cards.columns for card in column.cards][:4]
    page.head.view_chosen.emit("sheet")
    begin = dt.datetime.combine(page.view.week.monday, dt.time(8), local_zone())  # type: ignore[attr-defined]  # a time sheet
    for number, row in enumerate(rows):
        for day in range(number, 5, 2):
            at = to_micros(begin + dt.timedelta(days=day))
            values: dict[str, Json] = {
                "title": row.title,
                "task_id": str(row.id),
                "started_at": at,
                "minutes": 60 + 45 * number,
            }
            await studio.jobs.command("work_log.create", values=values)
    await studio.settle()
    await studio.shoot("work-sheet")
    page.head.view_chosen.emit("tree")


@scene("work-report")
async def work_report(studio: Studio) -> None:
    await plan_something(studio)
    page = await _page(studio, WorkScope(MINE))
    page.head.view_chosen.emit("report")
    await studio.settle()
    await studio.shoot("work-report")
    page.head.view_chosen.emit("tree")


@scene("project-card")
async def project_card(studio: Studio) -> None:
    project = await plan_something(studio)
    for name in ("Khảo sát", "Triển khai", "Bàn giao"):
        values: dict[str, Json] = {"project_id": str(project), "name": name}
        await studio.jobs.command("project_stage.create", values=values)
    await studio.go(record("project", project))
    await studio.shoot("project-card")
