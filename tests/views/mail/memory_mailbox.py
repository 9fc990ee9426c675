"""A mailbox in memory behind the doors of the real one, for the tests of the page."""

from __future__ import annotations

import uuid
from array import array
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

from desktop.core.changes import Changes
from desktop.core.errors import RecordGoneError
from desktop.core.mail.places import (
    MailOrder,
    MailPlace,
    MailQuery,
    MailSort,
    OrderGroup,
    PlaceKind,
    QuickFilter,
)
from desktop.core.mail.values import (
    MAILBOX,
    AccountInfo,
    Address,
    Done,
    FailedOperation,
    FolderInfo,
    FolderRole,
    MailCounts,
    MailFile,
    MailRow,
    MailView,
)
from desktop.core.words import fold

NOW = datetime(2026, 11, 24, 3, 25, tzinfo=UTC)
ROLES = (
    FolderRole.INBOX,
    FolderRole.DRAFTS,
    FolderRole.SENT,
    FolderRole.ARCHIVE,
    FolderRole.JUNK,
    FolderRole.TRASH,
)


class MemoryMailbox:
    """Holds messages of some accounts; both a MailReads and a MailActs."""

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

    # --- filling
    def add_account(self, name: str, address: str) -> AccountInfo:
        info = AccountInfo(uuid.uuid4(), name, address)
        self._accounts.append(info)
        for role in ROLES:
            self.add_folder(info, role.value.title(), role)
        return info

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

    def folder(self, name: str, account: AccountInfo | None = None) -> FolderInfo:
        return next(
            one
            for one in self.folders()
            if one.name == name and (account is None or one.account == account.id)
        )

    def add(
        self, folder: FolderInfo, sender: str, subject: str, ago: timedelta, **more: object
    ) -> int:
        at = NOW - ago
        number = next(self._numbers)
        message = (int(at.timestamp()) << 20) | number
        address = f"{fold(sender).replace(' ', '.')}@abc.vn"
        row = MailRow(
            message,
            folder.account,
            folder.id,
            int(more.pop("thread", number)),
            sender,
            str(more.pop("address", address)),
            "Nguyễn An",
            subject,
            str(more.pop("preview", f"Nội dung của {subject}")),
            at,
            2_000 + number,
        )
        view = {name: more.pop(name) for name in list(more) if name not in MailRow.__slots__}
        row = replace(row, **more)
        self.messages[message] = row
        self.views[message] = MailView(
            row,
            folder.path,
            (Address(sender, row.sender_address),),
            to=(Address("Nguyễn An", "an@cty.vn"),),
            **{"text": row.preview, **view},
        )
        return message

    # --- reads
    def accounts(self) -> tuple[AccountInfo, ...]:
        return tuple(self._accounts)

    def folders(self, account: uuid.UUID | None = None) -> tuple[FolderInfo, ...]:
        found = []
        for folder in self._folders.values():
            inside = [one for one in self.messages.values() if one.folder == folder.id]
            unread = sum(not one.is_read for one in inside)
            found.append(replace(folder, unread=unread, total=len(inside)))
        return tuple(one for one in found if account is None or one.account == account)

    def order(self, query: MailQuery, limit: int = 0) -> MailOrder:
        self.asked.append(f"order {limit}")
        rows = [one for one in self.messages.values() if self._fits(one, query)]
        if query.conversations:
            newest: dict[int, MailRow] = {}
            for one in sorted(rows, key=lambda row: row.id):
                newest[one.thread] = one
            rows = list(newest.values())
        keys = {
            MailSort.DATE: lambda row: row.id,
            MailSort.SENDER: lambda row: (fold(row.sender), row.id),
            MailSort.SUBJECT: lambda row: (fold(row.subject), row.id),
            MailSort.SIZE: lambda row: (row.size, row.id),
        }
        rows.sort(key=keys[query.sort], reverse=query.descending)
        ids = array("q", [one.id for one in rows])
        unread = sum(not one.is_read for one in rows)
        total = len(ids)
        groups = _groups(rows) if query.sort is MailSort.DATE else ()
        if limit and total > limit:
            return MailOrder(query, ids[:limit], (), total, unread, is_whole=False)
        return MailOrder(query, ids, groups, total, unread)

    def rows(self, ids: Sequence[int], query: MailQuery | None = None) -> tuple[MailRow, ...]:
        self.asked.append(f"rows {len(ids)}")
        found = []
        for one in ids:
            row = self.messages.get(one)
            if row is None:
                continue
            if query is not None and query.conversations:
                same = self.conversation(row.thread)
                unread = sum(not other.is_read for other in same)
                row = replace(row, count=len(same), unread=unread)
            found.append(row)
        return tuple(found)

    def message(self, message: int) -> MailView:
        row = self.messages.get(message)
        if row is None:
            raise RecordGoneError
        same = self.conversation(row.thread)
        return replace(self.views[message], row=row, conversation=same if len(same) > 1 else ())

    def part(self, message: int, part: str) -> bytes:
        try:
            return self.parts[message, part]
        except KeyError:
            raise RecordGoneError from None

    def source(self, message: int) -> bytes:
        return f"Subject: {self.messages[message].subject}\r\n\r\nxin chào".encode()

    def conversation(self, thread: int) -> tuple[MailRow, ...]:
        same = [one for one in self.messages.values() if one.thread == thread]
        return tuple(sorted(same, key=lambda row: row.id))

    def counts(self) -> MailCounts:
        return MailCounts(flagged=sum(one.is_flagged for one in self.messages.values()))

    def known_people(self, prefix: str, limit: int = 20) -> tuple[Address, ...]:
        return ()

    def operations(self) -> tuple[FailedOperation, ...]:
        return ()

    def interrupt(self) -> None:
        pass

    def close(self) -> None:
        pass

    def _fits(self, row: MailRow, query: MailQuery) -> bool:
        only = query.only
        fits = self._is_in(row, query.place) and fold(query.words) in fold(
            f"{row.sender} {row.subject} {row.preview}"
        )
        fits = fits and (QuickFilter.UNREAD not in only or not row.is_read)
        fits = fits and (QuickFilter.FLAGGED not in only or row.is_flagged)
        return fits and (QuickFilter.FILES not in only or row.files > 0)

    def _is_in(self, row: MailRow, place: MailPlace) -> bool:
        folder = self._folders[row.folder]
        hidden = row.snoozed_until is not None
        if place.kind is PlaceKind.SNOOZED:
            return hidden
        if place.kind is PlaceKind.FOLDERS:
            return row.folder in place.folders and not hidden
        if place.kind is PlaceKind.ROLE:
            return folder.role is place.role and not hidden
        if place.kind is PlaceKind.FLAGGED:
            return row.is_flagged
        if place.kind is PlaceKind.PEOPLE:
            return row.sender_address in place.words.split()
        return place.kind is not PlaceKind.UNREAD or not row.is_read

    # --- acts
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


def picture_file(part: str, name: str, cid: str) -> MailFile:
    return MailFile(part, name, "image/png", 200, is_inline=True, cid=cid)


def _groups(rows: Sequence[MailRow]) -> tuple[OrderGroup, ...]:
    found: list[OrderGroup] = []
    for place, row in enumerate(rows):
        days = (NOW.date() - row.at.date()).days
        key = "today" if days < 1 else "yesterday" if days < 2 else "older"
        if found and found[-1].key == key:
            found[-1] = OrderGroup(key, found[-1].first, found[-1].count + 1)
        else:
            found.append(OrderGroup(key, place, 1))
    return tuple(found)
