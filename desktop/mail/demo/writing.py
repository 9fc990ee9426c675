"""Messages made up: conversations with customers, newsletters, junk; the same for the same seed."""

from __future__ import annotations

import base64
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from functools import lru_cache
from html import escape
from random import Random
from typing import Final

from desktop.core.mail.values import Address
from desktop.core.resources import resource_path

_PATTERNS: Final = "demo_mail.tsv"
_WORDS: Final = "demo_mail_words.tsv"
_LINE: Final = 76
_KINDS: Final = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "image": "image/png",
}
_PNG: Final = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
_PDF: Final = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]"
    b"/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One message of a topic; the next of the same topic answers it."""

    topic: str
    side: str  # in, out, list or junk
    subject: str
    body: str
    extra: str


@dataclass(frozen=True, slots=True)
class Correspondent:
    """Somebody whom one writes to."""

    address: Address
    call: str
    company: str


@dataclass(frozen=True, slots=True)
class Written:
    """A message, and where it lies."""

    raw: bytes
    at: datetime
    side: str
    topic: str
    is_last: bool = True  # of its conversation


@dataclass(slots=True)
class _Talk:
    """A conversation under way."""

    patterns: list[Pattern]
    who: Correspondent
    gaps: dict[str, str]
    subject: str = ""
    ids: list[str] = field(default_factory=list)
    before: str = ""


@lru_cache(maxsize=1)
def patterns() -> dict[str, list[Pattern]]:
    """Return the messages of each topic in order."""
    found: dict[str, list[Pattern]] = {}
    path = resource_path("seed_data", _PATTERNS)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            body = row["body"].replace("|", "\n")
            one = Pattern(row["topic"], row["side"], row["subject"], body, row["extra"] or "")
            found.setdefault(one.topic, []).append(one)
    return found


@lru_cache(maxsize=1)
def words() -> dict[str, list[str]]:
    """Return what fills the gaps."""
    lines = resource_path("seed_data", _WORDS).read_text("utf-8").splitlines()
    return {name: rest.split("|") for name, rest in (line.split("\t", 1) for line in lines)}


def dice(seed: int) -> Random:
    """Return what decides; the same for the same seed."""
    return Random(seed)  # noqa: S311 - made-up data, no secret


def happens(rnd: Random, share: float) -> bool:
    """Tell whether something happens that happens in this share of all cases."""
    return rnd.random() < share


def write_messages(
    count: int, people: Sequence[Correspondent], me: Address, until: datetime, seed: int = 1
) -> Iterator[Written]:
    """Yield `count` messages, oldest first, the last one shortly before `until`."""
    rnd = dice(seed)
    talks: list[_Talk] = []
    span = timedelta(days=max(120, min(count // 12, 1500)))
    for number in range(count):
        at = until - span * (1 - (number + 1) / (count + 1)) ** 1.2 - timedelta(minutes=3)
        talk = _next_talk(rnd, talks, people, me)
        pattern = talk.patterns.pop(0)
        made = _message(rnd, talk, pattern, me, at, number)
        yield Written(made, at, pattern.side, pattern.topic, not talk.patterns)
        if talk.patterns and happens(rnd, 0.85):
            talks.append(talk)


def _next_talk(
    rnd: Random, talks: list[_Talk], people: Sequence[Correspondent], me: Address
) -> _Talk:
    if talks and happens(rnd, 0.5):
        return talks.pop(rnd.randrange(len(talks)))
    topic = rnd.choice(list(patterns()))
    chosen = list(patterns()[topic])
    if chosen[0].side in ("list", "junk"):
        chosen = [rnd.choice(chosen)]
    who = rnd.choice(people)
    gaps = {name: rnd.choice(choices) for name, choices in words().items()}
    gaps |= {
        "count": str(rnd.randrange(2, 40)),
        "number": str(rnd.randrange(100, 9_999)),
        "week": str(rnd.randrange(1, 53)),
        "name": who.address.name,
        "call": who.call,
        "company": who.company,
        "me": me.name,
    }
    return _Talk(chosen, who, gaps)


def _message(
    rnd: Random, talk: _Talk, pattern: Pattern, me: Address, at: datetime, number: int
) -> bytes:
    text = pattern.body.format_map(talk.gaps)
    if pattern.subject:
        talk.subject = pattern.subject.format_map(talk.gaps)
    subject = f"Re: {talk.subject}" if talk.ids else talk.subject
    if talk.before:
        text += "\n\n" + "\n".join(f"> {line}" for line in talk.before.split("\n"))
    sender, to = _both(pattern, talk, me)
    one = f"{number}.{rnd.randrange(10**9)}@{sender.address.rpartition('@')[2]}"
    head = [
        f"From: {_word(sender.name)} <{sender.address}>",
        f"To: {_word(to.name)} <{to.address}>",
        f"Subject: {_word(subject)}",
        f"Date: {format_datetime(at)}",
        f"Message-ID: <{one}>",
        *_answers(talk),
        *_marks(pattern),
        "MIME-Version: 1.0",
    ]
    talk.ids.append(one)
    talk.before = text
    body = _body(text, pattern, rnd, talk.gaps, one, at)
    return "\r\n".join(head).encode("utf-8") + b"\r\n" + body


def _both(pattern: Pattern, talk: _Talk, me: Address) -> tuple[Address, Address]:
    if pattern.side == "out":
        return me, talk.who.address
    if pattern.side == "list":
        return Address(words()["list"][0], words()["list"][1]), me
    if pattern.side == "junk":
        return Address(words()["junk"][0], words()["junk"][1]), me
    return talk.who.address, me


def _answers(talk: _Talk) -> list[str]:
    if not talk.ids:
        return []
    named = " ".join(f"<{one}>" for one in talk.ids[-10:])
    return [f"In-Reply-To: <{talk.ids[-1]}>", f"References: {named}"]


def _marks(pattern: Pattern) -> list[str]:
    if pattern.extra == "!high":
        return ["X-Priority: 1", "Importance: high"]
    if pattern.side == "list":
        return [
            "List-Id: <tin.vanphong.example>",
            "List-Unsubscribe: <https://vanphong.example/huy>, <mailto:huy@vanphong.example>",
            "Precedence: bulk",
        ]
    return []


def _body(
    text: str, pattern: Pattern, rnd: Random, gaps: dict[str, str], one: str, at: datetime
) -> bytes:
    plain = _text_part(text, "plain")
    kind, _colon, name = pattern.extra.partition(":")
    if pattern.extra == "html" or happens(rnd, 0.4):
        picture = '<img src="https://vanphong.example/a.png" width="200">'
        html = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line)
        html = f"<html><body>{picture if pattern.extra == 'html' else ''}{html}</body></html>"
        plain = _joined("alternative", [plain, _text_part(html, "html")], f"a{one}")
    if pattern.extra == "invite":
        plain = _joined("mixed", [plain, _invitation(gaps, one, at)], f"m{one}")
    if kind in _KINDS:
        file = _file_part(name.format_map(gaps), kind, rnd)
        plain = _joined("mixed", [plain, file], f"m{one}")
    return plain


def _text_part(text: str, kind: str) -> bytes:
    head = f"Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return head.encode("ascii") + base64.encodebytes(text.encode("utf-8"))


def _invitation(gaps: dict[str, str], one: str, at: datetime) -> bytes:
    begin = (at + timedelta(days=3)).replace(hour=2, minute=0, second=0)
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//demo//", "METHOD:REQUEST", "BEGIN:VEVENT",
        f"UID:{one}", f"DTSTAMP:{at:%Y%m%dT%H%M%SZ}", f"DTSTART:{begin:%Y%m%dT%H%M%SZ}",
        f"DTEND:{begin + timedelta(hours=1):%Y%m%dT%H%M%SZ}", f"SUMMARY:{gaps['product']}",
        f"LOCATION:{gaps['city']}", "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    head = "Content-Type: text/calendar; charset=utf-8; method=REQUEST\r\n"
    head += "Content-Transfer-Encoding: base64\r\n\r\n"
    return head.encode("ascii") + base64.encodebytes("\r\n".join(lines).encode("utf-8"))


def _file_part(name: str, kind: str, rnd: Random) -> bytes:
    content = {"pdf": _PDF, "image": _PNG}.get(kind) or rnd.randbytes(rnd.randrange(4_000, 30_000))
    head = (
        f"Content-Type: {_KINDS[kind]}\r\nContent-Transfer-Encoding: base64\r\n"
        f'Content-Disposition: attachment; filename="{_word(name)}"\r\n\r\n'
    )
    return head.encode("utf-8") + base64.encodebytes(content)


def _joined(kind: str, parts: Sequence[bytes], mark: str) -> bytes:
    boundary = f"=_{mark.replace('@', '.')}"[:60]
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode("ascii")
    between = f"\r\n--{boundary}\r\n".encode("ascii")
    return head + between + between.join(parts) + f"\r\n--{boundary}--\r\n".encode("ascii")


def _word(text: str) -> str:
    """Return a text for a header field, in encoded words of bounded length (RFC 2047)."""
    if text.isascii():
        return text
    pieces = [text[start : start + 12] for start in range(0, len(text), 12)]
    return "\r\n ".join(
        f"=?UTF-8?B?{base64.b64encode(piece.encode('utf-8')).decode('ascii')}?=" for piece in pieces
    )
