"""What the screens show of a mailbox: accounts, folders, rows of a list, a message being read.

A message's id is the moment it came (Unix seconds) << 20 | a running number: the order of ids is
the order of time over all accounts, and an id is kept when the message moves.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from enum import IntEnum, StrEnum, auto

from desktop.core.changes import Changes
from desktop.core.pages import Ref
from desktop.core.quick_dataclass import dataclass

MAILBOX = "mailbox"  # the name under which Changes tell of mail; their ids are those of accounts


class FolderRole(StrEnum):
    """What a folder is for (RFC 6154, and our own outbox)."""

    INBOX = auto()
    SENT = auto()
    DRAFTS = auto()
    TRASH = auto()
    JUNK = auto()
    ARCHIVE = auto()
    OUTBOX = auto()
    ALL = auto()
    FLAGGED = auto()
    PLAIN = auto()


class AccountState(StrEnum):
    """How an account stands with its server."""

    OK = ""
    SIGNING_IN = auto()
    OFFLINE = auto()
    REFUSED = auto()
    ERROR = auto()
    SAMPLE = auto()  # a mailbox to look at, without any server


class Importance(IntEnum):
    """How a sender marked a message."""

    LOW = -1
    NORMAL = 0
    HIGH = 1


class BodyState(StrEnum):
    """Where the text of a message is."""

    HERE = auto()
    WAITING = auto()  # it was asked for
    REMOTE = auto()  # on the server alone
    BROKEN = auto()  # it cannot be read; the source can be looked at


class PartState(StrEnum):
    """Where the bytes of an attachment are."""

    LOCAL = auto()
    REMOTE = auto()


@dataclass(frozen=True, slots=True)
class Address:
    """A mail address and the name beside it."""

    name: str
    address: str

    def __str__(self) -> str:
        """Return the name, or the address where there is none."""
        return self.name or self.address


@dataclass(frozen=True, slots=True)
class AccountInfo:
    """A mail account as the window knows it."""

    id: uuid.UUID
    name: str
    address: str
    colour: str = ""
    account_type: str = "personal"
    is_default: bool = False
    state: AccountState = AccountState.OK
    problem: str = ""  # a sentence for the person
    waiting: int = 0  # operations that the server does not know yet
    done: int = 0  # of `of` messages of the round under way; 0 of 0: none is
    of: int = 0
    failed: int = 0  # operations that the server refused, and the person has not seen yet


@dataclass(frozen=True, slots=True)
class FolderInfo:
    """A folder of an account; `unread` and `total` count what a list of it shows."""

    id: int
    account: uuid.UUID
    path: str  # as the server names it
    name: str  # as a person reads it; a role has a name of its own, see `folder_title`
    parent: int | None = None
    role: FolderRole = FolderRole.PLAIN
    unread: int = 0
    total: int = 0
    can_hold: bool = True  # messages; else it only holds other folders
    can_change: bool = True
    is_subscribed: bool = True
    is_local: bool = False  # on this computer alone
    is_whole: bool = True  # all its messages are known here


@dataclass(frozen=True, slots=True)
class MailRow:
    """A message as a list shows it; in a list of conversations the newest of one."""

    id: int
    account: uuid.UUID
    folder: int
    thread: int
    sender: str  # the name, or the address
    sender_address: str
    people: str  # to whom: names, in the folder of sent messages shown in the place of the sender
    subject: str
    preview: str
    at: datetime
    size: int
    is_read: bool = False
    is_flagged: bool = False
    flag_due: date | None = None
    is_answered: bool = False
    is_forwarded: bool = False
    is_pinned: bool = False
    is_draft: bool = False
    snoozed_until: datetime | None = None
    tags: tuple[str, ...] = ()  # keywords
    files: int = 0
    importance: Importance = Importance.NORMAL
    count: int = 1  # messages of the conversation, in all folders
    unread: int = 0  # of these
    customer: Ref | None = None
    has_invitation: bool = False
    pending: bool = False  # what was done to it has not reached the server
    failed: str = ""  # why the server refused what was done to it


@dataclass(frozen=True, slots=True)
class MailFile:
    """An attachment."""

    part: str  # number of the part, such as "2.1"
    name: str
    kind: str  # media type, such as "application/pdf"
    size: int
    is_inline: bool = False
    cid: str = ""
    state: PartState = PartState.LOCAL
    is_risky: bool = False  # a program, or a name that hides its ending
    digest: str = ""  # SHA-256 of the bytes where they are here, hexadecimal


@dataclass(frozen=True, slots=True)
class MailWarning:
    """A reason to distrust a message, and the sentence that tells it."""

    kind: str
    sentence: str
    is_grave: bool = False


@dataclass(frozen=True, slots=True)
class MailView:
    """A message as the reading pane shows it."""

    row: MailRow
    folder_path: str
    sender: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()
    sent_at: datetime | None = None  # what the sender's clock said
    message_id: str = ""  # with its angle brackets
    references: tuple[str, ...] = ()
    html: str = ""  # safe; images of the message itself by cid:, remote ones taken out
    text: str = ""
    remote: int = 0  # remote things that were taken out
    remote_allowed: bool = False  # the person trusts this sender's
    warnings: tuple[MailWarning, ...] = ()
    authentication: str = ""  # what the account's own server found out: "pass", "fail", ""
    files: tuple[MailFile, ...] = ()
    invitation: str = ""  # iCalendar
    report: str = ""  # of an undelivered message: what became of it, as a sentence
    unsubscribe: tuple[str, ...] = ()  # https: and mailto: addresses
    one_click: bool = False  # the first https: one takes a POST (RFC 8058)
    list_id: str = ""
    receipt_to: str = ""  # who asked for a receipt
    encryption: str = ""  # "smime", "pgp", or none
    body: BodyState = BodyState.HERE
    conversation: tuple[MailRow, ...] = ()  # all of it, oldest first
    links: tuple[Ref, ...] = ()  # records it is tied to


@dataclass(frozen=True, slots=True)
class Done:
    """What an act did: a sentence for the snackbar, and the group that `undo` takes back."""

    group: int = 0  # 0: nothing to undo
    sentence: str = ""
    changes: Changes = Changes()
    folder: int = 0  # what was made
    count: int = 0  # messages concerned


@dataclass(frozen=True, slots=True)
class MailCounts:
    """What the folder tree and the module bar show."""

    unread: int = 0  # in all inboxes
    waiting: int = 0
    failed: int = 0
    drafts: int = 0
    snoozed: int = 0
    flagged: int = 0


@dataclass(frozen=True, slots=True)
class FailedOperation:
    """Something that a server refused; what was seen here went back to what the server holds."""

    id: int
    account: uuid.UUID
    message: int  # 0: it concerned a folder
    sentence: str
    at: datetime
