"""Names of administrative units as people write them: "P. Bến Nghé", "Q1", "TP.HCM"."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple, TypeVar

from desktop.core.patterns import Pattern
from desktop.core.words import fold

_PREFIX = Pattern(
    r"(?:(?P<ward>phuong|p|ward)|(?P<commune>xa|x|commune)|(?P<township>thi tran|tt)"
    r"|(?P<zone>dac khu|dk)|(?P<quarter>quan|q|district)|(?P<district>huyen|h)"
    r"|(?P<town>thi xa|tx)|(?P<city>thanh pho|tp|t\.p|city)|(?P<province>tinh|t|province))"
    r"(?:\s*[.:]\s*|\s+|(?=\d))(?=\w)"
)
_SUFFIX = Pattern(
    r"\s+(?:(?P<ward>ward)|(?P<commune>commune)|(?P<township>township)|(?P<quarter>district)"
    r"|(?P<town>town)|(?P<city>city)|(?P<province>province))$"
)
_ABBREVIATIONS = frozenset({"p", "x", "q", "h", "t"})
_SEPARATED = Pattern(r"[^a-z0-9]+")
_SEPARATED_WORDS = Pattern(r"[\W_]+")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_EDGES = " .,;:-–"

T = TypeVar("T")

LOWER_KINDS: Final = frozenset({"ward", "commune", "township", "zone"})
MIDDLE_KINDS: Final = frozenset({"quarter", "district", "town", "city"})
UPPER_KINDS: Final = frozenset({"city", "province"})


class UnitName(NamedTuple):
    """What a name says: the kind of unit ("" = it says nothing) and its name without signs.

    `spelling` keeps the accents, with the tone behind each word: "Hoà" and "Hòa" are one.
    """

    kind: str
    key: str
    spelling: str


@lru_cache(maxsize=16384)
def unit_name(text: str) -> UnitName:
    """Take a written name apart: "Phường 05" is a "ward" called "5"."""
    spelled = unicodedata.normalize("NFC", text).lower().strip(_EDGES)
    folded = fold(spelled)
    kind, start, end = "", 0, len(folded)
    if found := _PREFIX.match(folded):
        rest = folded[found.end() :]
        is_sure = found.group().strip() not in _ABBREVIATIONS or rest[0].isdigit()
        if is_sure and found.lastgroup:
            kind, start = found.lastgroup, found.end()
    elif found := _SUFFIX.search(folded):
        kind, end = found.lastgroup or "", found.start()
    name = spelled[start:end] if len(spelled) == len(folded) else folded[start:end]
    return UnitName(kind, name_key(folded[start:end]), _spelling(name))


def best_spelled(name: UnitName, choices: Iterable[tuple[UnitName, T]]) -> list[T]:
    """Return what `name` may mean of choices that fold alike: those with its very accents.

    A name without accents, or with accents that none has, may mean all of them.
    """
    fitting = [(each, value) for each, value in choices if name.kind in {"", each.kind}]
    exact = [value for each, value in fitting if each.spelling == name.spelling]
    return exact or [value for _each, value in fitting]


def _spelling(name: str) -> str:
    words = []
    for word in _SEPARATED_WORDS.split(name):
        parts = unicodedata.normalize("NFD", word)
        letters = "".join([part for part in parts if part not in _TONES])
        words.append(letters + "".join([part for part in parts if part in _TONES]))
    return " ".join(words)


def name_key(text: str) -> str:
    """Return what spellings of one name have in common: "Ea H’leo" and "Ea Hleo" are one."""
    key = _SEPARATED.sub("", fold(text))
    return key.lstrip("0") if key.isdigit() else key
