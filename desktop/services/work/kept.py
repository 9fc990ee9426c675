"""A task as keeping sees it: what it holds, what was written of it, what follows."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from desktop.store.completing import Touched
from desktop.store.plans_keeping import task_values
from desktop.store.work import Work

DONE: Final = "done"


@dataclass(slots=True)
class KeptTask:
    """A living task: its values, which of them were written, and what they become."""

    id: uuid.UUID
    touched: Touched
    held: dict[str, Any]
    new: dict[str, Any] = field(default_factory=dict)

    def get(self, name: str) -> Any:  # noqa: ANN401 - a column's value
        """Return the value that a column will have."""
        return self.new.get(name, self.held[name])

    def put(self, name: str, value: object) -> None:
        """Let a column have another value."""
        if value != self.held[name]:
            self.new[name] = value
        else:
            self.new.pop(name, None)

    def wrote(self, name: str) -> bool:
        """Tell whether somebody said the value: gave it to a new task, or changed it."""
        if self.touched.is_new:
            return self.held[name] not in (None, [], 0, "")
        return name in self.touched.before

    def changed(self, name: str) -> bool:
        """Tell whether the value is other than before this work; that of a new task is not."""
        return not self.touched.is_new and (name in self.touched.before or name in self.new)

    @property
    def is_finished_now(self) -> bool:
        """Whether this work finished it."""
        was = (
            None if self.touched.is_new else self.touched.before.get("status", self.held["status"])
        )
        return self.get("status") == DONE and was != DONE and bool(self.get("rule"))


def read_kept(work: Work, touched: Iterable[Touched]) -> list[KeptTask]:
    """Return those of the touched tasks that live, in the order in which they were written."""
    by_id = {one.id: one for one in touched}
    found = {held["id"]: held for held in task_values(work.connection, by_id)}
    return [KeptTask(one, by_id[one], found[one]) for one in by_id if one in found]
