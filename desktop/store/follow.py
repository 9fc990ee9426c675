"""What follows the captured changes of a transaction: search documents, and `Changes` to tell."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from desktop.core.changes import MANY, Changes
from desktop.core.entities import get_entity
from desktop.store import balances, last_contacts, project_progress
from desktop.store.ddl import RID
from desktop.store.diary.following import follow_diary
from desktop.store.rings import PARENT, is_tree, refuse_rings
from desktop.store.search_index import document_number, is_watched, refresh, take_out
from desktop.store.transactions import Writing

CUSTOMER: Final = "account"
PROJECT: Final = "project"


def follow(writing: Writing) -> Changes:
    """Bring the search tables up to date and return what the transaction changed.

    Raises:
        InvalidValueError: a record would stand below itself.
    """
    query = (
        "SELECT tbl, row_id, op, "
        f"CASE op WHEN 'U' THEN diff WHEN 'D' THEN diff ->> '$.{RID}[0]' END "
        "FROM change WHERE seq > ? ORDER BY seq"
    )
    ids: dict[str, set[bytes]] = defaultdict(set)
    stale: dict[str, set[bytes]] = defaultdict(set)
    moved: dict[str, set[bytes]] = defaultdict(set)
    gone: list[int] = []
    for table, row_id, op, detail in writing.connection.execute(query, (writing.first_change,)):
        ids[table].add(row_id)
        entity = get_entity(table)
        diff = json.loads(detail) if op == "U" else {}
        if is_tree(entity) and (op == "I" or PARENT in diff):
            moved[table].add(row_id)
        if op == "D":
            gone.append(document_number(entity, detail))
        elif (op == "I" and row_id not in writing.indexed) or (
            op == "U" and is_watched(entity, diff)
        ):
            stale[table].add(row_id)
    refuse_rings(writing.connection, moved)
    follow_diary(writing)
    told = {table: _told_ids(found) for table, found in ids.items()}
    told |= {table: frozenset() for table in _shown_anew(writing.uncaptured)}
    # Triggers wrote when these were last contacted, and what balances they have; lists show it.
    changed = balances.owners_of(writing.connection, told, writing.first_change)
    customers = last_contacts.customers_of(writing.connection, told, writing.first_change)
    changed[PROJECT] = project_progress.renew(writing.connection)
    changed[CUSTOMER] = changed.get(CUSTOMER, set()) | customers
    for table, row_ids in changed.items():
        if row_ids and told.get(table) != frozenset():
            told[table] = _told_ids(row_ids | ids.get(table, set()))
    take_out(writing.connection, gone)
    for table, row_ids in stale.items():
        refresh(writing.connection, get_entity(table), row_ids)
    return Changes(told, writing.group if ids else 0, writing.command)


def joined(parts: Iterable[Changes], group: int, command: str) -> Changes:
    """Return the changes of several transactions as one."""
    ids: dict[str, frozenset[uuid.UUID]] = {}
    for part in parts:
        for entity, changed in part.ids.items():
            known = ids.get(entity)
            many = not changed or known == frozenset()
            found = frozenset() if many else changed | (known or frozenset())
            ids[entity] = found if len(found) <= MANY else frozenset()
    return Changes(ids, group, command)


def _shown_anew(tables: set[str]) -> set[str]:
    """Return tables that were written, with those whose columns follow from their rows."""
    customers = {CUSTOMER} if tables & last_contacts.ACTIVITIES.keys() else set()
    return tables | customers | balances.owners(tables)


def _told_ids(row_ids: set[bytes]) -> frozenset[uuid.UUID]:
    if len(row_ids) > MANY:
        return frozenset()
    return frozenset(uuid.UUID(bytes=row_id) for row_id in row_ids)
