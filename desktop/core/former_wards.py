"""Wards of before July 2025 by their names alone, for somebody who types one from memory.

The table of `old_places` answers for whole addresses and takes a tenth of a second to be made; a
form cannot wait for that, so this looks into the folded text of the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from desktop.core.old_places import Candidate
from desktop.core.places import commune, province, today
from desktop.core.resources import resource_path
from desktop.core.unit_names import LOWER_KINDS, best_spelled, unit_name
from desktop.core.words import fold

MOST: Final = 6  # a name that so many more wards bore says too little


@dataclass(frozen=True, slots=True)
class FormerWard:
    """A ward as it was until June 2025, and the communes that it may lie in today."""

    name: str
    district: str
    province_code: str  # of that time
    candidates: tuple[Candidate, ...]

    @property
    def address(self) -> str:
        """The ward as it stood in addresses."""
        return f"{self.name}, {self.district}"


def former_wards(text: str, province_code: str = "") -> list[FormerWard]:
    """Return the wards that bore a name, within a province of today or everywhere.

    Accents and kind are optional. Nothing if the name says too little: more than six bore it.
    """
    name = unit_name(text)
    if not name.key or name.kind not in LOWER_KINDS | {""}:
        return []
    codes = {code for code, _name in province(province_code).former} if province_code else set()
    lines = [line.split("\t") for line in _lines_with(name.key)]
    fitting = [
        (unit_name(line[1]), line)
        for line in lines
        if unit_name(line[1]).key == name.key and (not codes or line[3] in codes)
    ]
    found = [_ward(line) for line in best_spelled(name, fitting)]
    return found if len(found) <= MOST else []


def _ward(line: list[str]) -> FormerWard:
    _code, ward, district, old_province, followed_by = line
    candidates = [
        Candidate(
            commune(each.rstrip("*")), is_default=each.endswith("*") or " " not in followed_by
        )
        for each in followed_by.split()
    ]
    valid = [one for one in candidates if one.commune.is_valid(today())]
    valid.sort(key=lambda one: not one.is_default)
    return FormerWard(ward, district, old_province, tuple(valid))


def _lines_with(key: str) -> list[str]:
    """Return the lines of the table whose ward is written with the letters of `key`."""
    letters = r"[^a-z0-9\t\n]*".join(re.escape(letter) for letter in key)
    folded, lines = _table()
    found = re.finditer(rf"\t(?:phuong|xa|thi tran) 0*{letters}[^a-z0-9\t\n]*\t", folded)
    return [lines[folded.count("\n", 0, one.start())] for one in found]


@lru_cache(maxsize=1)
def _table() -> tuple[str, list[str]]:
    """Return the folded text of the table, and its lines as they are."""
    text = resource_path("seed_data", "old_wards.tsv").read_text(encoding="utf-8")
    return fold(text), text.splitlines()
