"""Arguments of the commands of the diary and of notices, drawn from the records of one moment."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from desktop.core.notices.kinds import KINDS
from tests.services.work_drawn import Arguments, Draw, Drawing

ZONE = "Asia/Ho_Chi_Minh"
TIMES = ("2026-11-23T08:00", "2026-12-01T17:00", "2026-11-25")
KEYS = ("event/1/15", "task/2/0")
CHANNELS: tuple[list[str], ...] = ([], ["app"])


def _event(**more: Any) -> Draw:
    """Return what draws one event, and a value for each of `more` from those that may be."""

    def draw(drawn: Drawing) -> Arguments | None:
        ids = drawn.some("event", 1)
        if not ids:
            return None
        return {"id": ids[0], **{n: drawn.pick(st.sampled_from(v)) for n, v in more.items()}}

    return draw


def _enter(drawn: Drawing) -> Arguments | None:
    calendars = drawn.some("calendar", 1)
    if not calendars:
        return None
    values = {"title": "Giao ban", "calendar_id": calendars[0]}
    rule = drawn.pick(st.sampled_from((None, "FREQ=WEEKLY;COUNT=4", "FREQ=DAILY")))
    start = drawn.pick(st.sampled_from(TIMES[:2]))
    return {"values": {**values, "rule": rule}, "start": start, "zone": ZONE}


def _invite(drawn: Drawing) -> Arguments | None:
    events, people = drawn.some("event", 1), drawn.some("contact", 1)
    if not events or not people:
        return None
    guests = [{"contact_id": people[0]}, {"email": "ha@khach.vn"}]
    return {"id": events[0], "people": guests[: drawn.pick(st.integers(1, 2))]}


def _uninvite(drawn: Drawing) -> Arguments | None:
    events, guests = drawn.some("event", 1), drawn.some("attendee", 2)
    return {"id": events[0], "guests": guests} if events and guests else None


def _note(drawn: Drawing) -> Arguments | None:
    ids = drawn.some("project", 1)
    audience = drawn.pick(st.sampled_from(("people", "me")))
    about = {"record_type": "project", "record_id": ids[0]} if ids else {}
    return {**about, "text": "Gọi sau tám giờ", "audience": audience} if ids else None


def _rewrite(drawn: Drawing) -> Arguments | None:
    ids = drawn.some("own_note", 1)
    return {"id": ids[0], "text": "Gọi sau chín giờ"} if ids else None


def _ids(entity: str, most: int = 3) -> Draw:
    def draw(drawn: Drawing) -> Arguments | None:
        ids = drawn.some(entity, most)
        return {"ids": ids} if ids else None

    return draw


def _keys(drawn: Drawing) -> Arguments:
    return {"keys": [drawn.pick(st.sampled_from(KEYS))]}


DRAWN: dict[str, Draw] = {
    "event.enter": _enter,
    "event.copy": _event(start=TIMES[:2], zone=(ZONE,)),
    "event.reschedule": _event(start=TIMES[:2], zone=(ZONE,)),
    "event.call_off": _event(),
    "event.vary": _event(values=({"title": "Giao ban sớm"}, {"place": "Phòng 2"})),
    "event.write": _event(edits=({},)),
    "event.invite": _invite,
    "event.uninvite": _uninvite,
    "event.answer": _event(answer=("accepted", "declined")),
    "calendar.make_default": _ids("calendar", 1),
    "own_note.write": _note,
    "own_note.rewrite": _rewrite,
    "notice.mark_read": _ids("notice"),
    "attention.dismiss": _keys,
    "attention.see": _keys,
    "attention.snooze": lambda drawn: {
        "until": {drawn.pick(st.sampled_from(KEYS)): 1_795_000_000_000_000}
    },
    "working_hours.set_company": lambda _drawn: {"week": [[[450, 690]]] * 6 + [[]]},
    "working_hours.set_mine": lambda drawn: {
        "week": drawn.pick(st.sampled_from((None, [[[540, 1080]]] * 5 + [[], []])))
    },
    "notice_choice.choose": lambda drawn: {
        "kind": KINDS[0].key,
        "channels": drawn.pick(st.sampled_from(CHANNELS)),
    },
    "notice_choice.rest": lambda _drawn: {"quiet": {"first": 1320, "last": 360, "weekends": False}},
}
