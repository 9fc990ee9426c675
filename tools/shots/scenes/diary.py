"""Scenes of the diary: every way to look at it, and what opens on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from PySide6.QtCore import QPoint, QRect

from desktop.core.diary.periods import View
from desktop.core.filters import Json
from desktop.views.diary.diary_page import DiaryPage
from desktop.views.diary.diary_state import DiaryState
from desktop.views.diary.entry_card import EntryCard
from desktop.views.diary.people_dialog import PeopleDialog
from desktop.views.diary.scope_question import ScopeDialog
from desktop.views.fields.day_dialog import DateDialog
from desktop.views.printing.print_dialog import PrintDialog
from desktop.views.shell.targets import Target
from tools.shots.scenes.register import scene
from tools.shots.studio import Studio

MOST: Final = 3  # people beside each other
RULE: Final = "rule"
# Day from Monday on, title, begins, ends ("" for a whole day), more values.
EVENTS: Final[tuple[tuple[int, str, str, str, dict[str, Json]], ...]] = (
    (0, "Giao ban đầu tuần", "08:00", "08:45", {"place": "Phòng họp 1", RULE: "FREQ=WEEKLY"}),
    (0, "Gặp anh Minh bàn hợp đồng bảo trì", "09:30", "11:00", {"place": "Văn phòng khách"}),
    (0, "Gọi nhà cung cấp", "10:00", "10:30", {"show_as": "tentative"}),
    (1, "Hội thảo Chuyển đổi số", "", "", {"place": "Trung tâm Hội nghị Quốc gia"}),
    (1, "Chuẩn bị báo giá quý 1", "14:00", "15:30", {"show_as": "free"}),
    (2, "Demo phần mềm cho Công ty Sao Mai", "09:00", "10:30", {"place": "Google Meet"}),
    (2, "Phỏng vấn ứng viên", "10:00", "11:00", {"is_private": True}),
    (2, "Họp dự án", "10:15", "11:30", {}),
    (3, "Đi công tác Đà Nẵng", "", "", {"show_as": "away"}),
    (4, "Nghiệm thu giai đoạn 1", "15:00", "17:00", {}),
    (5, "Tất niên công ty", "18:00", "21:00", {"place": "Nhà hàng Sen"}),
)


async def fill(studio: Studio, page: DiaryPage) -> None:
    """Enter a week of appointments, once."""
    if getattr(studio, "has_diary", False):
        return
    monday = page.today - timedelta(days=page.today.weekday())
    for offset, title, start, end, more in EVENTS:
        day = (monday + timedelta(days=offset)).isoformat()
        values: dict[str, Json] = {"title": title, **more}
        if "hợp đồng" in title or "Demo" in title:
            values["account_id"] = str(studio.subjects.company)
        times: dict[str, Json] = {"start": day, "end": day, "is_all_day": True}
        if start:
            times = {"start": f"{day}T{start}", "end": f"{day}T{end}", "is_all_day": False}
        await studio.jobs.command("event.enter", values=values, zone=page.zone, **times)
    studio.has_diary = True  # type: ignore[attr-defined]  # a mark of these scenes alone


async def diary(studio: Studio, view: View, count: int = 1) -> DiaryPage:
    """Show the diary of this week in one way."""
    page = await studio.go(Target("calendar"))
    if not isinstance(page, DiaryPage):
        raise TypeError(f"{page} is no diary")
    await studio.until(lambda: page.around.calendars)
    await fill(studio, page)
    page.day = page.today
    people = tuple(one.id for one in page.offered_columns()[:MOST])
    state = replace(DiaryState(), view=view, count=count, people=people)
    page.change_state(page.state.showing(page.around.calendars, page.shown_calendars()))
    page.change_state(replace(state, sizes=page.state.sizes))
    await studio.settle()
    return page


@scene("diary")
async def diary_in_every_way(studio: Studio) -> None:
    for view in View:
        page = await diary(studio, view)
        page.focus_first()
        await studio.shoot(f"diary-{view.value.replace('_', '-')}")


@scene("diary-card")
async def card_of_an_entry(studio: Studio) -> None:
    page = await diary(studio, View.WORK_WEEK)
    if page.surfaces.entries:
        entry = page.surfaces.entries[0]
        page.surfaces.choose(entry.event)
        at = page.surfaces.mapToGlobal(QPoint(300, 220))
        page.surfaces.card_asked.emit(entry, at)
        await studio.top(EntryCard)
        await studio.shoot("diary-card")
        page.surfaces.context_asked.emit(entry, QRect(at, at).center())
        await studio.shoot("diary-menu")


@scene("diary-hours")
async def working_hours(studio: Studio) -> None:
    page = await diary(studio, View.WEEK)
    page.actions_here.choose_hours()
    await studio.settle()
    await studio.shoot("diary-hours")


@scene("diary-print")
async def on_paper(studio: Studio) -> None:
    for view in (View.WEEK, View.MONTH, View.AGENDA):
        await diary(studio, view)
        studio.window.commands.run("file.print")
        dialog = await studio.top(PrintDialog)
        while dialog.is_busy:
            await studio.settle()
        await studio.shoot(f"diary-print-{view.value}")
        dialog.close()


@scene("diary-asks")
async def questions(studio: Studio) -> None:
    page = await diary(studio, View.WEEK)
    entry = next(one for one in page.surfaces.entries if one.is_recurring)
    page.deeds.delete(entry)
    dialog = await studio.top(ScopeDialog)
    await studio.shoot("diary-scope")
    dialog.reject()
    page.actions_here.go_to_date()
    asked = await studio.top(DateDialog)
    asked.field.setText("15/8 âm")
    await studio.shoot("diary-go-to")
    asked.reject()
    page.actions_here.choose_people()
    people = await studio.top(PeopleDialog)
    await studio.shoot("diary-people-choice")
    people.reject()
