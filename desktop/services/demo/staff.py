"""The people of the demo company: who they are, what they do, and since when."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from functools import cache, cached_property
from random import Random
from typing import Final

from desktop.services.demo.markets import Region

_NAMESPACE: Final = uuid.UUID("5d0c9a3f-7f44-5a4e-9a51-2f8f1c0b6e77")
DOMAIN: Final = "saomai.example"


class Role(StrEnum):
    """What somebody does, as far as it decides who writes what."""

    BOSS = auto()
    SELLER = auto()
    TECHNICIAN = auto()
    ACCOUNTANT = auto()
    MARKETER = auto()


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the company."""

    key: str
    name: str
    parent: str = ""

    @property
    def id(self) -> uuid.UUID:
        """Its record's id."""
        return uuid.uuid5(_NAMESPACE, f"unit/{self.key}")


@dataclass(frozen=True)
class Colleague:
    """Somebody who works in the company, from and to shares of its six years."""

    login: str
    name: str
    call: str  # how colleagues speak of them
    title: str
    unit: str
    role: Role
    region: Region | None
    joined: float
    left: float

    @cached_property
    def id(self) -> uuid.UUID:
        """The id of the user."""
        return uuid.uuid5(_NAMESPACE, f"user/{self.login}")


UNITS: Final = (
    Unit("SM", "Công ty TNHH Thiết bị Sao Mai"),
    Unit("BGD", "Ban giám đốc", "SM"),
    Unit("KD", "Khối Kinh doanh", "SM"),
    Unit("KDMB", "Kinh doanh miền Bắc", "KD"),
    Unit("KDMN", "Kinh doanh miền Nam", "KD"),
    Unit("MKT", "Marketing", "KD"),
    Unit("KT", "Phòng Kế toán", "SM"),
    Unit("HTKT", "Hỗ trợ kỹ thuật", "SM"),
    Unit("KHO", "Kho và giao nhận", "SM"),
)
OWNER_NAME: Final = "Trần Minh Quân"
OWNER_TITLE: Final = "Giám đốc kinh doanh"
OWNER_UNIT: Final = "KD"
LEFT: Final = "anh"  # the login of the one who left, whose customers were handed over
LEADER: Final = "nam"  # of the team she was in

# Login, name, how they are called, title, unit, role, region, joined, left.
_PEOPLE: Final = """
mai|Nguyễn Sao Mai|chị Mai|Giám đốc|BGD|boss||0|1
nam|Lê Hoàng Nam|anh Nam|Trưởng nhóm kinh doanh|KDMB|seller|N|0|1
ha|Phạm Thu Hà|bạn Hà|Nhân viên kinh doanh|KDMB|seller|N|0.1|1
thang|Vũ Đức Thắng|bạn Thắng|Nhân viên kinh doanh|KDMB|seller|N|0.45|1
anh|Đặng Ngọc Ánh|bạn Ánh|Nhân viên kinh doanh|KDMB|seller|N|0|0.72
bao|Huỳnh Quốc Bảo|anh Bảo|Trưởng nhóm kinh doanh|KDMN|seller|S|0|1
linh|Trương Mỹ Linh|bạn Linh|Nhân viên kinh doanh|KDMN|seller|S|0.2|1
tung|Võ Thanh Tùng|bạn Tùng|Nhân viên kinh doanh|KDMN|seller|S|0.6|1
hong|Bùi Thị Hồng|chị Hồng|Kế toán trưởng|KT|accountant||0|1
khoi|Đỗ Minh Khôi|anh Khôi|Kỹ thuật viên|HTKT|technician||0.05|1
tram|Hồ Bảo Trâm|bạn Trâm|Chuyên viên marketing|MKT|marketer||0.3|1
"""


class Staff:
    """The owner of the profile and the ten others; who of them could do something on a day."""

    def __init__(self, owner: uuid.UUID, days: Sequence[date]) -> None:
        self.owner = owner
        self.colleagues = tuple(_colleague(line) for line in _PEOPLE.strip().splitlines())
        self._by_id = {colleague.id: colleague for colleague in self.colleagues}
        self._days = days
        self._there: dict[date, tuple[Colleague, ...]] = {}

    def named(self, login: str) -> Colleague:
        """Return the one who signs in by that name."""
        return next(one for one in self.colleagues if one.login == login)

    def joined_on(self, colleague: Colleague) -> date:
        """Return somebody's first day."""
        return self._days[int(colleague.joined * (len(self._days) - 1))]

    def left_on(self, colleague: Colleague) -> date:
        """Return somebody's last day, or the last day of all."""
        return self._days[int(colleague.left * (len(self._days) - 1))]

    def any_of(self, rnd: Random, role: Role, day: date, region: Region | None = None) -> uuid.UUID:
        """Return somebody of a role (and region) who was there on a day; else the owner."""
        there = [
            colleague.id
            for colleague in self.there_on(day)
            if colleague.role is role and (region is None or colleague.region is region)
        ]
        return there[int(rnd.random() * len(there))] if there else self.owner

    def there_on(self, day: date) -> tuple[Colleague, ...]:
        """Return who worked here on a day, beside the owner."""
        known = self._there.get(day)
        if known is None:
            known = tuple(
                one
                for one in self.colleagues
                if self.joined_on(one) <= day and (one.left >= 1 or day < self.left_on(one))
            )
            self._there[day] = known
        return known

    def is_there(self, who: uuid.UUID, day: date) -> bool:
        """Tell whether somebody worked here on a day."""
        found = self._by_id.get(who)
        return found is None or found in self.there_on(day)

    def unit_of(self, who: uuid.UUID) -> uuid.UUID:
        """Return the unit in which somebody works."""
        found = self._by_id.get(who)
        return unit_id(found.unit if found else OWNER_UNIT)


@cache
def unit_id(key: str) -> uuid.UUID:
    """Return the id of the unit `key`."""
    return next(unit.id for unit in UNITS if unit.key == key)


def _colleague(line: str) -> Colleague:
    login, name, call, title, unit, role, region, joined, left = line.split("|")
    return Colleague(
        login,
        name,
        call,
        title,
        unit,
        Role(role),
        Region(region) if region else None,
        float(joined),
        float(left),
    )
