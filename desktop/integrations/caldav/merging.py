"""What becomes of an event that was changed here and on the server since both were the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from desktop.core.diary.exchange import ExchangedEvent

_THEIRS: Final = frozenset({"uid", "sequence", "ical"})
_TOGETHER: Final = frozenset({"starts_at", "ends_at", "is_all_day", "zone", "rule"})


def merged(base: ExchangedEvent, mine: ExchangedEvent, theirs: ExchangedEvent) -> ExchangedEvent:
    """Return their state with what was changed here alone.

    What both changed is theirs: the server is what the other programs see. When something takes
    place is one thing: a start of ours and an end of theirs would be nobody's word.
    """
    values = dict(theirs.values)
    ours = {name for name in mine.values if _differs(base.values, mine.values, name)} - _THEIRS
    others = {name for name in theirs.values if _differs(base.values, theirs.values, name)}
    if others & _TOGETHER:
        ours -= _TOGETHER
    values |= {name: mine.values[name] for name in ours - others}
    variations = dict(theirs.variations)
    for key in {*base.variations, *mine.variations}:
        was = base.variations.get(key, {})
        if _same(theirs.variations.get(key, {}), was):
            if key in mine.variations:
                variations[key] = mine.variations[key]
            else:
                variations.pop(key, None)
    category = theirs.category if theirs.category != base.category else mine.category
    return replace(theirs, values=values, variations=variations, category=category)


def _differs(base: Mapping[str, Any], now: Mapping[str, Any], name: str) -> bool:
    return (base.get(name) or None) != (now.get(name) or None)


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return {n: v for n, v in one.items() if v} == {n: v for n, v in other.items() if v}
