"""Scenes of what the company's server did not take over."""

from __future__ import annotations

from typing import cast

from desktop.core.filters import Json
from desktop.core.ports import Worker
from desktop.core.sync_status import problems_from_json
from desktop.views.sync.merge_dialog import MergeDialog
from desktop.views.sync.problem_words import field_of
from desktop.views.sync.sync_watch import SyncWatch
from desktop.views.sync.sync_window import SyncWindow
from tools.shots.scenes.register import scene
from tools.shots.studio import Studio

AT = 1_795_000_000_000_000


class Server:
    """Tells of problems, and that all is well otherwise."""

    def __init__(self, problems: list[Json]) -> None:
        self._problems = problems

    async def ask(self, request: str, arguments: object, progress: object = None) -> Json:
        """Return the answer."""
        if request == "sync.problems":
            return self._problems
        host, login = "may-chu.songhuong.vn", "an.nguyen"
        told: dict[str, Json] = {"joined": True, "state": "ok", "host": host, "login": login}
        return {**told, "problems": len(self._problems), "last_at": AT}


@scene("problems")
async def problems(studio: Studio) -> None:
    company, lead = str(studio.subjects.company), str(studio.subjects.lead)
    about: dict[str, Json] = {"kind": "conflict", "entity": "account", "id": company, "at": AT}
    text: dict[str, Json] = {"base": "Gọi lại", "theirs": "Gọi lại\nĐã gửi báo giá"}
    told: list[Json] = [
        {**about, "n": 1, "field": "short_name", "base": None, "theirs": "SM", "mine": "Sao Mai"},
        {
            **about,
            **text,
            "n": 2,
            "field": "description",
            "mine": "Gọi lại thứ Năm",
            "merged": "Gọi lại\nĐã gửi báo giá\nGọi lại thứ Năm",
            "clashes": 1,
        },
        {
            "n": 3,
            "kind": "refused",
            "entity": "note",
            "id": lead,
            "code": "link_missing",
            "at": AT,
            "edits": [
                {"entity": "note", "id": lead, "op": "I", "values": {"subject": "Hẹn ghé kho"}}
            ],
        },
    ]
    worker = studio.jobs.worker
    studio.jobs.worker = cast("Worker", Server(told))
    watch = SyncWatch(studio.jobs, studio.window)
    watch.begin()
    await studio.until(lambda: watch.status.problems)
    window = SyncWindow(studio.jobs, watch, studio.window)
    window.show()
    await studio.until(lambda: len(window.problems.cards) == len(told))
    await studio.shoot("problems")
    problem = problems_from_json(told)[1]
    field = field_of(problem)
    if field is None:
        raise LookupError(problem.field)
    dialog = MergeDialog(problem, field, window)
    dialog.open()
    await studio.shoot("problems-merge")
    dialog.close()
    window.close()
    watch.stop()
    studio.jobs.worker = worker
