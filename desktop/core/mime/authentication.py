"""What the receiving server found out about the sender: Authentication-Results (RFC 8601).

Anybody can write such a field, so only those of one server are believed, and of these the topmost:
servers put theirs above what came, and strike out what pretends to be theirs.
"""

from __future__ import annotations

from typing import Final

from desktop.core.mime.encoded_words import header_text
from desktop.core.mime.headers import Headers
from desktop.core.patterns import Pattern
from desktop.core.quick_dataclass import dataclass

PROVED: Final = "pass"
_RESULT: Final = Pattern(r"(?i)(?:^|[;\s])(spf|dkim|dmarc)\s*=\s*([a-z]{2,12})")
_DOMAIN: Final = Pattern(
    r"(?i)\b(?:header\.(?:d|i|from)|smtp\.(?:mailfrom|helo))\s*=\s*[^\s;]*?@?([^\s;@<>\"]{3,253})"
)
_COMMENT: Final = Pattern(r"\([^()]{0,500}\)")
_FAILURES: Final = frozenset(("fail", "softfail", "permerror"))
_MOST_FIELDS: Final = 20
_LONGEST: Final = 10_000


@dataclass(frozen=True, slots=True)
class Authentication:
    """Results by method: "pass", "fail" or another word of RFC 8601; "" if it was not tried.

    `domain` is that of the signature (DKIM) that holds, "" if none does.
    """

    server: str = ""
    spf: str = ""
    dkim: str = ""
    dmarc: str = ""
    domain: str = ""

    @property
    def is_genuine(self) -> bool:
        """Whether the sender's domain is proved to be the one that is shown."""
        return self.dmarc == PROVED

    @property
    def is_forged(self) -> bool:
        """Whether the sender's domain says that this message is not from it."""
        return self.dmarc in _FAILURES


def authentication(headers: Headers, server: str) -> Authentication | None:
    """Return what `server` found out; None if it said nothing or no server is to be believed.

    Args:
        headers: of the message.
        server: the name that the account's server writes at the head of the field (authserv-id).
    """
    for raw in _own_fields(headers, server):
        text = _COMMENT.sub(" ", header_text(raw, _LONGEST))
        found: dict[str, str] = {}
        for match in _RESULT.finditer(text.partition(";")[2]):
            method, result = match[1].lower(), match[2].lower()
            # Of several signatures one that holds is enough.
            if method not in found or (method == "dkim" and result == PROVED):
                found[method] = result
        domain = _DOMAIN.search(text[text.lower().find("dkim=pass") :]) if "dkim" in found else None
        holds = found.get("dkim") == PROVED and domain
        return Authentication(
            server=server,
            spf=found.get("spf", ""),
            dkim=found.get("dkim", ""),
            dmarc=found.get("dmarc", ""),
            domain=domain[1].lower() if domain and holds else "",
        )
    return None


def servers_that_judged(headers: Headers) -> list[str]:
    """Return the servers whose results a message carries, the topmost first.

    To find out which name an account's own server uses, from messages that it delivered.
    """
    fields = list(headers.every("authentication-results"))[:_MOST_FIELDS]
    return list(dict.fromkeys(filter(None, map(_server_of, fields))))


def _own_fields(headers: Headers, server: str) -> list[bytes]:
    wanted = server.strip().lower()
    if not wanted:
        return []
    fields = list(headers.every("authentication-results"))[:_MOST_FIELDS]
    return [raw for raw in fields if _server_of(raw) == wanted]


def _server_of(raw: bytes) -> str:
    """Return the name at the head of a field; a version may stand behind it."""
    head = header_text(raw, _LONGEST).partition(";")[0].split()
    return head[0].lower() if head and "=" not in head[0] else ""
