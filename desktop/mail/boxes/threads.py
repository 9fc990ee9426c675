"""Conversations: what belongs together, whatever order it comes in.

Every Message-ID that is named is a node, also of messages that never came; a message joins its own
node with those before it (Zawinski, "message threading", as a union-find that is kept). An answer
that names nothing joins messages of the same subject within a month if each of both writers takes
part in the other's message. Both rules are symmetric, so the threads are the same in any order.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from desktop.mail.boxes.prepared import Fact, Prepared
from desktop.store.engine import Connection

MOMENT_BITS: Final = 20  # of a message's id stand below its moment
_MONTH_SECONDS: Final = 30 * 86_400
_LARGEST: Final = 5_000  # messages of a thread that is merged with another one

_LOOSE: Final = (
    "SELECT DISTINCT m.thread FROM message m WHERE m.subject_key = :subject"
    " AND m.id BETWEEN :low AND :high"
    " AND ((:loose AND m.id >> 20 <= :at) OR (m.facts & 8 AND m.id >> 20 >= :at))"
    " AND m.sender IN (SELECT value FROM json_each(:people)) AND EXISTS"
    " (SELECT 1 FROM message_address a WHERE a.address = :sender AND a.message = m.id)"
)


def join_thread(
    connection: Connection, message: int, prepared: Prepared, people: Sequence[int], sender: int
) -> int:
    """Return the thread of a message that is about to be stored; threads may become one.

    `message` is its id, which names a thread that begins with it; `people` and `sender` are the
    numbers of the addresses that it names.
    """
    nodes = (prepared.node, *prepared.ancestors)
    marks = ",".join("?" * len(nodes))
    query = f"SELECT DISTINCT thread FROM msgnode WHERE node IN ({marks})"
    threads = {thread for (thread,) in connection.execute(query, nodes)}
    if prepared.subject_key is not None:
        threads |= _loose_threads(connection, prepared, people, sender)
    thread = _merged(connection, threads) if threads else message
    insert = "INSERT OR IGNORE INTO msgnode(node, thread) VALUES(?, ?)"
    connection.executemany(insert, [(node, thread) for node in nodes])
    return thread


def _loose_threads(
    connection: Connection, prepared: Prepared, people: Sequence[int], sender: int
) -> set[int]:
    asked = {
        "subject": prepared.subject_key,
        "low": max(prepared.at - _MONTH_SECONDS, 0) << MOMENT_BITS,
        "high": ((prepared.at + _MONTH_SECONDS) << MOMENT_BITS) + (1 << MOMENT_BITS) - 1,
        "loose": bool(prepared.facts & Fact.LOOSE_ANSWER),
        "at": prepared.at,
        "people": "[" + ",".join(map(str, people)) + "]",
        "sender": sender,
    }
    return {thread for (thread,) in connection.execute(_LOOSE, asked)}


def _merged(connection: Connection, threads: Collection[int]) -> int:
    """Make one thread of several: the smaller ones become part of the largest."""
    if len(threads) == 1:
        return next(iter(threads))
    count = "SELECT count(*) FROM message WHERE thread = ?"
    sized = sorted(
        ((connection.execute(count, (thread,)).fetchone()[0], thread) for thread in threads),
        key=lambda one: (-one[0], one[1]),
    )
    kept = sized[0][1]
    for size, thread in sized[1:]:
        if size <= _LARGEST:
            for table in ("message", "msgnode"):
                change = f"UPDATE {table} SET thread = ? WHERE thread = ?"
                connection.execute(change, (kept, thread))
    return kept
