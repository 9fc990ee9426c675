"""The files of records that a person may not see any more: noted with the record, then deleted.

Any own field may have named a file, one that lies in the bin or that this program does not know
too; so what looks like the name of a file counts as one here.
"""

from __future__ import annotations

from typing import Final

from desktop.store.engine import Connection
from desktop.store.mirror.files import HASH, OWN, file_columns, names_of, waiting_files

_LIKE_A_HASH: Final = "[0-9a-f]" * HASH + "*"


def note_gone(connection: Connection, table: str, row_id: bytes) -> None:
    """Note the files of a record that is about to go because I may not see it any more."""
    for column, travelling in file_columns().get(table, ()):
        if travelling.startswith(OWN):
            continue
        connection.execute(
            f'INSERT OR IGNORE INTO file_gone SELECT substr("{column}", 1, {HASH}) FROM "{table}" '
            f'WHERE id = ? AND "{column}" IS NOT NULL',
            (row_id,),
        )
        connection.execute(
            f"INSERT OR IGNORE INTO file_gone SELECT substr(j.value, 1, {HASH}) FROM change c, "
            "json_each(c.diff, ?) j WHERE c.row_id = ? AND c.tbl = ? AND j.value IS NOT NULL",
            (f'$."{travelling}"', row_id, table),
        )
    _note_own(connection, table, row_id)


def has_gone(connection: Connection) -> bool:
    """Tell whether `gone_files` has something to look at."""
    return connection.execute("SELECT 1 FROM file_gone LIMIT 1").fetchone() is not None


def gone_files(connection: Connection) -> set[str]:
    """Return the files of records that went and that no other record names.

    Those that another names are forgotten; those that wait to be sent are looked at again later.
    """
    noted = {one for (one,) in connection.execute("SELECT hash FROM file_gone").fetchall()}
    done = noted - waiting_files(connection) if noted else set()
    named = names_of(connection, done, shown=False).keys() if done else set()
    connection.executemany("DELETE FROM file_gone WHERE hash = ?", [(h,) for h in named])
    return done - named


def forget_file(connection: Connection, digest: str) -> None:
    """Forget a file whose bytes were deleted here for good."""
    for table in ("file_gone", "sync_file"):
        connection.execute(f"DELETE FROM {table} WHERE hash = ?", (digest,))


def _note_own(connection: Connection, table: str, row_id: bytes) -> None:
    connection.execute(
        f"INSERT OR IGNORE INTO file_gone SELECT substr(j.value, 1, {HASH}) "
        f'FROM "{table}" r, json_each(r.extra) j WHERE r.id = ? AND j.value GLOB ?',
        (row_id, _LIKE_A_HASH),
    )
    connection.execute(
        f"INSERT OR IGNORE INTO file_gone SELECT substr(j.value, 1, {HASH}) FROM change c, "
        "json_each(c.diff) k, json_each(k.value) j "
        "WHERE c.row_id = ? AND c.tbl = ? AND k.key GLOB ? AND j.value GLOB ?",
        (row_id, table, f"{OWN}*", _LIKE_A_HASH),
    )
