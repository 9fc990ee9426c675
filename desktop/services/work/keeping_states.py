"""The state of a task by what was said of its progress: all of it is done, some of it has begun."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from desktop.core.scheduling.plan import WHOLE
from desktop.services.work.kept import DONE, KeptTask
from desktop.store.work import Work

_NEW: Final = "new"
_BEGUN: Final = "in_progress"
_OVER: Final = frozenset({DONE, "cancelled"})


def keep_state(work: Work, task: KeptTask) -> None:
    """Let state and progress agree: a command says the state, a form or a file the progress."""
    state = task.get("status")
    if task.wrote("status") and not (task.touched.is_new and state == _NEW):
        _by_state(work, task, state)
    elif task.wrote("percent"):
        _by_progress(work, task, state)
    if task.get("status") in (_BEGUN, DONE) and task.get("actual_start_at") is None:
        task.put("actual_start_at", work.now if task.get("status") == _BEGUN else _begun(task))
    if "percent" in task.new:
        task.new["percent"] = Decimal(task.new["percent"])


def _by_state(work: Work, task: KeptTask, state: str) -> None:
    if state == DONE:
        task.put("percent", WHOLE)
        task.put("done_at", task.get("done_at") or work.now)
    elif task.get("done_at") is not None:
        task.put("done_at", None)


def _by_progress(work: Work, task: KeptTask, state: str) -> None:
    percent = task.get("percent")
    if percent >= WHOLE and state not in _OVER:
        task.put("status", DONE)
        task.put("done_at", task.get("done_at") or work.now)
    elif percent < WHOLE and state == DONE:
        task.put("status", _BEGUN)
        task.put("done_at", None)
    elif percent and state == _NEW:
        task.put("status", _BEGUN)


def _begun(task: KeptTask) -> object:
    """Return when a task began of which nobody said more than that it is done."""
    done, start = task.get("done_at"), task.get("starts_at")
    return done if start is None or (done is not None and done < start) else start
