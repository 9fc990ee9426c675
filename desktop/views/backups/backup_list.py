"""The list of backups: when, why, how large, read when, and whether a copy lies elsewhere."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from desktop.core.backups import KIND_LABELS, BackupFacts, Shelf
from desktop.core.dates import format_moment
from desktop.core.i18n import N_, _
from desktop.views.icons import icon
from desktop.views.theme import look

HEADS: Final = (N_("Made on"), N_("Why"), N_("File size"), N_("Checked"), N_("Second folder"))
WIDTHS: Final = (180, 230, 90, 190, 130)
SIZE_COLUMN: Final = 2
CHECK_COLUMN: Final = 3
_FACTS_ROLE: Final = Qt.ItemDataRole.UserRole
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class BackupList(QTreeWidget):
    """Shows a shelf; one backup can be chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderLabels([_(head) for head in HEADS])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAccessibleName(_("Backups"))
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, look().px(width))

    def show_shelf(self, shelf: Shelf) -> None:
        """Show the backups; the chosen one stays chosen, else it is the newest."""
        before = self.chosen()
        self.clear()
        for facts in shelf.backups:
            item = self._item(facts, has_second=bool(shelf.second_folder))
            self.addTopLevelItem(item)
            if before is not None and before.name == facts.name:
                self.setCurrentItem(item)
        first = self.topLevelItem(0)
        if self.currentItem() is None and first is not None:
            self.setCurrentItem(first)

    def chosen(self) -> BackupFacts | None:
        """Return the backup that is chosen."""
        item = self.currentItem()
        facts = item.data(0, _FACTS_ROLE) if item else None
        return facts if isinstance(facts, BackupFacts) else None

    def _item(self, facts: BackupFacts, *, has_second: bool) -> QTreeWidgetItem:
        copied = _("copied") if facts.is_copied else _("not copied")
        texts = [
            format_moment(facts.made_at),
            _(KIND_LABELS.get(facts.kind, facts.kind)),
            size_text(facts.size),
            _check_text(facts),
            copied if has_second else "",
        ]
        item = QTreeWidgetItem(texts)
        item.setTextAlignment(SIZE_COLUMN, _RIGHT)
        item.setData(0, _FACTS_ROLE, facts)
        name, role = ("circle-check", "success") if facts.is_sound else ("circle-alert", "danger")
        if facts.checked_at is None and facts.is_sound:
            name, role = "circle-question-mark", "muted"
        item.setIcon(CHECK_COLUMN, icon(name, role))
        return item


def size_text(size: int) -> str:
    """Return a number of bytes as people read it."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def _check_text(facts: BackupFacts) -> str:
    if not facts.is_sound:
        return _("damaged")
    if facts.checked_at is None:
        return _("not yet")
    return format_moment(facts.checked_at)
