"""A message that is sent on just as it is (RFC 5322, 3.6.6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

from desktop.core.mail.header_lines import address_line, date_line, id_line, needs_utf8
from desktop.core.mail.letters import Letter
from desktop.core.mail.line_ends import chunks, with_crlf


def compose_redirected(
    letter: Letter, at: datetime, original: BinaryIO, *, resent_id: str
) -> Iterator[bytes]:
    """Yield a message that is sent on as it is, with who sent it on (RFC 5322, 3.6.6)."""
    people = letter.to + letter.cc
    is_utf8 = needs_utf8((letter.sender, *people))
    yield date_line(at).replace(b"Date:", b"Resent-Date:", 1)
    yield address_line("Resent-From", (letter.sender,), is_utf8=is_utf8)
    if letter.to:
        yield address_line("Resent-To", letter.to, is_utf8=is_utf8)
    if letter.cc:
        yield address_line("Resent-Cc", letter.cc, is_utf8=is_utf8)
    yield id_line("Resent-Message-ID", (resent_id,))
    yield from with_crlf(_without_bcc(original))


def _without_bcc(source: BinaryIO) -> Iterator[bytes]:
    """Yield a message without the field that tells whom nobody was to know of."""
    is_left_out = False
    for number, found in enumerate(source):
        if found in (b"\r\n", b"\n"):
            yield found
            break
        if found[:1] not in b" \t":
            name = found.partition(b":")[0].strip().lower()
            is_left_out = name in {b"bcc", b"resent-bcc"}
            if number == 0 and found.startswith(b"From "):  # of an mbox
                continue
        if not is_left_out:
            yield found
    yield from chunks(source)
