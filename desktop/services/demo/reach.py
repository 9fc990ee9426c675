"""Ways to reach people who never were: phones, e-mail addresses, postal addresses, tax codes.

Numbers are well-formed but made up; mail addresses lie in domains that are reserved for examples
(RFC 2606), so nothing that is sent by mistake reaches anybody.
"""

from __future__ import annotations

from functools import lru_cache
from random import Random
from typing import Final

from desktop.core.places import communes, provinces
from desktop.core.tax_codes import check_digit
from desktop.core.words import tokens
from desktop.services.demo.names import pick

_MOBILE_PREFIXES: Final = tuple(
    """
    32 33 34 35 36 37 38 39 56 58 70 76 77 78 79 81 82 83 84 85 86 88 90 91 93 94 96 97 98
    """.split()
)
_AREA_CODES: Final = tuple(
    "24 28 225 236 292 222 274 251 254 234 238 237 203 258 263 220 229 277 296".split()
)
_LAND_LINE_DIGITS: Final = 10  # without the 0, whatever the length of the area code
_PRIVATE_DOMAINS: Final = (
    "example.com",
    "example.net",
    "example.org",
    "mail.example",
    "thu.example",
)
_COMPANY_ENDINGS: Final = ("example", "example", "vn.example", "com.example")
_BOXES: Final = ("info", "lienhe", "kinhdoanh", "ketoan", "banhang", "contact", "sales", "hotro")
_STREETS: Final = tuple(
    name.replace("_", " ")
    for name in """
    Nguyễn_Trãi Lê_Lợi Trần_Hưng_Đạo Hai_Bà_Trưng Lý_Thường_Kiệt Quang_Trung Nguyễn_Huệ Lê_Duẩn
    Phan_Chu_Trinh Phan_Bội_Châu Hùng_Vương Điện_Biên_Phủ Cách_Mạng_Tháng_Tám Ngô_Quyền Lê_Lai
    Nguyễn_Văn_Cừ Võ_Thị_Sáu Nguyễn_Thị_Minh_Khai Trường_Chinh Giải_Phóng Kim_Mã Láng_Hạ Đội_Cấn
    Hoàng_Hoa_Thám Nguyễn_Du Bà_Triệu Lê_Thánh_Tông Nguyễn_Công_Trứ Trần_Phú Lê_Hồng_Phong
    Nguyễn_Đình_Chiểu Pasteur Nam_Kỳ_Khởi_Nghĩa Võ_Văn_Kiệt Phạm_Văn_Đồng Xô_Viết_Nghệ_Tĩnh
    Nguyễn_Tất_Thành Tôn_Đức_Thắng Lạc_Long_Quân Âu_Cơ Nguyễn_Chí_Thanh Trần_Quốc_Toản Bạch_Đằng
    Hoàng_Diệu Ông_Ích_Khiêm Nguyễn_Khuyến Tố_Hữu Nguyễn_Xiển Phạm_Hùng Lê_Văn_Lương Tây_Sơn
    """.split()
)
_LANES: Final = ("", "", "", "ngõ ", "hẻm ", "kiệt ")
_OFTEN: Final = ("01", "79")  # a third of the companies sit in the two big cities
_SHARE_OF_CITIES: Final = 0.34
_WITH_LANE: Final = 0.5
_LAST_HOUSE: Final = 480
_LAST_LANE: Final = 260


def make_mobile(rnd: Random) -> str:
    """Return a mobile number in E.164."""
    return f"+84{pick(rnd, _MOBILE_PREFIXES)}{int(rnd.random() * 10_000_000):07}"


def make_land_line(rnd: Random, area: str = "") -> str:
    """Return a number of a land line in E.164, in that area or in any."""
    area = area or pick(rnd, _AREA_CODES)
    digits = _LAND_LINE_DIGITS - len(area) - 1
    return f"+84{area}3{int(rnd.random() * 10**digits):0{digits}}"


def make_tax_code(rnd: Random) -> str:
    """Return a company's tax code whose check digit fits."""
    while True:
        province = 1 + int(rnd.random() * 63)
        nine = f"{province:02}{int(rnd.random() * 10_000_000):07}"
        check = check_digit(nine)
        if check is not None:
            return f"{nine}{check}"


def make_company_domain(brand: str, rnd: Random) -> str:
    """Return the domain of a company that is called by `brand`."""
    return f"{''.join(tokens(brand))}.{pick(rnd, _COMPANY_ENDINGS)}"


def make_company_email(domain: str, rnd: Random) -> str:
    """Return one of a company's common boxes."""
    return f"{pick(rnd, _BOXES)}@{domain}"


def make_person_email(full_name: str, rnd: Random, domain: str = "") -> str:
    """Return a person's address at `domain`, or at a free-mail service that never was.

    The local part is as usual in Vietnam: given name, then the initials of family and middle names.
    """
    words = tokens(full_name)
    local = words[-1] + "".join([word[0] for word in words[:-1]])
    if domain:
        return f"{local}@{domain}"
    return f"{local}{int(rnd.random() * 9000) + 100}@{pick(rnd, _PRIVATE_DOMAINS)}"


def make_address(rnd: Random, province: str = "") -> dict[str, str]:
    """Return a postal address in a commune that exists, as `core.kinds.places` holds it.

    It lies in the province of that code, or else in any, the big cities being the likeliest.
    """
    province = province or (
        pick(rnd, _OFTEN) if rnd.random() < _SHARE_OF_CITIES else pick(rnd, _province_codes())
    )
    house = int(rnd.random() * _LAST_HOUSE) + 1
    lane = pick(rnd, _LANES) if rnd.random() < _WITH_LANE else ""
    number = f"Số {house} {lane}{int(rnd.random() * _LAST_LANE) + 1}" if lane else f"{house}"
    return {
        "street": f"{number} {pick(rnd, _STREETS)}",
        "commune": pick(rnd, _commune_codes(province)),
        "province": province,
    }


@lru_cache(maxsize=1)
def _province_codes() -> tuple[str, ...]:
    return tuple(province.code for province in provinces())


@lru_cache(maxsize=64)
def _commune_codes(province: str) -> tuple[str, ...]:
    return tuple(commune.code for commune in communes(province))
