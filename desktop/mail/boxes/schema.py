"""The tables of the mailbox, and the steps from one version of them to the next.

A message is in one folder: `folder` is where the person sees it, `server_folder` and `uid` where
the server has it; `flags` and `keywords` are seen, their twins with `server_` are the server's. The
difference of the two is what operations are for (see `settling`). Its `id` is the moment it came
<< 20 | a running number. A folder's counts are kept by triggers, whoever writes.
"""

from __future__ import annotations

from typing import Final

from desktop.core.errors import StorageError
from desktop.core.i18n import N_, _
from desktop.store.engine import Connection

TOO_NEW: Final = N_("The mailbox was written by a newer version of the program.")

_FIRST: Final = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value ANY) STRICT;
CREATE TABLE account(number INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE,
  state TEXT NOT NULL DEFAULT '', problem TEXT NOT NULL DEFAULT '',
  done INTEGER NOT NULL DEFAULT 0, whole INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE folder(id INTEGER PRIMARY KEY AUTOINCREMENT, account INTEGER NOT NULL,
  path TEXT NOT NULL, server_path TEXT, name TEXT NOT NULL, parent INTEGER,
  role TEXT NOT NULL DEFAULT 'plain', facts INTEGER NOT NULL DEFAULT 3,
  is_gone INTEGER NOT NULL DEFAULT 0, unread INTEGER NOT NULL DEFAULT 0,
  total INTEGER NOT NULL DEFAULT 0, uidvalidity INTEGER NOT NULL DEFAULT 0,
  uidnext INTEGER NOT NULL DEFAULT 0, modseq INTEGER NOT NULL DEFAULT 0,
  lowest INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL DEFAULT '') STRICT;
CREATE UNIQUE INDEX folder_server ON folder(account, server_path) WHERE server_path IS NOT NULL;
CREATE TABLE message(id INTEGER PRIMARY KEY, account INTEGER NOT NULL, folder INTEGER,
  hidden INTEGER NOT NULL DEFAULT 0, server_folder INTEGER, uid INTEGER, modseq INTEGER,
  flags INTEGER NOT NULL DEFAULT 0, server_flags INTEGER NOT NULL DEFAULT 0,
  keywords TEXT NOT NULL DEFAULT '', server_keywords TEXT NOT NULL DEFAULT '',
  ident BLOB NOT NULL, node INTEGER NOT NULL, thread INTEGER NOT NULL,
  sent_at INTEGER, size INTEGER NOT NULL, subject TEXT NOT NULL, sender INTEGER NOT NULL,
  sender_name TEXT NOT NULL, people TEXT NOT NULL, preview TEXT NOT NULL,
  files INTEGER NOT NULL DEFAULT 0, facts INTEGER NOT NULL DEFAULT 0,
  importance INTEGER NOT NULL DEFAULT 0, flag_due INTEGER, pinned INTEGER NOT NULL DEFAULT 0,
  snoozed_until INTEGER, subject_key INTEGER, body TEXT NOT NULL DEFAULT 'here',
  copied_from INTEGER, gone_at INTEGER, failed TEXT NOT NULL DEFAULT '',
  pending INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX message_folder ON message(folder, hidden, id, thread);
CREATE INDEX message_unread ON message(folder, hidden, id) WHERE flags & 1 = 0;
CREATE UNIQUE INDEX message_uid ON message(server_folder, uid) WHERE uid IS NOT NULL;
CREATE INDEX message_ident ON message(ident);
CREATE INDEX message_thread ON message(thread, id);
CREATE INDEX message_sender ON message(sender, id);
CREATE INDEX message_flagged ON message(id) WHERE flags & 4;
CREATE INDEX message_pinned ON message(id) WHERE pinned;
CREATE INDEX message_snoozed ON message(snoozed_until) WHERE snoozed_until IS NOT NULL;
CREATE INDEX message_tagged ON message(id, keywords) WHERE keywords <> '';
CREATE INDEX message_subject ON message(subject_key, id) WHERE subject_key IS NOT NULL;
CREATE INDEX message_gone ON message(gone_at) WHERE gone_at IS NOT NULL;
CREATE INDEX message_body ON message(account, server_folder, id) WHERE body <> 'here';
CREATE TABLE msgnode(node INTEGER PRIMARY KEY, thread INTEGER NOT NULL) STRICT;
CREATE INDEX msgnode_thread ON msgnode(thread);
CREATE TABLE address(id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL DEFAULT '', words TEXT NOT NULL DEFAULT '', written INTEGER NOT NULL DEFAULT 0,
  heard INTEGER NOT NULL DEFAULT 0, last_at INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE message_address(address INTEGER NOT NULL, message INTEGER NOT NULL,
  kind INTEGER NOT NULL, PRIMARY KEY(address, message, kind)) STRICT, WITHOUT ROWID;
CREATE INDEX message_address_message ON message_address(message);
CREATE TABLE tie(message INTEGER NOT NULL, entity TEXT NOT NULL, record BLOB NOT NULL,
  title TEXT NOT NULL, how TEXT NOT NULL, PRIMARY KEY(message, entity, record))
  STRICT, WITHOUT ROWID;
CREATE INDEX tie_record ON tie(entity, record);
CREATE TABLE body(message INTEGER PRIMARY KEY, version INTEGER NOT NULL, view BLOB NOT NULL,
  source BLOB, digest TEXT, size INTEGER NOT NULL DEFAULT 0, used_at INTEGER NOT NULL DEFAULT 0)
  STRICT;
CREATE INDEX body_version ON body(version);
CREATE TABLE part(message INTEGER NOT NULL, place INTEGER NOT NULL, number TEXT NOT NULL,
  name TEXT NOT NULL, kind TEXT NOT NULL, size INTEGER NOT NULL, facts INTEGER NOT NULL,
  cid TEXT NOT NULL, digest TEXT, PRIMARY KEY(message, place)) STRICT, WITHOUT ROWID;
CREATE INDEX part_digest ON part(digest) WHERE digest IS NOT NULL;
CREATE TABLE operation(id INTEGER PRIMARY KEY AUTOINCREMENT, account INTEGER NOT NULL,
  kind TEXT NOT NULL, message INTEGER, folder INTEGER, at INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting', attempts INTEGER NOT NULL DEFAULT 0,
  not_before INTEGER NOT NULL DEFAULT 0, uidnext_before INTEGER NOT NULL DEFAULT 0,
  sent TEXT NOT NULL DEFAULT '', problem TEXT NOT NULL DEFAULT '') STRICT;
CREATE UNIQUE INDEX operation_message ON operation(message, kind)
  WHERE message IS NOT NULL AND state <> 'failed';
CREATE UNIQUE INDEX operation_folder ON operation(folder, kind)
  WHERE message IS NULL AND state <> 'failed';
CREATE INDEX operation_due ON operation(account, state, id);
CREATE TABLE act(grp INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, kind TEXT NOT NULL,
  sentence TEXT NOT NULL, is_undone INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE act_row(grp INTEGER NOT NULL, message INTEGER NOT NULL, before TEXT NOT NULL,
  after TEXT NOT NULL, PRIMARY KEY(grp, message)) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE fts USING fts5(subject, sender, people, body, files, marked,
  content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');
CREATE TRIGGER message_in AFTER INSERT ON message
  WHEN new.folder IS NOT NULL AND new.hidden = 0 BEGIN
  UPDATE folder SET total = total + 1, unread = unread + (new.flags & 1 = 0) WHERE id = new.folder;
END;
CREATE TRIGGER message_out AFTER DELETE ON message
  WHEN old.folder IS NOT NULL AND old.hidden = 0 BEGIN
  UPDATE folder SET total = total - 1, unread = unread - (old.flags & 1 = 0) WHERE id = old.folder;
END;
CREATE TRIGGER message_moved AFTER UPDATE OF folder, hidden, flags ON message
  WHEN old.folder IS NOT new.folder OR old.hidden <> new.hidden
  OR old.flags & 1 <> new.flags & 1 BEGIN
  UPDATE folder SET total = total - 1, unread = unread - (old.flags & 1 = 0)
    WHERE id = old.folder AND old.hidden = 0;
  UPDATE folder SET total = total + 1, unread = unread + (new.flags & 1 = 0)
    WHERE id = new.folder AND new.hidden = 0;
END;
"""
# What a server no longer has is looked for among copies and among what has no UID yet.
_SECOND: Final = """
CREATE INDEX message_copied ON message(copied_from) WHERE copied_from IS NOT NULL;
CREATE INDEX message_unmatched ON message(server_folder) WHERE uid IS NULL;
"""
STEPS: Final = (_FIRST, _SECOND)


def tables_version(connection: Connection) -> int:
    """Return the version of the tables; 0 for a file without any."""
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    return int(found)


def is_current(connection: Connection) -> bool:
    """Tell whether the tables are of this program; raise StorageError if of a newer one."""
    found = tables_version(connection)
    if found > len(STEPS):
        raise StorageError(_(TOO_NEW))
    return found == len(STEPS)


def bring_up(connection: Connection) -> None:
    """Go the steps that are missing, inside of the transaction under way."""
    for number in range(tables_version(connection), len(STEPS)):
        for statement in statements(STEPS[number]):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number + 1}")


def statements(script: str) -> list[str]:
    """Return the statements of a script; those of a trigger stay together."""
    found: list[str] = []
    waiting = ""
    for piece in script.split(";"):
        waiting = f"{waiting};{piece}" if waiting else piece
        is_open = "CREATE TRIGGER" in waiting and not waiting.rstrip().endswith("END")
        if not is_open:
            if waiting.strip():
                found.append(waiting)
            waiting = ""
    return found
