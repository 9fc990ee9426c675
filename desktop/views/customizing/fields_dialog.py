"""The dialog with all own fields of a list: made, changed, put in order, deleted."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.changes import Changes
from desktop.core.entities import iter_entities
from desktop.core.fields import Kind
from desktop.core.filters import Condition, Group, Op
from desktop.core.i18n import N_, _
from desktop.core.own_fields import SECTION
from desktop.core.pages import ListQuery, Page, Row
from desktop.core.ports import Reads
from desktop.views.customizing.field_dialog import OwnFieldDialog
from desktop.views.customizing.words_of_kinds import KIND_LABELS
from desktop.views.dialogs import confirm
from desktop.views.jobs import Jobs
from desktop.views.theme import look

ENTITY: Final = "custom_field"
ASKED: Final = (
    "name",
    "kind",
    "label_vi",
    "label_en",
    "is_required",
    "default_value",
    "choices",
    "target",
    "section",
    "in_list",
    "in_search",
    "position",
)
Known = dict[str, Any]  # what is said of an own field, and the id of its definition
_KNOWN: Final = Qt.ItemDataRole.UserRole


class OwnFieldsDialog(QDialog):
    """Shows the own fields of one list at a time."""

    def __init__(self, jobs: Jobs, entity: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.setWindowTitle(_("Own fields"))
        self.entity = QComboBox(self)
        self.entity.setAccessibleName(_("List"))
        for one in iter_entities():
            if not one.hidden:
                self.entity.addItem(_(one.plural), one.key)
        self.entity.setCurrentIndex(max(0, self.entity.findData(entity)))
        self.list = QTreeWidget(self)
        self.list.setRootIsDecorated(False)
        self.list.setAccessibleName(_("Own fields"))
        self.list.setHeaderLabels(
            [_("Field"), _("Kind"), _("Section"), _("Required"), _("In lists")]
        )
        self.empty = QLabel(_("No own fields yet. “Add…” makes the first."), self)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setForegroundRole(self.empty.palette().ColorRole.PlaceholderText)
        self.add, self.change, self.remove, self.up, self.down = (
            QPushButton(text, self)
            for text in (_("Add…"), _("Change…"), _("Delete"), _("Move up"), _("Move down"))
        )
        self._arrange()
        self._connect()
        self._read()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        label = QLabel(_("List"), self)
        label.setBuddy(self.entity)
        head.addWidget(label)
        head.addWidget(self.entity)
        head.addStretch(1)
        side = QVBoxLayout()
        for button in (self.add, self.change, self.remove, self.up, self.down):
            button.setAutoDefault(False)
            side.addWidget(button)
        side.addStretch(1)
        middle = QHBoxLayout()
        middle.addWidget(self.list, 1)
        middle.addLayout(side)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        hint = QLabel(
            _("Own fields stand in forms, lists, filters, imports and exports like all others."),
            self,
        )
        hint.setWordWrap(True)
        hint.setForegroundRole(hint.palette().ColorRole.PlaceholderText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addLayout(middle, 1)
        layout.addWidget(self.empty)
        layout.addWidget(hint)
        layout.addWidget(buttons)
        self.resize(look().px(860), look().px(460))

    def _connect(self) -> None:
        self.entity.currentIndexChanged.connect(self._read)
        self.list.itemSelectionChanged.connect(self._on_list_selection_changed)
        self.list.itemActivated.connect(self._on_change_clicked)
        self.add.clicked.connect(self._on_add_clicked)
        self.change.clicked.connect(self._on_change_clicked)
        self.remove.clicked.connect(self._on_remove_clicked)
        self.up.clicked.connect(self._on_up_clicked)
        self.down.clicked.connect(self._on_down_clicked)
        self._jobs.changes.changed.connect(self._on_changed)

    @Slot()
    def _read(self) -> None:
        own = Group((Condition("entity", Op.EQUALS, str(self.entity.currentData())),))
        queries = [ListQuery(ENTITY, ASKED, own, bin=in_bin) for in_bin in (False, True)]

        def ask(reads: Reads) -> list[Page]:
            return [reads.first_page(query) for query in queries]

        self._jobs.cards.submit(ask, self._on_read, self._jobs.report, topic=f"own {id(self)}")

    def _on_read(self, pages: list[Page]) -> None:
        marked = self._marked("id")
        self.list.clear()
        for is_deleted, page in zip((False, True), pages, strict=True):
            for known in sorted(map(_known_of, page.rows), key=_position):
                known["deleted"] = is_deleted
                item = QTreeWidgetItem(self.list, _texts(known))
                item.setData(0, _KNOWN, known)
                if is_deleted:
                    item.setForeground(0, self.palette().placeholderText())
                if known["id"] == marked:
                    self.list.setCurrentItem(item)
        rows = self.list.topLevelItemCount()
        for column, width in enumerate((200, 190, 130, 80)):
            self.list.setColumnWidth(column, look().px(width))
        self.empty.setVisible(not rows)
        self._on_list_selection_changed()

    def _known(self) -> Known | None:
        item = self.list.currentItem()
        return None if item is None else item.data(0, _KNOWN)

    def _marked(self, name: str) -> object:
        return (self._known() or {}).get(name)

    def _move(self, by: int) -> None:
        items = [self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount())]
        known = [item.data(0, _KNOWN) for item in items if item is not None]
        ids = [str(one["id"]) for one in known if not one["deleted"]]
        place = ids.index(str(self._marked("id")))
        if 0 <= place + by < len(ids):
            ids[place], ids[place + by] = ids[place + by], ids[place]
            self._jobs.start(self._arrange_fields(ids), name=_("Saving"))

    async def _arrange_fields(self, ids: list[str]) -> None:
        await self._jobs.command("custom_field.arrange", ids=ids)

    async def _delete(self, known: Known) -> None:
        question = _("Delete the field “{label}”?").format(label=known["label_vi"])
        detail = _("It goes into the recycle bin. Its values stay until it is deleted for good.")
        if await confirm(self, question, detail, deed=_("Delete")):
            await self._jobs.command("custom_field.delete", ids=[known["id"]])

    async def _restore(self, known: Known) -> None:
        await self._jobs.command("custom_field.restore", ids=[known["id"]])

    async def _purge(self, known: Known) -> None:
        question = _("Delete the field “{label}” and all its values for good?")
        detail = _("This cannot be taken back.")
        question = question.format(label=known["label_vi"])
        if await confirm(self, question, detail, deed=_("Delete for good")):
            await self._jobs.ask("customizing.purge", {"id": known["id"]})

    @Slot()
    def _on_list_selection_changed(self) -> None:
        row = self.list.currentIndex().row()
        is_deleted = bool(self._marked("deleted"))
        self.change.setEnabled(row >= 0)
        self.change.setText(_("Restore") if is_deleted else _("Change…"))
        self.remove.setEnabled(row >= 0)
        self.remove.setText(_("Delete for good") if is_deleted else _("Delete"))
        below = self.list.topLevelItem(row + 1)
        is_last = below is None or below.data(0, _KNOWN)["deleted"]
        self.up.setEnabled(row > 0 and not is_deleted)
        self.down.setEnabled(row >= 0 and not is_deleted and not is_last)

    @Slot()
    def _on_add_clicked(self) -> None:
        OwnFieldDialog(self._jobs, str(self.entity.currentData()), None, self).open()

    @Slot()
    def _on_change_clicked(self) -> None:
        known = self._known()
        if known is not None and known["deleted"]:
            self._jobs.start(self._restore(known), name=_("Saving"))
        elif known is not None:
            OwnFieldDialog(self._jobs, str(self.entity.currentData()), known, self).open()

    @Slot()
    def _on_remove_clicked(self) -> None:
        known = self._known()
        if known is not None:
            work = self._purge(known) if known["deleted"] else self._delete(known)
            self._jobs.start(work, name=_("Deleting"))

    @Slot()
    def _on_up_clicked(self) -> None:
        self._move(-1)

    @Slot()
    def _on_down_clicked(self) -> None:
        self._move(1)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(ENTITY):
            self._read()


def _known_of(row: Row) -> Known:
    return {"id": str(row.id), **dict(zip(ASKED, row.values, strict=True))}


def _position(known: Known) -> int:
    return int(known["position"] or 0)


def _texts(known: Known) -> list[str]:
    ticks = ["✓" if known[name] else "" for name in ("is_required", "in_list")]
    kind = KIND_LABELS.get(Kind(str(known["kind"])), "")
    section = N_("Deleted") if known["deleted"] else str(known["section"] or SECTION)
    return [str(known["label_vi"]), _(kind), _(section), *ticks]
