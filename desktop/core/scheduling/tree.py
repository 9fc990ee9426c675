"""The tree of tasks: who stands below whom and in which order, whatever the rows say.

Two people who work offline may put A below B and B below A. Rows like these are shown all the
same: of each ring the task with the greatest id stands at the top level until somebody moves it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from desktop.core.quick_dataclass import dataclass


class Placed(Protocol):
    """What has a place in a tree: a task, or what a view knows of it."""

    @property
    def id(self) -> uuid.UUID:
        """Its own id."""

    @property
    def parent(self) -> uuid.UUID | None:
        """The id of the one above it."""

    @property
    def order(self) -> str:
        """Its key among its siblings."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a task stands: below `parent` (None: at the top), sorted by `order`, then by id."""

    id: uuid.UUID
    parent: uuid.UUID | None = None
    order: str = ""


@dataclass(frozen=True, slots=True)
class Tree:
    """Places by id, and the ids below each (None: at the top level) in their order.

    A place in it is that which is shown: a missing parent or a ring is resolved already.
    """

    places: Mapping[uuid.UUID, Place]
    below: Mapping[uuid.UUID | None, tuple[uuid.UUID, ...]]

    def children(self, task: uuid.UUID | None) -> tuple[uuid.UUID, ...]:
        """Return the tasks directly below one, or those at the top, in order."""
        return self.below.get(task, ())

    def walk(self) -> Iterator[tuple[uuid.UUID, int]]:
        """Yield all tasks from top to bottom as an open tree shows them, each with its depth."""
        waiting = [(task, 0) for task in reversed(self.children(None))]
        while waiting:
            task, depth = waiting.pop()
            yield task, depth
            waiting += [(child, depth + 1) for child in reversed(self.children(task))]

    def ancestors(self, task: uuid.UUID) -> Iterator[uuid.UUID]:
        """Yield the tasks above one, from its parent to the top."""
        parent = self.places[task].parent
        while parent is not None:
            yield parent
            parent = self.places[parent].parent

    def upmost(self, tasks: Iterable[uuid.UUID]) -> list[uuid.UUID]:
        """Return those that are here and not below another of them, from top to bottom."""
        chosen = {task for task in tasks if task in self.places}
        if len(chosen) > 1:
            chosen = {task for task in chosen if chosen.isdisjoint(self.ancestors(task))}
            return [task for task, _depth in self.walk() if task in chosen]
        return list(chosen)


def grow_tree(rows: Iterable[Placed]) -> Tree:
    """Return the tree of rows, in whatever order and state they come."""
    places = {row.id: Place(row.id, row.parent, row.order) for row in rows}
    for place in list(places.values()):
        if place.parent is not None and place.parent not in places:
            places[place.id] = Place(place.id, None, place.order)
    for ring in _rings(places):
        top = max(ring)
        places[top] = Place(top, None, places[top].order)
    below: dict[uuid.UUID | None, list[Place]] = {}
    for place in places.values():
        below.setdefault(place.parent, []).append(place)
    ordered = {
        parent: tuple(place.id for place in sorted(group, key=_sorting))
        for parent, group in below.items()
    }
    return Tree(places, ordered)


def _sorting(place: Place) -> tuple[str, uuid.UUID]:
    return place.order, place.id


def _rings(places: Mapping[uuid.UUID, Place]) -> Iterator[list[uuid.UUID]]:
    """Yield each ring of parents once."""
    seen: set[uuid.UUID] = set()
    for first in places:
        path: dict[uuid.UUID, None] = {}
        task: uuid.UUID | None = first
        while task is not None and task not in seen and task not in path:
            path[task] = None
            task = places[task].parent
        if task in path:
            steps = list(path)
            yield steps[steps.index(task) :]
        seen.update(path)
