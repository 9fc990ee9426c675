"""Patterns of codes that the program gives: "KH{YYYY}-{NNNNN}" makes KH2026-00012.

{NNNNN} is the number with at least that many digits, {YYYY} or {YY} the year and {MM} the month of
the day on which it is given. A pattern with a year counts anew in each year, one with a month in
each month.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Final

from desktop.core.errors import InvalidValueError
from desktop.core.i18n import _
from desktop.core.patterns import Pattern

OWN_PATTERN: Final = "{NNNNN}"  # of an own field of which nobody said another
LONGEST: Final = 40  # signs of a code
MOST_DIGITS: Final = 12
_MARK: Final = Pattern(r"\{([^{}]*)\}")
_NUMBER: Final = Pattern(r"N{1,12}")
_DIGITS: Final = {"YYYY": 4, "YY": 2, "MM": 2}


def check_pattern(pattern: str, field: str = "pattern") -> None:
    """Raise InvalidValueError with a sentence unless `pattern` makes codes."""
    marks = [found.group(1) for found in _MARK.finditer(pattern)]
    numbers = [mark for mark in marks if _NUMBER.fullmatch(mark)]
    rest = _MARK.sub("", pattern)
    if len(numbers) != 1 or "{" in rest or "}" in rest:
        sentence = _("A pattern has the number once, as in “KH{{NNNNN}}”.").format()
        raise InvalidValueError(sentence, field=field)
    for mark in marks:
        if mark not in numbers and mark not in _DIGITS:
            sentence = _(
                "“{mark}” is no part of a pattern: {{YYYY}}, {{YY}}, {{MM}}, {{NNNNN}} are."
            )
            raise InvalidValueError(sentence.format(mark=mark), field=field)
    if "MM" in marks and not {"YYYY", "YY"} & set(marks):
        sentence = _("A pattern with the month needs the year as well: codes would come twice.")
        raise InvalidValueError(sentence, field=field)
    if len(code_of(pattern, 10**MOST_DIGITS - 1, dt.date(2026, 1, 1))) > LONGEST:
        raise InvalidValueError(_("The codes of this pattern are too long."), field=field)


def code_of(pattern: str, number: int, day: dt.date) -> str:
    """Return the code that `number` has on a day."""
    code = pattern
    for mark, text in _dated(day).items():
        code = code.replace(f"{{{mark}}}", text)
    found = _MARK.search(code)
    if found is None:
        return code
    digits = f"{number:0{len(found.group(1))}}"
    return code[: found.start()] + digits + code[found.end() :]


def period_of(pattern: str, day: dt.date) -> str:
    """Return in which period a pattern counts on a day: "2026-11", "2026", or "" for ever."""
    if "{MM}" in pattern:
        return f"{day:%Y-%m}"
    return f"{day:%Y}" if "{YYYY}" in pattern or "{YY}" in pattern else ""


def number_in(pattern: str, code: str, day: dt.date) -> int | None:
    """Return the number of a code that the pattern makes on that day; None of another code."""
    found = _codes_of(pattern, day).fullmatch(code)
    return None if found is None else int(found.group(1))


def prefix_of(pattern: str, day: dt.date) -> str:
    """Return what stands before the number on a day."""
    dated = _dated(day)
    begin, _mark, _rest = pattern.partition("{N")
    for mark, text in dated.items():
        begin = begin.replace(f"{{{mark}}}", text)
    return begin


@lru_cache(maxsize=64)  # a million codes are asked for the greatest number of one pattern
def _codes_of(pattern: str, day: dt.date) -> re.Pattern[str]:
    """Return what all codes fit that a pattern makes on a day; its group is the number."""
    dated = _dated(day)
    written = "".join(
        (dated.get(part) or r"(\d{1,12})") if place % 2 else re.escape(part)
        for place, part in enumerate(_MARK.compiled.split(pattern))
    )
    return re.compile(written, re.ASCII | re.IGNORECASE)


def _dated(day: dt.date) -> dict[str, str]:
    return {"YYYY": f"{day:%Y}", "YY": f"{day:%y}", "MM": f"{day:%m}"}
