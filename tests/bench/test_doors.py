"""What is opened and closed leaves nothing behind, whatever door it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.window import prepare, visit
from desktop.core.entities import iter_entities
from desktop.services.opening import open_for_window
from tests.examples import ExampleMaker

PEOPLE_MAKE_NONE = ("app_user", "custom_field", "word", "import_run", "distinct_pair")


@pytest.fixture
def lived_in(tmp_path) -> Path:
    """Return a profile with two records of every kind."""
    folder = tmp_path / "profile"
    opened = open_for_window(folder, "Nguyễn Văn An")
    make = ExampleMaker(opened.commands)
    for entity in iter_entities():
        if entity.key not in PEOPLE_MAKE_NONE:
            make(entity.key)
            make(entity.key)
    opened.close()
    prepare(folder)
    return folder


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.timeout(0)
def test_what_was_opened_and_closed_leaves_nothing(lived_in, rounds, tell):
    left = visit("doors", lived_in, str(rounds(120, 100_000)))
    tell(f"{left['doors']} doors, {left['memory']:.1f} MB more")
    assert left["doors"] > 100
    assert left["wrappers"] == 0
    assert left["memory"] < 20
