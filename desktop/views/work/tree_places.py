"""Where lines of a tree go by keys and drops, and where a new task is written."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from desktop.core.quick_dataclass import dataclass
from desktop.core.work.rows import PROJECT, PlanRow
from desktop.views.work.plan_tree import PlanTree


@dataclass(frozen=True, slots=True)
class Goal:
    """A place among rows: below `parent` (None: at the top), in front of `before` (None: last)."""

    parent: PlanRow | None
    before: uuid.UUID | None = None


def indented(tree: PlanTree, chosen: Sequence[int]) -> tuple[list[PlanRow], Goal] | None:
    """Return the rows that go one level deeper, and where to; None if nothing stands before."""
    places = tree.upmost(chosen)
    if not places:
        return None
    siblings = tree.children(tree.parent(places[0]))
    ahead = [place for place in siblings if place < places[0]]
    if not ahead:
        return None
    host = tree.lines[ahead[-1]].row
    rows = [tree.lines[place].row for place in places if place in siblings]
    return rows, Goal(host)


def outdented(tree: PlanTree, chosen: Sequence[int]) -> tuple[list[PlanRow], Goal] | None:
    """Return the rows that go one level up, behind their parent; None at the top.

    A task leaves no project that way: what stands right below a project stays.
    """
    places = tree.upmost(chosen)
    parent = tree.parent(places[0]) if places else -1
    if parent < 0:
        return None
    host = tree.lines[parent].row
    rows = [tree.lines[place].row for place in places if tree.parent(place) == parent]
    if host.kind == PROJECT and any(row.kind != PROJECT for row in rows):
        return None
    above = tree.parent(parent)
    return rows, Goal(tree.lines[above].row if above >= 0 else None, _after(tree, parent))


def stepped(
    tree: PlanTree, chosen: Sequence[int], *, down: bool
) -> tuple[list[PlanRow], Goal] | None:
    """Return the rows that go one place on among their siblings; None at the end."""
    places = tree.upmost(chosen)
    if not places:
        return None
    parent = tree.parent(places[0])
    siblings = tree.children(parent)
    block = [place for place in places if place in siblings]
    host = tree.lines[parent].row if parent >= 0 else None
    rows = [tree.lines[place].row for place in block]
    kind = rows[0].kind
    if down:
        later = [at for at in siblings if at > block[-1] and tree.lines[at].row.kind == kind]
        if not later:
            return None
        return rows, Goal(host, _after(tree, later[0]))
    earlier = [at for at in siblings if at < block[0] and tree.lines[at].row.kind == kind]
    return (rows, Goal(host, tree.lines[earlier[-1]].row.id)) if earlier else None


def dropped(
    tree: PlanTree, ids: Sequence[uuid.UUID], line: int, *, is_into: bool
) -> tuple[list[PlanRow], Goal] | None:
    """Return the rows that were dropped on a line or in front of it; None if they cannot go there.

    Nothing goes below itself, and nothing moves that is not shown.
    """
    places = tree.upmost([place for place in map(tree.place, ids) if place >= 0])
    rows = [tree.lines[place].row for place in places]
    if not rows:
        return None
    goal = Goal(tree.lines[line].row) if is_into else _goal_before(tree, line)
    inside = {at for place in places for at in range(place, tree.end_of(place))}
    host = tree.place(goal.parent.id) if goal.parent else -1
    return None if host in inside else (rows, goal)


def new_place(tree: PlanTree, line: int) -> tuple[int, int]:
    """Return where Enter on a line writes a new task: its place among the lines and its depth.

    Behind the line and all below it; on a project, as the last of its tasks. On no line it is the
    end, and where one project is shown alone, the end of that project.
    """
    if not 0 <= line < len(tree):
        roots = tree.children(-1)
        if len(roots) != 1 or tree.lines[roots[0]].row.kind != PROJECT:
            return len(tree), 0
        line = roots[0]
    row, depth = tree.lines[line].row, tree.lines[line].depth
    return tree.end_of(line), depth + (1 if row.kind == PROJECT else 0)


def deepest(tree: PlanTree, place: int) -> int:
    """Return how deep a task may stand that is written at `place`."""
    return tree.lines[place - 1].depth + 1 if 0 < place <= len(tree) else 0


def goal_of(tree: PlanTree, place: int, depth: int) -> Goal:
    """Return where a task goes that is written at `place`, `depth` deep."""
    host = None
    for above in range(place - 1, -1, -1):
        if tree.lines[above].depth < depth:
            host = tree.lines[above].row
            break
    behind = place if place < len(tree) and tree.lines[place].depth == depth else -1
    return Goal(host, tree.lines[behind].row.id if behind >= 0 else None)


def _goal_before(tree: PlanTree, line: int) -> Goal:
    if line >= len(tree):
        return Goal(None)
    parent = tree.parent(line)
    return Goal(tree.lines[parent].row if parent >= 0 else None, tree.lines[line].row.id)


def _after(tree: PlanTree, place: int) -> uuid.UUID | None:
    """Return the sibling behind a line, None if it is the last."""
    end = tree.end_of(place)
    if end < len(tree) and tree.lines[end].depth == tree.lines[place].depth:
        return tree.lines[end].row.id
    return None
