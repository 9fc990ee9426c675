"""The network of a plan: its tasks as numbered nodes in an order in which each follows its causes.

A task without tasks below it is one node. A summary task is three: a *gate*, before which nothing
below it starts; an *end*, the last finish below it; and a *head*, the first start below it, which
is only shown. So links of summary tasks are ordinary links of their gates and ends, and rings
through them are ordinary rings.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from desktop.core.errors import InvalidValueError
from desktop.core.i18n import N_, _
from desktop.core.quick_dataclass import dataclass
from desktop.core.scheduling.edges import (
    Edge,
    Edges,
    Fault,
    LinkFault,
    NodesOf,
    first_node,
    join_links,
    join_tree,
    last_node,
    link_fault,
    sorted_nodes,
)
from desktop.core.scheduling.minutes import Minute
from desktop.core.scheduling.nodes import Node, make_nodes
from desktop.core.scheduling.plan import Link, Plan, Task
from desktop.core.scheduling.rings import find_way
from desktop.core.scheduling.tree import Tree, grow_tree

MISSING_TASK: Final = N_("One of the two tasks is no longer in this plan.")
SUMMARY_END: Final = N_("A link leaves a summary task at its finish, and holds it at its start.")
WAITS_FOR_ITSELF: Final = N_("A task cannot wait for itself or for a task that it sums up.")
WAIT_IN_RING: Final = N_("These tasks would wait for each other: {tasks}.")
ARROW: Final = " → "


@dataclass(frozen=True, slots=True)
class Network:
    """A plan made ready: `order` holds each node behind those that hold it.

    `nodes_of` gives the nodes of each task (one, or gate, end and head), `owners` the task of each
    node, and `places` where each task stands in the plan.
    """

    plan: Plan
    tree: Tree
    standing: bool
    now: Minute | None
    nodes_of: NodesOf
    owners: Sequence[uuid.UUID]
    places: Mapping[uuid.UUID, int]
    nodes: Sequence[Node]
    into: Sequence[Sequence[Edge]]
    out: Sequence[Sequence[Edge]]
    order: Sequence[int]
    rank: Sequence[int]
    faults: tuple[LinkFault, ...]


def build_network(plan: Plan, *, standing: bool, now: Minute | None = None) -> Network:
    """Make a plan ready; links that cannot be kept are left out and told in `faults`.

    With `standing` no task starts before the place that it has now; without, each is as early as
    its links allow. Nothing that has not begun is planned before `now`.
    """
    tree = grow_tree(plan.tasks)
    places = {task.id: place for place, task in enumerate(plan.tasks)}
    if len(places) < len(plan.tasks):
        raise ValueError("two tasks of a plan have the same id")
    nodes_of: dict[uuid.UUID, tuple[int, ...]] = {}
    nodes: list[Node] = []
    owners: list[uuid.UUID] = []
    for task in plan.tasks:
        is_summary = bool(tree.children(task.id))
        made = make_nodes(plan, task, is_summary=is_summary, standing=standing, now=now)
        nodes_of[task.id] = tuple(range(len(nodes), len(nodes) + len(made)))
        nodes += made
        owners += [task.id] * len(made)
    edges = Edges(len(nodes))
    join_tree(edges, tree, nodes_of)
    faults = join_links(edges, plan.links, nodes_of)
    order = sorted_nodes(edges.out)
    rank = [0] * len(order)
    for place, node in enumerate(order):
        rank[node] = place
    return Network(
        plan,
        tree,
        standing,
        now,
        nodes_of,
        owners,
        places,
        nodes,
        edges.into,
        edges.out,
        order,
        rank,
        tuple(faults),
    )


def with_nodes_of(network: Network, task: Task) -> Network:
    """Return the network after a change of one task that leaves tree and links as they are."""
    numbers = network.nodes_of[task.id]
    plan = with_task(network, task)
    nodes = list(network.nodes)
    made = make_nodes(
        plan, task, is_summary=len(numbers) > 1, standing=network.standing, now=network.now
    )
    for number, node in zip(numbers, made, strict=True):
        nodes[number] = node
    return replace(network, plan=plan, nodes=nodes)


def with_task(network: Network, task: Task) -> Plan:
    """Return the plan in which `task` stands in the place of the one with its id."""
    tasks, at = network.plan.tasks, network.places[task.id]
    return replace(network.plan, tasks=(*tasks[:at], task, *tasks[at + 1 :]))


def check_link(network: Network, link: Link) -> None:
    """Refuse a new link that could not be kept.

    Raises:
        InvalidValueError: its tasks would wait for each other (they are named in their order),
            one is gone, or it joins the wrong end of a summary task.
    """
    fault = link_fault(link, network.nodes_of)
    if fault is Fault.MISSING:
        raise InvalidValueError(_(MISSING_TASK))
    if fault is Fault.SUMMARY_END:
        raise InvalidValueError(_(SUMMARY_END))
    if fault is Fault.RING:
        raise InvalidValueError(_(WAITS_FOR_ITSELF))
    out = [[edge.node for edge in edges] for edges in network.out]
    nodes_of = network.nodes_of
    way = find_way(out, first_node(nodes_of[link.after]), last_node(nodes_of[link.before]))
    if not way:
        return
    above = {*network.tree.ancestors(link.before), *network.tree.ancestors(link.after)}
    if link.before in above or link.after in above:
        raise InvalidValueError(_(WAITS_FOR_ITSELF))
    raise InvalidValueError(_(WAIT_IN_RING).format(tasks=_named(network, way)))


def _named(network: Network, way: Sequence[int]) -> str:
    tasks = list(dict.fromkeys(network.owners[node] for node in way))
    named = [network.plan.tasks[network.places[task]].name for task in (*tasks, tasks[0])]
    return ARROW.join(named)
