"""Fills the mailbox of a profile with made-up mail of its own customers; there is no server."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Final

from desktop.core.changes import Changes
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.mail.values import MAILBOX, Address
from desktop.mail.backend import Cursor, Outline, ServerFolder
from desktop.mail.boxes.mailbox import Mailbox
from desktop.mail.boxes.prepared import Prepared
from desktop.mail.boxes.preparing import prepare
from desktop.mail.demo.writing import (
    Correspondent,
    Written,
    dice,
    happens,
    words,
    write_messages,
)
from desktop.models.mail.account import MailAccount
from desktop.services.demo.mark import is_demo
from desktop.services.long_work import LongWork, long_work
from desktop.store.engine import DATABASE
from desktop.store.reader import Reader
from desktop.store.sql import Sql
from desktop.store.work import Store

COMMAND: Final = "mail.demo"
MESSAGES: Final = 300
ADDRESS: Final = "minhan@demo.example"
_AT_ONCE: Final = 500
_PEOPLE: Final = 400
_FOLDERS: Final = (
    ServerFolder("INBOX", "INBOX", role="inbox"),
    ServerFolder("Drafts", "Drafts", role="drafts"),
    ServerFolder("Sent", "Sent", role="sent"),
    ServerFolder("Archive", "Archive", role="archive"),
    ServerFolder("Junk", "Junk", role="junk"),
    ServerFolder("Trash", "Trash", role="trash"),
)
_OLD: Final = timedelta(days=60)
_ASIDE: Final = {"quote": N_("Quotes"), "contract": N_("Contracts"), "news": N_("Newsletters")}


@long_work(COMMAND)
def fill_on_request(work: LongWork) -> Json:
    """Give the demo company a mailbox, once; return how many messages it got."""
    return give_mailbox(work.store)


def give_mailbox(store: Store) -> int:
    """Give the demo company a mailbox unless it has one; return how many messages it got."""
    reader = Reader(store.profile / DATABASE, store.key)
    with reader.question():
        known = reader.number("SELECT count(*) FROM mail_account")
    reader.close()
    if known or not is_demo(store):
        return 0
    account = add_sample_account(store)
    now = store.clock.now()
    count = make_sample_mailbox(store.profile, account, MESSAGES, until=now, key=store.key)
    store.tell(Changes({MAILBOX: frozenset({account})}))
    return count


def add_sample_account(store: Store) -> uuid.UUID:
    """Add an account that nobody connects to, and return it."""
    with store.work(store.owner(), COMMAND) as work:
        account = MailAccount(
            name=_("Demo mailbox"), address=ADDRESS, is_default=True, is_paused=True
        )
        work.session.add(account)
        work.session.flush()
        return account.id


def make_sample_mailbox(
    profile: Path,
    account: uuid.UUID,
    count: int,
    *,
    until: datetime,
    key: bytes | None = None,
    seed: int = 1,
) -> int:
    """Fill a mailbox with `count` messages of people whom the profile knows; return how many."""
    people, me = _people(profile, key, seed), Address(words()["me"][0], ADDRESS)
    box = Mailbox(profile, key)
    try:
        box.add_account(account, is_sample=True)
        aside = tuple(ServerFolder(_(name), _(name)) for name in _ASIDE.values())
        folders = box.mirror_folders(account, (*_FOLDERS, *aside))
        mail = write_messages(count, people, me, until, seed)
        uids: dict[int, int] = {}
        rnd = dice(seed)
        for some in _batches(mail):
            by_folder: dict[int, list[tuple[Outline, Prepared]]] = {}
            for one in some:
                folder = folders[_place(one, until, rnd)]
                uids[folder] = uids.get(folder, 0) + 1
                flags = _flags(one, until, rnd)
                outline = _outline(one, uids[folder], flags)
                ready = prepare(one.raw, one.at, flags, size=len(one.raw))
                by_folder.setdefault(folder, []).append((outline, ready))
            for folder, batch in by_folder.items():
                box.store(folder, batch, Cursor(1, uids[folder] + 1, 0, 1))
    finally:
        box.close()
    return count


def _batches(mail: Iterator[Written]) -> Iterator[list[Written]]:
    while some := list(islice(mail, _AT_ONCE)):
        yield some


def _place(one: Written, until: datetime, rnd: Random) -> str:
    if one.side == "junk":
        return "Junk"
    if one.side == "out":
        return "Sent"
    is_old = one.at < until - _OLD
    if one.topic in _ASIDE and (is_old or one.side == "list") and happens(rnd, 0.7):
        return _(_ASIDE[one.topic])
    if is_old and happens(rnd, 0.5):
        return "Archive"
    return "Trash" if happens(rnd, 0.03) else "INBOX"


def _flags(one: Written, until: datetime, rnd: Random) -> list[str]:
    is_seen = one.side == "out" or one.at < until - timedelta(days=4) or happens(rnd, 0.4)
    flags = ["\\Seen"] if is_seen else []
    if one.side == "in" and not one.is_last and happens(rnd, 0.7):
        flags.append("\\Answered")
    if happens(rnd, 0.04):
        flags.append("\\Flagged")
    return flags


def _outline(one: Written, uid: int, flags: Sequence[str]) -> Outline:
    head = one.raw.split(b"\r\nMessage-ID: <", 1)[1].split(b">", 1)[0].decode("ascii")
    return Outline(uid, frozenset(flags), 0, one.at, len(one.raw), head)


def _people(profile: Path, key: bytes | None, seed: int) -> list[Correspondent]:
    """Return contacts with an address, or made-up ones where the profile has none."""
    query = Sql(
        "SELECT c.full_name, c.emails, coalesce(a.name, ''), coalesce(c.salutation, '')"
        " FROM contact c LEFT JOIN account a ON a.id = c.account_id"
        " WHERE c.emails IS NOT NULL AND c.deleted_at IS NULL LIMIT ?",
        (_PEOPLE,),
    )
    found: list[Correspondent] = []
    path = profile / DATABASE
    if path.exists():
        reader = Reader(path, key)
        with reader.question():
            for name, emails, company, salutation in reader.rows(query):
                address = next(iter(json.loads(emails)), "")
                call = f"{salutation} {name.split()[-1]}".strip() if name else company
                if address:
                    found.append(Correspondent(Address(name, str(address)), call, company))
        reader.close()
    return found or _strangers(seed)


def _strangers(seed: int) -> list[Correspondent]:
    from desktop.core.words import fold

    rnd = dice(seed)
    made = []
    for number in range(1_500):
        name = " ".join(rnd.choice(words()[part]) for part in ("family", "middle", "given"))
        local = fold(name).replace(" ", ".")
        address = f"{local}{number}@{rnd.choice(words()['domain'])}"
        made.append(Correspondent(Address(name, address), name.split()[-1], address))
    return made
