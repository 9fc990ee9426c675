"""Rings in a directed graph: tasks that wait for each other."""

from __future__ import annotations

from collections.abc import Sequence


def find_ring(out: Sequence[Sequence[int]]) -> list[int]:
    """Return the nodes of one ring in their order, or none if there is none.

    `out` holds the successors of each node. The first ring from the lowest node on is found, so
    that the same graph gives the same answer everywhere.
    """
    done = [False] * len(out)
    for first in range(len(out)):
        if not done[first]:
            ring = _ring_from(first, out, done)
            if ring:
                return ring
    return []


def find_way(out: Sequence[Sequence[int]], first: int, goal: int) -> list[int]:
    """Return a shortest way from one node to another, both included, or nothing."""
    came_from = {first: first}
    reached = [first]
    for node in reached:  # grows while it is read
        if node == goal:
            way = [goal]
            while way[-1] != first:
                way.append(came_from[way[-1]])
            return way[::-1]
        for after in out[node]:
            if after not in came_from:
                came_from[after] = node
                reached.append(after)
    return []


def _ring_from(first: int, out: Sequence[Sequence[int]], done: list[bool]) -> list[int]:
    """Walk on from `first` in depth, without recursion; what leads to no ring becomes done."""
    path = [first]
    on_path = {first}
    branches = [iter(out[first])]
    while path:
        after = next(branches[-1], None)
        if after is None:
            branches.pop()
            node = path.pop()
            on_path.discard(node)
            done[node] = True
        elif after in on_path:
            return path[path.index(after) :]
        elif not done[after]:
            path.append(after)
            on_path.add(after)
            branches.append(iter(out[after]))
    return []
