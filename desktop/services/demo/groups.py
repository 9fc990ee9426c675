"""Companies whose branches in other provinces are customers of their own."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from random import Random
from typing import Final

from desktop.services.demo.companies import CompanyMaker, MadeCompany
from desktop.services.demo.markets import Market
from desktop.services.demo.office import share

_MOST: Final = 26
_HEAD_EMPLOYEES: Final = 75
_BRANCHES: Final = 0.06  # of the further customers, where a group has none in the province yet
_PLACES: Final = {
    "01": "Hà Nội", "79": "TP. Hồ Chí Minh", "48": "Đà Nẵng", "31": "Hải Phòng", "92": "Cần Thơ",
    "75": "Đồng Nai", "24": "Bắc Ninh", "22": "Quảng Ninh", "40": "Nghệ An",
}  # fmt: skip


@dataclass(slots=True)
class _Group:
    head: MadeCompany
    head_id: uuid.UUID
    provinces: list[str] = field(default_factory=list)


class Groups:
    """The groups among the customers so far."""

    def __init__(self, maker: CompanyMaker, rnd: Random) -> None:
        self._maker = maker
        self._rnd = rnd
        self._groups: list[_Group] = []

    def consider(self, made: MadeCompany, record_id: uuid.UUID, market: Market) -> None:
        """Let a company found a group if it is large and there are not enough groups yet."""
        is_large = (made.values["employees"] or 0) >= _HEAD_EMPLOYEES
        if is_large and made.values["tax_code"] and len(self._groups) < _MOST:
            self._groups.append(_Group(made, record_id, [market.province]))

    def branch(self, market: Market) -> MadeCompany | None:
        """Return, now and then, a new branch of a group in that province."""
        place = _PLACES.get(market.province)
        if place is None or not self._groups or not share(self._rnd, _BRANCHES * 2):
            return None
        group = self._groups[int(self._rnd.random() * len(self._groups))]
        if market.province in group.provinces:
            return None
        group.provinces.append(market.province)
        number = len(group.provinces) - 1
        made = self._maker.make_branch(group.head, number, market, place)
        made.values["parent_id"] = group.head_id
        return made
