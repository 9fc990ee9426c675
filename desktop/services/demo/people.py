"""The persons at the demo company's customers, and how one speaks to them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Final

from desktop.services.demo.diary import Values
from desktop.services.demo.names import Gender, make_job_title, make_person
from desktop.services.demo.office import share
from desktop.services.demo.persons import born
from desktop.services.demo.reach import make_mobile, make_person_email

_HEADS: Final = ("Giám đốc", "Tổng giám đốc", "Chủ", "Phó giám đốc")
_DEPARTMENTS: Final = (
    ("kế toán", "Phòng Kế toán"), ("kinh doanh", "Phòng Kinh doanh"),
    ("mua hàng", "Phòng Mua hàng"), ("kỹ thuật", "Phòng Kỹ thuật"), ("kỹ sư", "Phòng Kỹ thuật"),
    ("nhân sự", "Phòng Hành chính nhân sự"), ("kho", "Bộ phận kho"),
    ("marketing", "Phòng Marketing"), ("giám đốc", "Ban giám đốc"), ("chủ tịch", "Ban giám đốc"),
)  # fmt: skip
_RESPECTED_AGE, _YOUNG_AGE = 52, 25
_CALLS: Final = {"anh": "anh", "chi": "chị", "ong": "ông", "ba": "bà", "em": "em"}
_WITH_BIRTH, _WITH_EMAIL, _WITH_PHONE = 0.36, 0.82, 0.94


@dataclass(slots=True)
class Person:
    """Somebody at a customer."""

    id: uuid.UUID
    values: Values
    made_on: date

    @property
    def call(self) -> str:
        """How we speak to them: "chị Hương"."""
        return call_of(self.values["salutation"], self.values["full_name"])

    @property
    def is_head(self) -> bool:
        """Tell whether others there report to them."""
        return str(self.values["title"]).startswith(_HEADS)


def make_contact_values(rnd: Random, day: date, domain: str) -> Values:
    """Return the record of a person at a company whose addresses end with `domain`."""
    person = make_person(rnd)
    title = make_job_title(rnd)
    age = 22 + rnd.betavariate(2, 2.6) * 43
    if title.startswith(_HEADS):
        age = max(age, 33)
    email = make_person_email(person.full_name, rnd, domain if share(rnd, 0.8) else "")
    return {
        "full_name": person.full_name,
        "salutation": salutation_for(person.gender, age),
        "title": title,
        "department": department_of(title),
        "gender": person.gender.value,
        "phones": [{"number": make_mobile(rnd), "label": ""}] if share(rnd, _WITH_PHONE) else None,
        "emails": [email] if share(rnd, _WITH_EMAIL) else None,
        "birth_on": born(day, age) if share(rnd, _WITH_BIRTH) else None,
        "do_not_call": share(rnd, 0.012),
    }


def salutation_for(gender: Gender, age: float) -> str:
    """Return how one addresses somebody of an age."""
    if age < _YOUNG_AGE:
        return "em"
    if age >= _RESPECTED_AGE:
        return "ba" if gender is Gender.FEMALE else "ong"
    return "chi" if gender is Gender.FEMALE else "anh"


def call_of(salutation: str, full_name: str) -> str:
    """Return how one speaks to somebody: "anh Tuấn"."""
    return f"{_CALLS[salutation]} {full_name.rsplit(maxsplit=1)[-1]}"


def department_of(title: str) -> str | None:
    """Return the department that a job title tells."""
    low = title.lower()
    return next((name for word, name in _DEPARTMENTS if word in low), None)
