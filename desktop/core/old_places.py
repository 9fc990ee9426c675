"""Wards and districts of before 1 July 2025 and the communes that followed them.

Old addresses are everywhere in lists and on paper. 9,564 of the 10,035 old wards have one
successor; the others were divided, so a person must choose.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from desktop.core.places import Commune, commune, locate_province
from desktop.core.resources import resource_path
from desktop.core.unit_names import LOWER_KINDS, best_spelled, name_key, unit_name


@dataclass(frozen=True, slots=True)
class Candidate:
    """A commune that may have followed an old ward; the default holds most of its area."""

    commune: Commune
    is_default: bool


class _OldWard(NamedTuple):
    name: str
    successors: str  # codes, the default one with "*" if there are several


_Wards = dict[str, list[_OldWard]]  # by key of the name


class _District(NamedTuple):
    kind: str
    wards: _Wards


def suggest_new_units(ward: str, district: str = "", province: str = "") -> list[Candidate]:
    """Return the communes of today that an old ward may belong to, the likeliest first.

    Args:
        ward: "P. Bến Nghé", "Xã Tân Ân"; accents and kind are optional. Empty asks for all
            communes that followed the district.
        district: "Q1", "Huyện Ngọc Hiển"; empty asks in all districts of the province.
        province: its name of before or since July 2025.
    """
    found = locate_province(province)
    if found is None or not (ward or district):
        return []
    codes = [found.old_code, *(code for code, _name in found.province.former)]
    for code in dict.fromkeys(codes):
        if successors := _successors(code, district, ward):
            candidates = _candidates(
                successors, is_certain=ward != "" and len(set(successors)) == 1
            )
            name = unit_name(ward or district).key
            return sorted(candidates, key=lambda each: _rank(each, name))
    return []


def followers(gone: Commune) -> list[Candidate]:
    """Return the communes that followed one of since July 2025 that is no more."""
    return _candidates((gone.followed_by,), is_certain=True) if gone.followed_by else []


@lru_cache(maxsize=64)
def communes_once_in(text: str) -> tuple[str, ...]:
    """Return the codes of the communes that lie, wholly or in part, in a province of former days.

    None for a province that has its name still, and for what is no province's name.
    """
    found = locate_province(text)
    if found is None or found.is_current:
        return ()
    former = dict(found.province.former)[found.old_code]
    if unit_name(text).key != name_key(former):  # a city that stands for its province
        return ()
    made = _candidates(_of_province(found.old_code), is_certain=False)
    return tuple(sorted(one.commune.code for one in made))


def _of_province(code: str) -> tuple[str, ...]:
    return tuple(
        found
        for same_name in _table().get(code, {}).values()
        for district in same_name
        for found in _successors_in(district, "")
    )


def is_old_district(text: str, old_province: str) -> bool:
    """Return whether the province (code of before July 2025) had a district of that name."""
    return bool(_districts(old_province, text))


@lru_cache(maxsize=8192)
def _successors(old_province: str, district: str, ward: str) -> tuple[str, ...]:
    """Return the successors of every old ward that the names may mean."""
    if ward and unit_name(ward).kind not in LOWER_KINDS | {""}:
        return ()
    if district:
        districts = _districts(old_province, district)
    else:
        districts = [each for same in _table().get(old_province, {}).values() for each in same]
    return tuple(found for each in districts for found in _successors_in(each, ward))


def _successors_in(district: _District, ward: str) -> list[str]:
    if not ward:
        return [old.successors for same_key in district.wards.values() for old in same_key]
    name = unit_name(ward)
    same_key = district.wards.get(name.key, ())
    return best_spelled(name, [(unit_name(old.name), old.successors) for old in same_key])


def _districts(old_province: str, text: str) -> list[_District]:
    name = unit_name(text)
    same_name = _table().get(old_province, {}).get(name.key, [])
    return [each for each in same_name if name.kind in {"", each.kind}]


def _candidates(successors: tuple[str, ...], *, is_certain: bool) -> list[Candidate]:
    """Return the communes named by one or several old wards; only one old ward has a default."""
    codes: dict[str, bool] = {}
    for each in successors:
        for code in each.split():
            is_most = code.endswith("*") or " " not in each
            codes[code.rstrip("*")] = is_certain and is_most
    return [Candidate(commune(code), is_default) for code, is_default in codes.items()]


def _rank(candidate: Candidate, name: str) -> tuple[bool, bool]:
    """Put the default first, then the commune that kept the name."""
    return not candidate.is_default, unit_name(candidate.commune.name).key != name


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, list[_District]]]:
    """Return the old districts by province code and key of their names."""
    text = resource_path("seed_data", "old_wards.tsv").read_text(encoding="utf-8")
    provinces: dict[str, dict[str, _Wards]] = defaultdict(dict)
    for line in text.splitlines()[1:]:
        _code, ward, district, province, successors = line.split("\t")
        wards = provinces[province].setdefault(district, {})
        wards.setdefault(unit_name(ward).key, []).append(_OldWard(ward, successors))
    table: dict[str, dict[str, list[_District]]] = {}
    for province, districts in provinces.items():
        by_key: dict[str, list[_District]] = defaultdict(list)
        for district, wards in districts.items():
            name = unit_name(district)
            by_key[name.key].append(_District(name.kind, wards))
        table[province] = dict(by_key)
    return table
