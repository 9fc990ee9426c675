"""What the window asks about problems: which are open, and how each is settled."""

from __future__ import annotations

from typing import cast

from desktop.core.clock import to_micros
from desktop.core.filters import Json
from desktop.services.keeping_both import keep_both
from desktop.services.long_work import LongWork, long_work
from desktop.store.mirror import problems
from desktop.store.mirror.tables import is_joined
from desktop.sync.serving import status


@long_work("sync.problems")
def list_problems(work: LongWork) -> Json:
    """Return the conflicts and refusals that nobody has solved, newest first."""
    with work.store.reading() as connection:
        is_known = is_joined(connection)  # another window may have left
        return cast("Json", problems.open_problems(connection)) if is_known else []


@long_work("sync.solve")
def solve(work: LongWork, problem: int, choice: str, value: Json = None) -> Json:
    """Settle a problem.

    "mine" is edited again over theirs, so is "merged" with `value`, as a form has it; "both"
    makes a second record with mine; "theirs" and "seen" leave it. What was settled already, in
    another window or on another computer, stays as it is.

    Raises:
        RecordGoneError, RuleBrokenError: record or field are not there; it stays open.
    """
    with work.store.reading() as connection:
        found = problems.problem(connection, problem) if is_joined(connection) else None
    if found is None:
        return status(work)
    if choice == "mine":
        problems.take_mine(work.store, work.actor, found)
    elif choice == "merged":
        problems.take_value(work.store, work.actor, found, value)
    elif choice == "both":
        keep_both(work.store, work.actor, found)
    with work.store.work(work.actor, "sync.solve", captured=False) as unit:
        problems.close(unit.writing.connection, problem, to_micros(work.store.clock.now()))
    return status(work)
