"""Scenes of the window of an event: its fields, who takes part, a time for all, repeat rules."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from desktop.core.clock import SystemClock, local_zone
from desktop.core.filters import Json
from desktop.core.ids import new_id
from desktop.core.pages import Ref
from desktop.core.ports import Reads
from desktop.core.recurrence.scopes import Scope
from desktop.core.recurrence.simple import Kind
from desktop.views.diary.editor.event_reading import Opened
from desktop.views.diary.editor.event_window import EventWindow
from desktop.views.diary.editor.find_time_dialog import FindTimeDialog
from desktop.views.diary.editor.opening import EventOpener
from desktop.views.diary.editor.rule_dialog import RuleDialog
from desktop.views.records.form_editors import FormEditors
from tools.shots.scenes.register import scene
from tools.shots.studio import Studio

NOTES = (
    ("people", "Anh Minh muốn xem bản demo trên máy tính bảng, nhớ mang theo."),
    ("me", "Giá sàn 280 triệu, không nói trước."),
)


def _opener(studio: Studio) -> EventOpener:
    editors = FormEditors(studio.jobs, (), _open_nothing, studio.window)
    return EventOpener(studio.jobs, editors, studio.me, studio.window)


def _open_nothing(_entity: str, _record: uuid.UUID) -> None:
    """Stay where we are."""


def _colleagues(reads: Reads) -> list[Ref]:
    return [hit.ref for hit in reads.choices("app_user", "", 4)]


async def _event(studio: Studio) -> uuid.UUID:
    """Enter a meeting with colleagues, a room and notes, and another one at the same time."""
    day = SystemClock().now().astimezone(local_zone()).date() + timedelta(days=2)
    event, colleagues = str(new_id()), await studio.jobs.read(_colleagues)
    times: dict[str, Json] = {"zone": str(local_zone()), "is_all_day": False}
    meeting: dict[str, Json] = {"title": "Bàn hợp đồng bảo trì", "place": "Phòng họp 1"}
    meeting["account_id"] = str(studio.subjects.company)
    meeting["rule"] = "FREQ=WEEKLY"
    start = datetime.combine(day, datetime.min.time()) + timedelta(hours=9)
    for title, hours, values in (("Họp nội bộ", 1, {}), ("", 2, meeting)):
        end = start + timedelta(hours=hours)
        spans: dict[str, Json] = {"start": start.isoformat(), "end": end.isoformat(), **times}
        entered = {**values, **({"title": title} if title else {})}
        outcome = await studio.jobs.command("event.enter", values=entered, **spans)
        event = str(outcome.value)
        people: list[Json] = [{"user_id": str(one.id)} for one in colleagues]
        people += [] if title else [{"email": "minh@hoasen.vn", "name": "Trần Minh"}]
        await studio.jobs.command("event.invite", id=event, people=people)
    for audience, text in NOTES:
        about: dict[str, Json] = {"record_type": "event", "record_id": event}
        await studio.jobs.command("own_note.write", text=text, audience=audience, **about)
    return uuid.UUID(event)


async def _opened(studio: Studio, event: uuid.UUID) -> EventWindow:
    window = _opener(studio).open(Opened(event, "", Scope.ALL))
    await studio.until(lambda: window.form.values().get("title"))
    await studio.settle()
    return window


@scene("event-editor")
async def window_of_an_event(studio: Studio) -> None:
    event = await _event(studio)
    window = await _opened(studio, event)
    await studio.shoot("event-editor")
    for part, name in ((window.people, "people"), (window.notes, "notes")):
        window.tabs.setCurrentWidget(part)
        await studio.shoot(f"event-editor-{name}")
    window.people.finder.click()
    dialog = await studio.top(FindTimeDialog)
    await studio.until(dialog.list.count)
    await studio.shoot("event-find-a-time")
    dialog.reject()
    window.is_leaving = True
    window.close()


@scene("event-new")
async def a_new_event(studio: Studio) -> None:
    window = _opener(studio).begin({"account_id": str(studio.subjects.company)})
    await studio.settle()
    await studio.shoot("event-new")
    window.is_leaving = True
    window.close()


@scene("repeat-rule")
async def building_a_rule(studio: Studio) -> None:
    for name, kind in (
        ("weekly", Kind.WEEKLY),
        ("monthly", Kind.MONTHLY_WEEKDAY),
        ("lunar", Kind.LUNAR_YEARLY),
    ):
        dialog = RuleDialog(datetime(2028, 6, 23, 9), "", studio.window)  # noqa: DTZ001 - a wall
        dialog.fields.kind.setCurrentIndex(dialog.fields.kind.findData(kind.value))
        dialog.show()
        await studio.shoot(f"repeat-rule-{name}")
        dialog.close()
        dialog.deleteLater()
