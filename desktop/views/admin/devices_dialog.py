"""The computers on which a person works: blocked, or told to delete what they hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.dates import format_moment
from desktop.core.errors import AppError
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.organisation import Person
from desktop.views.dialogs import confirm
from desktop.views.jobs import Jobs
from desktop.views.theme import look

STATES: Final = {"ok": N_("Works"), "blocked": N_("Blocked"), "wipe": N_("To be wiped")}
UNREACHED: Final = N_(
    "A wipe reaches a computer when its program next connects, a paused one too; one that never "
    "does, or where nobody types the password, keeps its data. Out of reach are copies made by "
    "hand: backups on other discs, exported files, images of the whole disc. Data that were "
    "encrypted when the person joined cannot be read from such a disc."
)
_DEVICE: Final = Qt.ItemDataRole.UserRole


class DevicesDialog(QDialog):
    """Asks the server for the list, and again after each deed."""

    def __init__(self, jobs: Jobs, person: Person, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._person = person
        self.setWindowTitle(_("Computers of {name}").format(name=person.name))
        self.list = QTreeWidget(self)
        self.list.setRootIsDecorated(False)
        self.list.setAccessibleName(_("Computers"))
        self.list.setHeaderLabels([_("Computer"), _("Program"), _("State"), _("Last seen")])
        for column, width in enumerate((210, 90, 130)):
            self.list.setColumnWidth(column, look().px(width))
        self.told = QLabel(_(UNREACHED), self)
        self.told.setWordWrap(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.allow = self.buttons.addButton(_("Let in again"), role)
        self.block = self.buttons.addButton(_("Block"), role)
        self.wipe = self.buttons.addButton(_("Wipe…"), role)
        self._lay_out()
        self._on_list_selection_changed()
        self._jobs.start(self._ask("admin.devices", {}), name=_("Asking the server"))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.addWidget(self.told, 1)
        layout.addLayout(row)
        layout.addWidget(self.buttons)
        self.resize(look().px(640), look().px(420))
        self.list.itemSelectionChanged.connect(self._on_list_selection_changed)
        self.buttons.rejected.connect(self.reject)
        self.allow.clicked.connect(self._on_allow_clicked)
        self.block.clicked.connect(self._on_block_clicked)
        self.wipe.clicked.connect(self._on_wipe_clicked)

    async def _ask(self, request: str, arguments: Mapping[str, Json]) -> None:
        try:
            found = await self._jobs.ask(request, {"person": str(self._person.id), **arguments})
        except AppError as error:
            self.told.setText(str(error))
            return
        self.told.setText(_(UNREACHED))
        self._show(
            [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []
        )

    def _show(self, devices: list[Mapping[str, Json]]) -> None:
        marked = self._chosen().get("id")
        self.list.clear()
        for one in devices:
            seen = datetime.fromisoformat(str(one["last_seen"]))
            state = _(STATES.get(str(one["state"]), ""))
            texts = [str(one["name"]), str(one["program"]), state, format_moment(seen)]
            item = QTreeWidgetItem(self.list, texts)
            item.setData(0, _DEVICE, dict(one))
            if one["id"] == marked or (marked is None and one is devices[0]):
                self.list.setCurrentItem(item)
        self._on_list_selection_changed()

    def _chosen(self) -> Mapping[str, Json]:
        item = self.list.currentItem()
        return {} if item is None else dict(item.data(0, _DEVICE))

    def _set(self, state: str) -> None:
        told = {"device": self._chosen()["id"], "state": state}
        self._jobs.start(self._ask("admin.set_device", told), name=_("Asking the server"))

    @Slot()
    def _on_list_selection_changed(self) -> None:
        state = self._chosen().get("state")
        self.allow.setEnabled(state in {"blocked", "wipe"})
        self.block.setEnabled(state == "ok")
        self.wipe.setEnabled(state in {"ok", "blocked"})

    @Slot()
    def _on_allow_clicked(self) -> None:
        self._set("ok")

    @Slot()
    def _on_block_clicked(self) -> None:
        self._set("blocked")

    @Slot()
    def _on_wipe_clicked(self) -> None:
        self._jobs.start(self._wipe(), name=_("Asking the server"))

    async def _wipe(self) -> None:
        question = _("Delete the company's data on “{name}”?").format(name=self._chosen()["name"])
        detail = _("It sends what it has not sent yet, then deletes everything.")
        if await confirm(self, question, f"{detail}\n\n{_(UNREACHED)}", deed=_("Wipe")):
            self._set("wipe")
