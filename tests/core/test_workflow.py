"""States move along declared transitions and no others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.core import workflow
from desktop.core.errors import RuleBrokenError
from desktop.core.workflow import next_state, transition, transitions_of


@pytest.fixture(autouse=True)
def _declared(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Declare the states of a letter, beside what the program declares."""
    monkeypatch.setattr(workflow, "_transitions", dict(workflow._transitions))
    transition("letter", "letter.send", ("draft", "returned"), "sent")
    transition("letter", "letter.return", ("sent",), "returned")
    return


def test_a_command_leads_from_its_sources_to_its_goal():
    assert next_state("letter.send", "draft") == "sent"
    assert next_state("letter.send", "returned") == "sent"
    assert next_state("letter.return", "sent") == "returned"


@pytest.mark.parametrize("state", ["sent", "lost", None, ""])
def test_no_other_state_is_left_by_it(state):
    with pytest.raises(RuleBrokenError):
        next_state("letter.send", state)


def test_a_command_without_a_transition_moves_nothing():
    with pytest.raises(KeyError):
        next_state("letter.burn", "draft")


def test_the_transitions_of_an_entity_come_in_their_order():
    assert [move.command for move in transitions_of("letter")] == ["letter.send", "letter.return"]
    assert not list(transitions_of("envelope"))


def test_declaring_the_same_again_is_harmless_and_another_is_refused():
    transition("letter", "letter.send", ("returned", "draft"), "sent")
    with pytest.raises(ValueError, match=r"letter\.send"):
        transition("letter", "letter.send", ("draft",), "sent")
