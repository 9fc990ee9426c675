"""Moving tasks in their tree: indent, outdent, among siblings, anywhere; each can be undone.

An edit is the places that change, with what they were. Nothing is changed by it: who asked writes
the new places. No edit makes a ring, and what cannot move stays where it is.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Final

from desktop.core.errors import InvalidValueError
from desktop.core.i18n import N_, _
from desktop.core.quick_dataclass import dataclass
from desktop.core.scheduling.order_keys import is_ascending, is_order_key, keys_between
from desktop.core.scheduling.tree import Place, Tree, grow_tree

INTO_ITSELF: Final = N_("A task cannot stand below itself or one of its own sub-tasks.")


@dataclass(frozen=True, slots=True)
class Placing:
    """Places before and after an edit, pair by pair; none if nothing moves."""

    before: tuple[Place, ...] = ()
    after: tuple[Place, ...] = ()

    def undone(self) -> Placing:
        """Return the edit that takes this one back."""
        return Placing(self.after, self.before)


def place(tree: Tree, edit: Placing) -> Tree:
    """Return the tree as it is after an edit."""
    return grow_tree({**tree.places, **{place.id: place for place in edit.after}}.values())


def move(
    tree: Tree,
    tasks: Iterable[uuid.UUID],
    parent: uuid.UUID | None,
    before: uuid.UUID | None = None,
) -> Placing:
    """Put tasks, with all below them, under `parent` in front of `before` (None: at the end).

    Of tasks below each other the upper one alone moves; they keep their order.

    Raises:
        InvalidValueError: `parent` is one of them or stands below one.
    """
    moved = tree.upmost(tasks)
    chosen = set(moved)
    if parent is not None and not chosen.isdisjoint([parent, *tree.ancestors(parent)]):
        raise InvalidValueError(_(INTO_ITSELF), field="parent")
    siblings = list(tree.children(parent))
    at = siblings.index(before) if before in siblings else len(siblings)
    ahead = [task for task in siblings[:at] if task not in chosen]
    behind = [task for task in siblings[at:] if task not in chosen]
    return _ordered(tree, parent, ahead, moved, behind)


def indent(tree: Tree, tasks: Iterable[uuid.UUID]) -> Placing:
    """Put each task below the sibling that stands before it; the first of a level stays."""
    edits = _Edits(tree)
    moved = tree.upmost(tasks)
    chosen = set(moved)
    for task in moved:
        siblings = edits.tree.children(edits.tree.places[task].parent)
        at = siblings.index(task)
        # A chosen block goes below the one before it: its first has left when its second is
        # asked. If the first has nobody before it, the whole block keeps its shape and stays.
        if at and siblings[at - 1] not in chosen:
            edits.add(move(edits.tree, [task], siblings[at - 1]))
    return edits.whole()


def outdent(tree: Tree, tasks: Iterable[uuid.UUID]) -> Placing:
    """Put each task behind its parent, one level up; those at the top stay.

    Its later siblings stay with the parent: only what was chosen moves.
    """
    edits = _Edits(tree)
    for task in reversed(tree.upmost(tasks)):
        parent = edits.tree.places[task].parent
        if parent is not None:
            level = edits.tree.places[parent].parent
            siblings = edits.tree.children(level)
            behind = siblings[siblings.index(parent) + 1 :]
            edits.add(move(edits.tree, [task], level, behind[0] if behind else None))
    return edits.whole()


def step(tree: Tree, tasks: Iterable[uuid.UUID], *, down: bool) -> Placing:
    """Move tasks one place up or down among their siblings; at the end they stay."""
    edits = _Edits(tree)
    moved = tree.upmost(tasks)
    chosen = set(moved)
    for task in reversed(moved) if down else moved:
        parent = edits.tree.places[task].parent
        siblings = edits.tree.children(parent)
        at = siblings.index(task)
        passed = at + (1 if down else -1)
        if 0 <= passed < len(siblings) and siblings[passed] not in chosen:
            after = siblings[passed + 1 :] if down else siblings[passed:]
            edits.add(move(edits.tree, [task], parent, after[0] if after else None))
    return edits.whole()


class _Edits:
    """Edits one after the other, each on the tree that the last one left."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._first = tree
        self._changed: dict[uuid.UUID, None] = {}

    def add(self, edit: Placing) -> None:
        self.tree = place(self.tree, edit)
        self._changed.update(dict.fromkeys(changed.id for changed in edit.after))

    def whole(self) -> Placing:
        before = tuple(self._first.places[task] for task in self._changed)
        return Placing(before, tuple(self.tree.places[task] for task in self._changed))


def _ordered(
    tree: Tree,
    parent: uuid.UUID | None,
    ahead: Sequence[uuid.UUID],
    moved: Sequence[uuid.UUID],
    behind: Sequence[uuid.UUID],
) -> Placing:
    """Give `moved` keys between their neighbours, and to these too if none fit."""
    low = tree.places[ahead[-1]].order if ahead else ""
    high = tree.places[behind[0]].order if behind else ""
    fits = all(not group or is_order_key(key) for group, key in ((ahead, low), (behind, high)))
    if fits and not (high and low >= high):
        placed, keys = list(moved), keys_between(low, high, len(moved)) if moved else []
    else:  # two computers chose the same key, or rows have none yet
        placed = [*ahead, *moved, *behind]
        keys = [tree.places[task].order for task in placed]
        keys = keys if is_ascending(keys) else keys_between("", "", len(placed))
    after = [Place(task, parent, key) for task, key in zip(placed, keys, strict=True)]
    changed = [place for place in after if place != tree.places[place.id]]
    return Placing(tuple(tree.places[place.id] for place in changed), tuple(changed))
