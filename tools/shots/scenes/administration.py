"""Scenes of the administration; what the server answers is made up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar, cast

from PySide6.QtWidgets import QDialog, QWidget

from desktop.core.filters import Json
from desktop.core.ports import Progress, Reads, Worker
from desktop.views.admin.administration_page import AdministrationPage
from desktop.views.admin.devices_dialog import DevicesDialog
from desktop.views.admin.member_dialog import MemberDialog
from desktop.views.admin.people_section import PeopleSection
from desktop.views.admin.person_dialog import PersonDialog
from desktop.views.admin.roles_section import RolesSection
from desktop.views.admin.units_section import UnitsSection
from desktop.views.sharing.share_dialog import ShareDialog
from desktop.views.shell.targets import Target
from tools.shots.scenes.register import scene
from tools.shots.studio import Studio

Part = TypeVar("Part", bound=QWidget)
SEEN = "2026-11-20T08:05:00.000000Z"
DEVICES: Sequence[Json] = [
    {"id": "1", "name": "PC-KINHDOANH", "program": "0.1.0", "state": "ok", "last_seen": SEEN},
    {"id": "2", "name": "Laptop cũ", "program": "0.1.0", "state": "wipe", "last_seen": SEEN},
]


class Server:
    """Answers what an administrator asks of the server; the rest goes to the worker."""

    def __init__(self, worker: Worker, people: list[str]) -> None:
        self._worker = worker
        self._people = people

    async def ask(
        self, request: str, arguments: Mapping[str, Json], progress: Progress | None = None
    ) -> Json:
        """Return the answer."""
        if request == "admin.people":
            return [
                {"id": one, "login": f"nv{n}", "is_open": n != 1, "last_seen": SEEN if n else None}
                for n, one in enumerate(self._people[:-1])
            ]
        if request.startswith("admin."):
            return list(DEVICES)
        return await self._worker.ask(request, arguments, progress)


@scene("administration")
async def administration(studio: Studio) -> None:
    def ask(reads: Reads) -> list[str]:
        return [str(one.id) for one in reads.organisation().people]

    people = await studio.jobs.read(ask)
    worker = cast("Worker", studio.jobs.worker)
    studio.jobs.worker = Server(worker, people)
    await _organise(studio, people)
    studio.window.navigate(Target("administration"))
    page = studio.window.workspace.current_page()
    if not isinstance(page, AdministrationPage):
        raise TypeError("another page")
    await _people(studio, page)
    page.show_section("units")
    units = _part(page, UnitsSection)
    await studio.until(units.tree.topLevelItemCount)
    units.tree.setCurrentIndex(units.tree.model().index(0, 0))
    await studio.shoot("administration-units")
    page.show_section("roles")
    roles = _part(page, RolesSection)
    await studio.until(roles.list.count)
    roles.list.setCurrentRow(1)
    for place in range(roles.tabs.count()):
        roles.tabs.setCurrentIndex(place)
        await studio.shoot(f"administration-roles-{place + 1}")
    studio.jobs.worker = worker


async def _organise(studio: Studio, people: list[str]) -> None:
    """Give the demo company a tree and two roles."""

    async def make(key: str, **values: Json) -> str:
        return str((await studio.jobs.command(key, values=values)).value)

    top = await make("org_unit.create", name="Công ty", code="CT")
    north = await make("org_unit.create", name="Chi nhánh Hà Nội", code="HN", parent_id=top)
    await make("org_unit.create", name="Phòng Kinh doanh", code="KD", parent_id=north)
    role = await make("user_role.create", name="Nhân viên kinh doanh", rights=["account.create"])
    await make("user_role.create", name="Kế toán", description="Xem công nợ của mọi khách hàng.")
    grants = (("contacts", "unit", "edit"), ("contacts", "subtree", "view"))
    for module, reach, level in grants:
        values: dict[str, Json] = {"record_module": module, "reach": reach, "level": level}
        await make("permission_grant.create", role_id=role, **values)
    for one in people[:2]:
        await make("role_member.create", role_id=role, user_id=one)


async def _people(studio: Studio, page: AdministrationPage) -> None:
    section = _part(page, PeopleSection)
    await studio.until(section.list.topLevelItemCount)
    section.list.setCurrentIndex(section.list.model().index(2, 0))
    await studio.shoot("administration")
    for button, kind, name in (
        (section.add, PersonDialog, "person"),
        (section.roles, MemberDialog, "member"),
        (section.devices, DevicesDialog, "devices"),
    ):
        button.click()
        dialog: QDialog = await studio.top(kind)
        if isinstance(dialog, PersonDialog):
            dialog.name.setText("Nguyễn Thị Hoa")
        if isinstance(dialog, DevicesDialog):
            await studio.until(dialog.list.topLevelItemCount)
        await studio.shoot(f"administration-{name}")
        dialog.reject()
        await studio.settle()


def _part(page: AdministrationPage, kind: type[Part]) -> Part:
    found = page.findChild(kind)
    if not isinstance(found, kind):
        raise TypeError(f"no {kind.__name__} is shown")
    return found


@scene("sharing")
async def sharing(studio: Studio) -> None:
    def ask(reads: Reads) -> list[str]:
        return [str(one.id) for one in reads.organisation().people]

    people = await studio.jobs.read(ask)
    told = {"entity": "account", "ids": [str(studio.subjects.company)], "kind": "user"}
    for who, level in zip(people[2:5], ("view", "edit", "share"), strict=True):
        await studio.jobs.command("share.set", **told, who=who, level=level)
    dialog = ShareDialog(
        studio.jobs, "account", [studio.subjects.company], "Sao Mai", studio.window
    )
    dialog.open()
    await studio.until(dialog.shared.topLevelItemCount)
    dialog.shared.setCurrentIndex(dialog.shared.model().index(1, 0))
    await studio.shoot("sharing")
    dialog.close()
