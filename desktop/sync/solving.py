"""What the window asks about problems: which are open, and how each is settled."""

from __future__ import annotations

from typing import cast

from desktop.core.clock import to_micros
from desktop.core.filters import Json
from desktop.services.keeping_both import keep_both
from desktop.services.long_work import LongWork, long_work
from desktop.store.mirror import problems
from desktop.sync.serving import status


@long_work("sync.problems")
def list_problems(work: LongWork) -> Json:
    """Return the conflicts and refusals that nobody has solved, newest first."""
    with work.store.reading() as connection:
        return cast("Json", problems.open_problems(connection))


@long_work("sync.solve")
def solve(work: LongWork, problem: int, choice: str, value: Json = None) -> Json:
    """Settle a problem.

    "mine" is edited again over theirs, so is "merged" with `value`, as a form has it; "both"
    makes a second record with mine; "theirs" and "seen" leave it.
    """
    with work.store.reading() as connection:
        found = problems.problem(connection, problem)
    if found is not None and choice == "mine":
        problems.take_mine(work.store, work.actor, found)
    elif found is not None and choice == "merged":
        problems.take_value(work.store, work.actor, found, value)
    elif found is not None and choice == "both":
        keep_both(work.store, work.actor, found)
    with work.store.work(work.actor, "sync.solve", captured=False) as unit:
        problems.close(unit.writing.connection, problem, to_micros(work.store.clock.now()))
    return status(work)
