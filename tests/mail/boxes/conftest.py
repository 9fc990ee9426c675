"""A mailbox with an account and its folders, and messages made up for it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.core.clock import FrozenClock
from desktop.mail.backend import Outline, ServerFolder
from desktop.mail.boxes.acts import LocalMailActs
from desktop.mail.boxes.mailbox import Mailbox
from desktop.mail.boxes.prepared import Prepared
from desktop.mail.boxes.preparing import prepare
from desktop.mail.boxes.reads import LocalMailReads
from desktop.models import load_all
from desktop.store.profile import create_profile

NOON = datetime(2026, 11, 21, 5, tzinfo=UTC)
ACCOUNT = uuid.UUID(int=7)
FOLDERS = (
    ServerFolder("INBOX", "INBOX", role="inbox"),
    ServerFolder("Sent", "Sent", role="sent"),
    ServerFolder("Trash", "Trash", role="trash"),
    ServerFolder("Work", "Work"),
)
Fetched = tuple[Outline, Prepared]


def raw_message(
    number: int,
    *,
    subject: str = "Chào hàng",
    body: str = "Kính gửi anh Đặng Hường.",
    sender: str = "An <an@x.example>",
    to: str = "Bình <binh@y.example>",
    after: Sequence[int] = (),
) -> bytes:
    """Return a message; `after` are the numbers of those before it."""
    named = " ".join(f"<m{one}@x.example>" for one in after)
    references = f"References: {named}\r\n" if named else ""
    head = (
        f"From: {sender}\r\nTo: {to}\r\nSubject: {subject}\r\nMessage-ID: <m{number}@x.example>\r\n"
        f"{references}Content-Type: text/plain; charset=utf-8\r\n\r\n"
    )
    return f"{head}{body}".encode()


def outline_of(
    uid: int,
    number: int,
    raw: bytes,
    flags: Sequence[str] = (),
    at: datetime | None = None,
) -> Outline:
    """Return what a server tells of a message before it is fetched."""
    received = at or NOON - timedelta(days=30) + timedelta(minutes=number)
    return Outline(uid, frozenset(flags), 1, received, len(raw), f"<m{number}@x.example>")


def fetched(uid: int, number: int, raw: bytes, flags: Sequence[str] = ()) -> Fetched:
    """Return a message as it is stored."""
    outline = outline_of(uid, number, raw, flags)
    return outline, prepare(raw, outline.received, flags, size=len(raw))


@pytest.fixture(scope="session")
def _profile_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    load_all()
    folder = tmp_path_factory.mktemp("mail") / "profile"
    folder.mkdir()
    create_profile(folder, FrozenClock(NOON), owner_name="Nguyễn Văn An")
    return folder


@pytest.fixture
def profile(_profile_once: Path, tmp_path: Path) -> Path:
    """Return the folder of a profile with nothing but its owner."""
    folder = tmp_path / "profile"
    folder.mkdir()
    (folder / "main.sqlite").write_bytes((_profile_once / "main.sqlite").read_bytes())
    return folder


@pytest.fixture
def box(profile: Path) -> Iterator[Mailbox]:
    """Return a mailbox whose account has folders and no message."""
    made = Mailbox(profile)
    made.mirror_folders(ACCOUNT, FOLDERS)
    yield made
    made.close()


@pytest.fixture
def folders(box: Mailbox) -> dict[str, int]:
    """Return the folders by their paths."""
    return box.folders(ACCOUNT)


@pytest.fixture
def acts(box: Mailbox, profile: Path) -> Iterator[LocalMailActs]:
    """Return what a person does with messages."""
    made = LocalMailActs(profile)
    yield made
    made.close()


@pytest.fixture
def reads(box: Mailbox, profile: Path) -> Iterator[LocalMailReads]:
    """Return what the window asks."""
    made = LocalMailReads(profile, FrozenClock(NOON))
    yield made
    made.close()
