"""What the mailbox in memory does when a person acts on it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import count

from desktop.core.changes import Changes
from desktop.core.mail.values import (
    MAILBOX,
    AccountInfo,
    Done,
    FolderInfo,
    FolderRole,
    MailRow,
    MailView,
)


class MemoryActs:
    """Changes what it holds, and remembers how it was."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._accounts: list[AccountInfo] = []
        self._folders: dict[int, FolderInfo] = {}
        self.messages: dict[int, MailRow] = {}
        self.views: dict[int, MailView] = {}
        self.parts: dict[tuple[int, str], bytes] = {}
        self.acts: list[str] = []
        self.asked: list[str] = []
        self._before: dict[int, dict[int, MailRow]] = {}
        self._after: dict[int, dict[int, MailRow]] = {}

    def add_folder(
        self,
        account: AccountInfo,
        name: str,
        role: FolderRole = FolderRole.PLAIN,
        parent: int | None = None,
    ) -> FolderInfo:
        folder = FolderInfo(next(self._numbers), account.id, name, name, parent, role)
        self._folders[folder.id] = folder
        return folder

    def _change(self, ids: Sequence[int], sentence: str, **values: object) -> Done:
        self.acts.append(f"{sentence}: {len(ids)}")
        group = next(self._numbers)
        known = [one for one in ids if one in self.messages]
        self._before[group] = {one: self.messages[one] for one in known}
        for one in known:
            self.messages[one] = replace(self.messages[one], **values)
        self._after[group] = {one: self.messages[one] for one in known}
        return self._done(sentence, group, len(known))

    def _done(self, sentence: str, group: int = 0, number: int = 0) -> Done:
        return Done(group, sentence, Changes({MAILBOX: frozenset()}, group, "mailbox"), 0, number)

    def mark(
        self,
        ids: Sequence[int],
        *,
        read: bool | None = None,
        flagged: bool | None = None,
        flag_due: date | None = None,
    ) -> Done:
        values: dict[str, object] = {}
        if read is not None:
            values["is_read"] = read
        if flagged is not None:
            values |= {"is_flagged": flagged, "flag_due": flag_due}
        return self._change(ids, "marked", **values)

    def tag(self, ids: Sequence[int], keyword: str, on: bool) -> Done:
        return self._change(ids, "tagged", tags=(keyword,) if on else ())

    def pin(self, ids: Sequence[int], on: bool) -> Done:
        return self._change(ids, "pinned", is_pinned=on)

    def snooze(self, ids: Sequence[int], until: datetime | None) -> Done:
        return self._change(ids, "snoozed", snoozed_until=until)

    def move(self, ids: Sequence[int], folder: int) -> Done:
        return self._change(ids, "moved", folder=folder)

    def copy(self, ids: Sequence[int], folder: int) -> Done:
        return self._done("copied")

    def _to_role(self, ids: Sequence[int], role: FolderRole, sentence: str) -> Done:
        account = self.messages[ids[0]].account
        goal = next(
            one.id for one in self._folders.values() if one.role is role and one.account == account
        )
        return self._change(ids, sentence, folder=goal)

    def archive(self, ids: Sequence[int]) -> Done:
        return self._to_role(ids, FolderRole.ARCHIVE, "archived")

    def delete(self, ids: Sequence[int], for_ever: bool = False) -> Done:
        if not for_ever:
            return self._to_role(ids, FolderRole.TRASH, "deleted")
        for one in ids:
            self.messages.pop(one, None)
        self.acts.append(f"purged: {len(ids)}")
        return self._done("purged")

    def junk(self, ids: Sequence[int], on: bool) -> Done:
        role = FolderRole.JUNK if on else FolderRole.INBOX
        return self._to_role(ids, role, "junk")

    def make_folder(self, account: uuid.UUID, parent: int | None, name: str) -> Done:
        owner = next(one for one in self._accounts if one.id == account)
        made = self.add_folder(owner, name, parent=parent)
        return replace(self._done("made"), folder=made.id)

    def rename_folder(self, folder: int, name: str) -> Done:
        self._folders[folder] = replace(self._folders[folder], name=name)
        return self._done("renamed")

    def move_folder(self, folder: int, parent: int | None) -> Done:
        self._folders[folder] = replace(self._folders[folder], parent=parent)
        return self._done("moved")

    def delete_folder(self, folder: int) -> Done:
        del self._folders[folder]
        return self._done("deleted")

    def empty_folder(self, folder: int) -> Done:
        for one in [row.id for row in self.messages.values() if row.folder == folder]:
            del self.messages[one]
        return self._done("emptied")

    def read_all(self, folder: int) -> Done:
        ids = [row.id for row in self.messages.values() if row.folder == folder]
        return self._change(ids, "read", is_read=True)

    def append(self, folder: int, raw: Sequence[bytes]) -> Done:
        self.acts.append(f"appended: {len(raw)}")
        return self._done("appended")

    def dismiss(self, operation: int) -> Done:
        return self._done("")

    def retry(self, operation: int) -> Done:
        return self._done("")

    def undo(self, group: int) -> Done:
        self.messages.update(self._before[group])
        return self._done("undone", group)

    def redo(self, group: int) -> Done:
        self.messages.update(self._after[group])
        return self._done("done again", group)
