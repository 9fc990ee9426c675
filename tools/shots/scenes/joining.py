"""Scenes of the company's server as everybody meets it; what it answers is made up."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final, cast

from desktop.core.clock import SystemClock, to_micros
from desktop.core.filters import Json
from desktop.core.join_plan import Alike, Comparison
from desktop.core.ports import Progress, Worker
from desktop.views.sync.join_dialog import JoinDialog
from desktop.views.sync.match_dialog import MatchDialog
from desktop.views.sync.sync_watch import SyncWatch
from desktop.views.sync.sync_window import SyncWindow
from tools.shots.scenes.register import scene
from tools.shots.studio import Studio

_PAIRS: Final = (
    ("Công ty TNHH Sao Mai", "Sao Mai JSC", ("tax_code", "phones")),
    ("Nguyễn Thị Hòa", "Nguyễn Thị Hòa", ("name",)),
    ("Công ty Cổ phần Hạ Long Xanh", "Hạ Long Xanh", ("emails",)),
)


class Server:
    """Tells how a joined profile stands, and what waits in it."""

    def __init__(self, studio: Studio, **status: Json) -> None:
        now = to_micros(SystemClock().now())
        self._status: dict[str, Json] = {
            "joined": True,
            "state": "ok",
            "host": "may-chu.songhuong.vn",
            "login": "an.nguyen",
            "last_at": now,
            "verified_at": now,
            "pace": {"sent": 12, "received": 340, "ms": 90},
            **status,
        }
        self._edits: list[Json] = [
            {
                "entity": "account",
                "id": str(record_id),
                "op": "U",
                "fields": ["short_name", "phones"],
                "at": now,
                "sent": number == 0,
            }
            for number, record_id in enumerate(
                (studio.subjects.company, studio.subjects.second_company, studio.subjects.person)
            )
        ]
        self._file: dict[str, Json] = {
            "hash": "1",
            "name": "hop-dong-nguyen-tac.pdf",
            "size": 2_400_000,
            "up": True,
            "entity": "account",
            "id": str(studio.subjects.company),
            "field": "file",
        }

    async def ask(
        self, request: str, arguments: Mapping[str, Json], progress: Progress | None = None
    ) -> Json:
        """Return the answer."""
        if request == "sync.waiting":
            return self._edits
        if request == "sync.moving_files":
            return [self._file]
        if request == "sync.problems":
            return []
        if request == "sync.kept_history":
            return {"months": 24}
        if request == "sync.look":
            return {"host": "may-chu.songhuong.vn", "port": 5432, "user": "an.nguyen"}
        return self._status


@scene("join")
async def joining(studio: Studio) -> None:
    worker = studio.jobs.worker
    studio.jobs.worker = cast("Worker", Server(studio))
    dialog = JoinDialog(studio.jobs, studio.window)
    dialog.open()
    await studio.shoot("join")
    dialog.offer_encryption(is_offered=True)
    await dialog.take_file("moi.lienhe")
    dialog.password.setText("quả táo")
    await studio.shoot("join-ready")
    dialog.close()
    pairs = tuple(
        Alike("account", f"m{place}", f"t{place}", reasons, {"name": (mine, theirs)})
        for place, (mine, theirs, reasons) in enumerate(_PAIRS)
    )
    match = MatchDialog(Comparison(2000, pairs, 1200, "KH00001", 340), studio.window)
    match.open()
    await studio.shoot("join-match")
    match.reject()
    studio.jobs.worker = worker


def is_joined(watch: SyncWatch) -> bool:
    """Tell whether the answer came."""
    return watch.status.is_joined


@scene("sync")
async def how_it_stands(studio: Studio) -> None:
    worker = studio.jobs.worker
    told: dict[str, dict[str, Json]] = {
        "sync-well": {},
        "sync-offline": {"state": "offline", "waiting": 3, "files": 1, "transfers": True},
        "sync-locked": {"state": "locked", "locked": True, "waiting": 3},
        "sync-copying": {"copied": False, "received": 120_000},
    }
    for name, status in told.items():
        studio.jobs.worker = cast("Worker", Server(studio, **status))
        watch = SyncWatch(studio.jobs, studio.window)
        watch.begin()
        await studio.until(partial(is_joined, watch))
        window = SyncWindow(studio.jobs, watch, studio.window)
        window.show()
        await studio.shoot(name)
        if name == "sync-offline":
            window.tabs.setCurrentWidget(window.files)
            await studio.shoot("sync-files")
        window.close()
        watch.stop()
    studio.jobs.worker = worker
