"""The dialog of sharing over a real store."""

from __future__ import annotations

from desktop.services.opening import declare
from tests.views.records.conftest import _made, company, folder, jobs, run  # noqa: F401 - fixtures

declare()
