"""Visits, meetings, gifts, days to remember and comments of the demo company: some of each."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Final

from desktop.services.demo.customers import Customer
from desktop.services.demo.diary import Act, Values
from desktop.services.demo.office import Office, make_id, make_random
from desktop.services.demo.staff import Role
from desktop.services.demo.talks import who_at
from desktop.services.demo.workdays import moment_at

VISITS, MEETINGS, GIFTS, DAYS, COMMENTS = 260, 90, 180, 240, 120
_OPENS: Final = 8 * 3600 + 1800
_HOUR: Final = 3600
# Planned visits and meetings: days from today.
_PLANS: Final = (0, 0, 1, 1, 2, 3, 3, 4, 5, 6, 7, 8, 10, 13)
_VISITS: Final = (
    ("Khảo sát mặt bằng lắp đặt", "Đã đo đạc xong, cần thêm hai ổ cắm và một đường mạng."),
    ("Ghé thăm chăm sóc định kỳ", "{Who} hài lòng, máy chạy ổn. Nhờ gửi thêm mực dự phòng."),
    ("Giao máy và hướng dẫn sử dụng", "Đã bàn giao, hướng dẫn cho ba nhân viên. Khách ký nhận."),
    ("Xem máy đang hỏng tại chỗ", "Thay cụm sấy, máy chạy lại bình thường. Hẹn kiểm tra lại."),
    ("Đưa máy mẫu cho khách xem", "{Who} thích mẫu nhỏ hơn, cần báo giá hai cấu hình."),
    ("Thăm nhân dịp khai trương", "Tặng lẵng hoa. {Who} giới thiệu thêm một đơn vị bạn."),
)
_MEETINGS: Final = (
    ("Họp thống nhất yêu cầu", "Chốt danh mục thiết bị và tiến độ; khách gửi bản vẽ trong tuần."),
    ("Đàm phán hợp đồng bảo trì", "Khách xin giảm giá, đổi lại ký hai năm. Chờ giám đốc duyệt."),
    ("Nghiệm thu đợt một", "Nghiệm thu đủ số lượng, còn hai điểm mạng phải sửa trước thứ Sáu."),
    ("Rà soát công nợ quý", "Đối chiếu xong, khách hẹn thanh toán trước ngày 25."),
)
_GIFTS: Final = (
    ("Giỏ quà Tết", "Tết Nguyên đán", 850_000, "gift"),
    ("Bánh trung thu", "Trung thu", 620_000, "gift"),
    ("Hoa chúc mừng sinh nhật", "Sinh nhật", 450_000, "gift"),
    ("Lẵng hoa khai trương", "Khai trương", 900_000, "gift"),
    ("Vệ sinh máy miễn phí", "Tri ân khách hàng", 300_000, "service"),
    ("Thiệp chúc mừng năm mới", "Năm mới", 30_000, "card"),
)
_COMMENTS: Final = (
    "Khách này hay hỏi giảm giá, đừng báo giá quá sớm.",
    "Kế toán bên họ đổi người rồi, nhớ xin lại số điện thoại.",
    "Đơn trước giao trễ hai ngày, lần này kho chuẩn bị sớm giúp nhé.",
    "Hợp đồng gốc mình để ở tủ số 2.",
    "Bên này chỉ nhận hóa đơn trước ngày 25 hằng tháng.",
    "Anh giám đốc thích uống trà, lần sau ghé mang theo hộp trà nhỏ.",
)
_FORM: Final = {"visit": "visited_at", "meeting": "met_at"}


def note_care(office: Office, customers: Sequence[Customer]) -> None:
    """Note what was done for customers beside selling to them, and what is planned."""
    kept = [one for one in customers if one.type in {"customer", "prospect"} and one.is_company]
    writer = _Writer(office, make_random("care"), kept)
    for _number in range(VISITS):
        writer.met("visit", _VISITS)
    for _number in range(MEETINGS):
        writer.met("meeting", _MEETINGS)
    for number, offset in enumerate(_PLANS):
        key = "meeting" if number % 3 == 2 else "visit"  # noqa: PLR2004 - every third one
        writer.plan(key, _MEETINGS if key == "meeting" else _VISITS, offset)
    for number in range(GIFTS):
        writer.gift(planned=number < len(_PLANS))
    for number, customer in enumerate(writer.some(DAYS)):
        writer.remember(customer, number)
    for number in range(COMMENTS):
        writer.comment(_COMMENTS[number % len(_COMMENTS)])


class _Writer:
    """Writes it into the diary."""

    def __init__(self, office: Office, rnd: Random, customers: Sequence[Customer]) -> None:
        self._office = office
        self._rnd = rnd
        self._customers = customers

    def some(self, count: int) -> list[Customer]:
        """Return so many different customers."""
        return self._rnd.sample(list(self._customers), min(count, len(self._customers)))

    def met(self, key: str, talks: Sequence[tuple[str, str]]) -> None:
        """Note a visit or meeting that took place, now and then one that was cancelled."""
        rnd, customer = self._rnd, self._customer()
        day = self._office.past.any_between(rnd, customer.made_on, self._office.last_day, 1.2)
        act = self._act(customer, day, f"{key}.create")
        is_held = rnd.random() < 0.93  # noqa: PLR2004 - a share
        values = self._talk(customer, act, talks, day) | {
            "status": "held" if is_held else "cancelled",
            _FORM[key]: act.at,
            "duration_minutes": 20 + int(rnd.random() * 8) * 10 if is_held else None,
        }
        self._office.diary.make(act, key, values if is_held else values | {"result": None})

    def plan(self, key: str, talks: Sequence[tuple[str, str]], offset: int) -> None:
        """Note a visit or meeting that is planned for so many days from today."""
        customer = self._customer()
        act = self._act(customer, self._office.last_day, f"{key}.create")
        at = self._moment(self._office.today + timedelta(days=offset))
        values = self._talk(customer, act, talks, self._office.last_day)
        self._office.diary.make(
            act, key, values | {"status": "planned", "result": None, _FORM[key]: at}
        )

    def gift(self, *, planned: bool) -> None:
        """Note a gift that was given or is planned."""
        rnd, customer = self._rnd, self._customer()
        title, occasion, value, kind = _GIFTS[int(rnd.random() * len(_GIFTS))]
        last = self._office.last_day
        day = last if planned else self._office.past.any_between(rnd, customer.made_on, last, 1.2)
        act = self._act(customer, day, "gift.create")
        self._office.diary.make(
            act,
            "gift",
            self._about(customer, act, day)
            | {
                "title": title,
                "occasion": occasion,
                "gift_type": kind,
                "quantity": 1,
                "value": Decimal(value),
                "status": "planned" if planned else "given",
                "given_on": day + timedelta(days=3 + int(rnd.random() * 20)) if planned else day,
            },
        )

    def remember(self, customer: Customer, number: int) -> None:
        """Note a day to remember: mostly the founding, of some a day of the moon."""
        rnd, office = self._rnd, self._office
        act = self._act(customer, customer.made_on, "anniversary.create")
        day = office.today + timedelta(days=int(rnd.random() * 364) if number > 9 else number * 3)  # noqa: PLR2004 - some come soon
        is_lunar = number % 6 == 5  # noqa: PLR2004 - every sixth
        about = self._about(customer, act, customer.made_on)
        title = f"{'Ngày giỗ tổ nghề' if is_lunar else 'Ngày thành lập'} {_short(customer)}"
        values = about | {
            "title": title,
            "contact_id": None,
            "occasion": "death_day" if is_lunar else "founding",
            "calendar": "lunar" if is_lunar else "solar",
            "day": min(day.day, 28),
            "month": day.month,
            "year": None if is_lunar else 1990 + int(rnd.random() * 30),
            "remind_days": 7,
        }
        office.diary.make(act, "anniversary", values)

    def comment(self, text: str) -> None:
        """Note a comment of a colleague on a customer."""
        rnd, customer = self._rnd, self._customer()
        day = self._office.past.any_between(rnd, customer.made_on, self._office.last_day, 1.6)
        act = self._office.act(rnd, day, self._someone(day), "comment.post")
        self._office.diary.make(act, "comment", _comment(rnd, act, customer, text))

    # --- parts
    def _customer(self) -> Customer:
        return self._customers[int(self._rnd.random() * len(self._customers))]

    def _someone(self, day: date) -> uuid.UUID:
        role = Role.ACCOUNTANT if self._rnd.random() < 0.3 else Role.SELLER  # noqa: PLR2004 - a share
        return self._office.staff.any_of(self._rnd, role, day)

    def _act(self, customer: Customer, day: date, command: str) -> Act:
        staff, keeper = self._office.staff, customer.keeper(day)
        who = keeper if staff.is_there(keeper, day) else staff.any_of(self._rnd, Role.SELLER, day)
        return self._office.act(self._rnd, day, who, command)

    def _moment(self, day: date) -> datetime:
        return moment_at(day, _OPENS + int(self._rnd.random() * 8) * _HOUR)

    def _about(self, customer: Customer, act: Act, day: date) -> Values:
        _who, person = who_at(customer, self._rnd, day)
        return {
            "id": make_id(self._rnd, act.at),
            "account_id": customer.id,
            "contact_id": customer.people[person].id if person >= 0 else None,
            "owner_id": act.who,
            "org_unit_id": self._office.staff.unit_of(act.who),
        }

    def _talk(
        self, customer: Customer, act: Act, talks: Sequence[tuple[str, str]], day: date
    ) -> Values:
        subject, result = talks[int(self._rnd.random() * len(talks))]
        who, _person = who_at(customer, self._rnd, day)
        said = result.format(Who=who[:1].upper() + who[1:])
        return self._about(customer, act, day) | {"subject": subject, "result": said}


def _comment(rnd: Random, act: Act, customer: Customer, text: str) -> Values:
    return {
        "id": make_id(rnd, act.at),
        "title": text[:80],
        "body": text,
        "record_type": "account",
        "record_id": str(customer.id),
        "account_id": customer.id,
    }


def _short(customer: Customer) -> str:
    return str(customer.values.get("short_name") or customer.values["name"])
