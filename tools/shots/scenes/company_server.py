"""Scenes of the company's server in the administration; what it answers is made up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

from desktop.core.clock import SystemClock, to_micros
from desktop.core.filters import Json
from desktop.core.ports import Progress, Worker
from desktop.views.admin.administration_page import AdministrationPage
from desktop.views.admin.server_dialogs import RestoreServerDialog, ScheduleDialog
from desktop.views.admin.server_section import ServerSection
from desktop.views.shell.targets import Target
from tools.shots.scenes.register import scene
from tools.shots.studio import Studio

HOUR: Final = 3_600_000_000  # microseconds
GB: Final = 1024**3


class Server:
    """Answers how the server stands; the rest goes to the worker."""

    def __init__(self, worker: Worker, state: dict[str, Json]) -> None:
        self._worker = worker
        self.state = state

    async def ask(
        self, request: str, arguments: Mapping[str, Json], progress: Progress | None = None
    ) -> Json:
        """Return the answer."""
        if request.startswith("server."):
            return self.state
        return await self._worker.ask(request, arguments, progress)


@scene("company server")
async def company_server(studio: Studio) -> None:
    worker = cast("Worker", studio.jobs.worker)
    server = Server(worker, _state(has_agent=True))
    studio.jobs.worker = server
    studio.window.navigate(Target("administration"))
    page = studio.window.workspace.current_page()
    if not isinstance(page, AdministrationPage):
        raise TypeError("another page")
    page.show_section("server")
    section = page.findChild(ServerSection)
    if section is None:
        raise TypeError("no server is shown")
    await studio.until(section.copies.topLevelItemCount)
    await studio.shoot("company-server")
    for button, kind, name in (
        (section.change, ScheduleDialog, "schedule"),
        (section.back, RestoreServerDialog, "restore"),
    ):
        button.click()
        dialog = await studio.top(kind)
        await studio.shoot(f"company-server-{name}")
        dialog.reject()
        await studio.settle()
    server.state = _state(has_agent=False)
    section.read()
    await studio.until(section.alarms.commands.isVisible)
    await studio.shoot("company-server-alone")
    studio.jobs.worker = worker


def _state(*, has_agent: bool) -> dict[str, Json]:
    now = to_micros(SystemClock().now())
    agent: dict[str, Json] = {
        "host": "may-chu",
        "folder": "/var/lib/lienhe/sao-luu",
        "beat": now,
        "facts": {"room": {"backups": {"free": 80 * GB, "total": 500 * GB}}},
    }
    copies: list[Json] = [
        {
            "name": f"lienhe-{day}",
            "made_at": now - (24 * day + 2) * HOUR,
            "size": 34_000_000 - day * 80_000,
            "by": "Nguyễn Văn An" if day == 1 else "",
            "rows": {"account": 12_480 - 7 * day, "contact": 30_215},
            "tried_at": now - (24 * day + 1) * HOUR,
            "is_sound": True,
            "is_copied": day > 0,
        }
        for day in range(4)
    ]
    return {
        "now": now,
        "database": "lienhe",
        "version": "18.6",
        "size": 96_000_000,
        "agent": agent if has_agent else None,
        "upkeep": {"backup_at": "12:30", "keep": 14, "second_folder": "/media/usb"},
        "backups": copies if has_agent else [],
        "tasks": [],
        "health": {"clients": 24, "silent": 1, "refused": 3, "conflicts": 2},
        "due": {"calls": 12, "overdue": 4, "people": 5},
    }
