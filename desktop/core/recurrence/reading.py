"""Reading the text of a rule (RFC 5545, RFC 7529), of anybody's calendar.

Case, spaces around parts, a leading "RRULE:" and a last ";" do no harm. What is not understood is
refused, never guessed: a rule that lost a part would come on wrong days.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Final, TypeVar

from desktop.core.i18n import N_
from desktop.core.patterns import Pattern
from desktop.core.recurrence.rules import (
    BAD_VALUE,
    AnyRule,
    Frequency,
    LunarMonth,
    LunarRule,
    NthWeekday,
    Rule,
    Skip,
    Until,
    refusal,
)
from desktop.core.recurrence.writing import LUNAR_SCALE, WEEKDAYS

_T = TypeVar("_T")
NOT_A_RULE: Final = N_("“{text}” is not a repeat rule.")
UNKNOWN_PART: Final = N_("{part} is not a part of a repeat rule.")
TWICE: Final = N_("{part} stands twice in the repeat rule.")
NO_FREQUENCY: Final = N_("The repeat rule does not say by what it repeats (FREQ).")
UNKNOWN_CALENDAR: Final = N_("Repeat rules of the calendar {name} are not understood.")
LONGEST: Final = 2000  # characters; more parts than exist fit into them
_LONGEST_LIST: Final = 400
_SHOWN: Final = 40  # characters of a text that a sentence repeats
_NUMBER: Final = Pattern(r"[+-]?[0-9]{1,6}")
_WEEKDAY: Final = Pattern(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_MONTH: Final = Pattern(r"([0-9]{1,2})(L?)")
_WHEN: Final = Pattern(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})([0-9]{2})(Z?))?")
_GREGORIAN: Final = "GREGORIAN"
_COMMON: Final = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL"})
_LUNAR_PARTS: Final = _COMMON | {"RSCALE", "BYMONTH", "BYMONTHDAY", "SKIP", "WKST"}
_LISTS: Final = {
    "BYSECOND": "seconds",
    "BYMINUTE": "minutes",
    "BYHOUR": "hours",
    "BYMONTHDAY": "month_days",
    "BYYEARDAY": "year_days",
    "BYWEEKNO": "week_numbers",
    "BYMONTH": "months",
    "BYSETPOS": "positions",
}
_PARTS: Final = _COMMON | {"RSCALE", "SKIP", "BYDAY", "WKST", *_LISTS}


def parse_rule(text: str) -> AnyRule:
    """Return the rule of a text such as "FREQ=WEEKLY;BYDAY=MO,WE".

    Raises:
        InvalidValueError: it is no rule, or one that the RFC forbids; the sentence names the part.
    """
    parts = _split(text)
    scale = parts.get("RSCALE", _GREGORIAN)
    if scale == LUNAR_SCALE:
        return _lunar_rule(parts)
    if scale != _GREGORIAN:
        raise refusal(UNKNOWN_CALENDAR, name=scale)
    if parts.get("SKIP", Skip.OMIT) != Skip.OMIT:
        raise refusal(BAD_VALUE, part="SKIP", value=parts["SKIP"])
    return _rule(parts)


def parse_when(text: str, part: str = "UNTIL") -> Until:
    """Return the day or moment of a text such as 20261231, 20261231T170000 or 20261231T100000Z.

    Raises:
        InvalidValueError: there is no such day or time; the sentence names `part`.
    """
    found = _WHEN.fullmatch(text.strip().upper())
    if found is None:
        raise refusal(BAD_VALUE, part=part, value=_short(text))
    year, month, day, hour, minute, second, zone = found.groups()
    try:
        if hour is None:
            return date(int(year), int(month), int(day))
        last = min(int(second), 59)  # a leap second is the second before it
        moment = datetime(int(year), int(month), int(day), int(hour), int(minute), last)  # noqa: DTZ001 - local unless it ends in Z
    except ValueError:
        raise refusal(BAD_VALUE, part=part, value=_short(text)) from None
    return moment.replace(tzinfo=UTC) if zone else moment


def _split(text: str) -> dict[str, str]:
    bare = text.strip().upper().removeprefix("RRULE:").rstrip(";")
    if len(bare) > LONGEST or "=" not in bare:
        raise refusal(NOT_A_RULE, text=_short(text))
    parts: dict[str, str] = {}
    for piece in bare.split(";"):
        name, equals, value = (word.strip() for word in piece.partition("="))
        if not equals or name not in _PARTS:
            raise refusal(UNKNOWN_PART, part=_short(name))
        if name in parts:
            raise refusal(TWICE, part=name)
        parts[name] = value
    return parts


def _rule(parts: Mapping[str, str]) -> Rule:
    lists = {field: _list(parts, name, _number) for name, field in _LISTS.items()}
    return Rule(
        frequency=_frequency(parts),
        interval=_one(parts, "INTERVAL", 1),
        count=_one(parts, "COUNT", None),
        until=parse_when(parts["UNTIL"]) if "UNTIL" in parts else None,
        weekdays=_list(parts, "BYDAY", _nth_weekday),
        week_start=_week_start(parts),
        **lists,
    )


def _lunar_rule(parts: Mapping[str, str]) -> LunarRule:
    for name in parts:
        if name not in _LUNAR_PARTS:
            raise refusal(UNKNOWN_PART, part=name)
    skip = parts.get("SKIP", Skip.OMIT)  # the default of RFC 7529
    if skip not in set(Skip):
        raise refusal(BAD_VALUE, part="SKIP", value=_short(skip))
    return LunarRule(
        frequency=_frequency(parts),
        interval=_one(parts, "INTERVAL", 1),
        count=_one(parts, "COUNT", None),
        until=parse_when(parts["UNTIL"]) if "UNTIL" in parts else None,
        months=_list(parts, "BYMONTH", _lunar_month),
        month_days=_list(parts, "BYMONTHDAY", _number),
        skip=Skip(skip),
    )


def _frequency(parts: Mapping[str, str]) -> Frequency:
    if "FREQ" not in parts:
        raise refusal(NO_FREQUENCY)
    if parts["FREQ"] not in set(Frequency):
        raise refusal(BAD_VALUE, part="FREQ", value=_short(parts["FREQ"]))
    return Frequency(parts["FREQ"])


def _one(parts: Mapping[str, str], name: str, default: _T) -> int | _T:
    return _number(name, parts[name]) if name in parts else default


def _list(parts: Mapping[str, str], name: str, read: Callable[[str, str], _T]) -> tuple[_T, ...]:
    """Return the members of a list, each once and sorted: their order says nothing."""
    if name not in parts:
        return ()
    words = parts[name].split(",")
    if len(words) > _LONGEST_LIST:
        raise refusal(BAD_VALUE, part=name, value=_short(parts[name]))
    return tuple(sorted({read(name, word.strip()) for word in words}, key=_order))


def _order(member: object) -> tuple[int, ...]:
    match member:
        case NthWeekday():
            return member.weekday, member.nth
        case LunarMonth():
            return member.number, member.is_leap
        case _:
            return (int(str(member)),)


def _number(part: str, word: str) -> int:
    if not _NUMBER.fullmatch(word):
        raise refusal(BAD_VALUE, part=part, value=_short(word))
    return int(word)


def _nth_weekday(part: str, word: str) -> NthWeekday:
    found = _WEEKDAY.fullmatch(word)
    if found is None or (found[1] and not int(found[1])):
        raise refusal(BAD_VALUE, part=part, value=_short(word))
    return NthWeekday(WEEKDAYS.index(found[2]), int(found[1] or 0))


def _lunar_month(part: str, word: str) -> LunarMonth:
    found = _MONTH.fullmatch(word)
    if found is None:
        raise refusal(BAD_VALUE, part=part, value=_short(word))
    return LunarMonth(int(found[1]), bool(found[2]))


def _week_start(parts: Mapping[str, str]) -> int:
    word = parts.get("WKST", WEEKDAYS[0])
    if word not in WEEKDAYS:
        raise refusal(BAD_VALUE, part="WKST", value=_short(word))
    return WEEKDAYS.index(word)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
