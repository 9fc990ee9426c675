"""What a reminder says, and what a record says about when it rings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from desktop.core.pages import ListQuery, Row
from desktop.core.reminders.asking import LINKS, PHONES, WORDS
from desktop.core.reminders.declared import Reminding
from desktop.core.reminders.occasions import Occasion


def with_words(
    occasion: Occasion, query: ListQuery, row: Row, *, title: str = "", place: str = ""
) -> Occasion:
    """Return the occasion with what is said of it and who can be called.

    `title` and `place` of a single time of a series go before those of the series.
    """
    values: dict[str, Any] = dict(zip(query.columns, row.values, strict=True))
    texts = dict(zip(query.columns, row.texts, strict=True))
    if place:
        texts["place"] = place
    words = (texts.get(name, "") for name in WORDS)
    links = (values.get(name) for name in LINKS)
    return replace(
        occasion,
        title=title or row.texts[0],
        details=tuple(dict.fromkeys(word for word in words if word)),
        phones=tuple(dict.fromkeys(_numbers(values))),
        made_at=values.get("created_at"),
        customer=None if occasion.day else next((one for one in links if one), None),
    )


def minutes_of(reminding: Reminding, values: Mapping[str, Any]) -> list[int]:
    """Return how many minutes before a record's time it rings."""
    said = values.get(reminding.minutes) or ()
    return [int(one) for one in said if str(one).isdigit()] or list(reminding.otherwise)


def days_of(reminding: Reminding, values: Mapping[str, Any]) -> list[int]:
    """Return how many days before a record's day it is told of: always on the day itself too."""
    notice = values.get(reminding.days)
    return [0, notice] if isinstance(notice, int) and notice > 0 else [0]


def _numbers(values: Mapping[str, Any]) -> Iterator[str]:
    """Yield the numbers of the record itself first, then those of whom it is about."""
    for path in (PHONES, *(f"{link}.{PHONES}" for link in ("contact_id", "lead_id", "account_id"))):
        for number in values.get(path) or ():
            yield str(number["number"])
