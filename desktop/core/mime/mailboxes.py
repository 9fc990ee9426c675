"""Addresses of From, To and Cc: names in any form, groups, comments, and what is none of it.

One pass over the signs of a field: nested comments and rows of quotes cost what their length does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.core.emails import normalise_email
from desktop.core.mime.charsets import decode_field
from desktop.core.mime.encoded_words import decode_words, tidy_text
from desktop.core.mime.values import Mailbox
from desktop.core.patterns import Pattern

_ONE: Final = Pattern(  # what nearly all fields are: one mailbox, its name plain or in quotes
    r"(?:\"([^\"\\]*)\"\s*|([^\"<>@,;:()\\]*))<([^\s<>@,;:()\"\\]+@[^\s<>@,;:()\"\\]+)>"
)
_TOKEN: Final = Pattern(  # an encoded word may hold a comma that separates nothing
    r"=\?[^?\s]{1,100}\?[bBqQ]\?[^?]{0,2000}\?=|\"(?:[^\"\\]|\\.)*\"?|<[^<>]*>?|[,;:()>]"
    r"|[^\",;:()<>=]+|="
)
_COMMENT: Final = Pattern(r"\([^()]*\)")
_ESCAPED: Final = Pattern(r"\\(.)")
_SPACE_AT: Final = Pattern(r"\s+")
_LONGEST: Final = 100_000  # bytes of one field
_LONGEST_ADDRESS: Final = 320
_LONGEST_NAME: Final = 300


def read_mailboxes(raw: bytes, most: int, charset: str = "") -> tuple[tuple[Mailbox, ...], int]:
    """Return up to `most` mailboxes of a field, and how many more there are at least.

    Args:
        raw: what stands behind the colon.
        most: how many are read.
        charset: of bytes that are no encoded words, if the message says one.
    """
    if not raw:
        return (), 0
    text = decode_field(raw[:_LONGEST], charset).strip()
    if found := _ONE.fullmatch(text):
        return (_mailbox(found[1] if found[2] is None else found[2], found[3]),), 0
    kept: list[Mailbox] = []
    hidden = 0
    for mailbox in _mailboxes(text):
        if len(kept) < most:
            kept.append(mailbox)
        else:
            hidden += 1
    return tuple(kept), hidden + raw.count(b"@", _LONGEST)


def _mailboxes(text: str) -> Iterator[Mailbox]:
    words: list[str] = []
    comment: list[str] = []
    angled = ""
    depth = 0
    for token in _TOKEN.finditer(text):
        sign = token[0]
        if sign in "()":
            depth = max(0, depth + (1 if sign == "(" else -1))
        elif depth:
            comment.append(sign)
        elif sign in ",;":
            yield from _made(words, comment, angled)
            words, comment, angled = [], [], ""
        elif sign == ":":  # what stood before was the name of a group
            words = []
        elif sign[0] == "<":
            angled = angled or sign
        elif sign != ">":
            words.append(_unquoted(sign))
    yield from _made(words, comment, angled)


def _made(words: list[str], comment: list[str], angled: str) -> Iterator[Mailbox]:
    """Yield the mailbox of what stood between two commas, if anything did."""
    name = "".join(words).strip()
    if angled:
        plain = _COMMENT.sub("", angled) if "(" in angled else angled
        address = plain.strip("<> \t").rpartition(":")[2]  # without a route (RFC 5322 4.4)
        if address or name:
            yield _mailbox(name, address)
    elif name.count("@") > 1:  # somebody forgot the comma
        yield from (_mailbox("", word) for word in name.split() if "@" in word)
    elif name:
        yield _mailbox("".join(comment), name)


def _mailbox(name: str, address: str) -> Mailbox:
    shown = tidy_text(decode_words(name)).strip("\"' ")[:_LONGEST_NAME]
    if "=?" in address:
        address = decode_words(address)
    plain = tidy_text(address)[:_LONGEST_ADDRESS]
    plain = _SPACE_AT.sub("", plain) if "@" in plain else plain
    plain = normalise_email(plain) if "@" in plain else plain
    return Mailbox("" if shown.lower() == plain.lower() else shown, plain)


def _unquoted(sign: str) -> str:
    if sign[0] != '"':
        return sign
    return _ESCAPED.sub(r"\1", sign[1:].removesuffix('"'))
