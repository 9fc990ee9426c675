"""Deleting the files that no record names any more, and hashing those that the centre cannot."""

from __future__ import annotations

import hashlib
from typing import Any, Final

from psycopg import sql

from desktop.server.connections import Connection, as_owner, connect
from desktop.server.files.bodies import delete_bodies, read_body
from desktop.server.files.preparing import connect_files, has_files
from desktop.server.installing import ServerError

GRACE_DAYS: Final = 30
_AT_ONCE: Final = 200
_UNNAMED: Final = """
    UPDATE files.blob f SET unnamed_since = CASE WHEN n.hash IS NULL THEN clock_timestamp() END
    FROM files.blob g LEFT JOIN named n USING (hash)
    WHERE g.hash = f.hash AND (f.unnamed_since IS NULL) <> (n.hash IS NOT NULL)
"""
_OWN: Final = """
    SELECT DISTINCT sync.file_hash(e.value) FROM app.{} r, jsonb_each_text(r.extra) e
    WHERE r.extra::text ~ '"[0-9a-f]{{64}}' AND sync.file_hash(e.value) IS NOT NULL
"""
_EXPIRED: Final = """
    DELETE FROM files.blob WHERE unnamed_since < clock_timestamp() - make_interval(days => %s)
"""
# Begun and left, or whole but of a file that is no more.
_ORPHANS: Final = """
    SELECT b.body FROM files.body b
    WHERE NOT EXISTS (SELECT FROM files.blob f WHERE f.hash = b.hash)
      AND (b.complete OR b.at < clock_timestamp() - make_interval(days => %s))
    LIMIT %s
"""
_UNVERIFIED: Final = "SELECT body, hash FROM files.body WHERE complete AND NOT verified ORDER BY 1"


def sweep(address: dict[str, Any], days: int = GRACE_DAYS) -> dict[str, int]:
    """Delete files that no record has named for `days`; check what lies in an S3-compatible store.

    Args:
        address: of the centre.
        days: of grace, in which a record may come to name the file (again).

    Returns:
        How many files were deleted, checked and found broken; nothing where there are none yet.
    """
    if not has_files(address):
        return {}
    with connect_files(address) as files, connect(address) as centre:
        files.execute("CREATE TEMP TABLE named (hash text PRIMARY KEY)")
        for hashes in _named(centre):
            files.execute(
                "INSERT INTO named SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING", (hashes,)
            )
        files.execute(_UNNAMED)
        deleted = files.execute(_EXPIRED, (days,)).rowcount
        while bodies := [body for (body,) in files.execute(_ORPHANS, (days, _AT_ONCE)).fetchall()]:
            delete_bodies(files, bodies)
        checked, broken = _verify(files)
        _settle_proofs(files, centre)
    return {"files": deleted, "files checked": checked, "files broken": broken}


def named_files(centre: Connection) -> set[str]:
    """Return the hashes of all files that records name."""
    return {one for some in _named(centre) for one in some}


def _named(centre: Connection) -> list[list[str]]:
    with as_owner(centre):
        columns = centre.execute("SELECT t, col FROM sync.file_column").fetchall()
        found = []
        for table, column in columns:
            query = sql.SQL("SELECT DISTINCT sync.file_hash({0}) FROM app.{1}").format(
                sql.Identifier(column), sql.Identifier(table)
            )
            found.append([one for (one,) in centre.execute(query).fetchall() if one])
        for (table,) in centre.execute("SELECT name FROM sync.tbl").fetchall():
            query = sql.SQL(_OWN).format(sql.Identifier(table))
            found.append([one for (one,) in centre.execute(query).fetchall()])
    return found


def _verify(files: Connection) -> tuple[int, int]:
    """Hash the bodies that the centre could not; a file whose body is broken gets another one."""
    checked = broken = 0
    for body, promised in files.execute(_UNVERIFIED).fetchall():
        found = hashlib.sha256()
        try:
            for chunk in read_body(files, body):
                found.update(chunk)
        except ServerError:
            found = hashlib.sha256(b"unreadable")
        checked += 1
        if found.hexdigest() == promised:
            files.execute("UPDATE files.body SET verified = true WHERE body = %s", (body,))
        else:
            broken += 1
            _give_up(files, body, promised)
    return checked, broken


def _settle_proofs(files: Connection, centre: Connection) -> None:
    """Let what was found whole prove that its sender had the file; what is gone proves nothing."""
    with as_owner(centre):
        query = "SELECT DISTINCT body FROM sync.file_proof WHERE body IS NOT NULL"
        sent = [body for (body,) in centre.execute(query).fetchall()]
        query = "SELECT body, verified FROM files.body WHERE body = ANY (%s)"
        there: dict[int, bool] = dict(files.execute(query, (sent,)).fetchall())
        whole = [body for body in sent if there.get(body)]
        gone = [body for body in sent if body not in there]
        centre.execute("UPDATE sync.file_proof SET body = NULL WHERE body = ANY (%s)", (whole,))
        centre.execute("DELETE FROM sync.file_proof WHERE body = ANY (%s)", (gone,))


def _give_up(files: Connection, body: int, promised: str) -> None:
    other = (
        "SELECT b.body FROM files.body b WHERE b.hash = %s AND b.complete AND b.body <> %s "
        "AND EXISTS (SELECT FROM files.chunk c WHERE c.body = b.body) ORDER BY b.verified DESC"
    )
    with files.transaction():
        found = files.execute(other, (promised, body)).fetchone()
        if found is None:
            files.execute("DELETE FROM files.blob WHERE hash = %s AND body = %s", (promised, body))
        else:
            files.execute(
                "UPDATE files.blob SET body = %s WHERE hash = %s AND body = %s",
                (found[0], promised, body),
            )
    delete_bodies(files, [body])
