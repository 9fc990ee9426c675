"""Which task waits for which: drawing and cutting links, and refusing those that cannot hold."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import sqlalchemy as sa

from desktop.core.errors import InvalidValueError, RecordGoneError
from desktop.core.i18n import N_, _
from desktop.core.scheduling.edges import Fault, LinkFault
from desktop.core.scheduling.network import (
    ARROW,
    MISSING_TASK,
    SUMMARY_END,
    WAIT_IN_RING,
    WAITS_FOR_ITSELF,
    build_network,
)
from desktop.core.scheduling.plan import LinkKind
from desktop.core.work.planning import plan_of
from desktop.core.work.rows import PlanSheet
from desktop.models.work import Task, TaskLink
from desktop.services.commands import command
from desktop.services.work.facts import plan_around, uuids
from desktop.store.completing import Touched, completes
from desktop.store.work import Work

LINKED: Final = N_("These two tasks are linked already.")
NO_KIND: Final = N_("“{text}” is no kind of dependency.")
GONE: Final = N_("The record was deleted for good.")


@command("task.link", label=N_("Link tasks"))
def link_tasks(
    work: Work,
    before: str,
    after: str,
    kind: str = LinkKind.FINISH_START,
    lag: int = 0,
    *,
    elapsed: bool = False,
) -> str:
    """Let `after` wait for `before`, with a lag in minutes of work; return the link's id.

    Raises:
        InvalidValueError: they would wait for each other, or it cannot hold otherwise.
        RecordGoneError: one of them is gone.
    """
    if kind not in list(LinkKind):
        raise InvalidValueError(_(NO_KIND).format(text=kind), field="kind")
    if _link(work, before, after) is not None:
        raise InvalidValueError(_(LINKED))
    return _draw(work, before, after, kind, lag, elapsed=elapsed)


def _link(work: Work, before: str, after: str) -> TaskLink | None:
    query = sa.select(TaskLink).where(
        TaskLink.before_id == uuid.UUID(before),
        TaskLink.after_id == uuid.UUID(after),
        TaskLink.deleted_at.is_(None),
    )
    return work.session.scalar(query)


def _draw(work: Work, before: str, after: str, kind: str, lag: int, *, elapsed: bool) -> str:
    ends = (uuid.UUID(before), uuid.UUID(after))
    if any(work.session.get(Task, one) is None for one in ends):
        raise RecordGoneError(_(GONE))
    made = TaskLink(before_id=ends[0], after_id=ends[1], kind=kind, lag=lag, is_elapsed=elapsed)
    work.session.add(made)
    work.session.flush()
    return str(made.id)


@command("task.link_chain", label=N_("Link one after the other"))
def link_chain(work: Work, ids: Sequence[str]) -> int:
    """Let each task wait for the one before it; return how many links were drawn.

    A task that stands above another of them is left out: what is below it makes its time.

    Raises:
        InvalidValueError: they would wait for each other.
    """
    drawn = 0
    above = _above(work, ids)
    for before, after in pairwise(one for one in ids if one not in above):
        if _link(work, before, after) is None:
            _draw(work, before, after, LinkKind.FINISH_START, 0, elapsed=False)
            drawn += 1
    return drawn


def _above(work: Work, ids: Sequence[str]) -> set[str]:
    """Return the tasks that these are parts of, at any depth."""
    found: set[str] = set()
    for one in ids:
        task = work.session.get(Task, uuid.UUID(one))
        while task is not None and task.parent_id and str(task.parent_id) not in found:
            found.add(str(task.parent_id))
            task = work.session.get(Task, task.parent_id)
    return found


@command("task.unlink", label=N_("Remove the link"))
def unlink_tasks(work: Work, links: Sequence[str]) -> int:
    """Remove links between tasks; return how many there were."""
    return work.delete("task_link", uuids(links))


@completes("task_link")
def check_links(work: Work, touched: list[Touched]) -> None:
    """Refuse links that cannot hold, whatever wrote them.

    Raises:
        InvalidValueError: tasks would wait for each other; they are named in their order.
    """
    written = {one.id for one in touched}
    query = sa.select(TaskLink).where(TaskLink.id.in_(written), TaskLink.deleted_at.is_(None))
    links = list(work.session.scalars(query))
    if not links:
        return
    ends = {end for link in links for end in (link.before_id, link.after_id)}
    sheet = plan_around(work, ends)
    for fault in build_network(plan_of(sheet), standing=True).faults:
        if fault.link.id in written or not written.isdisjoint(_links_of(sheet, fault)):
            raise InvalidValueError(_refusal(sheet, fault), field="before_id")


def _links_of(sheet: PlanSheet, fault: LinkFault) -> set[uuid.UUID]:
    """Return the links inside of a ring, of which any may have closed it."""
    tasks = set(fault.ring)
    return {link.id for link in sheet.links if link.before in tasks and link.after in tasks}


def _refusal(sheet: PlanSheet, fault: LinkFault) -> str:
    if fault.fault is Fault.MISSING:
        return _(MISSING_TASK)
    if fault.fault is Fault.SUMMARY_END:
        return _(SUMMARY_END)
    titles = {row.id: row.title for row in sheet.rows}
    names = [titles[one] for one in fault.ring if one in titles]
    parents = {row.id: row.parent for row in sheet.rows}
    is_own = any(parents.get(one) in fault.ring for one in fault.ring)
    if len(names) < 2 or is_own:  # noqa: PLR2004 - one alone waits for itself
        return _(WAITS_FOR_ITSELF)
    return _(WAIT_IN_RING).format(tasks=ARROW.join([*names, names[0]]))
