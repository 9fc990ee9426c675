"""Scenes of reminders and notices."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QPoint

from desktop.core.clock import SystemClock, to_micros
from desktop.core.ports import Reads
from desktop.core.reminders.reading import Waiting, read_waiting
from desktop.core.reminders.wheel import turn
from desktop.views.notices.reminder_window import ReminderWindow
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
