"""What the demo company's people say and write: patterns by situation, filled in for a customer."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from random import Random
from typing import Final

from desktop.core.places import province
from desktop.core.resources import resource_path
from desktop.services.demo.customers import Customer
from desktop.services.demo.office import Office
from desktop.services.demo.people import call_of

_PATTERNS: Final = "demo_talks.tsv"
# Product and its price in thousands of dong; the first ones are bought by private persons too.
_PRODUCTS: Final = (
    ("máy in laser", 3_890), ("máy in phun màu", 4_650), ("camera wifi", 1_190),
    ("bộ lưu điện UPS", 2_750), ("máy lọc không khí", 5_900), ("khóa cửa vân tay", 6_450),
    ("máy chiếu mini", 7_990), ("két sắt chống cháy", 8_300), ("máy photocopy", 48_500),
    ("máy scan tài liệu", 11_900), ("máy chấm công", 3_600), ("máy hủy tài liệu", 4_200),
    ("máy chiếu hội trường", 27_800), ("màn hình tương tác", 62_000), ("tổng đài IP", 34_500),
    ("hệ thống camera", 19_800), ("máy in mã vạch", 6_900), ("máy đếm tiền", 5_350),
    ("bộ phát wifi doanh nghiệp", 4_900), ("thiết bị họp trực tuyến", 23_400),
    ("máy in khổ lớn", 96_000), ("cổng từ an ninh", 41_000),
)  # fmt: skip
_PRIVATE: Final = 8  # of the products
_WEEKDAYS: Final = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_SOURCES: Final = {
    "referral": "khách cũ giới thiệu", "facebook": "Facebook", "zalo": "Zalo", "tiktok": "TikTok",
    "website": "website", "phone": "tổng đài", "fair": "hội chợ", "advert": "quảng cáo Google",
    "event": "hội thảo", "email": "email giới thiệu", "cold": "cuộc gọi chào hàng",
    "list": "danh sách doanh nghiệp",
}  # fmt: skip
_SAIGON: Final = "79"
_HOURS: Final = ("8h30", "9h", "9h30", "10h", "14h", "14h30", "15h", "16h")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A talk with gaps, and when it fits."""

    stage: str
    kind: str  # "note", "call" or "both"
    direction: str  # "in", "out" or "any"
    subject: str
    text: str

    @property
    def is_inbound(self) -> bool:
        """Tell whether the customer called."""
        return self.direction == "in"


@lru_cache(maxsize=64)
def patterns(stage: str, kind: str) -> tuple[Pattern, ...]:
    """Return the patterns of a stage that suit a "note" or a "call"."""
    return tuple(each for each in _all() if each.stage == stage and each.kind in {kind, "both"})


class Speaker:
    """Fills patterns in with what is said in one talk."""

    def __init__(self, office: Office, rnd: Random) -> None:
        self._office = office
        self._rnd = rnd

    def fill(
        self, pattern: Pattern, customer: Customer, who: str, day: date
    ) -> tuple[str, str | None]:
        """Return subject and text of a talk on a day with `who`: "anh Tuấn"."""
        words = self._words(customer, who, day)
        return _filled(pattern.subject, words), _filled(pattern.text, words) or None

    def _words(self, customer: Customer, who: str, day: date) -> dict[str, str]:
        rnd = self._rnd
        count = len(_PRODUCTS) if customer.is_company else _PRIVATE
        product, thousands = _PRODUCTS[int(rnd.random() * count)]
        quantity = 1 + int(rnd.paretovariate(1.1)) if customer.is_company else 1
        quantity = min(quantity, 40)
        price = round(thousands * (0.9 + rnd.random() * 0.2), -1) * 1000
        colleague = self._colleague(day)
        return {
            "who": who,
            "Who": _capital(who),
            "product": product,
            "quantity": str(max(2, quantity) if customer.is_company else 1),
            "price": _dong(price),
            "amount": _dong(price * quantity),
            "percent": str(2 + int(rnd.random() * 9)),
            "day": self._coming_day(day),
            "time": _HOURS[int(rnd.random() * len(_HOURS))],
            "order": f"ĐH-{day:%y%m}-{1 + int(rnd.random() * 240):03}",
            "invoice": f"{1 + int(rnd.random() * 9000):07}",
            "place": _place(customer.market.province),
            "source": _SOURCES.get(customer.source, "người quen"),
            "colleague": colleague,
            "Colleague": _capital(colleague),
        }

    def _coming_day(self, day: date) -> str:
        coming = day + timedelta(days=1 + int(self._rnd.random() * 7))
        if coming.weekday() == len(_WEEKDAYS) - 1:
            coming += timedelta(days=1)
        return f"{_WEEKDAYS[coming.weekday()]} {coming.day}/{coming.month}"

    def _colleague(self, day: date) -> str:
        there = self._office.staff.there_on(day)
        return there[int(self._rnd.random() * len(there))].call


def who_at(customer: Customer, rnd: Random, day: date) -> tuple[str, int]:
    """Return how one speaks to somebody at a customer, and which of its persons it is; -1: none."""
    known = [n for n, person in enumerate(customer.people) if person.made_on <= day]
    if known:
        number = known[int(rnd.random() * rnd.random() * len(known))]
        return customer.people[number].call, number
    if customer.is_company:
        return "chị văn thư", -1
    salutation = "chi" if customer.values["gender"] == "female" else "anh"
    return call_of(salutation, customer.values["name"]), -1


def _place(code: str) -> str:
    name = province(code).name
    return f"TP. {name}" if code == _SAIGON else name


def _filled(text: str, words: dict[str, str]) -> str:
    return _capital(text.format(**words)) if text else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _dong(amount: float) -> str:
    return f"{int(amount):,} đ".replace(",", ".")


@lru_cache(maxsize=1)
def _all() -> Sequence[Pattern]:
    with resource_path("seed_data", _PATTERNS).open(encoding="utf-8", newline="") as file:
        return tuple(Pattern(**row) for row in csv.DictReader(file, delimiter="\t"))
