"""Whether a profile belongs to a centre, and small things that it remembers of it by name."""

from __future__ import annotations

from desktop.store.engine import Connection


def is_joined(connection: Connection) -> bool:
    """Tell whether the profile belongs to a centre."""
    query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'sync_state'"
    return connection.execute(query).fetchone() is not None


def get_state(connection: Connection, key: str) -> str | None:
    """Return what is remembered under a name."""
    found = connection.execute("SELECT value FROM sync_state WHERE key = ?", (key,)).fetchone()
    return None if found is None else str(found[0])


def set_state(connection: Connection, key: str, value: str | None) -> None:
    """Remember something under a name, or forget it."""
    if value is None:
        connection.execute("DELETE FROM sync_state WHERE key = ?", (key,))
    else:
        connection.execute("INSERT OR REPLACE INTO sync_state VALUES(?, ?)", (key, value))
