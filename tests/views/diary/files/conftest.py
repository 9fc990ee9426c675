"""The window's jobs with a worker, over a real store."""

from __future__ import annotations

from tests.views.diary.conftest import (  # noqa: F401 - fixtures
    _made,
    clock,
    folder,
)
from tests.views.records.conftest import jobs, run  # noqa: F401 - fixtures
