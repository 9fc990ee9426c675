"""What makes the changes of a unit of work complete before it ends, whatever wrote them.

A form, a pasted table, a mass edit and an import write records in their own ways; what must follow
from it for an entity is said once, by its services, and stands in the same group of changes.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from desktop.core.quick_dataclass import dataclass
from desktop.store.undo import COMMAND as UNDO

if TYPE_CHECKING:
    from desktop.store.transactions import Writing
    from desktop.store.unit import Work

Completer = Callable[["Work", list["Touched"]], None]


@dataclass(frozen=True, slots=True)
class Touched:
    """A record that was made or changed: the captured columns, each with what it was before."""

    id: uuid.UUID
    is_new: bool
    before: dict[str, Any]


_completers: dict[str, Completer] = {}


def completes(entity: str) -> Callable[[Completer], Completer]:
    """Let the decorated function complete what a unit of work did to records of `entity`."""

    def register(completer: Completer) -> Completer:
        if _completers.setdefault(entity, completer) is not completer:
            raise ValueError(f"two functions complete {entity}")
        return completer

    return register


def complete(work: Work) -> None:
    """Complete what a unit of work did; what is taken back or comes from the centre is complete.

    Raises:
        AppError: what was done cannot stand.
    """
    writing = work.writing
    if not _completers or not writing.captured or writing.command == UNDO:
        return
    for entity, completer in _completers.items():
        if touched := touched_by(writing, entity):
            completer(work, touched)
            work.session.flush()


def touched_by(writing: Writing, entity: str) -> list[Touched]:
    """Return the living records of an entity that were made or changed so far, in that order."""
    query = "SELECT row_id, op, diff FROM change WHERE seq > ? AND tbl = ? ORDER BY seq"
    found: dict[bytes, Touched] = {}
    for row_id, op, diff in writing.connection.execute(query, (writing.first_change, entity)):
        if op == "D":
            found.pop(row_id, None)
            continue
        known = found.get(row_id)
        if known is None:
            known = found[row_id] = Touched(uuid.UUID(bytes=row_id), op == "I", {})
        for name, (old, _new) in json.loads(diff).items():
            known.before.setdefault(name, old)
    return list(found.values())
