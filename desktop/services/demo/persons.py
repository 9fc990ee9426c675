"""Private persons as customers: age, family, wishes and ways to reach them."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Final

from desktop.services.demo.diary import Values
from desktop.services.demo.markets import Market
from desktop.services.demo.names import Gender, make_person
from desktop.services.demo.office import share
from desktop.services.demo.reach import make_address, make_mobile, make_person_email

_YOUNGEST, _OLDEST = 21, 71
_WITH_BIRTH, _WITH_FAMILY, _WITH_NEEDS, _WITH_EMAIL = 0.82, 0.55, 0.7, 0.58
_MARRIED_AT: Final = 27
_YEAR_DAYS: Final = 365.25
_JOBS: Final = (
    "giáo viên", "bác sĩ", "kế toán", "kỹ sư", "nhân viên ngân hàng", "kinh doanh tự do",
    "cán bộ phường", "công nhân", "luật sư", "nội trợ", "lái xe", "dược sĩ",
)  # fmt: skip
_CHILDREN: Final = (
    "hai con đang học tiểu học", "một con gái học lớp 9", "con trai năm nay thi đại học",
    "có một bé 3 tuổi", "các con đã đi làm", "hai con học cấp hai", "con gái đang du học",
)  # fmt: skip
_SINGLE: Final = ("Độc thân, sống cùng bố mẹ.", "Chưa lập gia đình, ở cùng em gái.")
_NEEDS: Final = (
    "Tìm máy in nhỏ cho con học và in tài liệu ở nhà.",
    "Muốn lắp hai camera cho nhà và cửa hàng.",
    "Cần máy lọc không khí cho phòng ngủ, chạy êm.",
    "Hay mua mực in và giấy, thích giao tận nhà.",
    "Định mua máy chiếu xem phim gia đình trước Tết.",
    "Cần khóa cửa thông minh, có lắp đặt tận nơi.",
    "Quan tâm bộ lưu điện cho máy tính và bộ phát wifi.",
    "Mở lớp dạy thêm, cần máy in hai mặt bền.",
    "Tìm két sắt nhỏ cho gia đình.",
    "Thích hàng chính hãng, ngại trả góp.",
)


def make_private_customer(rnd: Random, market: Market, made_on: date) -> Values:
    """Return the record of a person who buys for themselves."""
    person = make_person(rnd)
    age = _YOUNGEST + rnd.betavariate(2, 3) * (_OLDEST - _YOUNGEST)
    name = person.full_name
    return {
        "party_type": "person",
        "name": name,
        "market": "b2c",
        "gender": person.gender.value,
        "phones": [{"number": make_mobile(rnd), "label": ""}],
        "emails": [make_person_email(name, rnd)] if share(rnd, _WITH_EMAIL) else None,
        "address": make_address(rnd, market.province) if share(rnd, 0.9) else None,
        "birth_on": born(made_on, age) if share(rnd, _WITH_BIRTH) else None,
        "family": _family(rnd, person.gender, age) if share(rnd, _WITH_FAMILY) else None,
        "needs": _NEEDS[int(rnd.random() * len(_NEEDS))] if share(rnd, _WITH_NEEDS) else None,
    }


def born(day: date, age: float) -> date:
    """Return the birth date of somebody who is `age` years old on a day."""
    return day - timedelta(days=int(age * _YEAR_DAYS))


def move_birthday(birth_on: date, to: date) -> date:
    """Return the birth date in the same year, on the month and day of `to`."""
    try:
        return to.replace(year=birth_on.year)
    except ValueError:  # the 29th of February of a year that has none
        return to.replace(year=birth_on.year, day=28)


def _family(rnd: Random, gender: Gender, age: float) -> str:
    if age < _MARRIED_AT:
        return _SINGLE[int(rnd.random() * len(_SINGLE))]
    spouse = "Chồng" if gender is Gender.FEMALE else "Vợ"
    job = _JOBS[int(rnd.random() * len(_JOBS))]
    children = _CHILDREN[int(rnd.random() * len(_CHILDREN))]
    return f"{spouse} là {job}, {children}."
