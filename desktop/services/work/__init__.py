"""What people do with projects and tasks."""

from desktop.services.work import (
    checklists,
    days,
    delegating,
    keeping,
    linking,
    placing,
    reporting,
    scheduling,
    states,
    templates,
    timing,
)

__all__ = [
    "checklists",
    "days",
    "delegating",
    "keeping",
    "linking",
    "placing",
    "reporting",
    "scheduling",
    "states",
    "templates",
    "timing",
]
