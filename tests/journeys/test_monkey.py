"""Whatever is done in whatever order: no bug, no standstill, and what was done can be undone."""

from __future__ import annotations

import shutil
import uuid
from pathlib import Path

import pytest

from desktop.core.entities import iter_entities
from desktop.core.paths import Profile
from desktop.core.settings import Settings, save_settings
from desktop.services.opening import open_for_window
from tests.examples import ExampleMaker
from tests.journeys.stored import asked, is_sound

PEOPLE_MAKE_NONE = ("app_user", "custom_field", "word", "import_run", "distinct_pair")
LOOKS = (("vi", "light"), ("en", "dark"))


@pytest.fixture(scope="module")
def everything(_company_profile, tmp_path_factory) -> Path:
    """Return the folder of a company with some records of every kind."""
    folder = tmp_path_factory.mktemp("everything") / "profile"
    shutil.copytree(_company_profile, folder)
    opened = open_for_window(folder)
    make = ExampleMaker(opened.commands)
    for entity in iter_entities():
        if entity.key not in PEOPLE_MAKE_NONE:
            make(entity.key)
            make(entity.key)
    opened.close()
    return folder


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.timeout(0)
def test_any_actions_in_any_order_leave_a_sound_program(everything, start, rounds, tell, tmp_path):
    steps = 0
    for seed in range(rounds(2, 40)):
        profile = Path(shutil.copytree(everything, tmp_path / f"profile{seed}"))
        language, theme = LOOKS[seed % 2]
        save_settings(
            Profile(profile), Settings(language=language, theme=theme, first_run_done=True)
        )
        program = start(profile)
        steps += walk(program, profile, seed)
        undo_everything(program)
        program.kill()
        assert is_sound(profile)
    tell(f"{steps} steps")


def walk(program, profile, seed):
    """Let a monkey at the program and wait until it is tired; return how far it went."""
    program.until_ready()
    cards = {
        entity.key: str(uuid.UUID(bytes=found[0][0]))
        for entity in iter_entities()
        if (found := asked(profile, f'SELECT id FROM "{entity.key}" WHERE deleted_at IS NULL'))
    }
    places = 1 + 3 * len(list(iter_entities())) + len(cards)
    steps = 8 * (places // 2 + 8)
    program.ask("monkey", seed=seed, steps=steps, cards=cards, share=[seed % 2, 2])
    program.until(lambda: program.ask("monkey_done")["done"], "the end of the walk", 120)
    report = program.ask("monkey_done")
    told = f"seed {seed}: {report['trail'][-40:]}"
    bugs = program.ask("bugs")
    assert not bugs, "\n".join([told, *bugs])
    stalls = [stack for milliseconds, stack in program.ask("stalls") if milliseconds > 200]
    assert not stalls, f"{told}\n{stalls}"
    assert report["unseen"] < places // 8, told
    return steps


def undo_everything(program):
    """Take back whatever can be taken back."""
    for _step in range(60):
        if not program.ask("run", action="edit.undo"):
            break
    assert program.ask("bugs") == []
