"""States and transitions as data: one engine for quotes, tasks, tickets, leads and calls.

Only commands move a state; which command moves which state where is declared beside the command.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop.core.errors import RuleBrokenError
from desktop.core.i18n import _


@dataclass(frozen=True, slots=True)
class Transition:
    """A command moves records of an entity from one of some states to another."""

    entity: str
    command: str
    sources: frozenset[str]
    goal: str


_transitions: dict[str, Transition] = {}
_arrivals: dict[str, tuple[str, str]] = {}  # entity: a field, and the state that it proves


def transition(entity: str, command: str, sources: tuple[str, ...], goal: str) -> Transition:
    """Declare that `command` moves a record of `entity` from any of `sources` to `goal`."""
    declared = Transition(entity, command, frozenset(sources), goal)
    if _transitions.setdefault(command, declared) != declared:
        raise ValueError(f"two transitions are called {command}")
    return declared


def transitions_of(entity: str) -> Iterator[Transition]:
    """Yield the transitions of an entity, in the order of declaration."""
    return (t for t in _transitions.values() if t.entity == entity)


def transition_by(command: str) -> Transition | None:
    """Return the transition that a command makes, None if it moves no state."""
    return _transitions.get(command)


def next_state(command: str, state: str | None) -> str:
    """Return the state that `command` leads to; raise RuleBrokenError if not from `state`."""
    found = _transitions[command]
    if state not in found.sources:
        raise RuleBrokenError(_("This cannot be done in the record's present state."))
    return found.goal


def arrival(entity: str, field: str, state: str) -> None:
    """Declare that a record that is made with a value in `field` is in `state` already."""
    _arrivals[entity] = (field, state)


def state_at_arrival(entity: str, values: Mapping[str, object]) -> str | None:
    """Return the state that a new record's own values prove, None if they prove none."""
    field, state = _arrivals.get(entity, ("", ""))
    return state if field and values.get(field) else None
