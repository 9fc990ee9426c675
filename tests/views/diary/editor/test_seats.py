"""Rooms that are too small for those who come."""

from __future__ import annotations

import datetime as dt
import uuid

from desktop.core.diary.time_spans import TimeSpan
from desktop.views.diary.editor.people_pane import PeoplePane
from desktop.views.diary.editor.person import RESOURCE, Person
from desktop.views.diary.editor.seats import too_small

ME, ROOM = uuid.UUID(int=1), uuid.UUID(int=2)
A_ROOM = Person(resource=ROOM, name="Phòng họp A", role=RESOURCE)


def guests(count: int, **facts: str) -> list[Person]:
    return [Person(email=f"khach{n}@abc.vn", **facts) for n in range(count)]


def test_a_room_is_told_that_has_fewer_seats_than_people_come():
    assert too_small([A_ROOM, *guests(3)], {ROOM: 3}, ME) == (
        "Phòng họp A has 3 seats for 4 people."
    )
    assert too_small([A_ROOM, *guests(3)], {ROOM: 4}, ME) == ""
    assert too_small([A_ROOM, Person(user=ME), *guests(3)], {ROOM: 4}, ME) == ""


def test_who_declined_takes_no_seat_and_a_room_without_a_number_is_never_too_small():
    assert too_small([A_ROOM, *guests(9, answer="declined")], {ROOM: 1}, ME) == ""
    assert too_small([A_ROOM, *guests(99)], {}, ME) == ""


def test_the_editor_warns_while_people_are_chosen(qtbot, jobs, run, me):
    values = {"name": "Phòng nhỏ", "calendar_type": "resource", "capacity": 2}
    room = uuid.UUID(str(run("calendar.create", values=values).value))
    pane = PeoplePane(jobs, me)
    qtbot.addWidget(pane)
    nine = dt.datetime(2030, 3, 4, 9)  # noqa: DTZ001 - wall time
    pane.show_time(TimeSpan(nine, nine + dt.timedelta(hours=1)), "Asia/Ho_Chi_Minh")
    pane.take([Person(resource=room, name="Phòng nhỏ", role=RESOURCE), *guests(2)])
    qtbot.waitUntil(lambda: "Phòng nhỏ has 2 seats" in pane.warning)
    pane.take(guests(2))
    qtbot.waitUntil(lambda: pane.warning == "")
