"""Domains as people rent them: "mail.abc.com.vn" is of "abc.com.vn"."""

from __future__ import annotations

from typing import Final

# Second levels under which people rent names, of the countries that have them.
_SECOND_LEVELS: Final = frozenset(
    "com net org edu gov co ac or ne go mil biz info name pro health int govt school".split()
)
_LETTERS_OF_COUNTRY: Final = 2
_PROVINCES: Final = frozenset(("hanoi", "hcm", "hochiminhcity", "danang", "cantho", "haiphong"))


def registered_domain(host: str) -> str:
    """Return the part of a host that somebody rents; the host itself if that cannot be told."""
    labels = host.lower().rstrip(".").split(".")
    if len(labels) <= 2 or labels[-1].isdecimal():  # noqa: PLR2004 - as "abc.vn" has; or an address in numbers
        return ".".join(labels)
    is_second = len(labels[-1]) == _LETTERS_OF_COUNTRY and (
        labels[-2] in _SECOND_LEVELS or labels[-2] in _PROVINCES
    )
    return ".".join(labels[-3:] if is_second else labels[-2:])


def domain_of(address: str) -> str:
    """Return the domain of a mail address in small letters, "" if it has none."""
    return address.rpartition("@")[2].lower() if "@" in address else ""
