"""Schedules: early and late dates of a whole plan, and after one change of those it touches."""

from __future__ import annotations

import heapq
import uuid
from collections.abc import Sequence
from typing import Final

from desktop.core.quick_dataclass import dataclass
from desktop.core.scheduling.edges import last_node
from desktop.core.scheduling.minutes import Minute
from desktop.core.scheduling.network import Network, build_network, with_nodes_of, with_task
from desktop.core.scheduling.nodes import NEVER, Role
from desktop.core.scheduling.passes import Span, earliest, latest
from desktop.core.scheduling.plan import Plan, Task

_NOTHING: Final = (NEVER, NEVER)


@dataclass(frozen=True, slots=True)
class Dates:
    """The calculated dates of a task, and its total slack in its own working minutes.

    The slack is how much later it may finish before the plan's end, a deadline or a must is hurt;
    below 0 something is hurt already.
    """

    start: Minute
    finish: Minute
    late_start: Minute
    late_finish: Minute
    slack: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """A plan with its calculated dates. Asked by task; the sequences are by node of the network."""

    network: Network
    early: Sequence[Span]
    late: Sequence[Span]
    end: Minute  # of the plan

    @property
    def plan(self) -> Plan:
        """The plan that was calculated."""
        return self.network.plan

    def dates(self, task: uuid.UUID) -> Dates:
        """Return the dates of a task; of a summary task from the first start to the last finish."""
        numbers = self.network.nodes_of[task]
        last = last_node(numbers)
        start, finish = self.span_of(task)
        late_start, late_finish = self.late[numbers[0]][0], self.late[last][1]
        return Dates(start, finish, late_start, late_finish, self.slack_of(last))

    def span_of(self, task: uuid.UUID) -> Span:
        """Return the start and finish of a task."""
        return span_in(self.network, self.early, task)

    def slack_of(self, number: int) -> int:
        """Return the total slack of a node, in working minutes of its task."""
        time = self.network.nodes[number].time
        return time.between(self.early[number][1], self.late[number][1])


def calculate(plan: Plan, *, standing: bool, now: Minute | None = None) -> Schedule:
    """Calculate a whole plan.

    With `standing` no task starts before its present place: so the bars that people see get their
    slack, and what a link pushes is pushed. Without, every task is as early as it can be. What
    has not begun, and the rest of what has, is not planned before `now`.

    Raises:
        InvalidValueError: the plan goes beyond the years that calendars have.
    """
    network = build_network(plan, standing=standing, now=now)
    early = _all_early(network)
    end = _end(early, network)
    return Schedule(network, early, _all_late(network, early, end), end)


def recalculate(schedule: Schedule, task: Task) -> Schedule:
    """Return the schedule after one task of the plan became `task`.

    Only what the change touches is calculated again, if it leaves the tree as it is; the result
    is that of `calculate` in any case.
    """
    network, early = early_after(schedule, task)
    end = _end(early, network)
    if end == schedule.end and is_same_shape(network, schedule.network):
        changed = network.nodes_of[task.id]
        return Schedule(
            network, early, _late_again(network, early, schedule.late, changed, end), end
        )
    return Schedule(network, early, _all_late(network, early, end), end)


def early_after(schedule: Schedule, task: Task) -> tuple[Network, Sequence[Span]]:
    """Return the network and the early dates of its nodes after one task became `task`.

    This is what a drag needs at each step; late dates cost a pass over the whole plan whenever its
    end moves.
    """
    network = schedule.network
    place = network.tree.places[task.id]
    if (task.parent, task.order) != (place.parent, place.order):
        plan = with_task(network, task)
        network = build_network(plan, standing=network.standing, now=network.now)
        return network, _all_early(network)
    network = with_nodes_of(network, task)
    return network, _early_again(network, schedule.early, network.nodes_of[task.id])


def is_same_shape(one: Network, other: Network) -> bool:
    """Tell whether two networks have the same nodes and edges, because one came from the other."""
    return one.order is other.order


def span_in(network: Network, early: Sequence[Span], task: uuid.UUID) -> Span:
    """Return the start and finish of a task, given those of the nodes of a network."""
    numbers = network.nodes_of[task]
    return early[numbers[-1]][0], early[last_node(numbers)][1]


def critical_tasks(schedule: Schedule) -> frozenset[uuid.UUID]:
    """Return the unfinished tasks without slack, and the summary tasks above them."""
    network = schedule.network
    found: set[uuid.UUID] = set()
    for task in network.plan.tasks:
        numbers = network.nodes_of[task.id]
        if task.actual_finish is None and len(numbers) == 1 and schedule.slack_of(numbers[0]) <= 0:
            found.add(task.id)
            for above in network.tree.ancestors(task.id):
                if above in found:
                    break
                found.add(above)
    return frozenset(found)


def _all_early(network: Network) -> list[Span]:
    early: list[Span] = [_NOTHING] * len(network.nodes)
    for number in network.order:
        early[number] = earliest(network, number, early)
    return early


def _end(early: Sequence[Span], network: Network) -> Minute:
    finishes = (
        span[1]
        for span, node in zip(early, network.nodes, strict=True)
        if node.role is not Role.GATE
    )
    return max(finishes, default=network.plan.start)


def _all_late(network: Network, early: Sequence[Span], end: Minute) -> list[Span]:
    late: list[Span] = [_NOTHING] * len(network.nodes)
    for number in reversed(network.order):
        late[number] = latest(network, number, early, late, end)
    return late


def _early_again(
    network: Network, before: Sequence[Span], changed: Sequence[int]
) -> Sequence[Span]:
    """Calculate the changed nodes and those behind them, as far as anything moves."""
    early = list(before)
    waiting = [network.rank[number] for number in changed]
    heapq.heapify(waiting)
    last = -1
    while waiting:
        rank = heapq.heappop(waiting)
        if rank == last:
            continue  # two edges lead to it
        last, number = rank, network.order[rank]
        span = earliest(network, number, early)
        if span != early[number]:
            early[number] = span
            for edge in network.out[number]:
                heapq.heappush(waiting, network.rank[edge.node])
    return early


def _late_again(
    network: Network,
    early: Sequence[Span],
    before: Sequence[Span],
    changed: Sequence[int],
    end: Minute,
) -> Sequence[Span]:
    """Calculate the changed nodes and those before them, as far as anything moves."""
    late = list(before)
    # A task that begins or is pinned holds those before it in another way, wherever it lies.
    touched = {*changed, *(edge.node for number in changed for edge in network.into[number])}
    waiting = [-network.rank[number] for number in touched]
    heapq.heapify(waiting)
    last = 1
    while waiting:
        rank = heapq.heappop(waiting)
        if rank == last:
            continue
        last, number = rank, network.order[-rank]
        span = latest(network, number, early, late, end)
        if span != late[number]:
            late[number] = span
            for edge in network.into[number]:
                heapq.heappush(waiting, -network.rank[edge.node])
    return late
