"""Domains that look like another one: "vietcornbank.vn", "аbc.vn" with a Cyrillic letter."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final

from desktop.core.mime.domains import registered_domain
from desktop.core.words import fold

# What looks the same in most fonts, and what it is taken for (a part of UTS 39).
_CONFUSABLE: Final = str.maketrans(
    {
        "0": "o", "1": "l", "3": "e", "5": "s", "і": "i", "ı": "i", "ӏ": "l",
        "ǀ": "l", "|": "l", "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x",
        "ѕ": "s", "ј": "j", "ԁ": "d", "һ": "h", "ԛ": "q", "ԝ": "w", "в": "b", "к": "k", "м": "m",
        "н": "h", "т": "t", "α": "a", "ο": "o", "ν": "v", "ρ": "p", "τ": "t", "ι": "i", "κ": "k",
        "ɡ": "g", "ɑ": "a", "ß": "b",
    }
)  # fmt: skip
_PAIRS: Final = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("nn", "m"))
_SHORTEST: Final = 5  # letters of a name in which one other letter is no chance
_MOST_DOMAINS: Final = 20_000

# What is imitated most; the own domain and those of customers come to them.
IMITATED: Final = (
    "gmail.com", "outlook.com", "microsoft.com", "google.com", "apple.com", "facebook.com",
    "paypal.com", "dhl.com", "zalo.me", "vietcombank.com.vn", "bidv.com.vn", "vietinbank.vn",
    "techcombank.com.vn", "mbbank.com.vn", "acb.com.vn", "vpbank.com.vn", "agribank.com.vn",
    "sacombank.com.vn", "tpb.vn", "gdt.gov.vn", "baohiemxahoi.gov.vn", "shopee.vn", "lazada.vn",
    "viettel.com.vn", "vnpt.vn", "fpt.com.vn", "misa.com.vn", "momo.vn",
)  # fmt: skip


class LookAlikes:
    """Finds the domain that another one looks like. Made once; asked for each sender."""

    def __init__(self, domains: Iterable[str]) -> None:
        self._known: set[str] = set()
        self._by_look: dict[str, str] = {}
        self._by_gap: dict[str, str] = {}
        for domain in list(domains)[:_MOST_DOMAINS]:
            self._add(registered_domain(domain.lower()))

    def imitated_by(self, domain: str) -> str:
        """Return the known domain that `domain` looks like without being it; "" if none."""
        asked = registered_domain(_readable(domain.lower()))
        if asked in self._known or not asked:
            return ""
        if (found := self._by_look.get(_look(asked))) and found != asked:
            return found
        name = asked.partition(".")[0]
        if len(name) < _SHORTEST:
            return ""
        # One letter left out of both: one was added, left out, changed or swapped.
        return next(
            (
                found
                for gap in _gaps(asked)
                if (found := self._by_gap.get(gap)) and _is_one_letter(asked, found)
            ),
            "",
        )

    def _add(self, domain: str) -> None:
        if not domain or domain in self._known:
            return
        self._known.add(domain)
        self._by_look.setdefault(_look(domain), domain)
        if len(domain.partition(".")[0]) >= _SHORTEST:
            for gap in _gaps(domain):
                self._by_gap.setdefault(gap, domain)


def _readable(domain: str) -> str:
    """Return a domain with the letters that a browser would show."""
    if "xn--" not in domain:
        return domain
    labels = []
    for label in domain.split(".")[:10]:
        try:
            is_coded = label.startswith("xn--") and len(label) < 64  # noqa: PLR2004 - RFC 1035
            labels.append(label[4:].encode("ascii").decode("punycode") if is_coded else label)
        except (UnicodeError, ValueError):
            labels.append(label)
    return ".".join(labels)


def _look(domain: str) -> str:
    """Return what a domain has in common with all that look like it."""
    plain = fold(unicodedata.normalize("NFKC", domain)).translate(_CONFUSABLE)
    for pair, taken_for in _PAIRS:
        plain = plain.replace(pair, taken_for)
    return plain.replace("-", "")


def _gaps(domain: str) -> set[str]:
    return {domain, *(domain[:at] + domain[at + 1 :] for at in range(min(len(domain), 64)))}


def _is_one_letter(one: str, other: str) -> bool:
    """Tell whether a letter was added, left out, changed or swapped with its neighbour."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[:2] == b[:2][::-1] and a[2:] == b[2:])
