"""Reminders over a real store and a clock that is set by hand."""

from tests.views.home.conftest import (  # noqa: F401 - pytest finds fixtures by their names here
    _made,
    begun,
    clock,
    context,
    folder,
    jobs,
    make,
    run,
)
