"""The door for what a person does with messages: `core.mail.ports.MailActs`; of one thread."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

from desktop.core.errors import RecordGoneError, RuleBrokenError
from desktop.core.i18n import _, ngettext
from desktop.core.mail.values import Done, FolderRole
from desktop.mail.boxes.acting import (
    Change,
    acted,
    check_account,
    folder_changes,
    lose,
    mail_changes,
    marked,
    those_in_role,
    want_again,
)
from desktop.mail.boxes.copying import append_messages, copy_messages
from desktop.mail.boxes.flags import FLAGGED, SEEN, with_word
from desktop.mail.boxes.folder_acts import (
    delete_tree,
    made_folder,
    move_below,
    rename,
    shown_name,
    with_role,
)
from desktop.mail.boxes.folders import account_of, folder_role
from desktop.mail.boxes.opening import Box
from desktop.mail.boxes.settling import settle
from desktop.mail.boxes.snoozing import wake
from desktop.mail.boxes.undoing import Values, accounts_of, go_back, keep_act
from desktop.store.engine import Connection, Role


class LocalMailActs:
    """Writes what is seen and what is to be told to the server in one commit."""

    def __init__(self, profile: Path, key: bytes | None = None) -> None:
        self._box = Box(profile, Role.WINDOW, key)

    def mark(
        self,
        ids: Sequence[int],
        *,
        read: bool | None = None,
        flagged: bool | None = None,
        flag_due: date | None = None,
    ) -> Done:
        """Mark as read or not, as flagged or not; `flag_due` goes with a flag that is set."""

        def change(_message: int, now: Values) -> Values:
            flags, due = now["flags"], now["flag_due"]
            if read is not None:
                flags = flags | SEEN if read else flags & ~SEEN
            if flagged is not None:
                flags = flags | FLAGGED if flagged else flags & ~FLAGGED
                due = flag_due.toordinal() if flagged and flag_due else None
            return {"flags": flags, "flag_due": due}

        return self._act("mark", ids, change, lambda count: marked(count, read, flagged))

    def tag(self, ids: Sequence[int], keyword: str, on: bool) -> Done:
        """Put a tag on messages or take it off."""

        def change(_message: int, now: Values) -> Values:
            return {"keywords": with_word(now["keywords"], keyword, on=on)}

        def told(count: int) -> str:
            if on:
                return ngettext("{count} message tagged.", "{count} messages tagged.", count)
            return ngettext("{count} tag taken off.", "{count} tags taken off.", count)

        return self._act("tag", ids, change, told)

    def pin(self, ids: Sequence[int], on: bool) -> Done:
        """Keep messages at the top of their lists, on this computer."""

        def told(count: int) -> str:
            if on:
                return ngettext("{count} message pinned.", "{count} messages pinned.", count)
            return ngettext(
                "{count} message is not pinned any more.",
                "{count} messages are not pinned any more.",
                count,
            )

        return self._act("pin", ids, lambda _message, _now: {"pinned": int(on)}, told)

    def snooze(self, ids: Sequence[int], until: datetime | None) -> Done:
        """Hide messages until a moment, when they come back unread; None: show them now."""
        moment = None if until is None else int(until.timestamp())

        def told(count: int) -> str:
            if until is not None:
                return ngettext("{count} message put off.", "{count} messages put off.", count)
            return ngettext("{count} message is back.", "{count} messages are back.", count)

        return self._act("snooze", ids, lambda _message, _now: {"snoozed_until": moment}, told)

    def move(self, ids: Sequence[int], folder: int) -> Done:
        """Move messages into a folder of the same account.

        Raises:
            RuleBrokenError: they are of another account.
        """
        with self._box.writing() as connection:
            number, _account = account_of(connection, folder)
            check_account(connection, ids, number)
            return self._moved(
                connection, ids, lambda _message: folder, shown_name(connection, folder)
            )

    def copy(self, ids: Sequence[int], folder: int) -> Done:
        """Copy messages into a folder; in one of another account only those that are here whole."""
        with self._box.writing() as connection:
            made = copy_messages(connection, self._box.parts, ids, folder)
            told = ngettext("{count} message copied.", "{count} messages copied.", len(made))
            return self._came(connection, "copy", made, folder, told)

    def append(self, folder: int, raw: Sequence[bytes]) -> Done:
        """Put messages from files into a folder."""
        with self._box.writing() as connection:
            made = append_messages(connection, self._box.parts, raw, folder)
            told = ngettext("{count} message taken in.", "{count} messages taken in.", len(made))
            return self._came(connection, "append", made, folder, told)

    def archive(self, ids: Sequence[int]) -> Done:
        """Move messages into their accounts' archive."""
        return self._to_role(ids, FolderRole.ARCHIVE)

    def junk(self, ids: Sequence[int], on: bool) -> Done:
        """Move messages into the junk folder, or back into the inbox."""
        return self._to_role(ids, FolderRole.JUNK if on else FolderRole.INBOX)

    def delete(self, ids: Sequence[int], for_ever: bool = False) -> Done:
        """Move messages into the trash; those that lie there are deleted for ever."""
        with self._box.writing() as connection:
            lost = list(ids) if for_ever else those_in_role(connection, ids, FolderRole.TRASH)
            if not lost:
                return self._into(connection, ids, FolderRole.TRASH)
            kept = set(ids) - set(lost)
            done = self._into(connection, list(kept), FolderRole.TRASH) if kept else Done()
            return lose(connection, lost, done)

    def empty_folder(self, folder: int) -> Done:
        """Delete for ever what lies in the trash or among the junk."""
        with self._box.writing() as connection:
            if folder_role(connection, folder) not in (FolderRole.TRASH, FolderRole.JUNK):
                raise RuleBrokenError(_("Only the trash and the junk folder can be emptied."))
            query = "SELECT id FROM message WHERE folder = ?"
            ids = [one for (one,) in connection.execute(query, (folder,)).fetchall()]
            return lose(connection, ids, Done())

    def read_all(self, folder: int) -> Done:
        """Mark everything in a folder as read."""
        query = "SELECT id FROM message WHERE folder = ? AND hidden = 0 AND flags & 1 = 0"
        with self._box.reading() as connection:
            ids = [one for (one,) in connection.execute(query, (folder,)).fetchall()]
        return self.mark(ids, read=True)

    # --- folders
    def make_folder(self, account: uuid.UUID, parent: int | None, name: str) -> Done:
        """Make a folder; raise InvalidValueError if the name cannot be one."""
        with self._box.writing() as connection:
            folder = made_folder(connection, account, parent, name)
            told = _("Folder “{name}” made.").format(name=name.strip())
            return Done(0, told, mail_changes([account.bytes]), folder)

    def rename_folder(self, folder: int, name: str) -> Done:
        """Rename a folder; raise InvalidValueError if the name cannot be one."""
        with self._box.writing() as connection:
            rename(connection, folder, name)
            told = _("Folder renamed to “{name}”.").format(name=name.strip())
            return Done(0, told, folder_changes(connection, folder), folder)

    def move_folder(self, folder: int, parent: int | None) -> Done:
        """Hang a folder below another one of its account; raise RuleBrokenError."""
        with self._box.writing() as connection:
            move_below(connection, folder, parent)
            told = _("Folder moved.")
            return Done(0, told, folder_changes(connection, folder), folder)

    def delete_folder(self, folder: int) -> Done:
        """Delete a folder with those in it; their messages go into the trash."""
        with self._box.writing() as connection:
            changes = folder_changes(connection, folder)
            name, ids = shown_name(connection, folder), delete_tree(connection, folder)
            told = _("Folder “{name}” deleted; its messages are in the trash.").format(name=name)
            return Done(0, told, changes, count=len(ids))

    # --- what was refused, and taking back
    def dismiss(self, operation: int) -> Done:
        """Forget that the server refused something."""
        return self._refused(operation, again=False)

    def retry(self, operation: int) -> Done:
        """Try again what the server refused."""
        return self._refused(operation, again=True)

    def undo(self, group: int) -> Done:
        """Take back what an act did, as far as nothing else happened to it since."""
        return self._back(group, again=False)

    def redo(self, group: int) -> Done:
        """Do again what was taken back."""
        return self._back(group, again=True)

    def wake(self) -> Done:
        """Bring back what was put off until now."""
        woken = wake(self._box)
        return Done(changes=mail_changes([one.bytes for one in woken]))

    def close(self) -> None:
        """Close the mailbox."""
        self._box.close()

    # --- inside
    def _act(
        self, kind: str, ids: Sequence[int], change: Change, told: Callable[[int], str]
    ) -> Done:
        with self._box.writing() as connection:
            return acted(connection, kind, ids, change, told)

    def _to_role(self, ids: Sequence[int], role: FolderRole) -> Done:
        with self._box.writing() as connection:
            return self._into(connection, ids, role)

    def _into(self, connection: Connection, ids: Sequence[int], role: FolderRole) -> Done:
        targets = with_role(connection, ids, role)
        name = shown_name(connection, next(iter(targets.values()))) if targets else ""
        return self._moved(connection, ids, targets.get, name)

    def _moved(
        self,
        connection: Connection,
        ids: Sequence[int],
        target: Callable[[int], int | None],
        name: str,
    ) -> Done:
        def change(message: int, now: Values) -> Values:
            return {"folder": target(message) or now["folder"], "snoozed_until": None}

        def told(count: int) -> str:
            return ngettext(
                "{count} message moved to “{name}”.", "{count} messages moved to “{name}”.", count
            ).replace("{name}", name)

        return acted(connection, "move", ids, change, told)

    def _came(
        self, connection: Connection, kind: str, made: Sequence[int], folder: int, told: str
    ) -> Done:
        sentence = told.format(count=len(made))
        steps: dict[int, tuple[Values, Values]] = {
            one: ({"folder": None}, {"folder": folder}) for one in made
        }
        group = keep_act(connection, kind, sentence, steps)
        return Done(group, sentence, folder_changes(connection, folder), count=len(made))

    def _back(self, group: int, *, again: bool) -> Done:
        with self._box.writing() as connection:
            rows = "SELECT message FROM act_row WHERE grp = ?"
            named = [one for (one,) in connection.execute(rows, (group,)).fetchall()]
            accounts = accounts_of(connection, named)
            sentence, changed = go_back(connection, group, again=again)
            told = sentence if again else _("Taken back: {sentence}").format(sentence=sentence)
            return Done(group, told, mail_changes(accounts), count=len(changed))

    def _refused(self, operation: int, *, again: bool) -> Done:
        with self._box.writing() as connection:
            query = (
                "DELETE FROM operation WHERE id = ? AND state = 'failed' RETURNING kind, message,"
                " sent, (SELECT a.id FROM account a WHERE a.number = account)"
            )
            found = connection.execute(query, (operation,)).fetchone()
            if found is None:
                raise RecordGoneError(_("This was seen to already."))
            kind, message, sent, account = found
            if message is not None:
                note = "UPDATE message SET failed = '' WHERE id = ?"
                connection.execute(note, (message,))
                if again and sent:
                    want_again(connection, kind, message, json.loads(sent))
                settle(connection, [message])
            return Done(changes=mail_changes([account]))
