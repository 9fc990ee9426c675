"""Vietnamese of the time before Unicode: recognised and converted, in texts read as Western ones.

TCVN3 (ABC) and VNI-Windows put the letters of Vietnamese where Western fonts have others, so that a
file of theirs shows "Hµ Néi" or "Haø Noäi"; VISCII and Windows-1258 are encodings of their own. The
tables stand in resources/seed_data/old_encodings.tsv (TCVN 5712:1993; RFC 1456; VNI-Windows).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from desktop.core.i18n import N_
from desktop.core.resources import resource_path
from desktop.core.syllables import judge

OLD_ENCODINGS: Final = {
    "tcvn3": N_("TCVN3 (ABC): fonts named .Vn…"),
    "vni": N_("VNI-Windows: fonts named VNI-…"),
    "viscii": N_("VISCII"),
    "cp1258": N_("Windows-1258"),
}
ENOUGH: Final = 0.7  # of the words with foreign letters must be Vietnamese after the conversion
ENOUGH_OF_ONE: Final = 0.6  # in one text of a file of that encoding

_TWO_CAPITALS: Final = re.compile(r"[A-Z]{2}")
_SMALL: Final = re.compile(r"[a-z]")


@dataclass(frozen=True, slots=True)
class Proposal:
    """An old encoding that some texts seem to be in, with one of them before and after."""

    encoding: str
    before: str
    after: str


def propose(texts: Iterable[str]) -> Proposal | None:
    """Return the old encoding in which most of `texts` make sense; None if they do as they are."""
    foreign = list(dict.fromkeys(text for text in texts if not text.isascii()))
    if not foreign:
        return None
    held = judge(foreign)
    best: tuple[float, int, str] | None = None
    for encoding in OLD_ENCODINGS:
        found = judge([converted(text, encoding) for text in foreign])
        rating = (round(found.share, 2), found.good, encoding)
        is_better = best is None or rating[:2] > best[:2]
        if found.share >= ENOUGH and found.share > held.share and is_better:
            best = rating
    return None if best is None else _shown(foreign, best[2])


def repaired_row(texts: Sequence[str], encoding: str, *, is_old: bool = False) -> list[str]:
    """Return the texts of a row in Unicode, as far as they are not that already.

    "Ghi chó" makes sense as it is and as TCVN3, where it is "Ghi chú": the row decides, or `is_old`
    for a file whose bytes can be in no two encodings.
    """
    leans = is_old or _is_old(texts, encoding)
    return [repaired(text, encoding, leans=leans) for text in texts]


def _is_old(texts: Iterable[str], encoding: str) -> bool:
    """Tell whether some texts make sense only when converted, and none is Unicode for certain."""
    foreign = [text for text in texts if not text.isascii()]
    is_some_old = any(repaired(text, encoding) != text for text in foreign)
    return is_some_old and None not in map(_as_bytes, foreign)


@lru_cache(maxsize=20_000)  # columns repeat themselves
def repaired(text: str, encoding: str, *, leans: bool = False) -> str:
    """Return a text in Unicode, unless it makes more sense as it is, or as much and `leans` not."""
    if text.isascii():
        return text
    new = converted(text, encoding)
    if new == text:
        return text
    held, found = judge([text]), judge([new])
    if leans:
        return new if found.share >= held.share else text
    return new if found.share >= ENOUGH_OF_ONE and found.share > held.share else text


def converted(text: str, encoding: str) -> str:
    """Return what `text` says in an old encoding; unchanged if it cannot be in one."""
    raw = _as_bytes(text)
    if raw is None or encoding not in OLD_ENCODINGS:
        return text
    if encoding == "cp1258":
        return unicodedata.normalize("NFC", raw.encode("latin-1").decode("cp1258", "replace"))
    pattern, letters = _table(encoding)
    pieces, end = [], 0
    for match in pattern.finditer(raw):
        pieces += [text[end : match.start()], letters[match.group()]]
        end = match.end()
    new = "".join([*pieces, text[end:]])
    # The capitals of TCVN3 are small letters in a font of capitals.
    is_loud = encoding == "tcvn3" and _TWO_CAPITALS.search(text) and not _SMALL.search(text)
    return new.upper() if is_loud else new


def _shown(texts: list[str], encoding: str) -> Proposal:
    """Return the proposal with the text that has most letters to convert, as far as it is short."""
    changed = [(text, repaired(text, encoding)) for text in texts]
    before, after = max(changed, key=_telling)
    return Proposal(encoding, before, after)


def _telling(pair: tuple[str, str]) -> tuple[bool, int]:
    before, after = pair
    return before != after, -abs(len(before) - _GOOD_LENGTH)


_GOOD_LENGTH: Final = 40  # characters of an example


def _as_bytes(text: str) -> str | None:
    """Return the bytes of Windows-1252 that a text was read from, as Latin-1; else None."""
    try:
        return text.encode("cp1252").decode("latin-1")
    except UnicodeEncodeError:
        pass
    signs = [_byte(sign) for sign in text]
    return None if None in signs else "".join(filter(None, signs))


def _byte(sign: str) -> str | None:
    if ord(sign) < 256:  # noqa: PLR2004 - what a byte holds
        return sign
    try:
        return sign.encode("cp1252").decode("latin-1")
    except UnicodeEncodeError:
        return None


@lru_cache(maxsize=4)
def _table(encoding: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return what finds the letters of an encoding, two bytes before one, and what they mean."""
    letters = {}
    lines = resource_path("seed_data", "old_encodings.tsv").read_text("utf-8").splitlines()
    for line in lines[1:]:
        name, code, letter = line.split("\t")
        if name == encoding:
            letters[bytes.fromhex(code).decode("latin-1")] = letter
    longest_first = sorted(letters, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), letters
