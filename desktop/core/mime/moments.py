"""Times of header fields: as RFC 5322 wants them, and as programs write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from desktop.core.patterns import Pattern

_MONTHS: Final = {
    name: number
    for number, name in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1
    )
}
_ZONES: Final = {"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8,
                 "pdt": -7, "ict": 7, "jst": 9, "cet": 1, "cest": 2, "bst": 1}  # fmt: skip
_TIME: Final = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:\.\d{1,9})?)?"
_ZONE: Final = r"\s*(?P<zone>[+-]\s?\d{1,2}:?\d{2}|(?:GMT|UTC?)?[+-]\d{1,4}|[A-Za-z]{1,5})?"
_FORMS: Final = (
    Pattern(  # 21 Nov 2026 10:00:00 +0700
        rf"(?P<day>\d{{1,2}})[\s-]+(?P<month>[A-Za-z]{{3}})[a-z]*\.?[\s,-]+(?P<year>\d{{2,4}})"
        rf"[,\sT]+(?:at\s+)?{_TIME}{_ZONE}"
    ),
    Pattern(  # Nov 21 10:00:00 2026, with or without a zone before the year
        rf"(?P<month>[A-Za-z]{{3}})[a-z]*\s+(?P<day>\d{{1,2}}),?\s+{_TIME}"
        r"\s+(?P<zone>[A-Z]{1,5}|[+-]\d{4})?\s*(?P<year>\d{4})"
    ),
    Pattern(  # 2026-11-21T10:00:00+07:00
        rf"(?P<year>\d{{4}})[-/](?P<month>\d{{1,2}})[-/](?P<day>\d{{1,2}})[T\s]+{_TIME}{_ZONE}"
    ),
    Pattern(r"(?P<day>\d{1,2})[\s-]+(?P<month>[A-Za-z]{3})[a-z]*\.?[\s,-]+(?P<year>\d{4})"),
)
_COMMENT: Final = Pattern(r"\([^()]*\)")
_LONGEST: Final = 200
_CENTURY: Final = 100
_FIRST_YEARS: Final = 50  # two digits below are of this century (RFC 5322 4.3)


def read_moment(raw: bytes) -> datetime | None:
    """Return the time of a field, in UTC; None if it says none. Without a zone it is UTC."""
    text = _COMMENT.sub(" ", raw[:_LONGEST].decode("ascii", "replace")).replace("\n", " ")
    for form in _FORMS:
        if (found := form.search(text)) and (moment := _moment(found.groupdict())):
            return moment
    return None


def _moment(found: dict[str, str | None]) -> datetime | None:
    year, day = int(found["year"] or 0), int(found["day"] or 0)
    if year < _FIRST_YEARS:
        year += 2000
    elif year < 10 * _CENTURY:  # "99", and "126" of programs that count from 1900
        year += 1900
    name = (found["month"] or "").lower()
    month = int(name) if name.isdecimal() else _MONTHS.get(name, 0)
    hour, minute = int(found.get("hour") or 0), int(found.get("minute") or 0)
    second = min(59, int(found.get("second") or 0))  # a leap second is the one before
    try:
        local = datetime(year, month, day, hour, minute, second, tzinfo=_zone(found.get("zone")))
        return local.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _zone(text: str | None) -> timezone:
    word = (text or "").lower()
    digits = "".join(sign for sign in word if sign.isdecimal())
    if not digits:
        return timezone(timedelta(hours=_ZONES.get(word, 0)))
    hours, minutes = (int(digits), 0) if len(digits) < 3 else (int(digits[:-2]), int(digits[-2:]))  # noqa: PLR2004 - as "+7" and "+0700" have
    offset = timedelta(hours=hours, minutes=minutes)
    if offset >= timedelta(hours=24):
        return UTC
    return timezone(-offset if "-" in word else offset)
