"""Plans as screens get them: a shop that is fitted out in two months, and large ones."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from desktop.core.pages import Ref
from desktop.core.scheduling.minutes import from_minute, to_minute
from desktop.core.work.planning import with_slack, working_time
from desktop.core.work.rows import PROJECT, TASK, PlanLink, PlanRow, PlanScope, PlanSheet

START = dt.datetime(2026, 11, 16, 8)  # noqa: DTZ001 - wall time, as in every plan
DAY = 480
AN, BINH, CHI = (uuid.UUID(int=number) for number in (101, 102, 103))
NAMES = {AN: "Nguyễn An", BINH: "Trần Bình", CHI: "Lê Chi"}
HOA_SEN = Ref("account", uuid.UUID(int=201), "Công ty Hoa Sen")
PHASES = (
    ("Khảo sát", ("Đo mặt bằng", "Chụp ảnh hiện trạng", "Họp với chủ nhà", "Biên bản khảo sát")),
    ("Thiết kế", ("Bản vẽ mặt bằng", "Bản vẽ điện", "Bản vẽ nước", "Phối cảnh", "Duyệt thiết kế")),
    ("Thi công phần thô", ("Tháo dỡ", "Xây tường", "Đi dây điện", "Đi ống nước", "Chống thấm")),
    ("Hoàn thiện", ("Trát tường", "Lát nền", "Trần thạch cao", "Sơn nước", "Lắp cửa", "Vệ sinh")),
    ("Nội thất", ("Đặt tủ kệ", "Lắp quầy", "Lắp kệ", "Biển hiệu", "Ánh sáng")),
    ("Khai trương", ("In tờ rơi", "Mời khách", "Diễn tập", "Ngày khai trương")),
)


def task_id(number: int) -> uuid.UUID:
    return uuid.UUID(int=1000 + number)


def task(number: int, title: str, *, start: int, days: float, **more: object) -> PlanRow:
    """A task that begins so many working days after the start and takes so many days."""
    time = working_time(PlanSheet(PlanScope(), start=START))
    first = time.index(to_minute(START)) + start * DAY
    values: dict[str, object] = {
        "starts_at": from_minute(time.start_of(first)),
        "due_at": from_minute(time.end_of(first + round(days * DAY))),
        "duration": round(days * DAY),
        "order": f"{number:04d}1",
        "status": "new",
        "project": task_id(0),
        "parent": task_id(0),
    }
    return PlanRow(task_id(number), TASK, **{"title": title, **values, **more})  # type: ignore[arg-type]  # values by name


def link(number: int, before: int, after: int, kind: str = "FS", lag: int = 0) -> PlanLink:
    return PlanLink(uuid.UUID(int=5000 + number), task_id(before), task_id(after), kind, lag)


def sheet_of(rows: Sequence[PlanRow], links: Sequence[PlanLink] = ()) -> PlanSheet:
    return PlanSheet(PlanScope(), tuple(rows), tuple(links), start=START)


def shop_plan() -> PlanSheet:
    """A project of two months: six phases, forty tasks, their links, a milestone at the end."""
    rows: list[PlanRow] = []
    links: list[PlanLink] = []
    number, begin, last = 1, 0, 0
    for phase, titles in PHASES:
        head = number
        number += 1
        first, at = number, begin
        for place, title in enumerate(titles):
            days = 0 if title.startswith("Ngày") else 1 + (place * 2 + len(phase)) % 4
            person = (AN, BINH, CHI)[(place + head) % 3]
            rows.append(
                task(
                    number,
                    title,
                    start=at,
                    days=days,
                    parent=task_id(head),
                    assignees=(person,),
                    people=NAMES[person],
                    percent=100 if at < 4 else 40 if at < 7 else 0,
                    status="done" if at < 4 else "in_progress" if at < 7 else "new",
                    is_milestone=days == 0,
                    account=HOA_SEN,
                    done_at=None,
                )
            )
            if place or last:
                links.append(link(number, number - 1 if place else last, number))
            at += days
            number += 1
        last = number - 1
        below = rows[-(number - first) :]
        rows.insert(
            len(rows) - len(below),
            PlanRow(
                task_id(head),
                TASK,
                task_id(0),
                phase,
                f"{head:04d}1",
                "new",
                has_children=True,
                starts_at=below[0].starts_at,
                due_at=max(row.due_at for row in below if row.due_at),
                project=task_id(0),
                percent=sum(row.percent for row in below) // len(below),
            ),
        )
        begin = at
    ends = [row.due_at for row in rows if row.due_at]
    project = PlanRow(
        task_id(0),
        PROJECT,
        None,
        "Cửa hàng Hoa Sen",
        status="running",
        has_children=True,
        starts_at=rows[0].starts_at,
        due_at=max(ends),
        project=task_id(0),
        account=HOA_SEN,
        percent=17,
        people="Nguyễn An",
        assignees=(AN,),
    )
    return with_slack(sheet_of([project, *rows], links))


def large_plan(count: int) -> PlanSheet:
    """Bars in groups of ten, with two links for each five."""
    rows, links = [], []
    for number in range(count):
        if number % 10 == 0:
            rows.append(PlanRow(task_id(number), TASK, None, f"Nhóm {number}", has_children=True))
            continue
        head = number - number % 10
        rows.append(
            task(
                number,
                f"Việc {number}",
                start=number % 200,
                days=1 + number % 5,
                parent=task_id(head),
                people=NAMES[AN],
                assignees=(AN,),
                percent=number % 100,
            )
        )
        if number % 5 in (1, 3) and number % 10 > 1:
            links.append(link(number, number - 1, number))
    return sheet_of(rows, links)
