"""Where a list of messages looks, what it asks, and the order that it gets."""

from __future__ import annotations

import uuid
from array import array
from dataclasses import field
from enum import StrEnum, auto
from typing import Final

from desktop.core.i18n import N_
from desktop.core.mail.values import FolderRole
from desktop.core.quick_dataclass import dataclass


class PlaceKind(StrEnum):
    """What a list of messages looks into."""

    FOLDERS = auto()
    ROLE = auto()  # of all accounts: the inbox of everything, all that was sent …
    TAG = auto()
    FLAGGED = auto()
    UNREAD = auto()
    PINNED = auto()
    SNOOZED = auto()
    FOUND = auto()  # a search folder: `words` say what is in it
    EVERYWHERE = auto()  # all but trash and junk
    PEOPLE = auto()  # mail with the addresses that `words` name, one a line


@dataclass(frozen=True, slots=True)
class MailPlace:
    """What a list shows; `key` is the same for the same place after a restart."""

    kind: PlaceKind
    folders: tuple[int, ...] = ()
    role: FolderRole | None = None
    account: uuid.UUID | None = None  # None: all of them
    words: str = ""  # keyword of a tag, condition of a search folder, or addresses

    @property
    def key(self) -> str:
        """Return a name for what is remembered of this place."""
        account = self.account.hex if self.account else ""
        folders = ",".join(map(str, self.folders))
        return f"{self.kind}/{self.role or ''}{folders}/{account}/{self.words}"


def in_folder(folder: int) -> MailPlace:
    """Return the place of one folder."""
    return MailPlace(PlaceKind.FOLDERS, folders=(folder,))


def in_role(role: FolderRole, account: uuid.UUID | None = None) -> MailPlace:
    """Return the folders of that role, of one or of all accounts."""
    return MailPlace(PlaceKind.ROLE, role=role, account=account)


class QuickFilter(StrEnum):
    """What can be left over of a list with one press."""

    UNREAD = auto()
    FLAGGED = auto()
    FILES = auto()
    KNOWN = auto()  # from people who are in the contacts, or whom one wrote to
    TO_ME = auto()
    PINNED = auto()


class MailSort(StrEnum):
    """What orders a list."""

    DATE = auto()
    SENDER = auto()
    SUBJECT = auto()
    SIZE = auto()


@dataclass(frozen=True, slots=True)
class MailQuery:
    """Everything that decides which messages a list shows, and in which order."""

    place: MailPlace
    words: str = ""  # as typed, with operators such as from: has: before:
    only: frozenset[QuickFilter] = frozenset()
    conversations: bool = False
    sort: MailSort = MailSort.DATE
    descending: bool = True
    zone: str = ""  # of the days of the groups; none: that of the computer


@dataclass(frozen=True, slots=True)
class OrderGroup:
    """Rows that follow one another under a head; `key` is one of GROUP_LABELS."""

    key: str
    first: int
    count: int


GROUP_LABELS: Final = {
    "pinned": N_("Pinned"),
    "future": N_("In the future"),
    "today": N_("Today"),
    "yesterday": N_("Yesterday"),
    "this_week": N_("This week"),
    "last_week": N_("Last week"),
    "this_month": N_("This month"),
    "last_month": N_("Last month"),
    "older": N_("Older"),
    "typed": N_("Spelt as typed"),
    "similar": N_("With other accents"),
}


@dataclass(frozen=True, slots=True)
class MailOrder:
    """The order of a list: ids of messages, or of the newest of each conversation.

    Where only the beginning was asked for, `total` is what is known of the whole and `is_whole`
    says whether the rest is still to be asked for.
    """

    query: MailQuery
    ids: array[int] = field(default_factory=lambda: array("q"))
    groups: tuple[OrderGroup, ...] = ()
    total: int = 0
    unread: int = 0
    is_whole: bool = True
    problem: str = ""  # what of the words was not understood, as a sentence
