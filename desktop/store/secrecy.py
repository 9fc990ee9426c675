"""Records that say of themselves that they are their owner's alone: private events, own notes.

It follows from the changes of a unit of work, whatever wrote them, and stands in the same group.
"""

from __future__ import annotations

from desktop.core.entities import iter_entities
from desktop.core.permissions import Visibility
from desktop.store.sql import quoted
from desktop.store.transactions import Writing


def keep_secrets(writing: Writing) -> None:
    """Hide what was marked as secret since the transaction began, and show what is not any more."""
    for entity in iter_entities():
        if not entity.hides_by:
            continue
        field, _, word = entity.hides_by.partition(" ")
        wanted = f"CASE WHEN {quoted(field)} IS ? THEN {int(Visibility.PRIVATE)} END"
        value = word or 1
        writing.connection.execute(
            f"UPDATE {quoted(entity.key)} SET visibility = {wanted} WHERE id IN"
            " (SELECT row_id FROM change WHERE seq > ? AND tbl = ?)"
            f" AND visibility IS NOT {wanted}",
            (value, writing.first_change, entity.key, value),
        )
