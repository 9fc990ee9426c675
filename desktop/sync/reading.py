"""What the centre answers within a transaction: pulls, digests, older rows."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping
from typing import Any, Final

from desktop.core.entities import is_entity
from desktop.core.filters import Json
from desktop.core.kinds.base import Stored
from desktop.store.migrations import HEAD
from desktop.store.mirror.applying import Pulled
from desktop.store.mirror.digests import Digest
from desktop.store.mirror.horizons import Window
from desktop.sync.news import AnyConnection
from desktop.sync.queries import Older, as_stored, older_query, told_windows

_ROWS: Final = 100  # that come at once


def _nothing() -> None:
    """Wait no longer for what comes."""


def read_pull(
    connection: AnyConnection, client_id: str, since: Json, came: Callable[[], None] = _nothing
) -> Pulled | None:
    """Return what changed since a cursor; None: everything must be copied anew.

    `came` is called for each row: what a colleague imported takes minutes over a slow line.
    """
    query = "SELECT part, t, id, body FROM api.pull(%s::uuid, %s::jsonb)"
    pulled = None
    with connection.cursor() as cursor:
        for row in cursor.stream(query, (client_id, text_of(since)), size=_ROWS):
            came()
            if pulled is None:
                head: dict[str, Any] = row[3]
                if head["resync"]:
                    return None
                pulled = Pulled(head["from"], head["cursor"], load=head["load"] or [])
                pulled.rights_hash = head["rights_hash"]
            else:
                _take(pulled, *row)
    return pulled


def _take(pulled: Pulled, part: str, table: str, row_id: uuid.UUID, body: dict[str, Any]) -> None:
    if part == "acl":
        pulled.acls.append((body["acl"], body["level"]))
    elif part == "lost":
        pulled.lost.append(body["acl"])
    elif part == "remove":
        pulled.removed.append((table, row_id))
    elif part == "put":
        pulled.rows.append((table, body))


def read_older(
    connection: AnyConnection, older: Older, after: str | None, limit: int
) -> list[list[Stored]]:
    """Return some rows of a history that lie before what is here, by their ids."""
    with connection.cursor(binary=True) as cursor:
        found = cursor.execute(older_query(HEAD, older, after, limit)).fetchall()
    return list(as_stored(older.table, found))


def read_digest(connection: AnyConnection, windows: Mapping[str, Window]) -> Digest:
    """Return number of rows and tag by table and acl, of those parts of the histories."""
    query = "SELECT t, acl_id, n, tag FROM api.digest(%s::jsonb)"
    found = connection.execute(query, (text_of(told_windows(windows)),)).fetchall()
    return {(t, acl): (n, int(tag)) for t, acl, n, tag in found if is_entity(t)}


def text_of(value: object) -> str | None:
    """Return a value as JSON; nothing stays nothing."""
    return None if value is None else json.dumps(value, ensure_ascii=False)
