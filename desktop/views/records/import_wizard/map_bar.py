"""Saved column maps in the wizard: chosen, saved under a name, renamed, deleted."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from desktop.core.changes import Changes
from desktop.core.filters import Condition, Group, Op
from desktop.core.i18n import N_, _
from desktop.core.imports.column_maps import ColumnMap, best_map
from desktop.core.pages import ListQuery, Page, Sort
from desktop.core.ports import Reads
from desktop.views.dialogs import confirm, show
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.records.import_wizard.draft import ImportDraft
from desktop.views.theme import look

ENTITY: Final = "import_map"
NO_MAP: Final = N_("– no saved map –")
_LONGEST_NAME: Final = 80
_WIDTH: Final = 220


class MapBar(QWidget):
    """The saved maps of the entity that is imported into.

    Signals:
        used: a map was laid over the draft.
    """

    used = Signal()

    def __init__(self, draft: ImportDraft, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._jobs = jobs
        self._maps: tuple[ColumnMap, ...] = ()
        self._box = QComboBox(self)
        self._box.setAccessibleName(_("Saved column map"))
        self._box.setMinimumWidth(look().px(_WIDTH))
        self._box.activated.connect(self._on_box_activated)
        self._save = _button("save", _("Save as…"), self)
        self._save.clicked.connect(self._on_save_clicked)
        self._rename = _button("pencil", _("Rename…"), self)
        self._rename.clicked.connect(self._on_rename_clicked)
        self._delete = _button("trash-2", _("Delete"), self)
        self._delete.clicked.connect(self._on_delete_clicked)
        label = QLabel(_("Saved column map"), self)
        label.setBuddy(self._box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (label, self._box, self._save, self._rename, self._delete):
            row.addWidget(widget)
        row.addStretch(1)
        jobs.changes.changed.connect(self._on_changed)
        self._show()

    async def offer(self) -> None:
        """Read the maps; lay the one that fits the file over the draft."""
        await self._read()
        fitting = best_map(self._maps, self._draft.columns)
        if fitting is not None:
            self._draft.use_map(fitting)
            self._show(fitting.id)

    def chosen(self) -> ColumnMap | None:
        """Return the map that is chosen."""
        wanted = self._box.currentData()
        return next((one for one in self._maps if one.id == wanted), None)

    async def _read(self) -> None:
        own = Group((Condition("entity", Op.EQUALS, self._draft.entity.key),))
        query = ListQuery(ENTITY, ("name", "mapping"), own, sort=Sort("name"))

        def ask(reads: Reads) -> Page:
            return reads.first_page(query)

        page = await self._jobs.read(ask)
        rows = [(row.id, *row.values) for row in page.rows]
        self._maps = tuple(
            ColumnMap(str(map_id), str(name), mapping if isinstance(mapping, dict) else {})
            for map_id, name, mapping in rows
        )
        self._show(self._box.currentData() or "")

    def _show(self, chosen: str = "") -> None:
        self._box.clear()
        self._box.addItem(_(NO_MAP), "")
        for one in self._maps:
            self._box.addItem(one.name, one.id)
        self._box.setCurrentIndex(max(self._box.findData(chosen), 0))
        self._show_buttons()

    def _show_buttons(self) -> None:
        for button in (self._rename, self._delete):
            button.setVisible(bool(self._box.currentData()))

    async def _save_map(self) -> None:
        chosen = self.chosen()
        name = await self._ask_name(_("Save the column map"), chosen.name if chosen else "")
        if not name:
            return
        mapping = self._draft.mapping()
        held = next((one for one in self._maps if one.name == name), None)
        if held is not None:
            values = {"mapping": [dict(held.mapping), mapping]}
            outcome = await self._jobs.command(f"{ENTITY}.save", id=held.id, values=values)
        else:
            made = {"name": name, "entity": self._draft.entity.key, "mapping": mapping}
            outcome = await self._jobs.command(f"{ENTITY}.create", values=made)
        await self._read()
        self._show(str(outcome.value))

    async def _rename_map(self, one: ColumnMap) -> None:
        name = await self._ask_name(_("Rename the column map"), one.name)
        if name and name != one.name:
            values = {"name": [one.name, name]}
            await self._jobs.command(f"{ENTITY}.save", id=one.id, values=values)
            await self._read()

    async def _delete_map(self, one: ColumnMap) -> None:
        question = _("Delete the column map “{name}”?").format(name=one.name)
        if await confirm(self, question, deed=_("Delete")):
            await self._jobs.command(f"{ENTITY}.delete", ids=[one.id])
            await self._read()

    async def _ask_name(self, title: str, name: str) -> str:
        dialog = MapNameDialog(title, name, self)
        return dialog.name() if await show(dialog) else ""

    @Slot()
    def _on_box_activated(self) -> None:
        chosen = self.chosen()
        if chosen is not None:
            self._draft.use_map(chosen)
            self.used.emit()
        self._show_buttons()

    @Slot()
    def _on_save_clicked(self) -> None:
        self._jobs.start(self._save_map(), name=_("Save the column map"))

    @Slot()
    def _on_rename_clicked(self) -> None:
        chosen = self.chosen()
        if chosen is not None:
            self._jobs.start(self._rename_map(chosen), name=_("Rename the column map"))

    @Slot()
    def _on_delete_clicked(self) -> None:
        chosen = self.chosen()
        if chosen is not None:
            self._jobs.start(self._delete_map(chosen), name=_("Delete"))

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        """Read again what somebody changed elsewhere."""
        if changes.touches(ENTITY) and self.isVisible():
            self._jobs.start(self._read(), name=_("Saved column map"))


class MapNameDialog(QDialog):
    """Asks for the name of a map; one that exists is saved over."""

    def __init__(self, title: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.line = QLineEdit(name, self)
        self.line.setMaxLength(_LONGEST_NAME)
        self.line.setMinimumWidth(look().px(280))
        self.line.textChanged.connect(self._on_line_text_changed)
        buttons = QDialogButtonBox(self)
        self.accept_button = buttons.addButton(_("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.accept_button.setDefault(True)
        self.accept_button.setEnabled(bool(name))
        layout = QFormLayout(self)
        layout.addRow(_("Name"), self.line)
        layout.addRow(buttons)
        self.line.selectAll()

    def name(self) -> str:
        """Return the name given."""
        return " ".join(self.line.text().split())

    @Slot(str)
    def _on_line_text_changed(self, text: str) -> None:
        self.accept_button.setEnabled(bool(text.strip()))


def _button(picture: str, text: str, parent: QWidget) -> QPushButton:
    button = QPushButton(icon(picture), text, parent)
    button.setAutoDefault(False)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
