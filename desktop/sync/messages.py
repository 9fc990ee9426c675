"""What is sent: the parts of the outbox as the centre takes them."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import Any, cast

from desktop.core.filters import Json
from desktop.store.carrying import left_to_send
from desktop.store.engine import Connection
from desktop.store.mirror import outbox


@dataclass(frozen=True, slots=True)
class Batch:
    """What is sent in one call; an unanswered one is repeated under the same three ids."""

    client: str
    lease: str
    following: str
    parts: list[outbox.Part]
    messages: list[Json]


def message_of(connection: Connection, part: outbox.Part) -> Json:
    """Return a part of the outbox in the form in which it travels."""
    ops = _operations(connection, part)
    if part.command:
        args = json.loads(part.args or "{}")
        left = list(left_to_send(part.command, args, ops))
        return {
            "mid": part.mid,
            "cmd": part.command,
            "args": args | ({"ops": left} if left else {}),
        }
    return {"mid": part.mid, "strict": part.strict, "ops": cast("Json", ops)}


def _operations(connection: Connection, part: outbox.Part) -> list[dict[str, Any]]:
    ops: list[dict[str, Any]] = []
    for operation in outbox.operations_of(connection, part):
        told: dict[str, Any] = {
            "t": operation.table,
            "id": str(uuid.UUID(bytes=operation.row_id)),
            "o": operation.op,
        }
        if operation.op != "D":
            told["f"] = {name: list(pair) for name, pair in operation.patch.items()}
        if operation.op != "I":
            told["ver"] = outbox.version_of(connection, (operation.table, operation.row_id))
        ops.append(told)
    return ops
