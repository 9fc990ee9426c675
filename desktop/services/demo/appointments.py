"""The diary of the demo company: calendars, rooms, what repeats, customers met, invitations."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from desktop.core.clock import DEFAULT_ZONE, find_zone
from desktop.core.diary.own_calendar import attendee_id, own_calendar_id
from desktop.core.lunar import LunarDay, from_lunar, to_lunar
from desktop.core.permissions import Visibility
from desktop.core.recurrence.addressing import variation_id, variation_key
from desktop.services.demo.customers import Customer
from desktop.services.demo.diary import Values
from desktop.services.demo.office import Office, make_id, make_random

_CATEGORIES: Final = (
    ("Họp nội bộ", "blue"),
    ("Gặp khách hàng", "green"),
    ("Đi công tác", "orange"),
    ("Đào tạo", "purple"),
    ("Việc riêng", "grey"),
)
_ROOMS: Final = (
    ("Phòng họp lớn", "room", "Tầng 3", 20, "yellow"),
    ("Phòng họp nhỏ", "room", "Tầng 2", 6, "yellow"),
    ("Xe 7 chỗ 30K-123.45", "car", "Hầm để xe", 7, "red"),
)
# Days from today, hour, minute, length in minutes, what it is about.
_MET: Final = (
    (-6, 9, 0, 60, "Khảo sát nhu cầu"),
    (-4, 14, 30, 90, "Trình bày giải pháp"),
    (-2, 10, 0, 60, "Thương lượng hợp đồng"),
    (-1, 15, 0, 45, "Nghiệm thu lắp đặt"),
    (0, 9, 30, 60, "Gặp trao đổi báo giá"),
    (0, 14, 0, 90, "Trình bày thiết bị mới"),
    (1, 8, 30, 60, "Bàn kế hoạch bảo trì"),
    (2, 10, 0, 90, "Khảo sát nhà xưởng"),
    (3, 15, 30, 60, "Ký phụ lục hợp đồng"),
    (6, 9, 0, 120, "Đào tạo vận hành"),
    (8, 14, 0, 60, "Gặp giám đốc mua hàng"),
    (12, 10, 30, 60, "Tổng kết năm với khách"),
)
_INVITED: Final = (("Họp kế hoạch quý sau", 2, 14), ("Duyệt mẫu quảng cáo Tết", 4, 10))
_FRIDAY: Final = 4
_RESULT: Final = "Khách đồng ý phương án, hẹn gửi lại báo giá."


def note_appointments(office: Office, customers: Sequence[Customer]) -> None:
    """Note the calendars of the company and what stands in them."""
    writer = _Writer(office)
    writer.make_calendars()
    writer.repeat()
    writer.meet([one for one in customers if one.is_company and one.type == "customer"])
    writer.be_away()
    writer.be_invited()


class _Writer:
    def __init__(self, office: Office) -> None:
        self._office = office
        self._rnd = make_random("appointments")
        self._me = office.staff.owner
        there = [one.id for one in office.staff.there_on(office.last_day)]
        self._others = [one for one in there if one != self._me]
        self._names = {one.id: one.name for one in office.staff.there_on(office.last_day)}
        self._monday = office.today - timedelta(office.today.weekday())
        self._categories: dict[str, uuid.UUID] = {}
        self._rooms: list[uuid.UUID] = []
        self._team = uuid.UUID(int=0)

    def make_calendars(self) -> None:
        """Make the own calendars, the company's, the rooms and the car."""
        for name, colour in _CATEGORIES:
            told = {"name": name, "colour": colour}
            self._categories[name] = self._make("event_category", -60, told)
        for who in (self._me, *self._others[:4]):
            facts: Values = {
                "id": own_calendar_id(who),
                "name": self._names.get(who, "Lịch của tôi"),
                "calendar_type": "own",
                "visibility": Visibility.PRIVATE if who == self._me else Visibility.PUBLIC,
            }
            self._make("calendar", -50, facts, who)
        facts = {"name": "Lịch chung công ty", "calendar_type": "group", "colour": "purple"}
        self._team = self._make("calendar", -50, facts | {"visibility": Visibility.PUBLIC})
        for name, kind, place, seats, colour in _ROOMS:
            facts = {
                "name": name,
                "calendar_type": "resource",
                "resource_type": kind,
                "place": place,
                "capacity": seats,
                "colour": colour,
                "visibility": Visibility.PUBLIC,
            }
            self._rooms.append(self._make("calendar", -50, facts))

    def repeat(self) -> None:
        """Make what comes again and again: by the week, the month, and the moon."""
        began = self._monday - timedelta(weeks=8)
        inside: Values = {"category": "Họp nội bộ"}
        weekly = inside | {"rule": "FREQ=WEEKLY;BYDAY=MO", "place": "Phòng họp lớn"}
        all_of_us = weekly | {"calendar_id": self._team}
        briefing = self._event("Giao ban đầu tuần", began, (8, 0), 60, all_of_us)
        self._book(briefing, self._rooms[0])
        self._invite(briefing, self._others[:5], "accepted")
        self._vary(briefing, self._monday + timedelta(weeks=1), (8, 0), (9, 30))
        weekly = inside | {"rule": "FREQ=WEEKLY;BYDAY=TH", "place": "Phòng họp nhỏ"}
        team = self._event("Họp nhóm kinh doanh", began + timedelta(3), (14, 0), 90, weekly)
        self._invite(team, self._others[1:4], "accepted")
        monthly = inside | {"rule": "FREQ=MONTHLY;BYDAY=-1FR"}
        last_friday = _last_friday(began)
        self._event("Chốt số cuối tháng", last_friday, (16, 0), 60, monthly)
        sport = {"rule": "FREQ=WEEKLY;BYDAY=TU,FR", "is_private": True, "show_as": "free"}
        own: Values = {"category": "Việc riêng"}
        self._event("Tập thể dục", began + timedelta(1), (17, 30), 60, own | sport)
        self._by_the_moon("Giỗ ông nội", 10, 12, own | {"is_private": True})
        shared = {"calendar_id": self._team, "show_as": "free"}
        self._by_the_moon("Giỗ Tổ Hùng Vương", 3, 10, own | shared)

    def meet(self, customers: Sequence[Customer]) -> None:
        """Make the appointments with customers, those of the past held."""
        for number, (days, hour, minute, length, about) in enumerate(_MET):
            customer = customers[(7 * number + 3) % len(customers)]
            name = customer.values.get("short_name") or customer.values["name"]
            facts: Values = {
                "category": "Gặp khách hàng",
                "account_id": customer.id,
                "status": "held" if days < 0 else "planned",
                "reminders": ["15"],
                "place": "Tại văn phòng khách" if number % 2 else None,
                "result": _RESULT if days < 0 else None,
            }
            day = self._office.today + timedelta(days)
            event = self._event(f"{about}: {name}", day, (hour, minute), length, facts)
            if number % 3 == 0:
                self._invite(event, self._others[number % 4 : number % 4 + 1], "accepted")

    def be_away(self) -> None:
        """Make what takes whole days, and a training."""
        away: Values = {"category": "Đi công tác", "show_as": "away"}
        day = self._monday + timedelta(9)
        trip = self._event("Công tác TP. Hồ Chí Minh", day, None, 3, away)
        self._book(trip, self._rooms[2])
        taught: Values = {"category": "Đào tạo", "calendar_id": self._team}
        self._event("Đào tạo sản phẩm mới", self._monday + timedelta(4), (13, 30), 150, taught)

    def be_invited(self) -> None:
        """Make invitations of colleagues that still wait for an answer."""
        for number, (title, days, hour) in enumerate(_INVITED):
            host = self._others[number]
            facts: Values = {"category": "Họp nội bộ", "host": host}
            day = self._office.today + timedelta(days)
            event = self._event(title, day, (hour, 0), 60, facts)
            self._invite(event, [self._me], "needs_action", host)

    def _by_the_moon(self, title: str, month: int, day: int, values: Values) -> None:
        lunar = to_lunar(self._office.today)
        first = lunar and from_lunar(LunarDay(day, month, lunar.year - 1))
        if first:
            rule = f"RSCALE=X-VIETNAMESE;FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day};SKIP=BACKWARD"
            self._event(title, first, None, 1, values | {"rule": rule})

    def _event(
        self,
        title: str,
        day: date,
        at: tuple[int, int] | None,
        length: int,
        values: Values,
    ) -> uuid.UUID:
        """Make an event of `length` minutes, or days where it has no time of day."""
        starts_at = _moment(day, at or (0, 0))
        lasts = timedelta(days=length) if at is None else timedelta(minutes=length)
        said = dict(values)
        host = said.pop("host", self._me)
        facts = {
            "title": title,
            "starts_at": starts_at,
            "ends_at": starts_at + lasts,
            "is_all_day": at is None,
            "zone": DEFAULT_ZONE,
            "category_id": self._categories[said.pop("category")],
            "calendar_id": own_calendar_id(host),
        }
        return self._make("event", -15, facts | said, host)

    def _invite(
        self,
        event: uuid.UUID,
        people: Sequence[uuid.UUID],
        answer: str,
        host: uuid.UUID | None = None,
    ) -> None:
        host = host or self._me
        for who in (host, *people):
            facts: Values = {
                "id": attendee_id(event, who),
                "event_id": event,
                "user_id": who,
                "owner_id": who,
                "name": self._names.get(who),
                "role": "chair" if who == host else "required",
                "answer": "accepted" if who == host else answer,
            }
            self._make("attendee", -8, facts, host)

    def _book(self, event: uuid.UUID, room: uuid.UUID) -> None:
        facts: Values = {"event_id": event, "resource_id": room, "role": "resource"}
        facts |= {"id": attendee_id(event, room), "answer": "accepted"}
        self._make("attendee", -7, facts)

    def _vary(self, event: uuid.UUID, day: date, at: tuple[int, int], to: tuple[int, int]) -> None:
        """Move one time of a series of one hour."""
        original = datetime(day.year, day.month, day.day, *at)  # noqa: DTZ001 - a wall time
        facts: Values = {
            "id": variation_id(event, original),
            "event_id": event,
            "original": variation_key(original),
            "starts_at": _moment(day, to),
            "ends_at": _moment(day, to) + timedelta(hours=1),
        }
        self._make("event_variation", -6, facts)

    def _make(
        self, entity: str, days: int, values: Values, who: uuid.UUID | None = None
    ) -> uuid.UUID:
        """Note that a record was made some working days ago."""
        day = self._office.past.days[days]
        act = self._office.act(self._rnd, day, who or self._me, f"{entity}.create")
        made: Values = {"id": make_id(self._rnd, act.at), **values}
        self._office.diary.make(act, entity, made)
        found: uuid.UUID = made["id"]
        return found


def _moment(day: date, at: tuple[int, int]) -> datetime:
    return datetime(day.year, day.month, day.day, *at, tzinfo=find_zone(DEFAULT_ZONE))


def _last_friday(day: date) -> date:
    """Return the last Friday of a day's month."""
    last = (day.replace(day=1) + timedelta(32)).replace(day=1) - timedelta(1)
    return last - timedelta((last.weekday() - _FRIDAY) % 7)
