"""E-mail addresses: lists as people paste them, normalised, judged but never refused."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from desktop.core.i18n import N_
from desktop.core.patterns import Pattern

_LOCAL = Pattern(r"[^\s@\"(),:;<>\[\]\\.]+(?:\.[^\s@\"(),:;<>\[\]\\.]+)*")
_DOMAIN = Pattern(
    r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+(?:[^\W\d_]{2,63}|xn--[a-z0-9-]{2,59})", re.IGNORECASE
)
_ANGLED = Pattern(r"^(?P<name>.*?)<\s*(?:mailto:)?(?P<address>[^<>]*?)\s*>?$", re.DOTALL)
_GLUE = frozenset({"/", "-", "&", "và", "hoặc", "and", "or"})
_LONGEST_ADDRESS = 254  # RFC 5321
_LONGEST_LOCAL = 64

# What is mistyped most, and what was meant.
_SLIPS: Final = {
    "gmail.con": "gmail.com", "gmail.co": "gmail.com", "gmail.cm": "gmail.com",
    "gmail.vn": "gmail.com", "gmail.com.vn": "gmail.com", "gmai.com": "gmail.com",
    "gmal.com": "gmail.com", "gmial.com": "gmail.com", "gamil.com": "gmail.com",
    "gmaill.com": "gmail.com", "gmail.comm": "gmail.com", "gnail.com": "gmail.com",
    "yahoo.con": "yahoo.com", "yaho.com": "yahoo.com", "yahoo.co": "yahoo.com",
    "yahoo.vn": "yahoo.com.vn", "hotmail.con": "hotmail.com", "hotmai.com": "hotmail.com",
    "outlook.con": "outlook.com", "outlok.com": "outlook.com",
}  # fmt: skip

NOT_AN_EMAIL: Final = N_("This does not look like an e-mail address.")
MISTYPED: Final = N_("The part after @ may be mistyped.")


@dataclass(frozen=True, slots=True)
class Email:
    """One address of a list.

    `address` has its domain in small letters; if it was not understood it is what was typed.
    `warning` is an English msgid or empty; `suggestion` is the address that was probably meant.
    """

    address: str
    name: str = ""
    is_valid: bool = True
    warning: str = ""
    suggestion: str = ""

    @property
    def text(self) -> str:
        """The address with its name, as it stands in a list."""
        if not self.name:
            return self.address
        name = f'"{self.name}"' if re.search(r"[,;<>@()]", self.name) else self.name
        return f"{name} <{self.address}>"


def parse_emails(text: str) -> list[Email]:
    """Return the addresses of a list such as 'An <an@abc.vn>; "Lê, B" <b@d.vn>, c@e.vn'."""
    return [parse_email(piece) for piece in _pieces(unicodedata.normalize("NFKC", text))]


def parse_email(text: str) -> Email:
    """Understand one address, with or without the name of its owner."""
    typed = " ".join(text.split())
    name, address = "", typed
    if found := _ANGLED.match(typed):
        name, address = _unquoted(found["name"].strip()), found["address"]
    address = normalise_email(address.removeprefix("mailto:"))
    if not is_email(address):
        return Email(typed, is_valid=False, warning=NOT_AN_EMAIL)
    local, _at, domain = address.rpartition("@")
    if meant := _SLIPS.get(domain):
        return Email(address, name, warning=MISTYPED, suggestion=f"{local}@{meant}")
    return Email(address, name)


def normalise_email(address: str) -> str:
    """Return the address with its domain in small letters; the local part is left as it is."""
    local, at, domain = address.strip(" .,;'\"").rpartition("@")
    return f"{local}{at}{domain.lower()}"


def email_key(address: str) -> str:
    """Return what two spellings of one mailbox have in common; for duplicates and look-ups."""
    return normalise_email(unicodedata.normalize("NFC", address)).lower()


def is_email(address: str) -> bool:
    """Return whether `address` has the form of one that mail can be sent to (RFC 5321, 6531)."""
    local, _at, domain = address.rpartition("@")
    return (
        len(address) <= _LONGEST_ADDRESS
        and len(local) <= _LONGEST_LOCAL
        and _LOCAL.fullmatch(local) is not None
        and _DOMAIN.fullmatch(domain) is not None
    )


def _unquoted(name: str) -> str:
    is_quoted = len(name) > 1 and name[0] == name[-1] and name[0] in "\"'"
    return name[1:-1].replace('\\"', '"').strip() if is_quoted else name


def _pieces(text: str) -> list[str]:
    """Split at separators that stand neither in quotes nor in angle brackets."""
    pieces, piece, closing = [], "", ""
    for char in text:
        if closing:
            closing = "" if char == closing else closing
        elif char in '"<':
            closing = '"' if char == '"' else ">"
        elif char in ",;\n\r\t|":
            pieces.append(piece)
            piece = ""
            continue
        piece += char
    pieces.append(piece)
    return [part for piece in pieces for part in _separate(piece.strip())]


def _separate(piece: str) -> list[str]:
    """Split a piece that holds several addresses with only spaces between them."""
    if not piece:
        return []
    words = [word for word in piece.split() if word not in _GLUE]
    if len(words) > 1 and all("@" in word for word in words):
        return words
    if piece.count("<") > 1:
        return [f"{part}>".strip() for part in piece.split(">") if part.strip()]
    return [piece]
