"""M1, M2, M6 and M7: an account mirrored from a Dovecot on this machine."""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from random import Random

from bench.figures import Conditions, Figure, bench, median_of
from desktop.core.mail.values import Address
from desktop.mail.boxes.mailbox import Mailbox
from desktop.mail.demo.writing import Correspondent, write_messages
from desktop.mail.imap.idling import Bell
from desktop.mail.imap.server import ImapServer, connect
from desktop.mail.mirror.rounds import Rounds
from tests.mail import dovecot

MESSAGES = 10_000
USER = "an"
NOW = datetime(2026, 11, 21, 5, tzinfo=UTC)
MEASURED_ELSEWHERE = 1_210.0  # messages a second of mbsync + mu, where they are not installed
BIG = 30 * 1024 * 1024
_RSS = re.compile(r"VmRSS:\s+(\d+) kB")
_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")
_MBSYNC = """
FSync no

IMAPAccount a
Host 127.0.0.1
Port {port}
User {user}
Pass {password}
SSLType None
AuthMechs LOGIN

IMAPStore far
Account a

MaildirStore near
SubFolders Verbatim
Path {folder}/
Inbox {folder}/INBOX

Channel c
Far :far:
Near :near:
Patterns INBOX
Create Near
Sync Pull
SyncState *
"""


@contextmanager
def server_with(messages: int) -> Iterator[dovecot.Dovecot]:
    """Run a server whose inbox holds Vietnamese messages."""
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        server = dovecot.start(Path(folder) / "d")
        try:
            if messages:
                people = [
                    Correspondent(Address(f"Trần Văn {n}", f"tran{n}@kh.example"), "anh", "An Phú")
                    for n in range(200)
                ]
                me = Address("Nguyễn Văn An", "an@cty.example")
                raws = [one.raw for one in write_messages(messages, people, me, NOW)]
                server.seed(USER, raws)
                line = connect(server.server, server.login(USER))
                line.open("INBOX")  # it makes its index
                line.close()
            yield server
        finally:
            server.stop()


@contextmanager
def mirrored(server: dovecot.Dovecot) -> Iterator[tuple[Rounds, ImapServer, Path]]:
    """Give an empty mailbox and the line to the server."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        box = Mailbox(Path(folder))
        line = connect(server.server, server.login(USER))
        try:
            yield Rounds(box, line, uuid.uuid4()), line, Path(folder)
        finally:
            line.close()
            box.close()


@bench(
    Figure("M1", "first pull of 10,000 messages, against mbsync + mu index", "msg/s", 1.0, 1.6,
           ratio_of="mbsync", more_is_better=True),
    Figure("M2", "re-sync of 10,000 messages, unchanged", "ms", limit=500, goal=50),
    Figure("M2.changed", "re-sync after 300 flags and 100 expunges", "ms", limit=1000, goal=150),
    Figure("M7", "memory more while pulling 10,000 messages", "MB", limit=120, goal=60),
)  # fmt: skip
def measure_pull(conditions: Conditions) -> dict[str, float]:
    """Pull an inbox, then bring it up to date."""
    with server_with(MESSAGES) as server, mirrored(server) as (rounds, _line, _folder):
        base = _mbsync(server)
        before = _memory(_RSS)
        Path("/proc/self/clear_refs").write_text("5", "ascii")  # the peak begins anew
        began = time.perf_counter()
        rounds.run()
        while rounds.older():
            pass
        pulled = time.perf_counter() - began
        more = _memory(_PEAK) - before
        rounds.run()
        same = [_seconds(rounds) * 1000 for _repeat in range(max(5, conditions.repeats))]
        changed = [_changed(server, rounds, part) for part in range(5)]
    return {
        "M1": MESSAGES / pulled,
        "mbsync": base,
        "M2": median_of(same),
        "M2.changed": median_of(changed),
        "M7": more,
    }


def _seconds(rounds: Rounds) -> float:
    began = time.perf_counter()
    rounds.run()
    return time.perf_counter() - began


def _changed(server: dovecot.Dovecot, rounds: Rounds, part: int) -> float:
    other = connect(server.server, server.login(USER))
    other.open("INBOX")
    first = 1 + part * 500
    other.store_flags(range(first, first + 300), frozenset((r"\Flagged",)), frozenset())
    other.expunge(range(first + 300, first + 400))
    other.close()
    return _seconds(rounds) * 1000


def _mbsync(server: dovecot.Dovecot) -> float:
    """Return how many messages a second mbsync and mu take."""
    mbsync, mu = shutil.which("mbsync"), shutil.which("mu")
    if mbsync is None or mu is None:
        return MEASURED_ELSEWHERE
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        home = Path(folder)
        (home / "mail").mkdir()
        config = home / "mbsyncrc"
        told = {"port": server.port, "user": USER, "password": dovecot.PASSWORD}
        config.write_text(_MBSYNC.format(folder=home / "mail", **told), "utf-8")
        commands = (
            [mbsync, "-q", "-c", str(config), "c"],
            [mu, "init", f"--muhome={home}/mu", f"--maildir={home}/mail"],
            [mu, "index", f"--muhome={home}/mu"],
        )
        began = time.perf_counter()
        for command in commands:
            subprocess.run(command, check=True, capture_output=True, timeout=120)
        return MESSAGES / (time.perf_counter() - began)


def _memory(kind: re.Pattern[str]) -> float:
    """Return memory of this process in MB."""
    match = kind.search(Path("/proc/self/status").read_text("ascii"))
    return int(match[1]) / 1024 if match else 0.0


@bench(
    Figure("M6", "new mail on the server to its row in the mailbox (IDLE)", "ms", 2000, 500),
    Figure("M7.part", "memory more while an attachment of 30 MB is streamed", "MB", 40, 10),
)
def measure_arrival(conditions: Conditions) -> dict[str, float]:
    """Deliver mail while the inbox is listened to, then fetch something large."""
    with server_with(0) as server, mirrored(server) as (rounds, line, _folder):
        rounds.run()
        other = connect(server.server, server.login(USER))
        count = max(5, conditions.repeats)
        taken = [_arrival(server, rounds, other, number) for number in range(count)]
        more = _streamed(other, rounds, line)
        other.close()
    return {"M6": median_of(taken), "M7.part": more}


def _arrival(server: dovecot.Dovecot, rounds: Rounds, other: ImapServer, number: int) -> float:
    bell = Bell()
    listener = connect(server.server, server.login(USER), bell)
    try:
        listener.open("INBOX")
        with listener.waiting() as changed:
            raw = f"Message-ID: <{number}@x>\r\nSubject: Thu moi\r\n\r\nXin chao\r\n".encode()
            sending = threading.Thread(target=other.append, args=("INBOX", raw, frozenset(), None))
            began = time.perf_counter()
            sending.start()
            changed(10)
            rounds.look_at("INBOX")
            taken = (time.perf_counter() - began) * 1000
            sending.join()
    finally:
        listener.close()
        bell.close()
    return taken


def _streamed(other: ImapServer, rounds: Rounds, line: ImapServer) -> float:
    message = EmailMessage()
    message["Message-ID"] = "<big@x>"
    message["Subject"] = "Hồ sơ"
    message.set_content("Xem tệp")
    held = base64.b64encode(Random(1).randbytes(BIG // 4 * 3))
    message.add_attachment(b"", "application", "pdf", filename="a.pdf")
    raw = message.as_bytes().replace(b"\n", b"\r\n")
    head, _, tail = raw.rpartition(b"\r\n\r\n")
    lines = b"\r\n".join(held[at : at + 76] for at in range(0, len(held), 76))
    other.append("INBOX", head + b"\r\n\r\n" + lines + b"\r\n" + tail, frozenset(), None)
    del held, lines, raw
    rounds.look_at("INBOX")
    line.open("INBOX")
    uid = max(one.stop - 1 for one in line.uids(1, 10**6))
    before = _memory(_RSS)
    Path("/proc/self/clear_refs").write_text("5", "ascii")
    with Path(os.devnull).open("wb") as sink:
        line.part(uid, "2", sink, lambda _done: None)
    return max(0.0, _memory(_PEAK) - before)
