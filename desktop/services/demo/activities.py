"""Notes and calls of six years, and the calls that are planned for the coming days."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from desktop.services.demo.customers import Customer
from desktop.services.demo.diary import Act, Values
from desktop.services.demo.office import Office, make_id, make_random, share
from desktop.services.demo.staff import Role
from desktop.services.demo.talks import Pattern, Speaker, patterns, who_at
from desktop.services.demo.workdays import moment_at, office_moment, season_of

NOTES: Final = 5000
CALLS: Final = 5850  # held or missed; those that are planned come on top
_HEAVY: Final = 1.25  # the smaller, the more of all talks are with few customers
_MOST_WEIGHT: Final = 42.0
_SILENT: Final = 0.2  # of the customers nobody talked to
_RECENT, _RECENT_DAYS = 0.3, 100
_MISSED: Final = 0.09
_DEBT, _SERVICE = ("công nợ", "hóa đơn", "thanh toán"), ("bảo trì", "sửa chữa", "hỏng", "sử dụng")
_BY_EXPERT: Final = 0.6  # of such talks are an accountant's or a technician's
_OPENS, _CLOSES = 8 * 3600, 17 * 3600
_QUARTER: Final = 900
_SUNDAY: Final = 6
# Planned calls: days from today, how many, how many of them the owner's.
_PLANS: Final = (
    (-4, 2, 1), (-2, 3, 1), (-1, 4, 2), (0, 15, 7), (1, 12, 4), (2, 10, 3), (3, 9, 3), (4, 8, 3),
    (5, 8, 2), (6, 7, 2), (7, 10, 3), (8, 9, 2), (9, 8, 2), (11, 8, 2), (14, 12, 3), (17, 10, 2),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Talk:
    customer: Customer
    day: date
    kind: str
    is_first: bool


def note_activities(office: Office, customers: Sequence[Customer]) -> None:
    """Note everything that was said and written, and what is planned."""
    rnd = make_random("activities")
    talks = list(_talks(office, rnd, customers))
    writer = _Writer(office, rnd)
    for talk in talks:
        writer.note(talk) if talk.kind == "note" else writer.call(talk)
    active = [one for one in customers if one.type in {"customer", "prospect", "partner"}]
    for offset, count, own in _PLANS:
        for number in range(count):
            customer = active[int(rnd.random() * len(active))]
            keeper = office.staff.owner if number < own else customer.keeper(office.today)
            writer.plan(customer, _plan_day(office.today, offset), keeper)


def _talks(office: Office, rnd: Random, customers: Sequence[Customer]) -> Iterator[_Talk]:
    """Yield so many notes and calls as wanted, the most with few customers."""
    weights = [
        0.0 if share(rnd, _SILENT) else min(rnd.paretovariate(_HEAVY), _MOST_WEIGHT)
        for _ in customers
    ]
    kinds = ["note"] * NOTES + ["call"] * CALLS
    rnd.shuffle(kinds)
    seen: set[uuid.UUID] = set()
    chosen = rnd.choices(customers, weights, k=len(kinds))
    until = {one.id: _last_talk(office, rnd, one) for one in customers}
    for kind, customer in zip(kinds, chosen, strict=True):
        is_first = customer.id not in seen
        seen.add(customer.id)
        day = customer.made_on if is_first else _later(office, rnd, customer, until[customer.id])
        yield _Talk(customer, day, "note" if customer.type == "competitor" else kind, is_first)


def _later(office: Office, rnd: Random, customer: Customer, until: date) -> date:
    """Return the day of a further talk; with customers that are in touch often a recent one."""
    first = customer.made_on
    if until == office.last_day and share(rnd, _RECENT):
        first = max(first, until - timedelta(days=_RECENT_DAYS))
    return office.past.any_between(rnd, first, until, 1.15)


def _last_talk(office: Office, rnd: Random, customer: Customer) -> date:
    """Return on which day one talked to a customer for the last time, often not long ago."""
    if share(rnd, 0.5):
        return office.last_day
    return office.past.any_between(rnd, customer.made_on, office.last_day, 1.6)


class _Writer:
    """Writes talks into the diary."""

    def __init__(self, office: Office, rnd: Random) -> None:
        self._office = office
        self._rnd = rnd
        self._speaker = Speaker(office, rnd)

    def note(self, talk: _Talk) -> None:
        """Write down a note."""
        pattern = self._pattern(talk)
        who, person = who_at(talk.customer, self._rnd, talk.day)
        subject, body = self._speaker.fill(pattern, talk.customer, who, talk.day)
        act = self._act(talk, subject, "note.create")
        values = self._values(act, talk.customer, person, subject)
        self._office.diary.make(act, "note", values | {"noted_at": act.at, "body": body})

    def call(self, talk: _Talk) -> None:
        """Write down a call that took place, or that nobody answered."""
        rnd = self._rnd
        is_missed = not talk.is_first and share(rnd, _MISSED)
        chosen = patterns("missed", "call")
        pattern = chosen[int(rnd.random() * len(chosen))] if is_missed else self._pattern(talk)
        who, person = who_at(talk.customer, rnd, talk.day)
        subject, result = self._speaker.fill(pattern, talk.customer, who, talk.day)
        act = self._act(talk, subject, "call.create")
        values = self._values(act, talk.customer, person, subject) | {
            "direction": "inbound" if pattern.is_inbound else "outbound",
            "status": "missed" if is_missed else "held",
            "called_at": act.at,
            "phones": self._numbers(talk.customer, person),
        }
        if not is_missed:
            values["result"] = result
            values["duration_minutes"] = 1 + int(rnd.lognormvariate(1.3, 0.7))
            if share(rnd, 0.12):
                coming = talk.day + timedelta(days=2 + int(rnd.random() * 12))
                values["next_at"] = office_moment(rnd, coming)
        self._office.diary.make(act, "call", values)

    def plan(self, customer: Customer, day: date, owner: uuid.UUID) -> None:
        """Write down a call that somebody means to make on a day, on a full quarter of an hour."""
        office, rnd = self._office, self._rnd
        chosen = patterns("planned", "call")
        pattern = chosen[int(rnd.random() * len(chosen))]
        who, person = who_at(customer, rnd, office.last_day)
        subject, _text = self._speaker.fill(pattern, customer, who, office.last_day)
        noted = min(office.last_day, day - timedelta(days=1 + int(rnd.random() * 6)))
        noted = max(office.past.after(noted, 0), customer.made_on)
        act = office.act(rnd, noted, owner, "call.create")
        seconds = _OPENS + int(rnd.random() * (_CLOSES - _OPENS)) // _QUARTER * _QUARTER
        values = self._values(act, customer, person, subject) | {
            "direction": "outbound",
            "status": "planned",
            "called_at": moment_at(day, seconds),
            "phones": self._numbers(customer, person),
        }
        office.diary.make(act, "call", values)

    def _pattern(self, talk: _Talk) -> Pattern:
        rnd, customer = self._rnd, talk.customer
        stage = customer.stage(talk.day)
        season = season_of(talk.day)
        if season and stage in {"customer", "prospect", "supplier", "partner"} and share(rnd, 0.4):
            stage = season
        elif talk.is_first and stage == "prospect":
            stage = "new"
        chosen = patterns(stage, talk.kind)
        return chosen[int(rnd.random() * len(chosen))]

    def _act(self, talk: _Talk, subject: str, command: str) -> Act:
        return self._office.act(self._rnd, talk.day, self._author(talk, subject.lower()), command)

    def _author(self, talk: _Talk, subject: str) -> uuid.UUID:
        """Return who talked: the customer's seller, or an expert for money and machines."""
        staff, keeper = self._office.staff, talk.customer.keeper(talk.day)
        if share(self._rnd, _BY_EXPERT):
            if any(word in subject for word in _DEBT):
                return staff.any_of(self._rnd, Role.ACCOUNTANT, talk.day)
            if any(word in subject for word in _SERVICE):
                return staff.any_of(self._rnd, Role.TECHNICIAN, talk.day)
        if staff.is_there(keeper, talk.day):
            return keeper
        return staff.any_of(self._rnd, Role.SELLER, talk.day)

    def _values(self, act: Act, customer: Customer, person: int, subject: str) -> Values:
        return {
            "id": make_id(self._rnd, act.at),
            "subject": subject,
            "account_id": customer.id,
            "contact_id": customer.people[person].id if person >= 0 else None,
            "owner_id": act.who,
            "org_unit_id": self._office.staff.unit_of(act.who),
        }

    def _numbers(self, customer: Customer, person: int) -> list[Values] | None:
        known = customer.people[person].values["phones"] if person >= 0 else None
        numbers: list[Values] | None = known or customer.values["phones"]
        return numbers[:1] if numbers else None


def _plan_day(today: date, offset: int) -> date:
    """Return the day so many days from today; nobody but today plans anything for a Sunday."""
    day = today + timedelta(days=offset)
    if offset and day.weekday() == _SUNDAY:
        day += timedelta(days=1 if offset > 0 else -1)
    return day
