"""Companies as customers: name, trade, size and ways to reach them, fitting each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random
from typing import Final

from desktop.services.demo.diary import Values
from desktop.services.demo.markets import Market
from desktop.services.demo.names import Company, make_company
from desktop.services.demo.office import share
from desktop.services.demo.reach import (
    make_address,
    make_company_domain,
    make_company_email,
    make_land_line,
    make_mobile,
    make_tax_code,
)
from desktop.services.seeding import shipped_id

# What stands in a company's name, and the shipped industry that it means; the first that fits.
_INDUSTRIES: Final = (
    ("Bất động sản", "realty"), ("Xây dựng", "construction"), ("Kiến trúc", "construction"),
    ("Thiết kế", "construction"), ("Vận tải", "logistics"), ("Logistics", "logistics"),
    ("Cơ khí", "mechanical"), ("Thép", "mechanical"), ("Cơ điện lạnh", "electrical"),
    ("Điện tử", "electrical"), ("Phần mềm", "it"), ("Công nghệ", "it"), ("Viễn thông", "telecom"),
    ("Nông sản", "agriculture"), ("Thủy sản", "agriculture"), ("Phân bón", "agriculture"),
    ("Thực phẩm", "food"), ("Lương thực", "food"), ("Nhà hàng", "hospitality"),
    ("Khách sạn", "hospitality"), ("Du lịch", "hospitality"), ("May mặc", "textile"),
    ("Dệt may", "textile"), ("Da giày", "textile"), ("Nội thất", "furniture"),
    ("Gỗ", "furniture"), ("Trang trí", "furniture"), ("Nhựa", "chemical"), ("Hóa chất", "chemical"),
    ("In ấn", "printing"), ("Bao bì", "printing"), ("Quảng cáo", "media"),
    ("Truyền thông", "media"), ("Dược phẩm", "health"), ("y tế", "health"), ("Mỹ phẩm", "beauty"),
    ("Giáo dục", "education"), ("Đào tạo", "education"), ("Môi trường", "energy"),
    ("Năng lượng", "energy"), ("Ô tô", "automotive"), ("Phụ tùng", "automotive"),
    ("Bảo vệ", "services"), ("Vệ sinh", "services"), ("Sản xuất", "manufacturing"),
    ("Xuất nhập khẩu", "trade"), ("Thương mại", "trade"), ("Vật liệu", "construction"),
    ("Văn phòng phẩm", "trade"), ("Cửa hàng", "trade"),
)  # fmt: skip
# How a name begins, and the usual number of employees: the middle, and how widely it spreads.
_SIZES: Final = (
    ("Tập đoàn", 900, 0.6), ("Công ty Cổ phần", 85, 0.8), ("Doanh nghiệp tư nhân", 9, 0.5),
    ("Hộ kinh doanh", 4, 0.4), ("Cửa hàng", 4, 0.4), ("Hợp tác xã", 22, 0.6),
    ("Chi nhánh", 25, 0.6),
)  # fmt: skip
_ORDINARY: Final = (24, 0.8)
_REVENUE_PER_HEAD: Final = 620_000_000  # of a year, in dong
_ROUNDING: Final = 50_000_000
_KNOWN_SIZE, _KNOWN_REVENUE = 0.62, 0.7
_WITH_TAX_CODE, _WITH_WEBSITE, _WITH_MOBILE = 0.93, 0.55, 0.6
_LABELS: Final = ("", "", "Kế toán", "Kho", "Hotline")


@dataclass(frozen=True, slots=True)
class MadeCompany:
    """A company's record so far, and what others are made from."""

    values: Values
    brand: str
    domain: str


class CompanyMaker:
    """Makes companies of which no two have the same name or tax code."""

    def __init__(self, rnd: Random) -> None:
        self._rnd = rnd
        self._taken: set[str] = set()

    def make(self, market: Market) -> MadeCompany:
        """Return a company in a province."""
        made = self._new()
        name, domain = made.name, make_company_domain(made.brand, self._rnd)
        values = self._ways_to_reach(market, domain)
        values |= _size(self._rnd, name)
        industry = industry_of(name)
        values |= {
            "party_type": "company",
            "name": name,
            "short_name": made.brand,
            "market": "b2b",
            "industry_id": shipped_id("industry", industry) if industry else None,
            "tax_code": self._tax_code() if share(self._rnd, _WITH_TAX_CODE) else None,
        }
        return MadeCompany(values, made.brand, domain)

    def make_branch(self, of: MadeCompany, number: int, market: Market, place: str) -> MadeCompany:
        """Return a branch of a company in another province, under its tax code and domain."""
        rnd = self._rnd
        values = self._ways_to_reach(market, of.domain)
        values |= _size(rnd, "Chi nhánh")
        code = of.values["tax_code"]
        values |= {
            "party_type": "company",
            "name": f"{of.values['name']} - Chi nhánh {place}",
            "short_name": f"{of.brand} {place}",
            "market": "b2b",
            "industry_id": of.values["industry_id"],
            "tax_code": f"{code}{number:03}" if code else None,
            "website": of.values.get("website"),
        }
        return MadeCompany(values, of.brand, of.domain)

    def _new(self) -> Company:
        while True:
            made = make_company(self._rnd)
            if made.name not in self._taken:
                self._taken.add(made.name)
                return made

    def _tax_code(self) -> str:
        while (code := make_tax_code(self._rnd)) in self._taken:
            pass
        self._taken.add(code)
        return code

    def _ways_to_reach(self, market: Market, domain: str) -> Values:
        rnd = self._rnd
        phones = [{"number": make_land_line(rnd, market.area), "label": ""}]
        if share(rnd, _WITH_MOBILE):
            label = _LABELS[int(rnd.random() * len(_LABELS))]
            phones.append({"number": make_mobile(rnd), "label": label})
        return {
            "phones": phones if share(rnd, 0.97) else None,
            "emails": [make_company_email(domain, rnd)] if share(rnd, 0.86) else None,
            "website": f"https://www.{domain}" if share(rnd, _WITH_WEBSITE) else None,
            "address": make_address(rnd, market.province),
        }


def industry_of(name: str) -> str:
    """Return the key of the shipped industry that a company's name tells, "" if it tells none."""
    return next((key for word, key in _INDUSTRIES if word in name), "")


def company_needs(rnd: Random, day: date) -> str:
    """Return what a company wants, as a salesperson writes it down on a day."""
    count = (1 + int(rnd.random() * 12)) * 5
    return _NEEDS[int(rnd.random() * len(_NEEDS))].format(count=count, year=day.year + 1)


def _size(rnd: Random, name: str) -> Values:
    """Return employees and yearly revenue, which grow together."""
    middle, spread = next(((m, s) for start, m, s in _SIZES if name.startswith(start)), _ORDINARY)
    employees = max(2, round(rnd.lognormvariate(0, spread) * middle))
    revenue = employees * _REVENUE_PER_HEAD * rnd.lognormvariate(0, 0.45)
    rounded = Decimal(max(1, round(revenue / _ROUNDING)) * _ROUNDING)
    return {
        "employees": employees if share(rnd, _KNOWN_SIZE) else None,
        "annual_revenue": rounded if share(rnd, _KNOWN_REVENUE) else None,
    }


_NEEDS: Final = (
    "Trang bị máy in, máy photocopy cho khoảng {count} nhân viên.",
    "Cần thuê {count} máy theo hợp đồng năm, ưu tiên bảo trì tận nơi.",
    "Nâng cấp hệ thống camera và chấm công cho văn phòng mới.",
    "Tìm nhà cung cấp vật tư in ổn định, công nợ 30 ngày.",
    "Kế hoạch mua sắm năm {year}: thay máy cũ theo từng đợt.",
    "Quan tâm giải pháp họp trực tuyến cho hai phòng họp.",
    "Cần báo giá trọn gói lắp đặt mạng và tổng đài.",
    "Muốn ký hợp đồng bảo trì cho toàn bộ thiết bị văn phòng.",
)
