"""Whatever is done in whatever order: no bug, no standstill, and what was done can be undone."""

from __future__ import annotations

import pytest

from tests.journeys.stored import is_sound


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.timeout(0)
def test_any_actions_in_any_order_leave_a_sound_program(company, start, rounds):
    for seed in range(rounds(2, 200)):
        program = start(company)
        walk(program, seed)
        undo_everything(program)
        program.kill()
        assert is_sound(company)


def walk(program, seed):
    """Let a monkey at the program and wait until it is tired."""
    program.until_ready()
    program.press("Ctrl+2")
    program.ask("monkey", seed=seed, steps=150)
    program.until(lambda: program.ask("monkey_done")["done"], "the end of the walk", 60)
    trail = program.ask("monkey_done")["trail"]
    assert program.ask("bugs") == [], f"seed {seed}: {trail}"
    stalls = [stack for milliseconds, stack in program.ask("stalls") if milliseconds > 200]
    assert not stalls, f"seed {seed}: {trail}\n{stalls}"


def undo_everything(program):
    """Take back whatever can be taken back."""
    for _step in range(60):
        if not program.ask("run", action="edit.undo"):
            break
    assert program.ask("bugs") == []
