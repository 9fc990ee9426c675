"""The fixtures of panes over a real store."""

from __future__ import annotations

from tests.views.records.conftest import (  # noqa: F401 - fixtures
    _made,
    folder,
    jobs,
    make_page,
    run,
)
