"""Where the demo company's customers sit: provinces by weight, with region and area code."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from random import Random
from typing import Final


class Region(StrEnum):
    """The halves of the country that the sales teams divide between them, and the middle."""

    NORTH = "N"
    MIDDLE = "C"
    SOUTH = "S"


@dataclass(frozen=True, slots=True)
class Market:
    """A province with the code of its land lines."""

    province: str
    area: str
    region: Region


# Province code, weight in thousandths, area code, region.
_MARKETS: Final = """
    01:225:24:N 79:250:28:S 48:60:236:C 31:50:225:N 75:48:251:S 92:36:292:S 24:42:222:N 22:28:203:N
    33:24:221:N 25:20:210:N 37:18:229:N 38:18:237:N 40:18:238:N 19:16:208:N 80:18:276:S 82:12:277:S
    86:12:270:S 91:14:296:S 56:18:258:C 68:16:263:C 66:12:262:C 52:12:269:C 46:14:234:C 51:8:255:C
    44:8:233:C 42:8:239:N 15:8:214:N 20:6:205:N 08:4:207:N 14:4:212:N 96:6:290:S 04:3:206:N
    11:2:215:N 12:2:213:N
    """


def make_market(rnd: Random) -> Market:
    """Return where a customer sits; half of them in the two big cities."""
    table = _table()
    return table[int(rnd.random() * len(table))]


@lru_cache(maxsize=1)
def _table() -> tuple[Market, ...]:
    """Return every market as often as its weight says."""
    markets: list[Market] = []
    for line in _MARKETS.split():
        province, weight, area, region = line.split(":")
        markets += [Market(province, area, Region(region))] * int(weight)
    return tuple(markets)
