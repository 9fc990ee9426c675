"""Free slack: how much later a task may finish without moving any other from its early dates."""

from __future__ import annotations

import uuid

from desktop.core.scheduling.edges import last_node
from desktop.core.scheduling.nodes import ALWAYS
from desktop.core.scheduling.passes import Span, allowed, last_index
from desktop.core.scheduling.schedule import Schedule


def free_slacks(schedule: Schedule) -> dict[uuid.UUID, int]:
    """Return the free slack of every task, in its own working minutes.

    A summary task around it is no obstacle: it grows along. What nothing follows may move until
    the end of the plan.
    """
    network = schedule.network
    shown = frozenset(numbers[0] for numbers in network.nodes_of.values() if len(numbers) == 1)
    held: list[Span] = list(schedule.early)
    limits: list[Span] = [(ALWAYS, ALWAYS)] * len(network.nodes)
    for number in reversed(network.order):
        start, finish = ALWAYS, schedule.end
        for edge in network.out[number]:
            moment = allowed(network, edge, held)
            if edge.from_finish:
                finish = min(finish, moment)
            else:
                start = min(start, moment)
        limits[number] = start, finish
        if number not in shown:  # a gate or an end holds nothing but what follows it
            held[number] = limits[number] = (min(start, finish),) * 2
    return {
        task: max(0, _slack(schedule, last_node(numbers), limits[last_node(numbers)]))
        for task, numbers in network.nodes_of.items()
    }


def _slack(schedule: Schedule, number: int, limit: Span) -> int:
    """Return how far a node may go on until its start or its finish reaches its limit."""
    node, (start, finish) = schedule.network.nodes[number], limit
    early_start, early_finish = schedule.early[number]
    if node.done:
        slack = node.time.between(early_finish, finish)
        return slack if start >= ALWAYS else min(slack, node.time.between(early_start, start))
    if node.duration:
        return last_index(node, start, finish) - node.time.index(early_start)
    return node.time.between(early_finish, min(start, finish))
