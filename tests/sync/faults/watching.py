"""What the centre tells and takes at one desk, held against what it should (I-1, I-6, I-7)."""

from __future__ import annotations

import json
import uuid
from typing import Any

from desktop.core.clock import to_micros
from desktop.store.migrations import HEAD
from desktop.store.mirror import copying, horizons
from desktop.store.mirror.applying import CURSOR, Pulled
from desktop.store.mirror.tables import get_state
from tests.server.company import Company
from tests.sync.desk import Desk

TABLES = ("account", "contact", "note", "tag", "share", "org_unit", "role_member")
LEVELLED = ("account", "contact", "note")
# What changes who may do what: after it, levels of before say nothing about the same push.
OF_RIGHTS = {"owner_id", "org_unit_id", "visibility", "is_shared", "account_id"}
_SHOWN = " UNION ALL ".join(
    f"SELECT '{table}', id, ver, acl_id FROM api.\"v_{table}_{HEAD}\"" for table in TABLES
)
_NOTES = f"SELECT id, coalesce(noted_at, created_at), account_id FROM api.v_note_{HEAD}"

Shown = dict[tuple[str, bytes], tuple[int, int | None]]
Notes = dict[tuple[str, bytes], tuple[int, bytes | None]]  # when each was, and of which customer
Before = tuple[dict[str, tuple[int, int]], set[str]]


class Watch:
    """Watches one desk."""

    def __init__(self, company: Company, desk: Desk) -> None:
        self.company = company
        self.desk = desk
        self.violations: list[str] = []
        self.exact = 0  # pulls after which everything was compared
        self.left = 0  # rows that lay before the horizon and were not here
        self.judged = 0  # operations whose right was judged by another way
        self._shown: tuple[Any, Shown, Notes] | None = None

    # --- pulls
    def see(self, connection: Any, pulled: Pulled) -> None:
        """Note what the desk may see at the moment of a pull, in the same transaction."""
        shown: Shown = {
            (table, row_id.bytes): (ver, acl)
            for table, row_id, ver, acl in connection.execute(_SHOWN).fetchall()
        }
        notes: Notes = {
            ("note", row_id.bytes): (to_micros(at), about and about.bytes)
            for row_id, at, about in connection.execute(_NOTES).fetchall()
        }
        self._shown = None if pulled.load else (pulled.cursor, shown, notes)
        for table, row in pulled.rows:
            if table in TABLES and (table, uuid.UUID(str(row["id"])).bytes) not in shown:
                self.violations.append(f"told of a row of {table} that is not shown")
        for table, row_id in pulled.removed:
            if (table, row_id.bytes) in shown:
                self.violations.append(f"told to remove a row of {table} that is shown")

    def compare(self) -> None:
        """Compare what is here with what was shown, if the last pull was applied and no more."""
        if self._shown is None:
            return
        cursor, shown, notes = self._shown
        with self.desk.store.reading() as connection:
            stored = get_state(connection, CURSOR)
            if stored is None or json.loads(stored) != cursor or copying.is_waiting(connection):
                return
            held = _held(connection)
            left = _left_out(connection, notes, held)
        self.exact += 1
        self.left += len(left)
        shown = {key: told for key, told in shown.items() if key not in left}
        if held != shown:
            missing, ghosts = len(shown.keys() - held.keys()), len(held.keys() - shown.keys())
            stale = sum(held[key] != shown[key] for key in held.keys() & shown.keys())
            self.violations.append(
                f"not exact after a pull: {missing} missing, {ghosts} ghosts, {stale} stale"
            )
        self._shown = None

    # --- pushes
    def before_push(self, groups: list[Any]) -> Before:
        """Return level and version of every row that a push is about, and the known mids."""
        self._shown = None  # of a pull before, whose answer may have been lost
        ids = [o["id"] for g in groups for o in g.get("ops", ()) if o["t"] in LEVELLED]
        found: dict[str, tuple[int, int]] = {}
        for table in LEVELLED if ids else ():
            rows = self.company.look(
                f"SELECT r.id, coalesce(sync.level(%s, r.acl_id), 0), r.ver FROM app.{table} r "
                "WHERE r.id = ANY (%s::uuid[])",
                self.desk.me.user_id,
                ids,
            )
            found |= {str(row_id): (level, ver) for row_id, level, ver in rows}
        mids = [g["mid"] for g in groups]
        known = self.company.look(
            "SELECT mid FROM sync.mutation WHERE mid = ANY (%s::uuid[])", mids
        )
        return found, {str(mid) for (mid,) in known}

    def after_push(self, groups: list[Any], results: list[Any], before: Before) -> None:
        """Note what was taken without the right to it."""
        levels, known = before
        for group, result in zip(groups, results, strict=False):
            if "cmd" in group or group["mid"] in known:
                return
            for one in group["ops"] if result["s"] != "rejected" else ():
                if one["t"] in LEVELLED and one["o"] != "I" and one["id"] in levels:
                    level, ver = levels[one["id"]]
                    needed = 3 if one["o"] == "D" or "deleted_at" in one["f"] else 2
                    self.judged += 1
                    if level < needed and result["v"].get(one["id"], ver) != ver:
                        self.violations.append(f"{one['o']} of {one['t']} with level {level}")
            if any(o["t"] not in LEVELLED or OF_RIGHTS & set(o.get("f", ())) for o in group["ops"]):
                return

    # --- for controls
    def forget_lease(self, client_id: str, lease: str) -> None:
        """Let the centre take any device for the one that it knows."""
        self.company.sql(
            "UPDATE sync.client SET lease = %s, prev_lease = NULL WHERE client_id = %s",
            lease,
            client_id,
        )

    def numbered(self, client_id: str, mid: str) -> str:
        """Return a mid that follows from the device and the place in its outbox alone."""
        ((n,),) = self.desk.asked("SELECT n FROM outbox WHERE mid = ?", mid)
        return str(uuid.uuid5(uuid.UUID(client_id), str(n)))


def _held(connection: Any) -> Shown:
    """Return what is here as the centre last showed it."""
    held: Shown = {}
    for table in TABLES:
        for row_id, ver, acl in connection.execute(f'SELECT id, ver, acl_id FROM "{table}"'):
            held[table, row_id] = (ver, acl)
    for table, row_id, body in connection.execute("SELECT tbl, row_id, body FROM shadow"):
        held.pop((table, row_id), None)
        if body is not None and table in TABLES:
            row = json.loads(body)
            held[table, row_id] = (row["ver"], row["acl_id"])
    return held


def _left_out(connection: Any, notes: Notes, held: Shown) -> set[tuple[str, bytes]]:
    """Return the notes that need not be here: they lie before the horizon."""
    since = horizons.horizons(connection).get("note", 0)
    whole = {one for (one,) in connection.execute("SELECT row_id FROM sync_whole")}
    return {
        key
        for key, (at, about) in notes.items()
        if key not in held and at < since and about not in whole
    }
