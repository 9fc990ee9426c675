"""The scenes: each brings the window to something worth seeing and takes pictures of it."""

from __future__ import annotations

from tools.shots.scenes import (
    administration,
    cards,
    company_server,
    customers,
    customizing,
    dialogs,
    diary,
    duplicates,
    exchange,
    joining,
    lists,
    moments,
    notices,
    paper,
    problems,
    protecting,
    safety,
    shell,
    start,
    statistics,
    work,
)
from tools.shots.scenes.register import Scene, all_scenes

__all__ = [
    "Scene",
    "administration",
    "all_scenes",
    "cards",
    "company_server",
    "customers",
    "customizing",
    "dialogs",
    "diary",
    "duplicates",
    "exchange",
    "joining",
    "lists",
    "moments",
    "notices",
    "paper",
    "problems",
    "protecting",
    "safety",
    "shell",
    "start",
    "statistics",
    "work",
]
