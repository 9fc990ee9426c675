"""System: what the program itself keeps as records."""

from __future__ import annotations

from desktop.models.system.workplace import ImportRun, SavedView

__all__ = ["ImportRun", "SavedView"]
