"""Ledgers: entries that nobody changes or deletes, and balances that follow from them.

What was wrong is set right by a counter-entry. Held here before each commit, and at the centre for
whoever goes past this.
"""

from __future__ import annotations

import json
from typing import Final

from desktop.core.entities import Entity, iter_entities
from desktop.core.errors import RuleBrokenError
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import N_, _, language
from desktop.store.engine import Connection
from desktop.store.sql import quoted
from desktop.store.sync_state import is_joined

FIXED: Final = N_("An entry is never changed or deleted; set it right by a counter-entry.")
# Whose an entry is goes along with the record on which it hangs: merged, or handed over.
_ALONG: Final = frozenset({"owner_id", "org_unit_id"})


def check_entries(connection: Connection, first_change: int) -> None:
    """Judge what was captured in ledgers since a change.

    Raises:
        RuleBrokenError: an entry was changed or deleted; or more was taken than is there, where
            no centre knows better.
    """
    ledgers = {entity.key: entity for entity in iter_entities() if entity.ledger}
    marks = ", ".join("?" * len(ledgers))
    query = f"SELECT tbl, op, row_id, diff FROM change WHERE seq > ? AND tbl IN ({marks})"
    for table, op, row_id, diff in connection.execute(query, (first_change, *ledgers)).fetchall():
        if op == "I":
            if not is_joined(connection):
                _check_balance(connection, ledgers[table], row_id)
        elif op == "D" or not json.loads(diff).keys() <= _ALONG | {ledgers[table].parent}:
            raise RuleBrokenError(_(FIXED))


def balance(connection: Connection, entity: Entity, parent: bytes) -> int:
    """Return the balance of a ledger's entries that hang on one record."""
    query = (
        f"SELECT coalesce(sum({quoted(entity.ledger)}), 0) FROM {quoted(entity.key)} "
        f"WHERE {quoted(entity.parent)} = ? AND deleted_at IS NULL"
    )
    return int(connection.execute(query, (parent,)).fetchone()[0])


def _check_balance(connection: Connection, entity: Entity, row_id: bytes) -> None:
    query = (
        f"SELECT {quoted(entity.parent)}, {quoted(entity.ledger)} FROM {quoted(entity.key)} "
        "WHERE id = ?"
    )
    found = connection.execute(query, (row_id,)).fetchone()
    if found is None or found[1] >= 0:
        return
    left = balance(connection, entity, found[0])
    if left < 0:
        sentence = _("Only {count} are left.")
        raise RuleBrokenError(sentence.format(count=format_number(left - found[1], language())))
