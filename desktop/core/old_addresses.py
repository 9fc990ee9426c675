"""Old addresses that have no commune of today yet, and what may be put there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import quote

from desktop.core.addresses import Address, parse_address, suggestions
from desktop.core.old_places import Candidate, followers
from desktop.core.places import Commune, commune, province, today
from desktop.core.quick_dataclass import dataclass

Parts = Mapping[str, str]  # of an address, as core.kinds.places keeps them
_MAP: Final = "https://www.google.com/maps/search/?api=1&query="


@dataclass(frozen=True, slots=True)
class OldAddress:
    """An address whose commune is to be found: as it was typed, and the candidates."""

    id: str
    title: str
    text: str
    candidates: tuple[Candidate, ...]

    @property
    def proposed(self) -> str:
        """The code of the commune that is certain, or holds most of a divided ward; else ""."""
        return next((one.commune.code for one in self.candidates if one.is_default), "")


def candidates_of(parts: Parts) -> tuple[Candidate, ...]:
    """Return the communes that an address without one may lie in, the likeliest first.

    What was typed with the old units stands in `legacy`, or whole in the street. A commune that is
    no more has those that followed it.
    """
    if gone := gone_commune(parts):
        return tuple(followers(gone))
    if parts.get("commune"):
        return ()
    if legacy := parts.get("legacy"):
        return tuple(suggestions(Address(legacy=legacy)))
    found = parse_address(parts.get("street", "")) if not parts.get("province") else Address()
    if found.commune_code:
        return (Candidate(commune(found.commune_code), is_default=True),)
    return tuple(suggestions(Address(legacy=found.legacy))) if found.legacy else ()


def gone_commune(parts: Parts) -> Commune | None:
    """Return the commune of an address if it is no more."""
    try:
        found = commune(parts.get("commune", ""))
    except KeyError:
        return None
    return None if found.is_valid(today()) else found


def placed(parts: Parts, code: str) -> dict[str, str]:
    """Return the address with a commune of today; the old units stay as they were typed.

    Raises:
        KeyError: there is no such commune.
    """
    made = {**parts, "commune": code, "province": commune(code).province_code}
    if (gone := gone_commune(parts)) and not parts.get("legacy"):
        made["legacy"] = f"{gone.name}, {province(gone.province_code).full_name}"
    elif not parts.get("legacy") and not parts.get("province"):
        found = parse_address(parts.get("street", ""))
        if found.province_code:
            made["street"] = found.street
        if found.legacy:
            made["legacy"] = found.legacy
    return {part: text for part, text in made.items() if text}


def old_addresses(rows: Iterable[tuple[str, str, Parts, str]]) -> list[OldAddress]:
    """Return those of (id, title, parts, text) that have no commune but candidates for one."""
    found = []
    for record_id, title, parts, text in rows:
        if candidates := candidates_of(parts):
            found.append(OldAddress(record_id, title, text, candidates))
    return found


def map_url(text: str) -> str:
    """Return the web address of a map that shows an address written on one line."""
    return _MAP + quote(text, safe="")
