"""Edges between the nodes of a plan: of its tree and of its links, none of which forms a ring."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from desktop.core.quick_dataclass import dataclass
from desktop.core.scheduling.plan import Link
from desktop.core.scheduling.rings import find_ring
from desktop.core.scheduling.tree import Tree

NodesOf = Mapping[uuid.UUID, tuple[int, ...]]  # a task's one node, or its gate, end and head
MOST_NAMED: Final = 50  # rings told one by one; who has more has no plan, but a program's mistake


class Fault(StrEnum):
    """Why a link is left out of the calculation."""

    RING = "ring"  # its tasks wait for each other
    MISSING = "missing"  # one of its tasks is not here
    SUMMARY_END = "summary_end"  # it leaves the start of a summary task, or holds its finish


@dataclass(frozen=True, slots=True)
class LinkFault:
    """A link that cannot be kept; of a ring all its tasks, in the order in which they wait."""

    link: Link
    fault: Fault
    ring: tuple[uuid.UUID, ...] = ()


class Edge(NamedTuple):
    """A link seen from one of its nodes: the other node, the ends that it joins, and its lag."""

    node: int
    from_finish: bool = True
    to_finish: bool = False
    lag: int = 0
    elapsed: bool = False


class Edges:
    """The edges into and out of each node."""

    def __init__(self, count: int) -> None:
        self.into: list[list[Edge]] = [[] for _node in range(count)]
        self.out: list[list[Edge]] = [[] for _node in range(count)]

    def join(self, source: int, edge: Edge) -> None:
        """Add an edge from `source` to the node of `edge`."""
        self.out[source].append(edge)
        self.into[edge.node].append(edge._replace(node=source))

    def cut(self, source: int, edge: Edge) -> None:
        """Take an edge out again."""
        self.out[source].remove(edge)
        self.into[edge.node].remove(edge._replace(node=source))


def join_tree(edges: Edges, tree: Tree, nodes_of: NodesOf) -> None:
    """Lead each gate to what is below it, and that to the end and the head."""
    for child, place in tree.places.items():
        if place.parent is not None:
            gate, end, head = nodes_of[place.parent]
            first, last, shown = (
                first_node(nodes_of[child]),
                last_node(nodes_of[child]),
                nodes_of[child][-1],
            )
            for source, goal in ((gate, first), (last, end), (shown, head)):
                edges.join(source, Edge(goal))


def join_links(edges: Edges, links: Sequence[Link], nodes_of: NodesOf) -> list[LinkFault]:
    """Add the links that can be kept, and return the others.

    Of a ring the youngest link is left out. Ids grow with time, so it is the same one on every
    computer.
    """
    faults, kept = _sort_out(links, nodes_of)
    for link in kept:
        edges.join(*_edge_of(link, nodes_of))
    if len(sorted_nodes(edges.out)) < len(edges.out):
        faults += _cut_rings(edges, kept, nodes_of)
    return faults


def sorted_nodes(out: Sequence[Sequence[Edge]]) -> list[int]:
    """Return the nodes so that each edge leads on; nodes of rings, and behind them, are missing."""
    waiting = [0] * len(out)
    for edges in out:
        for edge in edges:
            waiting[edge.node] += 1
    order = [node for node, count in enumerate(waiting) if not count]
    for node in order:  # grows while it is read
        for edge in out[node]:
            waiting[edge.node] -= 1
            if not waiting[edge.node]:
                order.append(edge.node)
    return order


def first_node(numbers: tuple[int, ...]) -> int:
    """Return the node that links into a task hold: itself, or its gate."""
    return numbers[0]


def last_node(numbers: tuple[int, ...]) -> int:
    """Return the node that links out of a task start from: itself, or its end."""
    return numbers[min(1, len(numbers) - 1)]


def link_fault(link: Link, nodes_of: NodesOf) -> Fault | None:
    """Return why a link cannot be kept, rings through other tasks apart."""
    before, after = nodes_of.get(link.before), nodes_of.get(link.after)
    if not before or not after:
        return Fault.MISSING
    if link.before == link.after:
        return Fault.RING
    leaves_start = len(before) > 1 and not link.kind.from_finish
    holds_finish = len(after) > 1 and link.kind.to_finish
    return Fault.SUMMARY_END if leaves_start or holds_finish else None


def _sort_out(links: Sequence[Link], nodes_of: NodesOf) -> tuple[list[LinkFault], list[Link]]:
    faults, kept = [], []
    for link in sorted(links, key=_age):
        fault = link_fault(link, nodes_of)
        if fault is None:
            kept.append(link)
        else:
            faults.append(LinkFault(link, fault, (link.before,) if fault is Fault.RING else ()))
    return faults, kept


def _age(link: Link) -> uuid.UUID:
    return link.id


def _edge_of(link: Link, nodes_of: NodesOf) -> tuple[int, Edge]:
    kind, goal = link.kind, first_node(nodes_of[link.after])
    edge = Edge(goal, kind.from_finish, kind.to_finish, link.lag, link.elapsed)
    return last_node(nodes_of[link.before]), edge


def _cut_rings(edges: Edges, links: Sequence[Link], nodes_of: NodesOf) -> list[LinkFault]:
    """Take the youngest link out of each ring, and name the tasks of the ring."""
    owner = {node: task for task, numbers in nodes_of.items() for node in numbers}
    by_ends: dict[tuple[int, int], list[Link]] = {}
    for link in links:
        source, edge = _edge_of(link, nodes_of)
        by_ends.setdefault((source, edge.node), []).append(link)
    faults: list[LinkFault] = []
    while ring := find_ring([[edge.node for edge in after] for after in edges.out]):
        steps = zip(ring, [*ring[1:], ring[0]], strict=True)
        cut = max((by_ends[step][-1] for step in steps if by_ends.get(step)), key=_age)
        tasks = tuple(dict.fromkeys(owner[node] for node in ring))
        faults.append(_leave_out(edges, cut, tasks, nodes_of, by_ends))
        if len(faults) == MOST_NAMED:
            sound = set(sorted_nodes(edges.out))
            left = [link for group in by_ends.values() for link in group]
            unsound = [link for link in left if _edge_of(link, nodes_of)[1].node not in sound]
            faults += [_leave_out(edges, link, (), nodes_of, by_ends) for link in unsound]
    return faults


def _leave_out(
    edges: Edges,
    link: Link,
    ring: tuple[uuid.UUID, ...],
    nodes_of: NodesOf,
    by_ends: Mapping[tuple[int, int], list[Link]],
) -> LinkFault:
    source, edge = _edge_of(link, nodes_of)
    edges.cut(source, edge)
    by_ends[source, edge.node].remove(link)
    return LinkFault(link, Fault.RING, ring)
