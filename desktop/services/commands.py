"""Commands: service functions that a person, a rule or the API may call by key.

The key is also the right, so nothing can be reached without one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import wraps
from importlib import import_module
from typing import Any, Concatenate, Final, ParamSpec, TypeVar, cast

from desktop.core.changes import Changes
from desktop.core.commands import CommandFacts
from desktop.core.entities import get_entity
from desktop.core.errors import NotAllowedError, RuleBrokenError
from desktop.core.fields import Field
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.permissions import Actor
from desktop.core.ports import Outcome
from desktop.core.workflow import transition_by
from desktop.services.telling import tell_concerned
from desktop.store.change_groups import origin_of
from desktop.store.undo import Undone
from desktop.store.work import Store, Work

P = ParamSpec("P")
R = TypeVar("R")
Service = Callable[Concatenate[Work, P], R]


@dataclass(frozen=True, slots=True)
class Command:
    """A service function under its key."""

    facts: CommandFacts
    run: Callable[..., Any]


class UnknownCommandError(LookupError):
    """No command is registered under that key."""


_commands: dict[str, Command] = {}


def command(
    key: str,
    *,
    label: str,
    form: tuple[Field, ...] = (),
    on_records: bool = False,
    undo: bool = True,
    offered: tuple[str, ...] = (),
    makes: str = "",
) -> Callable[[Service[P, R]], Service[P, R]]:
    """Offer the decorated service under `key`, to those who hold that right.

    A command that moves a state is offered in the states that it can begin from.
    """
    offered = offered or _states_of(key)

    def register(service: Service[P, R]) -> Service[P, R]:
        facts = CommandFacts(
            key,
            label,
            form=form,
            on_records=on_records,
            undo=undo,
            offered=offered,
            makes=makes,
        )
        return register_command(facts, service)

    return register


def _states_of(key: str) -> tuple[str, ...]:
    found = transition_by(key)
    if found is None:
        return ()
    return (get_entity(found.entity).status, *sorted(found.sources))


def register_command(facts: CommandFacts, service: Service[P, R]) -> Service[P, R]:
    """Add `service` under the facts' key and return it guarded; raise ValueError if it is taken."""

    @wraps(service)
    def run(work: Work, /, *args: P.args, **kwargs: P.kwargs) -> R:
        work.require(facts.key)
        return service(work, *args, **kwargs)

    if facts.key in _commands:
        raise ValueError(f"two commands use the key {facts.key!r}")
    _commands[facts.key] = Command(facts, run)
    return run


def get_command(key: str) -> Command:
    """Return the command under `key`; raise UnknownCommandError."""
    try:
        return _commands[key]
    except KeyError:
        raise UnknownCommandError(key) from None


def iter_commands() -> Iterator[Command]:
    """Yield every command, in the order of declaration."""
    yield from tuple(_commands.values())


AREAS: Final = (
    "records",
    "trees",
    "contacts",
    "merging",
    "activities",
    "diary",
    "own_notes",
    "event_editing",
    "customizing",
    "privacy",
    "attachments",
    "sharing",
    "notices",
    "work",
    "mail",
)
UNDO: Final = "undo.group"
BIRTH: Final = "profile.create"  # what a profile is born with is no command and stays


def load_commands() -> None:
    """Import every area of services, which registers its commands; harmless when done before."""
    for area in AREAS:
        import_module(f"desktop.services.{area}")


class LocalCommands:
    """Runs commands on the local store as one person: the port `core.ports.Commands`."""

    def __init__(self, store: Store, actor: Actor) -> None:
        self._store = store
        self._actor = actor

    def run(self, key: str, arguments: Mapping[str, object]) -> Outcome:
        """Run the command as one unit of work and return what it answered and changed.

        "undo.group" is no unit of work but several: its value is the number of values that could
        not be taken back, because somebody changed them since.
        """
        if key == UNDO:
            undone = take_back(self._store, self._actor, cast("int", arguments["group"]))
            return Outcome(len(undone.left), undone.changes)
        found = get_command(key)
        with self._store.work(self._actor, key) as work:
            value: Json = found.run(work, **arguments)
            tell_concerned(work)
        return Outcome(value, work.changes)

    def hear(self, changes: Changes) -> None:
        """Take over what another process changed of what all know: own fields and words."""
        self._store.tell(changes)


def take_back(store: Store, actor: Actor, group: int) -> Undone:
    """Take a group of changes back; what others did needs the right "undo.group".

    Raises:
        NotAllowedError: somebody else made the changes, and the actor lacks the right.
        RuleBrokenError: they were made by a command that cannot be taken back.
    """
    origin = origin_of(store, group)
    if origin is not None:
        who, command_key = origin
        if who != actor.user_id and not actor.may(UNDO):
            raise NotAllowedError(_("You lack the right to do this."))
        known = _commands.get(command_key)
        if command_key == BIRTH or (known and not known.facts.undo):
            raise RuleBrokenError(_("This cannot be taken back."))
    return store.undo(group, actor)
