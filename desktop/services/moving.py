"""Moving records from one state to the next, as the workflow of their entity allows."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TypeVar

from desktop.core.workflow import next_state
from desktop.models.base import Record
from desktop.store.work import Work

R = TypeVar("R", bound=Record)


def move(work: Work, record: type[R], command_key: str, ids: Sequence[str]) -> list[R]:
    """Put records into the state to which a command leads, and return them in the order of `ids`.

    Raises:
        RuleBrokenError: one of them is in a state that the command does not begin from.
        RecordGoneError: one of them does not exist any more.
    """
    status = record.__entity__.status
    found = [work.session.get_one(record, uuid.UUID(one)) for one in ids]
    for one in found:
        setattr(one, status, next_state(command_key, getattr(one, status)))
    return found
