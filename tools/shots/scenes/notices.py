"""Scenes of reminders and notices."""

from __future__ import annotations

from datetime import datetime, timedelta
from operator import methodcaller

from PySide6.QtCore import QPoint

from desktop.core.clock import SystemClock, to_micros
from desktop.core.ports import Reads
from desktop.core.reminders.reading import Waiting, read_waiting
from desktop.core.reminders.wheel import turn
from desktop.views.notices.notice_hub import NoticeHub
from desktop.views.notices.notice_panel import NoticePanel
from desktop.views.notices.notice_settings import NoticeSettings
from desktop.views.notices.reminder_window import ReminderWindow
from desktop.views.notices.reminders import Reminders
from tools.shots.scenes.register import scene
from tools.shots.studio import Studio


@scene("reminders")
async def reminder_window(studio: Studio) -> None:
    now = SystemClock().now()
    await _plan(studio, now)
    me = studio.me

    def ask(reads: Reads) -> Waiting:
        return read_waiting(reads, me, now)

    waiting = await studio.jobs.read(ask)
    window = ReminderWindow(studio.jobs)
    window.show_turn(turn(waiting.occasions, waiting.deeds, now))
    window.come_forward()
    window.move(studio.window.mapToGlobal(QPoint(440, 240)))
    await studio.shoot("reminders")
    window.hide()
    window.deleteLater()


@scene("notices")
async def notification_centre(studio: Studio) -> None:
    await _told(studio)
    reminders = Reminders(studio.jobs, studio.me)
    hub = NoticeHub(studio.jobs, studio.me)
    reminders.read()
    hub.read()
    await studio.until(lambda: hub.told)
    await studio.settle()
    bell = studio.window.header.bell
    if bell is None:
        raise RuntimeError("the window has no bell")
    bell.show_number(len(hub.unread) + len(reminders.turn.dues))
    panel = NoticePanel(hub, reminders, studio.window)
    panel.filter.setCurrentIndex(panel.filter.findData("unread"))
    panel.renew()
    panel.show_below(bell)
    await studio.shoot("notices")
    panel.filter.setCurrentIndex(panel.filter.findData("assigned"))
    panel.renew()
    await studio.shoot("notices-assigned")
    panel.close()
    panel.deleteLater()
    settings = NoticeSettings(studio.jobs, studio.me, studio.window)
    settings.show()
    await studio.until(settings.isEnabled)
    await studio.shoot("notice-settings")
    settings.reject()
    settings.deleteLater()
    bell.show_number(0)
    reminders.deleteLater()
    hub.deleteLater()


async def _told(studio: Studio) -> None:
    """Let a colleague do something that concerns the person."""
    people = (await studio.jobs.read(methodcaller("organisation"))).people
    other = next(person.id for person in people if person.id != studio.me)
    me = str(studio.me)
    theirs = studio.commands_of(other)
    at = _in(SystemClock().now(), 60)
    for title in ("Khảo sát nhu cầu Hoàn Đức Tuấn", "Soạn hợp đồng bảo trì"):
        theirs.run("task.create", {"values": {"title": title, "assignees": [me], "due_at": at}})
    event = theirs.run("event.create", {"values": {"title": "Họp phòng", "starts_at": at}}).value
    guest = {"event_id": event, "user_id": me, "name": "Quân"}
    theirs.run("attendee.create", {"values": guest})
    theirs.run("event.save", {"id": event, "values": {"place": [None, "Phòng họp 2"]}})


async def _plan(studio: Studio, now: datetime) -> None:
    """Plan something for soon, and something that is over."""
    account = str(studio.subjects.company)
    for entity, values in (
        ("event", {"title": "Họp chốt báo giá", "place": "Phòng họp 2", "starts_at": _in(now, 10)}),
        ("task", {"title": "Gửi báo giá BG-118", "due_at": _in(now, 25)}),
    ):
        said = {**values, "account_id": account, "reminders": ["15", "30"]}
        await studio.jobs.command(f"{entity}.create", values=said)


def _in(now: datetime, minutes: int) -> int:
    return to_micros(now + timedelta(minutes=minutes))
