"""Arguments with which the commands of the diary and of notices have something to do."""

from __future__ import annotations

import uuid
from typing import Any

from desktop.core.clock import to_micros
from desktop.core.notices.kinds import KINDS
from desktop.services.opening import OpenProfile
from tests.examples import ExampleMaker
from tests.services.work_arguments import Arguments, Maker

START = "2026-11-25T09:00"
ZONE = "Asia/Ho_Chi_Minh"
KEY = "event/00000000-0000-0000-0000-000000000001/20261125T090000/15"


def _event(opened: OpenProfile, make: ExampleMaker, **more: Any) -> Arguments:
    told = {"values": {"title": "Giao ban", "calendar_id": make("calendar")}, "zone": ZONE}
    found = opened.commands.run("event.enter", {**told, "start": START})
    return {"id": str(found.value), **more}


def _invited(opened: OpenProfile, make: ExampleMaker) -> tuple[str, list[str]]:
    event = _event(opened, make)["id"]
    me = {"user_id": str(opened.actor.user_id)}
    guests = opened.commands.run("event.invite", {"id": event, "people": [me]}).value
    assert isinstance(guests, list)
    return event, [str(one) for one in guests]


def _answer(opened: OpenProfile, make: ExampleMaker) -> Arguments:
    event, _guests = _invited(opened, make)
    return {"id": event, "answer": "accepted"}


def _uninvite(opened: OpenProfile, make: ExampleMaker) -> Arguments:
    event, guests = _invited(opened, make)
    return {"id": event, "guests": guests}


def _key() -> str:
    return KEY.replace("-000000000001", f"-{uuid.uuid4().hex[:12]}")


OWN: dict[str, Maker] = {
    "calendar.make_default": lambda _o, make: {"ids": [make("calendar", is_default=False)]},
    "event.enter": lambda _o, make: {
        "values": {"title": "Giao ban", "calendar_id": make("calendar")},
        "start": START,
        "zone": ZONE,
    },
    "event.copy": lambda o, make: _event(o, make, start="2026-11-26T09:00", zone=ZONE),
    "event.reschedule": lambda o, make: _event(o, make, start="2026-11-26T09:00", zone=ZONE),
    "event.call_off": _event,
    "event.vary": lambda o, make: _event(o, make, values={"title": "Giao ban sớm"}),
    "event.invite": lambda o, make: _event(o, make, people=[{"email": "ha@khach.vn"}]),
    "event.uninvite": _uninvite,
    "event.answer": _answer,
    "event.write": lambda o, make: _event(o, make, values={"title": "Giao ban sớm"}),
    "own_note.write": lambda _o, make: {
        "record_type": "project",
        "record_id": make("project"),
        "text": "Gọi sau tám giờ",
    },
    "notice.mark_read": lambda _o, make: {"ids": [make("notice", kind=KINDS[0].key)]},
    "attention.dismiss": lambda _o, _make: {"keys": [_key()]},
    "attention.see": lambda _o, _make: {"keys": [_key()]},
    "attention.snooze": lambda o, _make: {"until": {_key(): to_micros(o.store.clock.now())}},
    "working_hours.set_company": lambda _o, _make: {"week": [[[450, 690]]] * 6 + [[]]},
    "working_hours.set_mine": lambda _o, _make: {"week": [[[540, 1080]]] * 5 + [[], []]},
    "notice_choice.choose": lambda _o, _make: {"kind": KINDS[0].key, "channels": []},
    "notice_choice.rest": lambda _o, _make: {
        "quiet": {"first": 1320, "last": 360, "weekends": True}
    },
}
