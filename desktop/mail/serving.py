"""Mail in the worker: what the window asks for.

`mail.begin` lets the threads of all accounts run and returns at once; to be asked again after an
account was made, changed or deleted. How each stands is read from the mailbox.
"""

from __future__ import annotations

import atexit
import tempfile
import threading
import uuid
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from desktop.core.errors import InputError
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.mail.backend import MailBackend, Outline
from desktop.mail.boxes.mailbox import Mailbox
from desktop.mail.boxes.preparing import prepare
from desktop.mail.engine import Engine
from desktop.mail.imap.uid_sets import ranges_of
from desktop.mail.mirror.cycle import Cycle, Place
from desktop.mail.secrets import INCOMING, OAUTH, OUTGOING, Secrets
from desktop.services.long_work import LongWork, long_work

MOST_FOUND: Final = 200  # messages that a search on the server brings here
SPOOLED: Final = 4 * 1024 * 1024  # octets of an attachment that are held before a file is used
MOVED: Final = N_("The message is somewhere else now; try again.")
_lock: Final = threading.Lock()
_engines: dict[Path, Engine] = {}


def engine_of(work: LongWork) -> Engine:
    """Return the engine of a profile, made at the first time; it ends with the process."""
    with _lock:
        engine = _engines.get(work.profile)
        if engine is None:
            engine = _engines[work.profile] = Engine(work.profile, work.store.tell, work.store.key)
            atexit.register(engine.end)
        return engine


@long_work("mail.begin")
def begin(work: LongWork) -> Json:
    """Mirror all accounts that are not paused, from now on; return their ids."""
    return [str(one) for one in engine_of(work).begin()]


@long_work("mail.sync")
def sync(work: LongWork, account: str = "") -> Json:
    """Look at everything of one or all accounts now; returns at once."""
    engine_of(work).sync(uuid.UUID(account) if account else None)
    return None


@long_work("mail.work_off")
def work_off(work: LongWork, account: str = "") -> Json:
    """Do now on the servers what waits for them; returns at once."""
    engine_of(work).work_off(uuid.UUID(account) if account else None)
    return None


@long_work("mail.end")
def end(work: LongWork) -> Json:
    """Stop mirroring until `mail.begin`."""
    engine_of(work).end()
    return None


@long_work("mail.fetch")
def fetch(work: LongWork, account: str, message: int | str, part: str = "") -> Json:
    """Bring a part of a message here, or all of it with part ""; report octets so far.

    Raises:
        RetryError: there is no connection.
        RecordGoneError, InputError: the server has it no more.
    """
    reach = _Reach(int(message), part, work.report)
    engine_of(work).ask(uuid.UUID(account), reach.run, partial(work.report, 0))
    return None


class _Reach:
    """Fetches one thing over the line of its account."""

    def __init__(self, message: int, part: str, report: Callable[[int], None]) -> None:
        self._message, self._part, self._report = message, part, report

    def run(self, server: MailBackend, box: Mailbox) -> None:
        """Fetch and store it."""
        folder, uid = box.place_of(self._message)
        outline = _open(server, box, folder, uid)
        if not self._part:
            raw = server.source(uid)
            prepared = prepare(raw, outline.received, outline.flags, size=outline.size)
            box.store_body(self._message, prepared)
            return
        with tempfile.SpooledTemporaryFile(SPOOLED) as held:
            server.part(uid, self._part, held, self._told)  # type: ignore[arg-type]  # it is binary
            held.seek(0)
            box.store_part(self._message, self._part, held)  # type: ignore[arg-type]  # as above

    def _told(self, done: int) -> None:
        self._report(done)


def _open(server: MailBackend, box: Mailbox, folder: int, uid: int) -> Outline:
    """Open the folder of a message and return its outline there."""
    path = next((path for path, one in _paths(box).items() if one == folder), "")
    cursor = box.cursor(folder)
    if not path or server.open(path).uidvalidity != cursor.uidvalidity:
        raise InputError(_(MOVED))
    for some in server.outlines(ranges_of([uid])):
        for one in some:
            return one
    raise InputError(_(MOVED))


def _paths(box: Mailbox) -> dict[str, int]:
    return {path: one for account in box.accounts() for path, one in box.folders(account).items()}


@long_work("mail.search")
def search(work: LongWork, account: str, folder: int, words: str) -> Json:
    """Search on the server in one folder and bring here what is found; return how many were found.

    For what is older than what is mirrored so far; the search of the window finds it then.
    """
    job = partial(_search, folder=folder, words=words)
    found = engine_of(work).ask(uuid.UUID(account), job, partial(work.report, 0))
    return int(found)


def _search(server: MailBackend, box: Mailbox, *, folder: int, words: str) -> int:
    path = next((path for path, one in _paths(box).items() if one == folder), "")
    if not path or server.open(path).uidvalidity != box.cursor(folder).uidvalidity:
        raise InputError(_(MOVED))
    found = server.search(words)[:MOST_FOUND]
    Cycle(box, server).take(Place(folder, path), found)
    return len(found)


@long_work("mail.password")
def keep_password(work: LongWork, account: str, incoming: str = "", outgoing: str = "") -> Json:
    """Keep the passwords of an account; return whether they outlive the program."""
    secrets = Secrets(work.profile, work.store.key)
    one = uuid.UUID(account)
    kept = True
    for name, secret in ((INCOMING, incoming), (OUTGOING, outgoing)):
        if secret:
            kept = secrets.keep(one, name, secret) and kept
    return kept


@long_work("mail.secrets")
def known_secrets(work: LongWork, account: str) -> Json:
    """Return which secrets of an account are known: {"incoming", "outgoing", "oauth"}."""
    secrets = Secrets(work.profile, work.store.key)
    one = uuid.UUID(account)
    return {name: bool(secrets.find(one, name)) for name in (INCOMING, OUTGOING, OAUTH)}
