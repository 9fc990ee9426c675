"""Two projects of the demo company in the midst of their work: plans, links, logs, grades."""

from __future__ import annotations

import csv
import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from desktop.core.resources import resource_path
from desktop.core.scheduling.order_keys import keys_between
from desktop.core.scheduling.plan import WHOLE
from desktop.core.shipped import shipped_id
from desktop.services.demo.customers import Customer
from desktop.services.demo.diary import Act
from desktop.services.demo.office import Office, make_id, make_random
from desktop.services.demo.workdays import moment_at

_PLAN: Final = "demo_projects.tsv"
_GRADES: Final = ("excellent", "good", "pass")
_STEPS: Final = ("Liên hệ khách trước một ngày", "Chuẩn bị dụng cụ", "Chụp ảnh hiện trạng")
_NOTES: Final = (
    "Làm theo kế hoạch, không vướng.",
    "Khách đổi giờ, phải chờ nửa buổi.",
    "Thiếu vật tư, đã báo kho bổ sung.",
    "Xong phần chính, còn chỉnh vài chỗ.",
)
_COSTS: Final = (
    ("Cáp mạng và phụ kiện", "material", 18_400_000),
    ("Thuê giàn giáo", "service", 6_500_000),
    ("Xăng xe đi khảo sát", "travel", 1_250_000),
)
_OPENS, _CLOSES = 8 * 3600, 17 * 3600
_DAY: Final = 480
_MANY_LOGS: Final = 4


def note_projects(office: Office, customers: Sequence[Customer]) -> None:
    """Note the projects, their tasks, and what was done of them."""
    buyers = [one for one in customers if one.is_company and one.type == "customer"]
    _Writer(office, buyers[0].id if buyers else None).write()


@dataclass
class _Line:
    """A line of the plan as the file has it."""

    kind: str
    depth: int
    key: str
    title: str
    start: int
    days: int
    who: int
    percent: int
    after: tuple[str, ...]
    id: uuid.UUID = field(default_factory=lambda: uuid.UUID(int=0))


class _Writer:
    def __init__(self, office: Office, customer: uuid.UUID | None) -> None:
        self._office, self._customer = office, customer
        self._rnd = make_random("projects")
        people = [one.id for one in office.staff.there_on(office.last_day)]
        owner = office.staff.owner
        self._people = [owner, *(one for one in people if one != owner)]
        self._lines = _read()
        self._parents: list[_Line] = []
        self._projects: dict[str, _Line] = {}

    def write(self) -> None:
        """Write down everything that happened."""
        orders = iter(keys_between("", "", len(self._lines)))
        for line in self._lines:
            act = self._act()
            line.id = make_id(self._rnd, act.at)
            del self._parents[line.depth :]
            above = self._parents[-1] if self._parents else None
            if line.kind == "project":
                self._project(act, line, above, next(orders))
            else:
                self._task(act, line, above, next(orders))
            self._parents.append(line)
        self._links()

    def _act(self) -> Act:
        """Return who wrote the plan when: all of it before its first day."""
        first = min(one.start for one in self._lines)
        day = self._day(max(first - 2, -len(self._office.past.days)))
        return Act(moment_at(day, _OPENS), self._people[0], "project.create")

    def _project(self, act: Act, line: _Line, above: _Line | None, order: str) -> None:
        office = self._office
        is_campaign = line.key in {"C", "D"}
        values: dict[str, Any] = {
            "id": line.id,
            "name": line.title,
            "code": f"DA{len(self._projects) + 1:05}",
            "project_type": "campaign" if is_campaign else "project",
            "status": "running",
            "priority": "high" if not above else "normal",
            "parent_id": above.id if above else None,
            "account_id": None if is_campaign else self._customer,
            "members": [str(one) for one in self._people[:7]],
            "starts_on": self._day(line.start),
            "due_on": self._day(line.start + line.days),
            "budget": None if above else Decimal(480_000_000 if line.key == "A" else 60_000_000),
            "order_key": order,
        }
        office.diary.make(act, "project", values)
        self._projects[line.key] = line
        if line.key == "A":
            for title, kind, amount in _COSTS:
                at = Act(
                    moment_at(office.last_day, _CLOSES), self._people[0], "project_cost.create"
                )
                cost = {"title": title, "cost_type": kind, "amount": Decimal(amount)}
                made = {"id": make_id(self._rnd, at.at), "project_id": line.id}
                day = {"spent_on": office.last_day}
                office.diary.make(at, "project_cost", {**made, **cost, **day})

    def _task(self, act: Act, line: _Line, above: _Line | None, order: str) -> None:
        project = next(one for one in reversed(self._parents) if one.kind == "project")
        person = self._people[line.who % len(self._people)]
        ends = line.start + max(line.days, 1) - 1
        starts_at, due_at = (
            moment_at(self._day(line.start), _OPENS),
            moment_at(self._day(ends), _CLOSES),
        )
        is_summary = any(one.depth > line.depth for one in self._after(line)[:1])
        state = "done" if line.percent == WHOLE else "in_progress" if line.percent else "new"
        values: dict[str, Any] = {
            "id": line.id,
            "title": line.title,
            "code": f"CV{self._lines.index(line) + 1:05}",
            "project_id": project.id,
            "parent_id": above.id if above and above.kind == "task" else None,
            "order_key": order,
            "priority": "high" if line.days == 0 else "normal",
            "status": state,
        }
        if not is_summary:
            values |= {
                "assignees": [str(person)],
                "assigned_by": self._people[0],
                "acceptance": "waiting" if line.start > _MANY_LOGS else "accepted",
                "percent": Decimal(line.percent),
                "starts_at": due_at if not line.days else starts_at,
                "due_at": due_at,
                "is_milestone": line.days == 0,
                "actual_start_at": starts_at if line.percent else None,
                "done_at": due_at if line.percent == WHOLE else None,
                "baseline_start_at": starts_at,
                "baseline_due_at": due_at,
            }
            if line.percent == WHOLE and line.days:
                grade = shipped_id("task_grade", _GRADES[line.who % len(_GRADES)])
                values |= {"grade_id": grade, "graded_by": self._people[0]}
        self._office.diary.make(act, "task", values)
        if not is_summary and line.days:
            self._done(line, project, person, ends)

    def _after(self, line: _Line) -> list[_Line]:
        return self._lines[self._lines.index(line) + 1 :]

    def _done(self, line: _Line, project: _Line, person: uuid.UUID, ends: int) -> None:
        """Note the steps of a task, what was logged of it, and that it is planned for a day."""
        diary, rnd = self._office.diary, self._rnd
        at = self._act()
        for title, order in zip(_STEPS, keys_between("", "", len(_STEPS)), strict=True):
            step = {"id": make_id(rnd, at.at), "task_id": line.id, "title": title}
            is_done = line.percent == WHOLE or (line.percent > 0 and title == _STEPS[0])
            diary.make(at, "checklist_item", {**step, "order_key": order, "is_done": is_done})
        if line.percent:
            for offset in range(line.start, min(ends, -1) + 1):
                day = self._day(offset)
                begun = moment_at(day, _OPENS + int(rnd.random() * 4) * 1800)
                minutes = 60 + int(rnd.random() * 12) * 30
                written = Act(begun + dt.timedelta(minutes=minutes), person, "work_log.log")
                log = {
                    "id": make_id(rnd, begun),
                    "title": line.title,
                    "description": _NOTES[int(rnd.random() * len(_NOTES))],
                    "task_id": line.id,
                    "project_id": project.id,
                    "account_id": None if project.key in {"C", "D"} else self._customer,
                    "started_at": begun,
                    "minutes": minutes,
                    "is_billable": project.key == "B",
                }
                diary.make(written, "work_log", log)
        elif line.start <= _MANY_LOGS and line.start >= 0:
            planned = Act(moment_at(self._office.last_day, _CLOSES), person, "task.plan_on")
            plan = {
                "id": uuid.uuid5(line.id, str(person)),
                "task_id": line.id,
                "user_id": person,
                "planned_on": self._day(line.start),
                "order_key": "i",
            }
            diary.make(planned, "task_plan", plan)

    def _links(self) -> None:
        by_key = {line.key: line for line in self._lines}
        for line in self._lines:
            for key in line.after:
                act = self._act()
                link = {"before_id": by_key[key].id, "after_id": line.id, "kind": "FS"}
                self._office.diary.make(
                    act, "task_link", {"id": make_id(self._rnd, act.at), **link}
                )

    def _day(self, offset: int) -> dt.date:
        """Return the working day so many after today's, or before it."""
        days = self._office.past.days if offset < 0 else self._office.coming.days
        if offset < len(days):
            return days[offset]
        return days[-1] + dt.timedelta(days=offset - len(days) + 1)


def _read() -> list[_Line]:
    with resource_path("seed_data", _PLAN).open(encoding="utf-8", newline="") as file:
        return [
            _Line(
                row["kind"],
                int(row["depth"]),
                row["key"],
                row["title"],
                int(row["start"]),
                int(row["days"]),
                int(row["who"]),
                int(row["percent"]),
                tuple(filter(None, row["after"].split(","))),
            )
            for row in csv.DictReader(file, delimiter="\t")
        ]
