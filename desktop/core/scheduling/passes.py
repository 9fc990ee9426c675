"""The two passes of the critical path method over the nodes of a network (Kelley and Walker, 1959).

A task works in the time of its own calendar: a start is held in the indices of that calendar, and
a finish too, so a successor that rests at the weekend is not pushed into Monday by one who works
on Saturday. The backward pass undoes each step of the forward pass exactly (see `working_time`):
late dates are the latest at which every link still holds.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.scheduling.edges import Edge
from desktop.core.scheduling.minutes import Minute
from desktop.core.scheduling.network import Network
from desktop.core.scheduling.nodes import ALWAYS, NEVER, Node, Role

Span = tuple[Minute, Minute]  # start and finish


def earliest(network: Network, number: int, spans: Sequence[Span]) -> Span:
    """Return the earliest start and finish of a node, given those of the nodes before it."""
    node = network.nodes[number]
    if node.done:
        return node.done
    if node.role is Role.HEAD:
        first = min(spans[edge.node][0] for edge in network.into[number])
        return first, first
    start, finish = (node.pin, NEVER) if node.pin is not None else _pushed(network, number, spans)
    if not node.duration:
        start = max(start, finish)
        return start, start
    index = node.time.index(start)
    if finish > NEVER:
        index = max(index, node.time.index(finish) - node.duration)
    return node.time.start_of(index), node.time.end_of(index + node.duration)


def _pushed(network: Network, number: int, spans: Sequence[Span]) -> Span:
    """Return before which moments a node cannot start and cannot finish."""
    node, time = network.nodes[number], network.plan.time
    start, finish = node.not_before, node.finish_not_before
    for before, from_finish, to_finish, lag, elapsed in network.into[number]:
        moment = spans[before][from_finish]
        if lag:
            moment = moment + lag if elapsed else time.later(moment, lag)
        if to_finish:
            finish = max(finish, moment)
        elif moment > start:
            start = moment
    return start, finish


def latest(
    network: Network, number: int, early: Sequence[Span], late: Sequence[Span], end: Minute
) -> Span:
    """Return the latest start and finish of a node that delay neither `end` nor what is held.

    `late` holds those of the nodes behind it. A ceiling or a pin may make them lie before the
    earliest ones: then something cannot be kept.
    """
    node = network.nodes[number]
    if node.role is Role.HEAD:
        return ALWAYS, ALWAYS
    start, finish = node.not_after, min(end, node.finish_not_after)
    for edge in network.out[number]:
        moment = allowed(network, edge, late)
        if edge.from_finish:
            finish = min(finish, moment)
        else:
            start = min(start, moment)
    if node.done:
        return _late_begun(node, start, finish)
    if not node.duration:
        moment = min(start, finish) if node.pin is None else min(start, finish, early[number][0])
        return moment, moment
    index = last_index(node, start, finish)
    if node.pin is not None:
        index = min(index, node.time.index(early[number][0]))
    return node.time.start_of(index), node.time.end_of(index + node.duration)


def last_index(node: Node, start: Minute, finish: Minute) -> int:
    """Return the last index at which a task starts by `start` and finishes by `finish`."""
    index = node.time.index(finish) - node.duration
    if start < ALWAYS:
        index = min(index, node.time.index(start + 1) - 1)
    return index


def allowed(network: Network, edge: Edge, held: Sequence[Span]) -> Minute:
    """Return the last moment of this end of an edge at which the other may stay as it is held."""
    node = network.nodes[edge.node]
    if node.done or node.role is Role.HEAD:
        return ALWAYS  # what has begun is held by nothing any more
    moment = held[edge.node][0]
    if edge.to_finish and node.duration:
        moment = node.time.start_of(node.time.index(moment) + node.duration)
    if not edge.lag or moment >= ALWAYS:
        return moment
    return moment - edge.lag if edge.elapsed else network.plan.time.earlier(moment, edge.lag)


def _late_begun(node: Node, start: Minute, finish: Minute) -> Span:
    """Return how late what has begun might be; its start is what it was, or could have been."""
    assert node.done is not None
    began, ends = node.done
    slack = node.time.index(finish) - node.time.index(ends)
    if start < ALWAYS:
        slack = min(slack, node.time.index(start + 1) - 1 - node.time.index(began))
    if not slack:
        return began, ends
    return began, node.time.end_of(node.time.index(ends) + slack)
