"""The administrative units of Vietnam since 1 July 2025: 34 provinces and their communes.

Codes are those of the National Statistics Office. The tables are read when they are first asked
for. Names and kinds of units change by resolution; codes stay. A unit that is no more keeps its row
with the last day of its validity, as addresses name it: forms offer what is valid today alone.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from desktop.core.clock import SystemClock, local_day
from desktop.core.collation import sort_key
from desktop.core.resources import resource_path
from desktop.core.unit_names import UPPER_KINDS, best_spelled, name_key, unit_name

# Law 72/2025/QH15 ended the districts; until that day the units stand in `core.old_places`.
OLD_UNITS_UNTIL: Final = dt.date(2025, 6, 30)

# What people write for a province: other spellings, and cities that stand for their province;
# with its code of before July 2025.
_SPELLINGS: Final = {
    "hcm": "79", "tphcm": "79", "hcmc": "79", "saigon": "79", "sg": "79",
    "hn": "01", "thuathienhue": "46", "tthue": "46",
    "daclac": "66", "daclak": "66", "daklac": "66", "dacnong": "67",
}  # fmt: skip
_CITIES: Final = {
    "brvt": "77", "bariavt": "77", "vungtau": "77", "baria": "77", "hatay": "01",
    "dalat": "68", "nhatrang": "56", "quinhon": "52", "quynhon": "52", "bienhoa": "75",
    "halong": "22", "vinh": "40", "dongha": "45", "tuyhoa": "54", "buonmathuot": "66",
    "pleiku": "64", "phanthiet": "60", "mytho": "82", "viettri": "25", "longxuyen": "89",
    "rachgia": "91", "thudaumot": "74", "donghoi": "44", "tamky": "49",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Province:
    """A province or a city under the central government."""

    code: str
    name: str  # without its kind: "Hà Nội"
    full_name: str  # with it, as on an envelope: "Thành phố Hà Nội"
    kind: str
    former: tuple[tuple[str, str], ...]  # code and name of the provinces joined in it
    valid_from: dt.date
    valid_until: dt.date | None = None  # the last day; None while it exists

    def is_valid(self, day: dt.date) -> bool:
        """Tell whether the unit exists on a day."""
        return _is_within(day, self.valid_from, self.valid_until)


@dataclass(frozen=True, slots=True)
class Commune:
    """A ward (phường), commune (xã) or special zone (đặc khu)."""

    code: str
    name: str  # with its kind: "Phường Ba Đình"
    kind: str
    province_code: str
    valid_from: dt.date
    valid_until: dt.date | None = None  # the last day; None while it exists
    followed_by: str = ""  # codes of the communes it became, the default one with "*"

    def is_valid(self, day: dt.date) -> bool:
        """Tell whether the unit exists on a day."""
        return _is_within(day, self.valid_from, self.valid_until)

    @property
    def short_name(self) -> str:
        """The name without its kind."""
        return self.name[len(self.kind) + 1 :]


class FoundProvince(NamedTuple):
    """A province as it was written: `old_code` is the one that bore the name before July 2025."""

    province: Province
    old_code: str
    is_current: bool  # the name written is that of the province today


@lru_cache(maxsize=1)
def provinces() -> tuple[Province, ...]:
    """Return all provinces since July 2025 in Vietnamese order, also one that is no more."""
    found = []
    for code, name, full_name, kind, former, _resolution, *days in _rows("provinces.tsv"):
        pairs = [part.strip().split(" ", 1) for part in former.split(";")]
        old = tuple((pair[0], pair[1].rpartition(" (")[0]) for pair in pairs)
        found.append(Province(code, name, full_name, kind, old, *_validity(*days)))
    return tuple(sorted(found, key=lambda each: sort_key(each.name)))


def province(code: str) -> Province:
    """Return the province of a code; raise KeyError if there is none."""
    return _provinces_by_code()[code]


def today() -> dt.date:
    """Return the day on which forms ask what is valid."""
    return local_day(SystemClock().now())


def valid_provinces(day: dt.date) -> tuple[Province, ...]:
    """Return the provinces that exist on a day, in Vietnamese order."""
    return tuple(each for each in provinces() if each.is_valid(day))


def communes(province_code: str) -> tuple[Commune, ...]:
    """Return the communes of a province in Vietnamese order of their short names."""
    table = _by_province()[province_code]
    return tuple(sorted([each for same in table.values() for each in same], key=_commune_order))


def commune(code: str) -> Commune:
    """Return the commune of a code; raise KeyError if there is none."""
    return _communes_by_code()[code]


@lru_cache(maxsize=2048)
def locate_province(text: str) -> FoundProvince | None:
    """Return the province that is meant by "TP.HCM", "Tỉnh Bình Dương", "Sài Gòn"…, or None."""
    if found := _province_names().get(name_key(text)):
        return found
    name = unit_name(text)
    return _province_names().get(name.key) if name.kind in UPPER_KINDS else None


def find_province(text: str) -> Province | None:
    """Return the province of today that a name, old name or nickname stands for, or None."""
    found = locate_province(text)
    return found.province if found else None


def find_commune(text: str, province_code: str) -> Commune | None:
    """Return the commune of the province that bears the name, accents and kind optional.

    None if there is none, or if the name without accents may mean two ("Tan An"). One that is no
    more is found where none of today bears its name.
    """
    name, day = unit_name(text), today()
    same_key = _by_province().get(province_code, {}).get(name.key, ())
    for is_valid in (True, False):
        fitting = [each for each in same_key if each.is_valid(day) is is_valid]
        found = best_spelled(name, [(unit_name(each.name), each) for each in fitting])
        if found:
            return found[0] if len(found) == 1 else None
    return None


def match_communes(text: str, province_code: str = "", limit: int = 20) -> list[Commune]:
    """Return the communes of today for somebody who is typing: first those that begin with it."""
    day = today()
    key = unit_name(text).key or name_key(text)
    tables = [_by_province()[province_code]] if province_code else list(_by_province().values())
    fitting = [
        (not name.startswith(key), _commune_order(each), each)
        for table in tables
        for name, same in table.items()
        if key in name
        for each in same
        if each.is_valid(day)
    ]
    return [each for _later, _order, each in sorted(fitting, key=lambda row: row[:2])[:limit]]


def _commune_order(each: Commune) -> tuple[bytes, str]:
    return sort_key(each.short_name), each.code


def _validity(first: str, last: str) -> tuple[dt.date, dt.date | None]:
    return _day(first), _day(last) if last else None


@lru_cache(maxsize=64)
def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _is_within(day: dt.date, first: dt.date, last: dt.date | None) -> bool:
    return first <= day and (last is None or day <= last)


def _rows(file_name: str) -> list[list[str]]:
    text = resource_path("seed_data", file_name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]


@lru_cache(maxsize=1)
def _provinces_by_code() -> dict[str, Province]:
    return {each.code: each for each in provinces()}


@lru_cache(maxsize=1)
def _province_names() -> dict[str, FoundProvince]:
    """Return the provinces by the keys of all their names."""
    found = {
        code: FoundProvince(each, code, name == each.name)
        for each in provinces()
        for code, name in each.former
    }
    names = {key: found[code]._replace(is_current=False) for key, code in _CITIES.items()}
    names |= {key: found[code] for key, code in _SPELLINGS.items()}
    names |= {name_key(dict(each.province.former)[code]): each for code, each in found.items()}
    return names


@lru_cache(maxsize=1)
def _communes_by_code() -> dict[str, Commune]:
    return {
        code: Commune(code, name, kind, province, *_validity(first, last), followed_by)
        for code, name, kind, province, first, last, followed_by in _rows("wards.tsv")
    }


@lru_cache(maxsize=1)
def _by_province() -> dict[str, dict[str, list[Commune]]]:
    """Return the communes of each province by the key of their short names."""
    tables: dict[str, dict[str, list[Commune]]] = defaultdict(dict)
    for each in _communes_by_code().values():
        tables[each.province_code].setdefault(name_key(each.short_name), []).append(each)
    return dict(tables)
