"""What follows for a task from what was written of it, whatever wrote it.

Its place in the tree, its project and customer, its dates and how long it takes, its state by its
progress, and that who is given a task is asked to accept it. What recurs comes again.
"""

from __future__ import annotations

from desktop.services.work.keeping_dates import keep_dates
from desktop.services.work.keeping_people import keep_people
from desktop.services.work.keeping_places import keep_below, keep_orders, keep_place
from desktop.services.work.keeping_states import keep_state
from desktop.services.work.kept import read_kept
from desktop.services.work.recurring import check_rule, make_next
from desktop.store.completing import Touched, completes
from desktop.store.work import Work

_ROUNDS = 64  # of tasks below tasks that went to another project; deeper trees are rings


@completes("task")
def keep_tasks(work: Work, touched: list[Touched]) -> None:
    """Complete tasks that were made or changed.

    Raises:
        InvalidValueError: one would end before it begins, or its rule is none.
    """
    tasks = read_kept(work, touched)
    for task in tasks:
        check_rule(task)
        keep_place(work, task)
        keep_dates(work, task)
        keep_state(work, task)
        keep_people(work, task)
    keep_orders(work, tasks)
    finished = [task for task in tasks if task.is_finished_now]
    rules = {task.id: str(task.get("rule")) for task in finished}
    for task in finished:  # the rule goes on with the next one
        task.put("rule", None)
    if changes := [(task.id, task.new) for task in tasks if task.new]:
        work.complete("task", changes)
    moved = [task for task in tasks if task.changed("project_id")]
    for _round in range(_ROUNDS):
        moved = keep_below(work, moved)
        if not moved:
            break
        work.bulk_change("task", [(task.id, task.new) for task in moved])
    make_next(work, rules)
