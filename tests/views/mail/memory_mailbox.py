"""A mailbox in memory behind the doors of the real one, for the tests of the page."""

from __future__ import annotations

import uuid
from array import array
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

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
    AccountInfo,
    AccountState,
    Address,
    FailedOperation,
    FolderInfo,
    FolderRole,
    MailCounts,
    MailRow,
    MailView,
)
from desktop.core.words import fold
from tests.views.mail.memory_acts import MemoryActs

NOW = datetime(2026, 11, 24, 3, 25, tzinfo=UTC)
ROLES = (
    FolderRole.INBOX,
    FolderRole.DRAFTS,
    FolderRole.SENT,
    FolderRole.ARCHIVE,
    FolderRole.JUNK,
    FolderRole.TRASH,
)


class MemoryMailbox(MemoryActs):
    """Holds messages of some accounts; both a MailReads and a MailActs."""

    # --- filling
    def add_account(self, name: str, address: str) -> AccountInfo:
        info = AccountInfo(uuid.uuid4(), name, address)
        self._accounts.append(info)
        for role in ROLES:
            self.add_folder(info, role.value.title(), role)
        return info

    def refuse(self, account: AccountInfo, problem: str) -> None:
        at = self._accounts.index(account)
        self._accounts[at] = replace(account, state=AccountState.REFUSED, problem=problem)

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
