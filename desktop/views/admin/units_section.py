"""The units of the company as a tree: added, renamed, moved, dissolved."""

from __future__ import annotations

import uuid
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QPushButton, QTreeWidget, QTreeWidgetItem, QWidget

from desktop.core.errors import RetryError
from desktop.core.filters import Json
from desktop.core.i18n import _, ngettext
from desktop.core.organisation import Unit
from desktop.views.admin.organisation_section import OrganisationSection
from desktop.views.admin.unit_dialog import ParentDialog, UnitDialog
from desktop.views.dialogs import confirm, show
from desktop.views.jobs import Jobs
from desktop.views.theme import look

_UNIT: Final = Qt.ItemDataRole.UserRole
NUMBER: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class UnitsSection(OrganisationSection):
    """The tree, with the people of each unit behind its name."""

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(jobs, parent)
        # Where units go to whose move waits for the server; the list of what waits keeps it.
        self._goals: dict[uuid.UUID, uuid.UUID | None] = {}
        self.tree = QTreeWidget(self)
        self.tree.setAccessibleName(_("Units"))
        self.tree.setHeaderLabels([_("Unit"), _("Code"), _("People")])
        self.tree.headerItem().setTextAlignment(2, NUMBER)
        self.tree.setColumnWidth(0, look().px(300))
        self.add = QPushButton(_("Add a unit…"), self)
        self.rename = QPushButton(_("Rename…"), self)
        self.move_to = QPushButton(_("Move…"), self)
        self.dissolve = QPushButton(_("Dissolve…"), self)
        note = _("What a unit may see, those above it may see too where a role says so.")
        buttons = (self.add, self.rename, self.move_to, self.dissolve)
        self.lay_out(note, self.tree, buttons)
        self.tree.itemSelectionChanged.connect(self._on_tree_selection_changed)
        self.tree.itemActivated.connect(self._on_rename_clicked)
        self.add.clicked.connect(self._on_add_clicked)
        self.rename.clicked.connect(self._on_rename_clicked)
        self.move_to.clicked.connect(self._on_move_clicked)
        self.dissolve.clicked.connect(self._on_dissolve_clicked)
        self.read()

    def show_organisation(self) -> None:
        """Show the tree, all of it open."""
        marked = self.unit()
        places = {unit.id: unit.above for unit in self.organisation.units}
        self._goals = {
            unit: goal for unit, goal in self._goals.items() if places.get(unit, goal) != goal
        }
        self.tree.clear()
        self._add_below(None, self.tree.invisibleRootItem(), marked)
        self.tree.expandAll()
        self._on_tree_selection_changed()

    def unit(self) -> Unit | None:
        """Return the unit that is chosen."""
        item = self.tree.currentItem()
        found = None if item is None else item.data(0, _UNIT)
        return found if isinstance(found, Unit) else None

    def _add_below(
        self, above: uuid.UUID | None, item: QTreeWidgetItem, marked: Unit | None
    ) -> None:
        for unit in self.organisation.below(above):
            people = str(len(self._people(unit)) or "")
            made = QTreeWidgetItem(item, [self._words(unit), unit.code, people])
            made.setData(0, _UNIT, unit)
            made.setTextAlignment(2, NUMBER)
            if marked is not None and unit.id == marked.id:
                self.tree.setCurrentItem(made)
            self._add_below(unit.id, made, marked)

    def _words(self, unit: Unit) -> str:
        """Return the name of a unit, and where it goes to once the server is reached."""
        goal = self._goals.get(unit.id, unit.above)
        if goal == unit.above:
            return unit.name
        names = self.organisation.names()
        place = names.get(goal, "") if goal else _("At the top").lower()
        told = _("{name} (goes to: {place}, once the server is reached)")
        return told.format(name=unit.name, place=place)

    def _people(self, unit: Unit) -> list[str]:
        return [str(one.id) for one in self.organisation.people if one.unit_id == unit.id]

    @Slot()
    def _on_tree_selection_changed(self) -> None:
        for button in (self.rename, self.move_to, self.dissolve):
            button.setEnabled(self.unit() is not None)

    @Slot()
    def _on_add_clicked(self) -> None:
        self._jobs.start(self._add(self.unit()), name=_("Saving"))

    async def _add(self, above: Unit | None) -> None:
        dialog = UnitDialog(self.organisation, None, above, self)
        if await show(dialog):
            values: dict[str, Json] = {
                "name": dialog.name.text().strip(),
                "code": dialog.code.text().strip() or None,
                "parent_id": dialog.parent_id(),
            }
            await self.command("org_unit.create", values=values)

    @Slot()
    def _on_rename_clicked(self) -> None:
        if unit := self.unit():
            self._jobs.start(self._rename(unit), name=_("Saving"))

    async def _rename(self, unit: Unit) -> None:
        dialog = UnitDialog(self.organisation, unit, None, self)
        if await show(dialog):
            code = dialog.code.text().strip() or None
            edits: dict[str, list[Json]] = {
                "name": [unit.name, dialog.name.text().strip()],
                "code": [unit.code or None, code],
            }
            changed = {name: pair for name, pair in edits.items() if pair[0] != pair[1]}
            await self.command("org_unit.save", id=str(unit.id), values=changed)

    @Slot()
    def _on_move_clicked(self) -> None:
        if unit := self.unit():
            self._jobs.start(self._move(unit), name=_("Asking the server"))

    async def _move(self, unit: Unit) -> None:
        dialog = ParentDialog(self.organisation, unit, self)
        if await show(dialog):
            await self._place(unit, dialog.parent_id())

    async def _place(self, unit: Unit, parent: str | None) -> bool:
        before = self._goals.get(unit.id, unit.above)
        told: dict[str, Json] = {
            "unit": str(unit.id),
            "parent": parent,
            "expected": str(before) if before else None,
        }
        is_done = bool(await self._jobs.ask("admin.move_unit", told))
        if not is_done:
            self._goals[unit.id] = uuid.UUID(parent) if parent else None
            self.show_organisation()
        return is_done

    @Slot()
    def _on_dissolve_clicked(self) -> None:
        if unit := self.unit():
            self._jobs.start(self._dissolve(unit), name=_("Saving"))

    async def _dissolve(self, unit: Unit) -> None:
        people, below = self._people(unit), self.organisation.below(unit.id)
        above = self.organisation.names().get(unit.above) if unit.above else None
        parts = [
            ngettext("{count} person", "{count} people", len(people)).format(count=len(people)),
            ngettext("{count} unit", "{count} units", len(below)).format(count=len(below)),
        ]
        goal = above or _("no unit")
        told = _("{people} and {units} move to: {goal}.")
        detail = told.format(people=parts[0], units=parts[1], goal=goal)
        stays = _("Records of this unit keep it; hand them over first if others are to see them.")
        question = _("Dissolve the unit “{name}”?").format(name=unit.name)
        if not await confirm(self, question, f"{detail}\n\n{stays}", deed=_("Dissolve")):
            return
        parent = str(unit.above) if unit.above else None
        for one in below:
            if not await self._place(one, parent):
                raise RetryError(_("The units below move once the server can be reached."))
        if people:
            await self.command("app_user.change", ids=people, values={"org_unit_id": parent})
        await self.command("org_unit.delete", ids=[str(unit.id)])
