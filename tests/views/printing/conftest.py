"""A company's list in a real store, and the printing of it."""

from __future__ import annotations

from tests.views.records.conftest import _made, company, folder, jobs, run

__all__ = ["_made", "company", "folder", "jobs", "run"]
