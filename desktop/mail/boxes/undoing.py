"""What a person did with messages, kept so that it can be taken back and done again.

Of each message the columns that an act changed are kept, before and after. Taking back changes
those that are still as the act left them: what happened since is not lost.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from desktop.core.errors import RecordGoneError
from desktop.core.i18n import N_, _
from desktop.mail.boxes.server_side import HIDE
from desktop.mail.boxes.settling import settle
from desktop.store.engine import Connection

NOTHING_TO_UNDO: Final = N_("There is nothing to undo any more.")
COLUMNS: Final = ("folder", "flags", "keywords", "flag_due", "pinned", "snoozed_until")
KEPT_SECONDS: Final = 30 * 86_400
_READ: Final = (
    f"SELECT m.id, {', '.join(COLUMNS)} FROM message m JOIN json_each(?) j ON j.value = m.id"
    " WHERE m.gone_at IS NULL"
)
Values = Mapping[str, Any]


def change_messages(
    connection: Connection, ids: Sequence[int], change: Callable[[int, Values], Values]
) -> dict[int, tuple[Values, Values]]:
    """Change columns of messages and settle them; return what changed, before and after.

    `change` gets the id and the values of COLUMNS and returns those that are to be others.
    """
    changed: dict[int, tuple[Values, Values]] = {}
    for message, *values in connection.execute(_READ, (json.dumps(list(ids)),)).fetchall():
        now = dict(zip(COLUMNS, values, strict=True))
        wanted = change(message, now)
        after = {name: value for name, value in wanted.items() if value != now[name]}
        if after:
            changed[message] = ({name: now[name] for name in after}, after)
            _write(connection, message, after)
    settle(connection, changed)
    return changed


def keep_act(
    connection: Connection,
    kind: str,
    sentence: str,
    changed: Mapping[int, tuple[Values, Values]],
) -> int:
    """Keep what was done, and return the group by which it is taken back; 0 for nothing."""
    if not changed:
        return 0
    now = int(time.time())
    old = "SELECT grp FROM act WHERE at < ?"
    for (grp,) in connection.execute(old, (now - KEPT_SECONDS,)).fetchall():
        connection.execute("DELETE FROM act_row WHERE grp = ?", (grp,))
        connection.execute("DELETE FROM act WHERE grp = ?", (grp,))
    add = "INSERT INTO act(at, kind, sentence) VALUES(?, ?, ?)"
    group = int(connection.execute(add, (now, kind, sentence)).lastrowid or 0)
    connection.executemany(
        "INSERT INTO act_row(grp, message, before, after) VALUES(?, ?, ?, ?)",
        [
            (group, message, json.dumps(before), json.dumps(after))
            for message, (before, after) in changed.items()
        ],
    )
    return group


def go_back(connection: Connection, group: int, *, again: bool) -> tuple[str, list[int]]:
    """Take an act back, or do it again; return its sentence and the messages that changed.

    Raises:
        RecordGoneError: it is not kept any more, or stands so already.
    """
    query = "SELECT sentence FROM act WHERE grp = ? AND is_undone = ?"
    found = connection.execute(query, (group, int(again))).fetchone()
    if found is None:
        raise RecordGoneError(_(NOTHING_TO_UNDO))
    rows = "SELECT message, before, after FROM act_row WHERE grp = ?"
    steps = {
        message: (json.loads(before), json.loads(after))
        for message, before, after in connection.execute(rows, (group,)).fetchall()
    }

    def change(message: int, now: Values) -> Values:
        before, after = steps[message]
        left, wanted = (before, after) if again else (after, before)
        return {name: wanted[name] for name in wanted if now[name] == left[name]}

    changed = change_messages(connection, list(steps), change)
    note = "UPDATE act SET is_undone = ? WHERE grp = ?"
    connection.execute(note, (int(not again), group))
    return str(found[0]), list(changed)


def accounts_of(connection: Connection, ids: Iterable[int]) -> list[bytes]:
    """Return the ids of the accounts of messages."""
    query = (
        "SELECT DISTINCT a.id FROM message m JOIN account a ON a.number = m.account"
        " JOIN json_each(?) j ON j.value = m.id"
    )
    return [bytes(one) for (one,) in connection.execute(query, (json.dumps(list(ids)),))]


def _write(connection: Connection, message: int, values: Values) -> None:
    columns = ", ".join(f"{name} = ?" for name in values)
    change = f"UPDATE message SET failed = '', {columns} WHERE id = ?"
    connection.execute(change, (*values.values(), message))
    if "flags" in values or "snoozed_until" in values:
        connection.execute(HIDE, (message,))
