"""What was changed later in the demo company, so that records have a history to look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from random import Random
from typing import Final

from desktop.services.demo.customers import Customer
from desktop.services.demo.diary import Values
from desktop.services.demo.markets import make_market
from desktop.services.demo.names import make_job_title, pick
from desktop.services.demo.office import Office, make_id, make_random, share
from desktop.services.demo.organisation import tag_id
from desktop.services.demo.people import Person, department_of
from desktop.services.demo.reach import make_address, make_mobile, make_person_email
from desktop.services.demo.staff import LEADER, LEFT

_CUSTOMER_EDITS, _PERSON_EDITS, _TWINS = 420, 160, 9
_SUCCESSORS: Final = ("ha", "thang", LEADER)
_REMARKS: Final = (
    "Chỉ nhận hàng vào buổi sáng. Gọi trước 30 phút.",
    "Xuất hóa đơn theo chi nhánh, gửi bản PDF cho kế toán.",
    "Ưu tiên chuyển khoản, hạn thanh toán 30 ngày.",
    "Khách khó tính về đóng gói, cần chụp hình trước khi giao.",
    "Có hợp đồng nguyên tắc, báo giá theo bảng giá riêng.",
    "Văn phòng tầng 8, thang hàng chỉ dùng được trước 9h.",
)


def hand_over(office: Office, customers: Sequence[Customer]) -> None:
    """Note that the customers of the one who left got other keepers, by her team's leader."""
    rnd = make_random("handing over")
    staff = office.staff
    leaver, leader = staff.named(LEFT), staff.named(LEADER)
    day = office.past.after(staff.left_on(leaver), 1)
    for customer in customers:
        if customer.owner != leaver.id or customer.made_on >= day:
            continue
        successor = staff.named(pick(rnd, _SUCCESSORS)).id
        customer.successor = (day, successor)
        changed = {"owner_id": successor, "org_unit_id": staff.unit_of(successor)}
        act = office.act(rnd, day, leader.id, "account.change")
        office.diary.change(act, "account", customer.id, changed)


def note_edits(office: Office, customers: Sequence[Customer]) -> None:
    """Note what became known of customers and persons after they were made."""
    rnd = make_random("edits")
    for customer in rnd.sample(list(customers), _CUSTOMER_EDITS):
        if day := _later(office, rnd, customer.made_on):
            edit = _CUSTOMER_KINDS[int(rnd.random() * len(_CUSTOMER_KINDS))]
            act = office.act(rnd, day, customer.keeper(day), "account.save")
            office.diary.change(act, "account", customer.id, edit(rnd, customer))
    known = [(one, person) for one in customers for person in one.people]
    for customer, person in rnd.sample(known, _PERSON_EDITS):
        if day := _later(office, rnd, person.made_on):
            act = office.act(rnd, day, customer.keeper(day), "contact.save")
            office.diary.change(act, "contact", person.id, _person_edit(rnd, customer, person))


def note_twins(office: Office, customers: Sequence[Customer]) -> None:
    """Note that some customers were entered twice, and the second one put into the bin."""
    rnd = make_random("twins")
    recent = [one for one in customers[-len(customers) // 3 :] if not one.lead_on]
    for customer in rnd.sample(recent, _TWINS):
        day = office.past.any_between(rnd, customer.made_on, office.past.days[-4])
        day = max(day, office.past.days[-40])
        names = ("party_type", "name", "phones", "source_id")
        act = office.act(rnd, day, customer.keeper(day), "account.create")
        twin: Values = {name: customer.values[name] for name in names}
        twin |= {"id": make_id(rnd, act.at), "owner_id": act.who, "account_type": "prospect"}
        office.diary.make(act, "account", twin)
        later = office.act(rnd, office.past.after(day, 1), act.who, "account.delete")
        office.diary.bin(later, "account", twin["id"])


def _later(office: Office, rnd: Random, made_on: date) -> date | None:
    """Return a working day after that of the making, None if there is none yet."""
    first = office.past.after(made_on, 1)
    return office.past.any_between(rnd, first, office.last_day, 1.4) if first > made_on else None


def _new_phone(rnd: Random, customer: Customer) -> Values:
    known = customer.values["phones"] or []
    return {"phones": [*known, {"number": make_mobile(rnd), "label": "Zalo"}]}


def _growth(rnd: Random, customer: Customer) -> Values:
    if not customer.is_company:
        return {"description": "Đã mua lần hai, khách dễ tính."}
    employees = customer.values["employees"] or 12
    revenue = customer.values["annual_revenue"] or Decimal(9_000_000_000)
    return {
        "employees": employees + 1 + int(employees * rnd.random() * 0.5),
        "annual_revenue": Decimal(int(revenue * Decimal("1.15") / 10**7) * 10**7),
    }


def _removal(rnd: Random, customer: Customer) -> Values:
    market = customer.market if share(rnd, 0.8) else make_market(rnd)
    return {"address": make_address(rnd, market.province)}


def _remark(rnd: Random, customer: Customer) -> Values:
    return {"description": pick(rnd, _REMARKS)}


def _rating(rnd: Random, customer: Customer) -> Values:
    return {"rating": pick(rnd, ("hot", "warm", "cold"))}


def _thanks(rnd: Random, customer: Customer) -> Values:
    kept = customer.values["tags"] or []
    return {"tags": [*kept, tag_id("tet" if share(rnd, 0.5) else "newsletter")]}


_CUSTOMER_KINDS: Final[tuple[Callable[[Random, Customer], Values], ...]] = (
    _new_phone,
    _growth,
    _removal,
    _remark,
    _remark,
    _rating,
    _thanks,
)


def _person_edit(rnd: Random, customer: Customer, person: Person) -> Values:
    if share(rnd, 0.4):
        title = make_job_title(rnd)
        return {"title": title, "department": department_of(title)}
    if share(rnd, 0.5):
        return {"phones": [{"number": make_mobile(rnd), "label": ""}]}
    name = person.values["full_name"]
    return {"emails": [make_person_email(name, rnd, customer.domain)]}
