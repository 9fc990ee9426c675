"""The dialog in which a company says by which patterns its codes are made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.entities import get_entity
from desktop.core.errors import AppError
from desktop.core.fields import Field, Kind
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.kinds import knowledge
from desktop.views.jobs import Jobs
from desktop.views.theme import look

HEADS: Final = (N_("List"), N_("Field"), N_("Pattern"), N_("Next number"), N_("Next code"))
PATTERN, NUMBER = 2, 3  # the columns that are edited
_WIDTHS: Final = (130, 150, 190, 120)
_NEXT: Final = Field("next_number", HEADS[NUMBER], Kind.INTEGER)
_SAID: Final = Qt.ItemDataRole.UserRole


class SequencesDialog(QDialog):
    """Lists every field that is numbered; pattern and next number are edited in their places."""

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._is_filling = False
        self.setWindowTitle(_("Number sequences"))
        self.list = self._make_list()
        hint = QLabel(_hint(), self)
        hint.setWordWrap(True)
        hint.setForegroundRole(hint.palette().ColorRole.PlaceholderText)
        self.problem = QLabel(self)
        self.problem.setWordWrap(True)
        palette = self.problem.palette()
        palette.setColor(palette.ColorRole.WindowText, look().colour("danger"))
        self.problem.setPalette(palette)
        self.problem.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.list, 1)
        for widget in (self.problem, hint, buttons):
            layout.addWidget(widget)
        self.resize(look().px(760), look().px(420))
        self.list.itemDoubleClicked.connect(self._on_edit_asked)
        self.list.itemActivated.connect(self._on_edit_asked)
        self.list.itemChanged.connect(self._on_item_changed)
        self._read()

    def _make_list(self) -> QTreeWidget:
        made = QTreeWidget(self)
        made.setRootIsDecorated(False)
        made.setAlternatingRowColors(True)
        made.setAccessibleName(_("Number sequences"))
        made.setHeaderLabels([_(head) for head in HEADS])
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for column, width in enumerate(_WIDTHS):
            made.setColumnWidth(column, look().px(width))
        return made

    def _read(self) -> None:
        self._jobs.start(self._show(), name=_("Reading"))

    async def _show(self) -> None:
        found = await self._jobs.ask("number_sequence.look", {})
        self._is_filling = True
        place = max(self.list.currentIndex().row(), 0)
        self.list.clear()
        for said in found if isinstance(found, list) else ():
            if isinstance(said, dict):
                self.list.addTopLevelItem(_item(said))
        shown = self.list.topLevelItem(place)
        if shown is not None:
            self.list.setCurrentItem(shown, PATTERN)
        self._is_filling = False

    async def _set(self, said: Mapping[str, Json], changed: dict[str, Json]) -> None:
        try:
            if isinstance(number := changed.get("next_number"), str):
                changed["next_number"] = knowledge(Kind.INTEGER).parse(_NEXT, number)
            about = {"entity": said["entity"], "field": said["field"], "pattern": said["pattern"]}
            await self._jobs.command("number_sequence.set", **{**about, **changed})
            self.problem.hide()
        except AppError as error:
            self.problem.setText(str(error))
            self.problem.show()
        await self._show()

    def _on_edit_asked(self, item: QTreeWidgetItem, column: int) -> None:
        self.list.editItem(item, column if column == NUMBER else PATTERN)

    @Slot(QTreeWidgetItem, object)
    def _on_item_changed(self, item: QTreeWidgetItem, column: int) -> None:
        said, text = item.data(0, _SAID), item.text(column).strip()
        name = {PATTERN: "pattern", NUMBER: "next_number"}.get(column)
        if not self._is_filling and name is not None and text != str(said[name]):
            self._jobs.start(self._set(said, {name: text}), name=_("Saving"))


def _item(said: Mapping[str, Json]) -> QTreeWidgetItem:
    entity = get_entity(str(said["entity"]))
    label = _(entity.field(str(said["field"])).label)
    texts = [str(said[name]) for name in ("pattern", "next_number", "example")]
    item = QTreeWidgetItem([_(entity.plural), label, *texts])
    item.setData(0, _SAID, said)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
    return item


def _hint() -> str:
    return "\n".join(
        (
            _("{{NNNNN}} is the number with that many digits; {{YYYY}}, {{YY}} and {{MM}} are year"
              " and month, and each begins at 1 anew. Enter changes a pattern.").format(),
            _("A code is given when a new record is saved without one. Codes are missing in"
              " between where a record was undone or an import was stopped: no code is given"
              " twice."),
        )
    )  # fmt: skip
