"""The kind of e-mail addresses, the first being the main one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from desktop.core.fields import Field, Kind
from desktop.core.i18n import _
from desktop.core.kinds.base import LIST_OPERATORS, FieldKind, LookupKind, Stored
from desktop.core.kinds.cleaning import (
    check_count,
    clean_words,
    strip_controls,
)
from desktop.core.kinds.text_lists import TextListKind
from desktop.core.patterns import Pattern

_MARKS: Final = Pattern(r"[\",;|<>\s]+")


class EmailsKind(TextListKind):
    """E-mail addresses; what is none is kept as it was typed, with a warning."""

    kind = Kind.EMAILS
    operators = LIST_OPERATORS
    width = 200

    def parse(self, field: Field, text: str) -> list[str] | None:
        """Return the addresses between commas, semicolons or lines, without their owners' names."""
        value = self.normalise(field, [text])
        self.check(field, value)
        return value

    def format(self, field: Field, value: list[str] | None) -> str:
        """Return the addresses with commas."""
        return ", ".join(value or ())

    def format_stored(self, field: Field, stored: Stored) -> str:
        """Return the addresses with commas."""
        return _stored_text(stored) if isinstance(stored, str) else ""

    def edit_text(self, field: Field, value: list[str] | None) -> str:
        """Return the addresses with semicolons."""
        return "; ".join(value or ())

    def normalise(self, field: Field, value: list[str] | None) -> list[str] | None:
        """Return the addresses in their usual spelling, each once; None if there is none."""
        from desktop.core.emails import email_key  # only where one is typed

        by_key: dict[str, str] = {}
        for text in value or ():
            for address in _addresses_in(text):
                by_key.setdefault(email_key(address), address)
        return list(by_key.values()) or None

    def check(self, field: Field, value: list[str] | None) -> None:
        """Raise InvalidValueError if there are too many."""
        check_count(field, value)

    def warning(self, field: Field, value: list[str] | None) -> str:
        """Return a sentence on the first address that looks wrong."""
        from desktop.core.emails import parse_email

        for address in value or ():
            found = parse_email(address)
            if found.suggestion:
                return _("Did you mean {address}?").format(address=found.suggestion)
            if found.warning:
                return f"{address}: {_(found.warning)}"
        return ""

    def search_texts(self, value: list[str] | None) -> tuple[str, ...]:
        """Return the addresses."""
        return tuple(value or ())

    def lookups(self, value: list[str] | None) -> tuple[tuple[LookupKind, str], ...]:
        """Return the addresses in small letters."""
        from desktop.core.emails import email_key, is_email

        return tuple(
            (LookupKind.EMAIL, email_key(address)) for address in value or () if is_email(address)
        )


@lru_cache(maxsize=8192)
def _stored_text(stored: str) -> str:
    return ", ".join(json.loads(stored))


def _addresses_in(text: str) -> Iterator[str]:
    """Yield the addresses of a text, and as they are the pieces that are none."""
    from desktop.core.emails import parse_emails

    for found in parse_emails(strip_controls(text)):
        if found.is_valid:
            yield found.address
        elif rest := clean_words(_MARKS.sub(" ", found.address)):
            yield from (again.address for again in parse_emails(rest))


KINDS: tuple[FieldKind[Any], ...] = (EmailsKind(),)
