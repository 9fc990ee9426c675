"""What ties the demo company's customers and persons together, and their further addresses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Final

from desktop.services.demo.customers import Customer
from desktop.services.demo.diary import Values
from desktop.services.demo.markets import make_market
from desktop.services.demo.names import pick
from desktop.services.demo.office import Office, make_id, make_random, share
from desktop.services.demo.people import Person
from desktop.services.demo.reach import make_address, make_mobile

_ACCOUNT_RELATIONS, _CONTACT_RELATIONS, _ADDRESSES, _SECOND_PLACES = 140, 90, 380, 84
_BETWEEN_ACCOUNTS: Final = (
    ("supplies", "Cung cấp vật tư định kỳ"), ("supplies", "Nhà cung cấp chính"),
    ("partner_of", "Cùng làm dự án"), ("partner_of", "Liên danh đấu thầu"),
    ("recommended", "Giới thiệu sang mua hàng"), ("recommended", "Khách cũ giới thiệu"),
    ("competes_with", "Cùng ngành, cùng khu vực"), ("other", "Chung chủ đầu tư"),
    ("other", "Thuê chung tòa nhà"),
)  # fmt: skip
_BETWEEN_PERSONS: Final = (
    ("colleague", "Đồng nghiệp cũ"), ("friend", "Bạn học đại học"), ("friend", "Cùng hội golf"),
    ("sibling", "Anh em họ"), ("spouse", ""), ("recommended", "Người giới thiệu"),
    ("colleague", "Từng làm chung công ty"), ("other", "Cùng ban phụ huynh"),
)  # fmt: skip
_USES: Final = (
    ("delivery", "Kho giao hàng"), ("delivery", "Công trường"), ("invoice", "Xuất hóa đơn"),
    ("office", "Văn phòng đại diện"), ("office", "Showroom"), ("delivery", "Nhà máy"),
)  # fmt: skip
_HOME: Final = ("home", "Nhà riêng")
_ROLES: Final = (
    "Cố vấn", "Kế toán thuê ngoài", "Thành viên hội đồng quản trị", "Giám sát dự án",
    "Người giới thiệu", "Đại diện mua hàng", "Cổ đông",
)  # fmt: skip


def note_ties(office: Office, customers: Sequence[Customer]) -> None:
    """Note relations, second places of persons, and further addresses."""
    companies = [one for one in customers if one.people]
    rnd = make_random("ties")
    for _ in range(_ACCOUNT_RELATIONS):
        _relate_accounts(office, rnd, companies)
    for _ in range(_CONTACT_RELATIONS):
        _relate_persons(office, rnd, companies)
    for _ in range(_SECOND_PLACES):
        _second_place(office, rnd, companies)
    for _ in range(_ADDRESSES):
        _further_address(office, rnd, customers)


def _relate_accounts(office: Office, rnd: Random, companies: Sequence[Customer]) -> None:
    one, other = _two(rnd, companies)
    relation, remark = _BETWEEN_ACCOUNTS[int(rnd.random() * len(_BETWEEN_ACCOUNTS))]
    values: Values = {
        "account_id": one.id,
        "relation_type": relation,
        "other_id": other.id,
        "remark": remark,
    }
    _note(office, rnd, "account_relation", values, one, other.made_on)


def _relate_persons(office: Office, rnd: Random, companies: Sequence[Customer]) -> None:
    one, other = _two(rnd, companies)
    person, known = _any(rnd, one), _any(rnd, other)
    relation, remark = _BETWEEN_PERSONS[int(rnd.random() * len(_BETWEEN_PERSONS))]
    values: Values = {
        "contact_id": person.id,
        "relation_type": relation,
        "other_id": known.id,
        "remark": remark or None,
    }
    _note(office, rnd, "contact_relation", values, one, max(person.made_on, known.made_on))


def _second_place(office: Office, rnd: Random, companies: Sequence[Customer]) -> None:
    home, place = _two(rnd, companies)
    person = _any(rnd, home)
    values: Values = {
        "account_id": place.id,
        "contact_id": person.id,
        "role": pick(rnd, _ROLES),
        "is_inactive": share(rnd, 0.15),
    }
    _note(office, rnd, "account_contact", values, place, person.made_on)


def _further_address(office: Office, rnd: Random, customers: Sequence[Customer]) -> None:
    customer = customers[int(rnd.random() * len(customers))]
    use, label = _USES[int(rnd.random() * len(_USES))] if customer.is_company else _HOME
    market = customer.market if share(rnd, 0.6) else make_market(rnd)
    phone = {"number": make_mobile(rnd), "label": ""}
    values: Values = {
        "account_id": customer.id,
        "use": use,
        "label": label,
        "address": make_address(rnd, market.province),
        "phones": [phone] if share(rnd, 0.5) else None,
    }
    _note(office, rnd, "address", values, customer, customer.made_on)


def _note(
    office: Office, rnd: Random, entity: str, values: Values, of: Customer, not_before: date
) -> None:
    first = max(of.made_on, not_before)
    day = first if share(rnd, 0.3) else office.past.any_between(rnd, first, office.last_day)
    act = office.act(rnd, day, of.keeper(day), f"{entity}.create")
    owned = {
        "id": make_id(rnd, act.at),
        "owner_id": act.who,
        "org_unit_id": office.staff.unit_of(act.who),
    }
    office.diary.make(act, entity, values | owned)


def _two(rnd: Random, companies: Sequence[Customer]) -> tuple[Customer, Customer]:
    one, other = rnd.sample(range(len(companies)), 2)
    return companies[one], companies[other]


def _any(rnd: Random, customer: Customer) -> Person:
    return customer.people[int(rnd.random() * len(customer.people))]
