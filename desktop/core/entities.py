"""Entities: the facts about each kind of record, and the register of all of them.

In the processes that have mapped classes the register is filled while `desktop.models` is
imported; in the window it is filled from the manifest, before any mapped class is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Required, TypedDict

from desktop.core.fields import Field
from desktop.core.quick_dataclass import dataclass


@dataclass(frozen=True)
class Entity:
    """Everything the generic screens and the store know about one kind of record."""

    key: str  # also the table's name
    number: int  # never reused: search documents are numbered by it
    module: str
    label: str  # English msgid, singular
    plural: str  # English msgid
    icon: str
    title: str  # the field that names a record
    fields: tuple[Field, ...]
    list_columns: tuple[str, ...]
    search_columns: tuple[str, ...] = ()
    quick_columns: tuple[str, ...] = ()  # of the quick-create form, at most seven
    title_text: str = ""  # the text whose first line names a record that comes without a title
    sort: str = ""  # the field that lists are ordered by at first
    descending: bool = False
    parent: str = ""  # the LINK whose record's card shows these as a tab
    tabs: tuple[str, ...] = ()  # further LINKs whose records' cards show these as a tab
    timeline: str = ""  # the LINK to the customer whose timeline shows these
    timeline_at: str = ""  # the field that places them there
    status: str = ""  # the CHOICE that only commands move, by core.workflow
    dictionary: bool = False  # a short list, edited where it is chosen
    duplicate_keys: tuple[str, ...] = ()
    hidden: bool = False  # no screen of its own
    internal: bool = False  # for colleagues only: never printed, exported or sent
    company: bool = False  # one for all: everybody sees it, who administers the module changes it
    ledger: str = ""  # the field whose sum is a balance: entries are never changed or deleted
    history: tuple[str, ...] = ()  # moments: of a company's records, those long past may stay there
    balance: str = ""  # the field of the parent that holds this sum
    part: bool = False  # a part of the record that it hangs on: making one is editing that
    private: bool = False  # what hangs on nothing is its owner's alone, not everybody's
    hides_by: str = ""  # "field" or "field value" by which a record is its owner's alone
    own_notes: bool = False  # everybody involved writes notes of their own on its records
    involves: tuple[str, ...] = ()  # who gets a share by being named; see core.involvement
    reminds: tuple[str, ...] = ()  # of which times, and whom; see core.reminders.declared
    tells: tuple[str, ...] = ()  # who gets notice of what; see core.notices.declared

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - Python asks for any name
            """Make the fields of an entity that was read, when they are first asked for."""
            make = vars(self).get("make_fields") if name == "fields" else None
            if make is None:
                raise AttributeError(name)
            made = vars(self)["fields"] = make()
            return made

    def __hash__(self) -> int:
        """Return the same for equal entities; plans are looked up by them for every row."""
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.key, *(field.name for field in self.fields)))

    def with_fields_later(self, make_fields: Callable[[], tuple[Field, ...]]) -> Entity:
        """Return this entity with fields that are made when they are first asked for.

        The first paint asks for no field of any entity, the first list for those of three.
        """
        own = vars(self)
        del own["fields"]
        own["make_fields"] = make_fields
        return self

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """The fields by their names."""
        return {field.name: field for field in self.fields}

    @cached_property
    def pictured(self) -> tuple[Field, ...]:
        """The fields whose values give records another icon than the entity's."""
        return tuple(f for f in self.fields if any(option.icon for option in f.options))

    def picture(self, values: Mapping[str, object]) -> str:
        """Return the icon of a record with these values if it is not the entity's, or nothing."""
        for field in self.pictured:
            for option in field.options:
                if option.icon and option.value == values.get(field.name):
                    return option.icon
        return ""

    def field(self, name: str) -> Field:
        """Return the field called `name`; raise KeyError."""
        return self.by_name[name]

    def declared(self) -> Entity:
        """Return the entity without the fields that the company added."""
        own = {field.name for field in self.fields if field.custom}
        if not own:
            return self
        return replace(
            self,
            fields=tuple(field for field in self.fields if not field.custom),
            list_columns=tuple(name for name in self.list_columns if name not in own),
            search_columns=tuple(name for name in self.search_columns if name not in own),
        )

    def form_fields(self) -> Iterator[Field]:
        """Yield what a form shows, in order: no parts and nothing the program keeps."""
        return (field for field in self.fields if not field.part_of and not field.system)


class EntityFacts(TypedDict, total=False):
    """What the declaration of an entity says beside its key and fields; see `Entity`."""

    number: Required[int]
    module: Required[str]
    label: Required[str]
    plural: Required[str]
    icon: Required[str]
    title: Required[str]
    list_columns: Required[tuple[str, ...]]
    search_columns: tuple[str, ...]
    quick_columns: tuple[str, ...]
    title_text: str
    sort: str
    descending: bool
    parent: str
    tabs: tuple[str, ...]
    timeline: str
    timeline_at: str
    status: str
    dictionary: bool
    duplicate_keys: tuple[str, ...]
    hidden: bool
    internal: bool
    company: bool
    ledger: str
    history: tuple[str, ...]
    balance: str
    part: bool
    private: bool
    own_notes: bool
    hides_by: str
    involves: tuple[str, ...]
    reminds: tuple[str, ...]
    tells: tuple[str, ...]


class UnknownEntityError(LookupError):
    """No entity is registered under that key."""


_entities: dict[str, Entity] = {}


def register_entity(entity: Entity) -> None:
    """Add `entity`; raise ValueError if its key or number is taken by another.

    One that is known with fields of the company's own (from the manifest) stays as it is.
    """
    for other in _entities.values():
        is_near = other.key == entity.key or other.number == entity.number
        if not is_near or other == entity:
            continue
        if other.declared() != entity.declared():
            raise ValueError(f"{entity.key} and {other.key} share a key or number")
        return
    _entities[entity.key] = entity


def replace_entity(entity: Entity) -> None:
    """Let `entity` stand for the registered one from now on: fields of its own changed."""
    _entities[entity.key] = entity


def register_entities(entities: Iterable[Entity]) -> None:
    """Add all `entities`, as read from a manifest."""
    for entity in entities:
        register_entity(entity)


def get_entity(key: str) -> Entity:
    """Return the entity registered under `key`; raise UnknownEntityError."""
    try:
        return _entities[key]
    except KeyError:
        raise UnknownEntityError(key) from None


def is_entity(key: str) -> bool:
    """Tell whether this program knows an entity; a later one, or the company's server, may."""
    return key in _entities


def iter_entities() -> Iterator[Entity]:
    """Yield every entity by its number: the order in which people see them, on every start."""
    yield from sorted(_entities.values(), key=attrgetter("number"))


def entity_by_number(number: int) -> Entity:
    """Return the entity whose search documents carry `number`; raise UnknownEntityError."""
    for entity in _entities.values():
        if entity.number == number:
            return entity
    raise UnknownEntityError(number)


def children_of(key: str) -> list[Entity]:
    """Return the entities whose records stand as a tab on the card of an entity `key`."""
    return [e for e in iter_entities() if e.parent and e.field(e.parent).target == key]


def tabs_of(key: str) -> list[tuple[Entity, str]]:
    """Return what stands as tabs on the card of an entity `key`, with the link that says whose.

    What happens with customers stands on their timeline instead, unless it asks for a tab.
    """
    by_parent = [
        (e, e.parent) for e in children_of(key) if e.key != key and not e.timeline and not e.tabs
    ]
    by_links = [
        (e, name) for e in iter_entities() for name in e.tabs if e.field(name).target == key
    ]
    return [*by_parent, *by_links]
