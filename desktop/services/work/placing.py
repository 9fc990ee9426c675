"""Moving tasks in their tree: below another, to another project, among their siblings."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Final

from desktop.core.errors import RecordGoneError
from desktop.core.fields import Field, Kind
from desktop.core.i18n import N_, _
from desktop.core.scheduling.tree import Place, Tree, grow_tree
from desktop.core.scheduling.tree_edits import Placing, indent, move, outdent, step
from desktop.models.work import Project, Task
from desktop.services.commands import command
from desktop.services.work.facts import uuids
from desktop.store.plans_keeping import places_around
from desktop.store.work import Work

GONE: Final = N_("The record was deleted for good.")
INTO: Final = Field("parent", N_("Project"), Kind.LINK, target="project", required=True)
# Projects stand apart, so that tasks without one have no neighbours but each other.
_PROJECTS: Final = Place(uuid.UUID(int=0), None, "0000000001")


@command("task.move", label=N_("Move to a project"), form=(INTO,), on_records=True)
def move_tasks(
    work: Work, ids: Sequence[str], parent: str | None = None, before: str | None = None
) -> int:
    """Put tasks, with all below them, under a task or project in front of another.

    `parent` None takes them out of all projects; without `before` they stand last. Returns how
    many places were changed.

    Raises:
        InvalidValueError: a task would stand below itself.
        RecordGoneError: what they were to stand under is gone.
    """
    return _put(work, ids, parent, before)


@command("task.place", label=N_("Move in the plan"))
def place_tasks(
    work: Work, ids: Sequence[str], parent: str | None = None, before: str | None = None
) -> int:
    """Put tasks where somebody dragged them, as `move_tasks` does."""
    return _put(work, ids, parent, before)


@command("task.indent", label=N_("Indent"))
def indent_tasks(work: Work, ids: Sequence[str]) -> int:
    """Make each task part of the one before it; return how many were moved."""
    return _write(work, indent(_tree_around(work, uuids(ids)), uuids(ids)))


@command("task.outdent", label=N_("Outdent"))
def outdent_tasks(work: Work, ids: Sequence[str]) -> int:
    """Put each task behind the one that it is part of; return how many were moved."""
    tree = _tree_around(work, uuids(ids))
    parents = {one: tree.places[one].parent for one in uuids(ids) if one in tree.places}
    # What stands directly below a project stays in it.
    inner = [one for one, above in parents.items() if above and not _is_project(tree, above)]
    return _write(work, outdent(tree, inner))


@command("task.step", label=N_("Move up or down"))
def step_tasks(work: Work, ids: Sequence[str], *, down: bool = False) -> int:
    """Move tasks one place up or down among their neighbours; return how many were moved."""
    return _write(work, step(_tree_around(work, uuids(ids)), uuids(ids), down=down))


def _put(work: Work, ids: Sequence[str], parent: str | None, before: str | None) -> int:
    tasks, goal = uuids(ids), uuid.UUID(parent) if parent else None
    project = _project_of(work, goal)
    tree = _tree_around(work, [*tasks, *([goal] if goal else [])], project)
    return _write(work, move(tree, tasks, goal, uuid.UUID(before) if before else None))


def _project_of(work: Work, goal: uuid.UUID | None) -> uuid.UUID | None:
    """Return the project that a goal is or belongs to.

    Raises:
        RecordGoneError: there is no such project or task.
    """
    if goal is None:
        return None
    if work.session.get(Project, goal) is not None:
        return goal
    task = work.session.get(Task, goal)
    if task is None:
        raise RecordGoneError(_(GONE))
    return task.project_id


def _tree_around(work: Work, tasks: Iterable[uuid.UUID], project: uuid.UUID | None = None) -> Tree:
    """Return the tree of all tasks of the projects of some tasks, with these projects on top."""
    work.session.flush()
    found = places_around(work.connection, tasks, project)
    known = {one for one, *_rest in found}
    projects = {of for _one, _parent, of, _order in found if of} | ({project} if project else set())
    places = [_PROJECTS, *(Place(one, _PROJECTS.id) for one in projects)]
    places += [
        Place(one, parent if parent in known else of, order) for one, parent, of, order in found
    ]
    return grow_tree(places)


def _is_project(tree: Tree, one: uuid.UUID) -> bool:
    return tree.places[one].parent == _PROJECTS.id


def _write(work: Work, edit: Placing) -> int:
    """Write the places of an edit; what follows a task follows when the work ends."""
    projects = {
        one: work.session.get(Project, one) is not None
        for one in {place.parent for place in edit.after}
        if one is not None
    }
    changed = 0
    for place in edit.after:
        task = work.session.get(Task, place.id)
        if task is None:
            continue
        is_top = place.parent is None or projects[place.parent]
        task.parent_id = None if is_top else place.parent
        if is_top:
            task.project_id = place.parent
        task.order_key = place.order
        changed += 1
    work.session.flush()
    return changed
