"""Mistakes that a client or a centre could make: a harness that misses them is worth nothing.

Each is made in a world that is right otherwise, and some day of `SEEDS` must end badly.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from unittest.mock import patch

from desktop.server.connections import as_owner
from desktop.store.mirror import applying, horizons
from desktop.store.mirror.horizons import Window
from tests.server.company import Company

SEEDS: Final = range(100, 220)
# A day that a mistake is known to spoil, tried first. When the deeds changed it may be another:
# then all are tried, and the test prints (`-rP`) which it is now.
NOTICED: Final = {
    "sequence cursor": 119,
    "numbered": 111,
    "late answers are taken": 106,
    "the engine is captured": 113,
    "the digest knows no windows": 112,
    "nobody is asked for the right to write": 114,
    "a right that is lost is not told": 104,
    "numbers are given beside the transaction": 109,
}
# What is replaced in a function of the centre.
_AT_CENTRE: Final = {
    "strict groups pass over what is there": (
        "op_update",
        "ELSIF is_strict OR cur <> pair -> 1 THEN",
        "ELSIF cur <> pair -> 1 THEN",
    ),
    "values are compared as text": (
        "op_update",
        "cur := sync.cell(here, name);",
        "EXECUTE format('SELECT coalesce(to_jsonb(r) -> %L, ''null'') FROM app.%I r "
        "WHERE r.id = $1', name, x.name) INTO cur USING row_id;",
    ),
    "nobody is asked for the right to write": (
        "op_update",
        "IF level < needed THEN",
        "IF level < 1 THEN",
    ),
    "a right that is lost is not told": (
        "log_user_pr",
        "SELECT user_id, pid, -1 FROM o",
        "SELECT user_id, pid, -1 FROM o WHERE false",
    ),
    "numbers are given beside the transaction": (
        "cmd_number",
        "s.next - 1, s.pattern INTO given",
        "s.next - 1 + (random() < 0.2)::int, s.pattern INTO given",
    ),
}
MISTAKES: Final = (
    "sequence cursor",
    "no dedupe",
    "numbered",  # known again by device and number alone
    "overlay is dropped at the answer",
    "groups are not strict",
    "late answers are taken",
    "the engine is captured",
    "the digest knows no windows",
    "what is old is not told",
    "a copy passes over what is here",
    *_AT_CENTRE,
)


def days(mistake: str) -> Iterator[int]:
    """Yield the seeds of the days that may notice a mistake."""
    if mistake in NOTICED:
        yield NOTICED[mistake]
    yield from SEEDS


@contextmanager
def made(mistake: str, company: Company) -> Iterator[None]:
    """Make a mistake in the client or at the centre; those of the network make themselves."""
    if mistake == "overlay is dropped at the answer":
        with patch.object(applying, "is_visible", lambda _transaction, _snapshot: True):
            yield
        return
    if mistake == "a copy passes over what is here":
        with patch.object(horizons, "window_of", lambda _connection, _table, at: Window(at)):
            yield
        return
    if mistake in _AT_CENTRE:
        name, right, wrong = _AT_CENTRE[mistake]
        query = "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname = %s"
        text = str(company.sql(query, name))
        assert right in text, f"the control must be brought up to date: {mistake}"
        with as_owner(company.admin) as admin:
            admin.execute(text.replace(right, wrong).encode())
    yield
