"""The screen register: which widget shows an entity's list, its records, or a hand-made screen.

One line adds a screen. The shell knows the widgets only by what stands here: a list says which
record was opened and selected, a card opens records; everything else is offered by methods that a
widget has or has not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from desktop.core.commands import CommandFacts
from desktop.core.entities import Entity, UnknownEntityError, get_entity, iter_entities
from desktop.core.filters import Json
from desktop.core.i18n import N_
from desktop.core.json_file import JsonObject
from desktop.core.quick_dataclass import dataclass
from desktop.views.shell.offers import bind_methods
from desktop.views.shell.targets import HOME, LIST, RECORD, Target

if TYPE_CHECKING:
    import uuid

    from desktop.views.jobs import Jobs
    from desktop.views.shell.action_set import ActionSet
    from desktop.views.shell.recents import Recents
    from desktop.views.shell.running import RunningWork


@dataclass(frozen=True, slots=True)
class ScreenContext:
    """What a screen is given by the window that shows it."""

    jobs: Jobs
    actions: ActionSet
    recents: Recents
    running: RunningWork
    navigate: Callable[[Target], None]
    create: Callable[[str, Mapping[str, Json]], None]


@runtime_checkable
class ShowsTarget(Protocol):
    """A screen that can be told what to show, such as a list with a filter."""

    def show_target(self, target: Target) -> None:
        """Show what `target` asks for."""
        ...


@runtime_checkable
class KeepsView(Protocol):
    """A screen whose look is remembered: columns, widths, sorting, place."""

    def view_state(self) -> JsonObject:
        """Return how it looks now."""
        ...

    def restore_view_state(self, state: Mapping[str, Json]) -> None:
        """Look so again; what does not fit any more is left out."""
        ...


@runtime_checkable
class TellsStatus(Protocol):
    """A screen with something to say in the status bar, beside a signal `status_changed`."""

    def status_text(self) -> str:
        """Return what the status bar says: how many, how many selected."""
        ...


@runtime_checkable
class MayHoldBack(Protocol):
    """A screen that may hold what was typed and not saved."""

    def is_dirty(self) -> bool:
        """Tell whether closing it would lose something."""
        ...


@runtime_checkable
class Saves(Protocol):
    """A screen that saves what is typed in it; its signals `saved` or `refused` follow."""

    def save(self) -> object:
        """Save it; returns at once."""
        ...


@runtime_checkable
class KeepsTyped(Protocol):
    """A screen that keeps what is typed in it as a draft, a moment later."""

    def keep_typed(self) -> None:
        """Keep it at once: the screen goes."""
        ...


@runtime_checkable
class TakesFocus(Protocol):
    """A screen that knows which of its parts is worked in."""

    def focus_first(self) -> None:
        """Put the keyboard there."""
        ...


@runtime_checkable
class HasParts(Protocol):
    """A page of several parts: those that carry out actions, and those between which F6 moves."""

    def screens(self) -> list[QWidget]:
        """Return the parts that carry out actions, the most important first."""
        ...

    def panes(self) -> list[QWidget]:
        """Return the parts between which F6 moves."""
        ...


@runtime_checkable
class OpensRecords(Protocol):
    """A card: it opens one record of its entity after the other, or begins a new one."""

    def open(self, record_id: uuid.UUID) -> None:
        """Show the record."""
        ...

    def begin(self, values: Mapping[str, Json], draft_id: str = "") -> None:
        """Begin a new record with some values given already, or go on with a draft."""
        ...


@runtime_checkable
class HasPicture(Protocol):
    """A card that knows which icon stands for its record: a person's is not a company's."""

    def picture(self) -> str:
        """Return the name of the icon."""
        ...


MakeScreen = Callable[[ScreenContext], QWidget]
MakeEntityScreen = Callable[[ScreenContext, Entity], QWidget]


@dataclass(frozen=True, slots=True)
class Module:
    """One entry of the module bar."""

    key: str
    label: str  # English msgid
    icon: str
    start: Target


@dataclass(frozen=True, slots=True)
class HandMade:
    """A screen made by hand, and the module in whose navigation it stands."""

    key: str
    label: str  # English msgid
    icon: str
    module: str
    make: MakeScreen


# Modules by the name that entities declare; a module appears when an entity of it is known.
_MODULES: Final = (
    Module("contacts", N_("Contacts"), "contact", Target(LIST, "account")),
    Module("mail", N_("Mail"), "mail", Target("mail")),
    Module("calendar", N_("Calendar"), "calendar-days", Target("calendar")),
    Module("work", N_("Work"), "square-check", Target("work")),
    Module("documents", N_("Documents"), "folder", Target("documents")),
    Module("sales", N_("Sales"), "briefcase", Target(LIST, "opportunity")),
    Module("marketing", N_("Marketing"), "megaphone", Target(LIST, "campaign")),
    Module("support", N_("Support"), "life-buoy", Target(LIST, "ticket")),
)
HOME_MODULE: Final = Module(HOME, N_("Today"), "house", Target(HOME))


@dataclass(slots=True)
class ScreenRegister:
    """All screens of the program, filled by the composition root before the window is made."""

    make_list: MakeEntityScreen
    make_card: MakeEntityScreen
    make_bin: MakeEntityScreen | None = None
    hand_made: dict[str, HandMade] = field(default_factory=dict)
    lists: dict[str, MakeEntityScreen] = field(default_factory=dict)
    cards: dict[str, MakeEntityScreen] = field(default_factory=dict)
    commands: Sequence[CommandFacts] = ()

    def add(self, screen: HandMade) -> None:
        """Add a hand-made screen."""
        self.hand_made[screen.key] = screen

    def make(self, target: Target, context: ScreenContext) -> QWidget:
        """Return a new widget for `target`, its methods bound; raise UnknownEntityError."""
        widget = self._make(target, context)
        bind_methods(context.actions, widget)
        if self.commands:
            from desktop.views.shell.record_commands import bind_commands

            bind_commands(context.actions, widget, self.commands)
        return widget

    def _make(self, target: Target, context: ScreenContext) -> QWidget:
        if target.screen in self.hand_made:
            return self.hand_made[target.screen].make(context)
        entity = get_entity(target.entity)
        if target.screen == RECORD:
            return self.cards.get(entity.key, self.make_card)(context, entity)
        if target.bin and self.make_bin:
            return self.make_bin(context, entity)
        return self.lists.get(entity.key, self.make_list)(context, entity)

    def modules(self) -> Iterator[Module]:
        """Yield the modules that have anything to show, in their order."""
        if HOME in self.hand_made:
            yield HOME_MODULE
        known = {entity.module for entity in iter_entities() if not entity.hidden}
        known |= {screen.module for screen in self.hand_made.values()}
        for module in _MODULES:
            if module.key in known and self.can_show(module.start):
                yield module

    def entities(self) -> list[Entity]:
        """Return the entities that have screens."""
        return [entity for entity in iter_entities() if not entity.hidden]

    def default_entity(self) -> str:
        """Return the entity that is meant where none is in view: that of the first module."""
        return next((m.start.entity for m in self.modules() if m.start.entity), "")

    def can_show(self, target: Target) -> bool:
        """Tell whether there is a screen for `target`."""
        if target.screen in self.hand_made:
            return True
        if target.screen not in (LIST, RECORD):
            return False
        try:
            get_entity(target.entity)
        except UnknownEntityError:
            return False
        return True

    def module_of(self, target: Target) -> str:
        """Return the module in whose navigation a target stands, or ""."""
        if target.screen in self.hand_made:
            return self.hand_made[target.screen].module
        try:
            return get_entity(target.entity).module
        except UnknownEntityError:
            return ""


def lists_of(module: str) -> list[Entity]:
    """Return the entities of a module that have a list in the navigation."""
    return [e for e in iter_entities() if e.module == module and not e.hidden and not e.dictionary]


def dictionaries_of(module: str) -> list[Entity]:
    """Return the short lists of a module that are edited where they are used."""
    return [e for e in iter_entities() if e.module == module and e.dictionary and not e.hidden]


def connect(widget: QWidget, name: str, slot: Callable[..., object]) -> None:
    """Connect the signal `name` of a screen, if it has one, to a bound method."""
    found = getattr(widget, name, None)
    if found is not None:
        found.connect(slot)
