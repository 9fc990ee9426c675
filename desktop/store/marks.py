"""Marks: facts about a profile itself, beside its records and untouched by undo."""

from __future__ import annotations

from desktop.store.work import Store


def read_mark(store: Store, key: str) -> str | None:
    """Return what is noted under `key`, None if nothing is."""
    with store.reading() as connection:
        found = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return None if found is None else str(found[0])


def write_mark(store: Store, key: str, value: str) -> None:
    """Note `value` under `key`, inside the unit of work under way: with it, or not at all."""
    if not store.driver.in_transaction:
        raise RuntimeError("a mark is written together with what it says")
    store.driver.execute("INSERT OR REPLACE INTO meta(key, value) VALUES(?, ?)", (key, value))
