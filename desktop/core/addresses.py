"""Postal addresses of Vietnam: taken apart, moved to the units of today, written on one line.

An address names a street, a commune and a province by their codes. One that was written with the
units of before 1 July 2025 keeps them as typed in `legacy`; its commune is filled in where the old
ward has exactly one successor.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from desktop.core.old_places import Candidate, is_old_district, suggest_new_units
from desktop.core.patterns import Pattern
from desktop.core.places import (
    FoundProvince,
    commune,
    find_commune,
    locate_province,
    province,
)
from desktop.core.unit_names import LOWER_KINDS, MIDDLE_KINDS, name_key, unit_name
from desktop.core.words import fold

_SEPARATOR = Pattern(r"\s*[,;\n]\s*|\s+[-–—]\s+")
# Where a unit begins that no comma stands before: "12 Lê Lợi P.Bến Nghé Q.1 TP.HCM".
_UNIT_START = Pattern(
    r"\s+(?=(?:phường|thị trấn|đặc khu|quận|huyện|thị xã|thành phố|tỉnh(?! lộ)|xã)\s"
    r"|(?:p|q|h|x|tx|tt|tp)\.|[pq] ?\d|tp ?hcm)"
)
_PLAIN_UNIT_START = Pattern(
    r"\s+(?=(?:phuong|thi tran|dac khu|quan|huyen|thi xa|thanh pho|tinh(?! lo)|xa)\s"
    r"|(?:p|q|h|x|tx|tt|tp)\.|[pq] ?\d|tp ?hcm)"
)
_KIND_ALONE = Pattern(r"(?:phuong|thi|thi tran|dac khu|quan|huyen|thi xa|thanh pho|tinh|xa|tp)\.?")
_POST_CODE = Pattern(r"\s*\b\d{5,6}$")
_OLD_FORM = Pattern(r"^(.*?)\s*\(([^()]+)\)$")
_COUNTRIES = frozenset({"vietnam", "vn"})
_EDGES = " \t\n,;-–—"
_LONGEST_PROVINCE = 5  # words


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address; empty parts are unknown. `legacy` is the old units as they were typed."""

    street: str = ""
    commune_code: str = ""
    province_code: str = ""
    legacy: str = ""


class _Piece(NamedTuple):
    """A part of the text between separators and where it begins."""

    text: str
    start: int


class _Units(NamedTuple):
    """The units found at the end of a text, and where they begin in it."""

    start: int
    province: FoundProvince
    ward: str = ""
    district: str = ""


def parse_address(text: str) -> Address:
    """Take an address apart that was written on one line or several.

    What stands before the units is the street, letter by letter; a country Việt Nam and a post code
    at the end are dropped. Without a province everything is street.
    """
    text = unicodedata.normalize("NFC", text).strip()
    if old_form := _OLD_FORM.match(text):
        current = parse_address(old_form[1])
        if current.commune_code and not current.legacy:
            return Address(
                current.street, current.commune_code, current.province_code, old_form[2].strip()
            )
    units = _units(_pieces(text))
    if units is None:
        return Address(street=text)
    street = text[: units.start].strip(_EDGES)
    code = units.province.province.code
    if units.province.is_current and not units.district:
        if not units.ward:
            return Address(street, "", code)
        if current_commune := find_commune(units.ward, code):
            return Address(street, current_commune.code, code)
    candidates = _candidates(units)
    is_certain = len(candidates) == 1 and candidates[0].is_default
    legacy = text[units.start :].strip(_EDGES)
    return Address(street, candidates[0].commune.code if is_certain else "", code, legacy)


def suggestions(address: Address) -> list[Candidate]:
    """Return the communes that the old units of an address may have become, likeliest first."""
    units = _units(_pieces(unicodedata.normalize("NFC", address.legacy)))
    return _candidates(units) if units else []


def old_province_name(found: FoundProvince) -> str:
    """Return the name that the province bore before July 2025."""
    return dict(found.province.former)[found.old_code]


def format_address(address: Address, *, with_legacy: bool = False) -> str:
    """Return an address on one line: street, commune, province.

    Args:
        address: what to write; if its commune is unknown, the old units stand as they were typed.
        with_legacy: put the old units in brackets behind; `parse_address` reads that back.
    """
    if address.legacy and not address.commune_code:
        return ", ".join([part for part in (address.street, address.legacy) if part])
    parts = [
        address.street,
        commune(address.commune_code).name if address.commune_code else "",
        province(address.province_code).full_name if address.province_code else "",
    ]
    line = ", ".join([part for part in parts if part])
    return f"{line} ({address.legacy})" if with_legacy and address.legacy else line


def _candidates(units: _Units) -> list[Candidate]:
    """Return what an old ward became; a name of today beside old units is taken as it is."""
    found = suggest_new_units(units.ward, units.district, old_province_name(units.province))
    if not found and units.ward:
        same = find_commune(units.ward, units.province.province.code)
        return [Candidate(same, is_default=True)] if same else []
    return found


def _pieces(text: str) -> list[_Piece]:
    """Split at separators and before the words for units."""
    cuts = [0]
    for found in _SEPARATOR.finditer(text):
        cuts += [found.start(), found.end()]
    cuts.append(len(text))
    pieces: list[_Piece] = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=True):
        for first, last in pairwise(_unit_starts(text[start:end])):
            if part := text[start + first : start + last].strip(_EDGES + "."):
                pieces.append(_Piece(part, start + first))
    while pieces and name_key(pieces[-1].text) in _COUNTRIES:
        pieces.pop()
    return pieces


def _unit_starts(piece: str) -> list[int]:
    """Return where the units of a piece begin, and its end."""
    lowered = piece.lower()
    starts = [0]
    if len(lowered) == len(piece):
        pattern = _PLAIN_UNIT_START if piece.isascii() else _UNIT_START
        for found in pattern.finditer(lowered):
            if not _KIND_ALONE.fullmatch(fold(piece[starts[-1] : found.start()].strip())):
                starts.append(found.end())
    return [*starts, len(piece)]


def _units(pieces: list[_Piece]) -> _Units | None:
    """Read from the right: province, then district, then ward, as far as they are known."""
    found = _province_at_end(pieces)
    if found is None:
        return None
    rest, units = found
    for joined, _before in list(_last_names(rest))[1:]:  # "Phường Xuân Hương - Đà Lạt"
        if find_commune(joined.text, units.province.province.code):
            return units._replace(start=joined.start, ward=joined.text)
    for district, before in _last_names(rest):
        if _is_district(district.text, units):
            rest = before
            units = units._replace(start=district.start, district=district.text)
            break
    for ward, _before in _last_names(rest):
        if _is_ward(ward.text, units):
            return units._replace(start=ward.start, ward=ward.text)
    return units


def _last_names(pieces: list[_Piece]) -> Iterator[tuple[_Piece, list[_Piece]]]:
    """Yield the last piece, and the last two ("Phan Rang - Tháp Chàm"), each with the rest."""
    if pieces:
        yield pieces[-1], pieces[:-1]
    if len(pieces) > 1:
        before, last = pieces[-2:]
        yield _Piece(f"{before.text} {last.text}", before.start), pieces[:-2]


def _is_district(text: str, units: _Units) -> bool:
    return _may_be(text, MIDDLE_KINDS) and is_old_district(text, units.province.old_code)


def _is_ward(text: str, units: _Units) -> bool:
    if not _may_be(text, LOWER_KINDS):
        return False
    is_old = bool(suggest_new_units(text, units.district, old_province_name(units.province)))
    return is_old or find_commune(text, units.province.province.code) is not None


def _may_be(text: str, kinds: frozenset[str]) -> bool:
    return unit_name(text).kind in kinds | {""}


def _province_at_end(pieces: list[_Piece]) -> tuple[list[_Piece], _Units] | None:
    """Find the province in the last piece, in the last two, or at the end of the last."""
    if not pieces:
        return None
    last = pieces[-1]
    written = _POST_CODE.sub("", last.text) or last.text
    if len(pieces) > 1 and (found := locate_province(f"{pieces[-2].text} {written}")):
        return pieces[:-2], _Units(pieces[-2].start, found)
    if found := locate_province(written):
        units = _Units(last.start, found)
        is_city = not found.is_current and is_old_district(written, found.old_code)
        return pieces[:-1], units._replace(district=written) if is_city else units
    words = written.split()
    for count in range(min(_LONGEST_PROVINCE, len(words) - 1), 0, -1):
        head = " ".join(words[:-count])
        found = locate_province(" ".join(words[-count:]))
        if found and unit_name(head).kind in MIDDLE_KINDS | LOWER_KINDS:
            start = last.start + written.rindex(words[-count])
            return [*pieces[:-1], _Piece(head, last.start)], _Units(start, found)
    return None
