"""A worker process that knows some further requests, as tests need them.

`python -m tests.worker_requests PROFILE` serves like `python -m desktop --worker PROFILE`.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from desktop.core.errors import BusyError, RuleBrokenError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.services.long_work import LongWork, long_work
from desktop.worker import main

LONGEST_SECONDS = 30


@long_work("test.count")
def count(work: LongWork, to: int) -> Json:
    """Count, reporting every number."""
    for number in range(1, to + 1):
        work.report(number, to, "counting")
    return to


@long_work("test.wait")
def wait(work: LongWork, folder: str) -> Json:
    """Report until a file called `go` is there; say by a file that it began."""
    Path(folder, "begun").touch()
    end = time.monotonic() + LONGEST_SECONDS
    while not Path(folder, "go").exists() and time.monotonic() < end:
        work.report(0)
        time.sleep(0.01)
    return "gone"


@long_work("test.write")
def write(work: LongWork, names: list[str], print_too: bool = False) -> Json:
    """Make tags, one unit of work each."""
    for name in names:
        if print_too:
            sys.stdout.write("a library prints this\n")
            sys.stdout.flush()
        with work.store.work(work.actor, "tag.create") as unit:
            unit.bulk_insert("tag", [{"name": name}])
        work.report(0)
    reads = work.reads()
    found = [hit.ref.title for hit in reads.choices("tag", "số", limit=100_000)]
    reads.close()
    return len(found)


@long_work("test.told")
def fail_with_a_sentence(work: LongWork) -> Json:
    """Fail as a rule does."""
    raise RuleBrokenError(_("This cannot be done in the record's present state."))


@long_work("test.busy")
def fail_for_now(work: LongWork) -> Json:
    """Fail as a database does that is in use."""
    raise BusyError("busy")


@long_work("test.bug")
def fail_by_our_fault(work: LongWork) -> Json:
    """Fail as we do."""
    raise ZeroDivisionError("what a pity")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
