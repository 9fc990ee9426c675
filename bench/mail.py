"""M3 and M4: a mailbox of 100,000 messages, until its rows are there."""

from __future__ import annotations

import hashlib
import shutil
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bench.data import cached_folder, fresh_copy
from bench.figures import Conditions, Figure, bench, median_of, percentile_of
from bench.lists import milliseconds
from desktop.core.clock import FrozenClock
from desktop.core.mail.places import MailPlace, MailQuery, PlaceKind, in_role
from desktop.core.mail.values import FolderRole
from desktop.mail.boxes.acts import LocalMailActs
from desktop.mail.boxes.opening import Box
from desktop.mail.boxes.reads import LocalMailReads
from desktop.mail.demo.filling import make_sample_mailbox
from desktop.models import load_all
from desktop.store.engine import Role
from desktop.store.profile import create_profile

MESSAGES = 100_000
NOW = datetime(2026, 11, 21, 5, tzinfo=UTC)
ACCOUNT = uuid.UUID(int=1)
FIRST = 200  # rows that a list asks for at once
SHOWN = 40
TYPED = (
    "báo giá", "bao gia", "hợp đồng", "hop dong cung cap", "nguyễn thị hường", "nguyen",
    "máy in laser", "may photocopy", "từ:nguyễn", "from:dung bao gia", "hóa đơn", "hoa don 12",
    "đà nẵng", "da nang", "khong khoi dong", "tiêu đề:lịch họp", "is:unread báo giá", "cam on",
    "chuyển khoản", "bảo hành", "tuần tới", "an@", "thiết bị họp trực tuyến", "toan quoc",
)  # fmt: skip
KEYS = [text[:end] for text in TYPED for end in range(1, len(text) + 1) if text[end - 1] != " "]


def large_mailbox() -> Path:
    """Return the folder of a profile whose inbox holds MESSAGES messages."""
    load_all()
    return cached_folder(f"mailbox{MESSAGES}-{_revision()}", _make)


def _make(folder: Path) -> None:
    create_profile(folder, FrozenClock(NOW), owner_name="Nguyễn Minh An")
    make_sample_mailbox(folder, ACCOUNT, MESSAGES, until=NOW)
    with closing(Box(folder, Role.WORKER)) as box, box.writing() as connection:
        gather = "UPDATE message SET folder = ?, server_folder = NULL, uid = NULL"
        query = "SELECT id FROM folder WHERE role = 'inbox'"
        connection.execute(gather, connection.execute(query).fetchone())


def _revision() -> str:
    root = Path(__file__).resolve().parents[1] / "desktop" / "mail"
    digest = hashlib.sha256()
    for part in ("boxes/schema.py", "boxes/storing.py", "boxes/preparing.py", "demo/writing.py"):
        digest.update((root / part).read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def reading(folder: Path) -> Iterator[LocalMailReads]:
    """Give the door to a mailbox."""
    with closing(LocalMailReads(folder, FrozenClock(NOW))) as reads:
        yield reads


def show(reads: LocalMailReads, query: MailQuery) -> None:
    """Do what a list does until its first rows are there."""
    order = reads.order(query, FIRST)
    reads.rows(order.ids[:SHOWN], query)


@bench(
    Figure("M3", "open a folder of 100,000 messages to its rows, median", "ms", 60, 25),
    Figure("M3.conv", "the same as conversations", "ms", limit=60, goal=25),
    Figure("M3.whole", "the order of all 100,000, as conversations", "ms", limit=250, goal=120),
)
def measure_folder(conditions: Conditions) -> dict[str, float]:
    """Open it, as often as asked for, each time with a new connection."""
    folder = large_mailbox()
    plain = MailQuery(in_role(FolderRole.INBOX))
    talks = MailQuery(in_role(FolderRole.INBOX), conversations=True)
    taken: dict[str, list[float]] = {"M3": [], "M3.conv": [], "M3.whole": []}
    for _repeat in range(max(5, conditions.repeats)):
        with reading(folder) as reads:
            reads.folders()
            taken["M3"].append(milliseconds(partial(show, reads, plain)))
            taken["M3.conv"].append(milliseconds(partial(show, reads, talks)))
            taken["M3.whole"].append(milliseconds(partial(reads.order, talks)))
    return {name: median_of(values) for name, values in taken.items()}


@bench(
    Figure("M4", "search 100,000 messages, key to rows, median", "ms", limit=30, goal=10),
    Figure("M4.p95", "search 100,000 messages, key to rows, p95", "ms", limit=100, goal=30),
)
def measure_search(_conditions: Conditions) -> dict[str, float]:
    """Type texts, key by key."""
    everywhere = MailPlace(PlaceKind.EVERYWHERE)
    with reading(large_mailbox()) as reads:
        show(reads, MailQuery(everywhere, "a"))
        taken = [
            milliseconds(partial(show, reads, MailQuery(everywhere, key, conversations=True)))
            for key in KEYS
        ]
    return {"M4": median_of(taken), "M4.p95": percentile_of(taken, 95)}


@bench(
    Figure("M4.mark", "tag 1,000 messages, and take it back", "ms", limit=600, goal=300),
)
def measure_acts(conditions: Conditions) -> dict[str, float]:
    """Act on many messages at once."""
    copy = fresh_copy(large_mailbox(), Path(f"{large_mailbox()}.acts"))
    try:
        with reading(copy) as reads:
            ids = list(reads.order(MailQuery(in_role(FolderRole.INBOX)), 1_000).ids)
        with closing(LocalMailActs(copy)) as acts:
            taken = [
                milliseconds(partial(_there_and_back, acts, ids))
                for _repeat in range(max(4, conditions.repeats))
            ]
    finally:
        shutil.rmtree(copy, ignore_errors=True)
    return {"M4.mark": median_of(taken)}


def _there_and_back(acts: LocalMailActs, ids: list[int]) -> None:
    acts.undo(acts.tag(ids, "bench", True).group)
