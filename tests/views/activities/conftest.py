"""The fixtures of cards over a real store."""

from __future__ import annotations

import pytest

from tests.views.records.conftest import (  # noqa: F401 - fixtures
    _made,
    company,
    folder,
    jobs,
    make_page,
    run,
)


@pytest.fixture
def page(make_page, company, qtbot):  # noqa: F811 - fixtures
    """The card of a customer."""
    made = make_page("account")
    with qtbot.waitSignal(made.title_changed):
        made.open(company)
    return made
