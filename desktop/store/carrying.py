"""Units of work that travel as a command: what they changed here is what the centre is to do.

The captured changes stay what a person sees until the centre has shown what it made of the command;
they are not sent. Taking such a unit back is again a command, or nothing where it was never sent.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from desktop.core.filters import Json
from desktop.store.engine import Connection
from desktop.store.sync_state import is_joined

MERGE: Final = "merge"
UNMERGE: Final = "unmerge"
UNDO: Final = "undo"  # of a group that was carried; never sent under this name
# The columns that commands set by themselves.
_SAID: Final = {"assign": ("owner_id", "org_unit_id"), "move": ("parent_id",)}
_BINNED: Final = ("deleted_at", "extra.merged_into")
_PAIRS: Final = "distinct_pair"


@dataclass(frozen=True, slots=True)
class Carried:
    """The changes of a group after `seq` travel as this command."""

    seq: int
    command: str
    args: dict[str, Any]


def carry(
    connection: Connection, group: int, seq: int, command: str, args: Mapping[str, Json]
) -> bool:
    """Let the changes of `group` after `seq` travel as a command; False: there is no centre."""
    if not is_joined(connection):
        return False
    connection.execute(
        "INSERT INTO carried(grp, seq, command, args) VALUES(?, ?, ?, ?)",
        (group, seq, command, json.dumps(args, ensure_ascii=False)),
    )
    return True


def carried_of(connection: Connection, group: int) -> list[Carried]:
    """Return the commands as which parts of a group travel, in order."""
    query = "SELECT seq, command, args FROM carried WHERE grp = ? ORDER BY seq"
    found = connection.execute(query, (group,)).fetchall()
    return [Carried(seq, command, json.loads(args)) for seq, command, args in found]


def sections(
    carried: Sequence[Carried], changes: Sequence[tuple[int, int]]
) -> Iterator[tuple[Carried | None, list[tuple[int, int]]]]:
    """Part the changes of a group, as (seq, bytes), by the commands as which they travel."""
    starts = [0, *(one.seq for one in carried)]
    for start, end, one in zip(starts, [*starts[1:], sys.maxsize], [None, *carried], strict=True):
        some = [change for change in changes if start < change[0] <= end]
        if some:
            yield one, some


def carry_undo(connection: Connection, group: int, seq: int, undone: int) -> bool:
    """Let the taking back of a group travel as a command if the group did."""
    if not is_joined(connection) or not carried_of(connection, undone):
        return False
    return carry(connection, group, seq, UNDO, {"grp": undone})


def command_of_undo(connection: Connection, undone: int, mid: str | None) -> Carried | None:
    """Return the command that takes a carried group back; None: its changes go as edits.

    Args:
        connection: to the profile.
        undone: the group that is taken back.
        mid: under which it was sent; None if it was not.
    """
    group, depth = undone, 0
    found = carried_of(connection, group)
    while len(found) == 1 and found[0].command == UNDO:
        group, depth = int(found[0].args["grp"]), depth + 1
        found = carried_of(connection, group)
    if len(found) != 1:
        return None
    if depth % 2:  # taking back a taking back: it is done once more
        return found[0]
    if found[0].command == MERGE and mid is not None:
        return Carried(0, UNMERGE, {**found[0].args, "merge": mid})
    return None


def left_to_send(
    command: str, args: Mapping[str, Any], ops: Sequence[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """Yield what the command does not say itself: of a merge the chosen values, and the like."""
    if command in _SAID:
        yield from _beside(_SAID[command], args, ops)
    if command not in (MERGE, UNMERGE):
        return
    kept, gone = str(args["to"]), {str(one) for one in args["from"]}
    for op in ops:
        if op["o"] != "U":
            yield op
            continue
        if op["t"] == _PAIRS and command == MERGE:
            continue
        patch = {
            name: pair
            for name, pair in op["f"].items()
            if not (op["id"] in gone and name in _BINNED)
            and not _is_relinked(pair if command == MERGE else pair[::-1], op["id"], kept, gone)
        }
        if patch:
            yield {**op, "f": patch}


def _beside(
    said: tuple[str, ...], args: Mapping[str, Any], ops: Sequence[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """Yield the edits of the records of a command but for the columns that it sets itself."""
    ids = set(args.get("ids", ())) | {args.get("id")}
    for op in ops:
        patch = {name: pair for name, pair in op.get("f", {}).items() if name not in said}
        if op["o"] != "U" or (op["id"] in ids and patch):
            yield {**op, "f": patch} if op["o"] == "U" else op


def _is_relinked(pair: Sequence[Json], row: str, kept: str, gone: set[str]) -> bool:
    before, after = pair
    if isinstance(before, list) and isinstance(after, list):
        left = {str(one) for one in before}
        return bool(left & gone) and {str(one) for one in after} == left - gone | {kept}
    return before in gone and (after == kept or (after is None and row == kept))
