"""Rows of plans for the tests of their screens."""

from __future__ import annotations

import uuid

import pytest

from desktop.core.work.rows import PROJECT, TASK, PlanRow
from desktop.models import load_all
from desktop.views.work.plan_tree import Line

load_all()


def row(number: int, title: str = "", parent: PlanRow | None = None, **facts: object) -> PlanRow:
    """Return a task, or another kind of row."""
    kind = str(facts.pop("kind", TASK))
    above = parent.id if parent else None
    return PlanRow(uuid.UUID(int=number), kind, above, title or f"Việc {number}", **facts)  # type: ignore[arg-type]  # by name


@pytest.fixture
def plan() -> list[Line]:
    """A project with a task, two below it, and one more; and a task without a project."""
    project = row(1, "Dự án", kind=PROJECT, has_children=True)
    first = row(2, "Khảo sát", project, has_children=True, project=project.id)
    return [
        Line(project, 0, is_open=True),
        Line(first, 1, is_open=True),
        Line(row(3, "Gặp khách", first, project=project.id), 2),
        Line(row(4, "Ghi lại", first, project=project.id), 2),
        Line(row(5, "Cài đặt", project, project=project.id), 1),
        Line(row(6, "Việc riêng"), 0),
    ]
