"""A bad day in a company ends well; and the harness notices where it would not."""

from __future__ import annotations

import os

import pytest

from desktop.store.mirror import applying
from desktop.sync.rounds import Round
from tests.sync.faults.world import World

SEEDS = int(os.environ.get("LIENHE_SYNC_SEEDS", "6"))
STEPS = 60


@pytest.fixture
def world(company, desk, tmp_path):
    """Makes a company of three with a seed."""
    made: list[World] = []

    def make(seed: int, mode: str = "right") -> World:
        desks = [desk(is_administrator=number == 0) for number in range(3)]
        folder = tmp_path / "backups"
        folder.mkdir(exist_ok=True)
        made.append(World(company, desks, seed, folder, mode))
        return made[-1]

    yield make
    for day in made:
        day.end()


@pytest.mark.timeout(120)
@pytest.mark.parametrize("seed", range(SEEDS))
def test_after_a_bad_day_everybody_has_what_the_centre_shows_them(world, seed):
    day = world(seed)
    day.live(STEPS)
    assert day.violations == []
    assert day.counts["rounds"] > 0


@pytest.mark.timeout(300)
@pytest.mark.parametrize("mistake", ["open transactions", "no dedupe"])
def test_a_mistake_in_the_protocol_is_noticed(world, mistake):
    assert any(_is_noticed(world, mistake, seed) for seed in range(100, 108))


def test_an_overlay_that_is_dropped_at_the_answer_lets_the_edit_flicker(desk, monkeypatch):
    an = desk(is_administrator=True)
    made = an.make("account", name="Hoa Sen")
    an.sync()
    an.change("account", made, name="Sen Vàng")
    monkeypatch.setattr(applying, "is_visible", lambda _transaction, _snapshot: True)
    an.engine._push(Round())
    assert an.cell("account", made, "name") == "Hoa Sen"


def test_an_accepted_edit_stays_until_the_pull_that_shows_it(desk):
    an = desk(is_administrator=True)
    made = an.make("account", name="Hoa Sen")
    an.sync()
    an.change("account", made, name="Sen Vàng")
    an.engine._push(Round())
    assert an.cell("account", made, "name") == "Sen Vàng"
    an.engine._pull(Round())
    assert an.cell("account", made, "name") == "Sen Vàng"


def _is_noticed(world, mistake: str, seed: int) -> bool:
    day = world(seed, mistake)
    day.live(STEPS)
    return bool(day.violations)
