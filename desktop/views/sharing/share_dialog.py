"""The dialog "Share": with whom records are shared, how far, and who may do what already."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Final

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

from desktop.core.access import Access, Shared, who_may
from desktop.core.changes import Changes
from desktop.core.i18n import _, ngettext
from desktop.core.permissions import Level
from desktop.core.ports import Reads
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.sharing.access_words import KINDS, LEVELS, level_words, reason_words
from desktop.views.theme import look
from desktop.views.widgets.folding_completer import FoldingCompleter

_SHARED: Final = Qt.ItemDataRole.UserRole
NONE: Final = "none"


class ShareDialog(QDialog):
    """What is chosen is saved at once; it stays open until it is closed."""

    def __init__(
        self, jobs: Jobs, entity: str, ids: Sequence[uuid.UUID], title: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._entity = entity
        self._ids = list(ids)
        self._access: Access | None = None
        self._given = ""  # with whom it was shared just now
        self.setWindowTitle(_("Share: {title}").format(title=title))
        self.who = QComboBox(self)
        self.level = QComboBox(self)
        self.give = QPushButton(icon("share-2"), _("Share"), self)
        self.shared = QTreeWidget(self)
        self.other = QComboBox(self)
        self.end = QPushButton(_("Stop sharing"), self)
        self.told = QLabel(self)
        self.people = QTreeWidget(self)
        self._prepare_boxes()
        self._prepare_trees()
        self._lay_out()
        self._connect()
        self._read()

    def _prepare_boxes(self) -> None:
        self.who.setEditable(True)
        self.who.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.who.setAccessibleName(_("Person, unit or role"))
        if line := self.who.lineEdit():
            line.setPlaceholderText(_("Person, unit or role"))
        self.names = FoldingCompleter(self.who)
        for box in (self.level, self.other):
            box.setAccessibleName(_("Highest right"))
            for level in LEVELS:
                box.addItem(level_words(level), level.name.lower())

    def _prepare_trees(self) -> None:
        for tree, heads in (
            (self.shared, [_("Shared with"), _("Highest right")]),
            (self.people, [_("Who has access"), _("Highest right"), _("Because")]),
        ):
            tree.setRootIsDecorated(False)
            tree.setHeaderLabels(heads)
            tree.setAccessibleName(heads[0])
            tree.setColumnWidth(0, look().px(180))
            tree.setColumnWidth(1, look().px(190))
        self.told.setWordWrap(True)
        self.told.setForegroundRole(self.told.palette().ColorRole.PlaceholderText)

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.who, 1)
        first.addWidget(self.level)
        first.addWidget(self.give)
        second.addWidget(self.other)
        second.addWidget(self.end)
        second.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(10)
        layout.addLayout(first)
        layout.addWidget(self.shared, 2)
        layout.addLayout(second)
        layout.addWidget(self.people, 3)
        layout.addWidget(self.told)
        layout.addWidget(buttons)
        self.people.setVisible(len(self._ids) == 1)
        self.resize(look().px(640), look().px(560 if len(self._ids) == 1 else 400))

    def _connect(self) -> None:
        for button in (self.give, self.end):
            button.setAutoDefault(False)
        self.give.clicked.connect(self._on_give_clicked)
        self.end.clicked.connect(self._on_end_clicked)
        self.other.activated.connect(self._on_other_activated)
        self.who.editTextChanged.connect(self._check)
        if line := self.who.lineEdit():
            line.returnPressed.connect(self._on_return_pressed)
        self.shared.itemSelectionChanged.connect(self._check)
        self._jobs.changes.changed.connect(self._on_changed)

    @Slot()
    def _read(self) -> None:
        entity, ids = self._entity, self._ids

        def ask(reads: Reads) -> Access:
            return reads.access(entity, ids)

        self._jobs.cards.submit(ask, self._on_read, self._jobs.report, topic=f"access {id(self)}")

    def _on_read(self, access: Access) -> None:
        is_first, self._access = self._access is None, access
        if is_first:
            self._offer(access)
        chosen = self._chosen()
        marked = self._given or (str(chosen.who) if chosen is not None else "")
        names = access.organisation.names()
        self.shared.clear()
        for one in access.shared:
            name = names.get(one.who, _("A record that is not here"))
            if len(self._ids) > 1:
                told = ngettext("{count} record", "{count} records", one.on)
                name = f"{name} · {told.format(count=one.on)}"
            item = QTreeWidgetItem(self.shared, [name, level_words(one.level)])
            item.setIcon(0, icon(KINDS[one.kind]))
            item.setData(0, _SHARED, one)
            if marked == str(one.who):
                self.shared.setCurrentItem(item)
        self._show_people(access)
        self._check()

    def _offer(self, access: Access) -> None:
        here = access.organisation
        offered = [("user", one.id, one.name) for one in here.people if one.is_active]
        offered += [("unit", one.id, one.name) for one in here.units]
        offered += [("role", one.id, one.name) for one in here.roles]
        typed = self.who.currentText()  # somebody was faster than the reading
        for kind, who, name in offered:
            self.who.addItem(icon(KINDS[kind]), name, (kind, str(who)))
        self.names.note_names()
        self.who.setCurrentIndex(-1)
        self.who.setEditText(typed)
        self.who.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_people(self, access: Access) -> None:
        self.people.clear()
        if access.row is None:
            return
        names = access.organisation.names()
        for person, level, reasons in who_may(access.row, access.organisation):
            why = ", ".join(reason_words(one, person.id, names) for one in reasons)
            item = QTreeWidgetItem(self.people, [person.name, level_words(level), why])
            item.setToolTip(2, why)

    def _chosen(self) -> Shared | None:
        item = self.shared.currentItem()
        found = None if item is None else item.data(0, _SHARED)
        return found if isinstance(found, Shared) else None

    @Slot()
    def _check(self) -> None:
        may = self._access is not None and self._access.mine >= Level.SHARE
        chosen = self._chosen()
        self.give.setEnabled(may and self._row() >= 0)
        for widget in (self.other, self.end):
            widget.setEnabled(may and chosen is not None)
        if chosen is not None:
            self.other.setCurrentIndex(self.other.findData(chosen.level.name.lower()))
        if self._access is None:
            return
        if may:
            self.told.setText(_("Others see it after their next exchange with the server."))
        else:
            self.told.setText(_("Only who may hand a record over may share it."))

    def _set(self, kind: str, who: str, level: str) -> None:
        self._jobs.start(self._save(kind, who, level), name=_("Saving"))

    async def _save(self, kind: str, who: str, level: str) -> None:
        ids = [str(one) for one in self._ids]
        told = {"entity": self._entity, "ids": ids, "kind": kind, "who": who, "level": level}
        await self._jobs.command("share.set", **told)

    def _row(self) -> int:
        """Return who is named; -1 for nobody: Qt keeps the last choice while one types."""
        return self.who.findText(self.who.currentText().strip(), Qt.MatchFlag.MatchFixedString)

    @Slot()
    def _on_return_pressed(self) -> None:
        proposed = self.names.popup()
        if proposed is None or not proposed.isVisible():  # else the key chooses a name there
            self._on_give_clicked()

    @Slot()
    def _on_give_clicked(self) -> None:
        row = self._row()
        if row >= 0 and self.give.isEnabled():
            kind, self._given = self.who.itemData(row)
            who = self._given
            self._set(kind, who, str(self.level.currentData()))
            self.who.setCurrentIndex(-1)
            self.who.clearEditText()

    @Slot()
    def _on_other_activated(self) -> None:
        if chosen := self._chosen():
            self._set(chosen.kind, str(chosen.who), str(self.other.currentData()))

    @Slot()
    def _on_end_clicked(self) -> None:
        if chosen := self._chosen():
            self._given = ""
            self._set(chosen.kind, str(chosen.who), NONE)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("share") or changes.touches(self._entity):
            self._read()
