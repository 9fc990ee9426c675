"""Projects, tasks and the work done on them."""

from __future__ import annotations

from desktop.models.work.linking import ChecklistItem, TaskLink
from desktop.models.work.logging import TaskGrade, TaskPlan, WorkLog
from desktop.models.work.project import Project
from desktop.models.work.project_parts import ProjectCost, ProjectMember, ProjectStage
from desktop.models.work.task import Task

__all__ = [
    "ChecklistItem",
    "Project",
    "ProjectCost",
    "ProjectMember",
    "ProjectStage",
    "Task",
    "TaskGrade",
    "TaskLink",
    "TaskPlan",
    "WorkLog",
]
