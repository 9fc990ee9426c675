"""Taking values out of the history: what was anonymised must not stand there either.

A change keeps who, when and by which command; only the values of the fields are removed.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

from desktop.core.entities import get_entity
from desktop.store import search_index
from desktop.store.bulk import IDS_AT_ONCE, in_parts
from desktop.store.capture import EXTRA
from desktop.store.transactions import Writing


def forget_values(
    writing: Writing, entity: str, ids: Iterable[uuid.UUID], fields: Sequence[str]
) -> None:
    """Remove the values of `fields` from every change of these records, the latest included."""
    raw = [record_id.bytes for record_id in ids]
    by_name = get_entity(entity).by_name
    own = {name for name in fields if name in by_name and by_name[name].custom}
    paths = [f'$."{EXTRA}.{name}"' if name in own else f'$."{name}"' for name in fields]
    removed = ", ".join("?" * len(paths))
    for some in in_parts(raw, IDS_AT_ONCE):
        marks = ", ".join("?" * len(some))
        writing.connection.execute(
            f"UPDATE change SET diff = json_remove(diff, {removed}) "
            f"WHERE tbl = ? AND row_id IN ({marks})",
            (*paths, entity, *some),
        )
    # The changes tell the search index no more what it has to read again.
    search_index.refresh(writing.connection, get_entity(entity), raw)
