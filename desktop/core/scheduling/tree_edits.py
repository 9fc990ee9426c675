"""Moving tasks in their tree: indent, outdent, among siblings, anywhere; each can be undone.

An edit is the places that change, with what they were. Nothing is changed by it: who asked writes
the new places. No edit makes a ring, and what cannot move stays where it is.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
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
    groups = []
    for _parent, siblings, chosen in _levels(tree, tasks):
        host, block = None, list[uuid.UUID]()
        # A block goes below the one before it; one that has none before it stays as it is.
        for task in (*siblings, None):
            if task in chosen and task is not None:
                block.append(task)
                continue
            if host is not None and block:
                groups.append(_Group(host, tree.children(host), tuple(block), ()))
            host, block = task, []
    return _together(tree, groups)


def outdent(tree: Tree, tasks: Iterable[uuid.UUID]) -> Placing:
    """Put each task behind its parent, one level up; those at the top stay.

    Its later siblings stay with the parent: only what was chosen moves.
    """
    groups = []
    for parent, siblings, chosen in _levels(tree, tasks):
        if parent is not None:
            level = tree.places[parent].parent
            around = tree.children(level)
            at = around.index(parent) + 1
            block = tuple(task for task in siblings if task in chosen)
            groups.append(_Group(level, around[:at], block, around[at:]))
    return _together(tree, groups)


def step(tree: Tree, tasks: Iterable[uuid.UUID], *, down: bool) -> Placing:
    """Move tasks one place up or down among their siblings; at the end they stay."""
    groups = []
    for parent, siblings, chosen in _levels(tree, tasks):
        # The one beside a block changes to its other side: one row, however long the block is.
        ways = [task in chosen for task in siblings]
        for at, passes in enumerate(ways):
            other = at - 1 if down else at + 1
            if passes or not 0 <= other < len(ways) or not ways[other]:
                continue
            end = other
            while 0 <= end < len(ways) and ways[end]:
                end += -1 if down else 1
            cut = end + 1 if down else end
            groups.append(_Group(parent, siblings[:cut], (siblings[at],), siblings[cut:]))
    return _together(tree, groups)


@dataclass(frozen=True, slots=True)
class _Group:
    """Tasks that go below `parent`, between those ahead of them and those behind."""

    parent: uuid.UUID | None
    ahead: tuple[uuid.UUID, ...]
    moved: tuple[uuid.UUID, ...]
    behind: tuple[uuid.UUID, ...]


def _levels(
    tree: Tree, tasks: Iterable[uuid.UUID]
) -> Iterator[tuple[uuid.UUID | None, tuple[uuid.UUID, ...], frozenset[uuid.UUID]]]:
    """Yield each parent of upmost chosen tasks, all its children, and the chosen ones of them."""
    by_parent: dict[uuid.UUID | None, list[uuid.UUID]] = {}
    for task in tree.upmost(tasks):
        by_parent.setdefault(tree.places[task].parent, []).append(task)
    for parent, chosen in by_parent.items():
        yield parent, tree.children(parent), frozenset(chosen)


def _together(tree: Tree, groups: Sequence[_Group]) -> Placing:
    """Return one edit of several, none of which changes what another one looks at.

    Only where keys were equal is a level written anew, and what another group moves with it: then
    that one looks at the tree as it has become.
    """
    now = tree
    after: dict[uuid.UUID, Place] = {}
    for group in groups:
        edit = _ordered(now, group.parent, group.ahead, group.moved, group.behind)
        if any(changed.id in after for changed in edit.after):
            now = place(tree, Placing(after=tuple(after.values())))
            ahead, behind = (
                [task for task in tasks if now.places[task].parent == group.parent]
                for tasks in (group.ahead, group.behind)
            )
            edit = _ordered(now, group.parent, ahead, group.moved, behind)
        after.update((changed.id, changed) for changed in edit.after)
    return Placing(tuple(tree.places[task] for task in after), tuple(after.values()))


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
        chosen = set(moved)
        placed = [task for task in ahead if task not in chosen]
        placed += [*moved, *(task for task in behind if task not in chosen)]
        keys = [tree.places[task].order for task in placed]
        keys = keys if is_ascending(keys) else keys_between("", "", len(placed))
    after = [Place(task, parent, key) for task, key in zip(placed, keys, strict=True)]
    changed = [place for place in after if place != tree.places[place.id]]
    return Placing(tuple(tree.places[place.id] for place in changed), tuple(changed))
