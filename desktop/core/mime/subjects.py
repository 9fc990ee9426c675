"""The base of a subject: what threads are compared by, without the marks of answers."""

from __future__ import annotations

from typing import Final

from desktop.core.mime.mail_words import SUBJECT_PREFIXES
from desktop.core.patterns import Pattern

_PREFIX: Final = Pattern(
    rf"(?i)\s*(?:{'|'.join(SUBJECT_PREFIXES)})\s*(?:\[\d{{1,3}}\]|\(\d{{1,3}}\)|\*\d{{1,3}}|\^\d{{1,3}})?"
    r"\s*[:：]\s*"
)
_TAG: Final = Pattern(r"\s*\[[^\[\]]{1,60}\]\s*(?=\S)")
_BEHIND: Final = Pattern(r"(?i)\s*\(fwd?\)\s*$")


def base_subject(subject: str) -> str:
    """Return a subject without "Re:", "Fwd:" and their like in other languages, and list tags."""
    rest, _is_answer = _stripped(subject)
    return rest


def unmarked_subject(subject: str) -> str:
    """Return a subject without "Re:", "Fwd:" and their like; tags of lists stay."""
    rest = subject.strip()
    while prefix := _PREFIX.match(rest):
        rest = rest[prefix.end() :]
    return rest.strip()


def is_answer(subject: str) -> bool:
    """Tell whether a subject says that it answers or passes on another one."""
    return _stripped(subject)[1]


def _stripped(subject: str) -> tuple[str, bool]:
    rest, marked = subject[:2_000].strip(), False
    while True:
        tag = _TAG.match(rest)
        after = tag.end() if tag else 0
        if prefix := _PREFIX.match(rest, after) or _PREFIX.match(rest):
            rest, marked = rest[prefix.end() :], True
        elif tag and rest[after:].strip():
            rest = rest[after:]
        else:
            break
    if rest.endswith(")"):
        shorter = _BEHIND.sub("", rest)
        return shorter.strip(), marked or shorter != rest
    return rest.strip(), marked
