"""Balances of ledgers on the records that they belong to: kept by triggers from the entries.

The column follows from other rows, so it is not captured; what lies in the bin does not count. A
record without entries has no balance at all, one that gave back everything has 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from desktop.core.entities import Entity, iter_entities
from desktop.store.engine import Connection
from desktop.store.sql import quoted

PREFIX: Final = "balance_"  # of triggers


def triggers() -> Iterator[tuple[str, str]]:
    """Yield name and CREATE statement of each trigger."""
    for ledger in _ledgers():
        columns = ", ".join((ledger.ledger, ledger.parent, "deleted_at"))
        for event, sides in (
            ("INSERT", ("NEW",)),
            (f"UPDATE OF {columns}", ("OLD", "NEW")),
            ("DELETE", ("OLD",)),
        ):
            name = f"{PREFIX}{ledger.key}_{event[0].lower()}"
            owners = ", ".join(f"{side}.{quoted(ledger.parent)}" for side in sides)
            yield name, _trigger(name, f"{event} ON {quoted(ledger.key)}", ledger, f"IN ({owners})")
        # The copy of a company may bring the entries before the records that they belong to.
        owner = _owner(ledger)
        name = f"{PREFIX}{ledger.key}_{owner}_i"
        known = (
            f"EXISTS (SELECT 1 FROM {quoted(ledger.key)} WHERE {quoted(ledger.parent)} = NEW.id)"
        )
        event = f"INSERT ON {quoted(owner)}\nWHEN {known}"
        yield name, _trigger(name, event, ledger, "= NEW.id")


def owners(tables: set[str]) -> set[str]:
    """Return the entities whose balances follow from rows of some tables."""
    return {_owner(ledger) for ledger in _ledgers() if ledger.key in tables}


def owners_of(
    connection: Connection, tables: Iterable[str], first_change: int
) -> dict[str, set[bytes]]:
    """Return the records whose balances were written since a change, by their entity."""
    found: dict[str, set[bytes]] = {}
    touched = set(tables)
    for ledger in _ledgers():
        if ledger.key not in touched:
            continue
        query = (
            f"SELECT DISTINCT {quoted(ledger.parent)} FROM {quoted(ledger.key)} WHERE id IN"
            " (SELECT row_id FROM change WHERE seq > ?1 AND tbl = ?2)"
            f" UNION SELECT unhex(diff ->> '$.{ledger.parent}[0]') FROM change"
            " WHERE seq > ?1 AND tbl = ?2 AND op <> 'I'"
        )
        rows = connection.execute(query, (first_change, ledger.key)).fetchall()
        found.setdefault(_owner(ledger), set()).update(one for (one,) in rows if one is not None)
    return found


def _ledgers() -> Iterator[Entity]:
    return (entity for entity in iter_entities() if entity.ledger and entity.balance)


def _owner(ledger: Entity) -> str:
    return ledger.field(ledger.parent).target


def _trigger(name: str, event: str, ledger: Entity, whose: str) -> str:
    owner, balance = quoted(_owner(ledger)), quoted(ledger.balance)
    total = (
        f"(SELECT sum({quoted(ledger.ledger)}) FROM {quoted(ledger.key)}"
        f" WHERE {quoted(ledger.parent)} = {owner}.id AND deleted_at IS NULL)"
    )
    return (
        f"CREATE TRIGGER {name} AFTER {event}\nBEGIN\n"
        f"UPDATE {owner} SET {balance} = {total}"
        f" WHERE id {whose} AND {balance} IS NOT {total};\nEND"
    )
