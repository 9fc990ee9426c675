"""What going back to a backup means, before anything is done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.clock import from_micros
from desktop.core.dates import format_moment
from desktop.core.entities import UnknownEntityError, get_entity
from desktop.core.filters import Json
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import N_, _, language
from desktop.views.theme import look

HEADS: Final = (N_("Records"), N_("In the backup"), N_("Today’s data"), N_("Difference"))
WIDTHS: Final = (240, 120, 120, 110)
WIDTH, HEIGHT = 660, 520
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RestoreDialog(QDialog):
    """Compares a backup with the data of now; accepted, the person wants to go back."""

    def __init__(self, preview: Mapping[str, Json], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Go back to a backup"))
        is_sound = bool(preview.get("is_sound"))
        self.text = QLabel(_sentence(preview) if is_sound else _("This backup is damaged."), self)
        self.text.setWordWrap(True)
        self.tree = QTreeWidget(self)
        self.tree.setHeaderLabels([_(head) for head in HEADS])
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setAccessibleName(self.windowTitle())
        for column, width in enumerate(WIDTHS):
            self.tree.setColumnWidth(column, look().px(width))
        for row in _rows(preview):
            self.tree.addTopLevelItem(_item(row))
        note = QLabel(
            _("The data of now are backed up first, then the program starts again."), self
        )
        note.setWordWrap(True)
        box = QDialogButtonBox(self)
        self.go = box.addButton(_("Go back to it"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setEnabled(is_sound)
        self.stay = box.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.stay.setDefault(True)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        for widget in (self.text, self.tree, note, box):
            layout.addWidget(widget, int(widget is self.tree))
        self.stay.setFocus()
        self.resize(look().px(WIDTH), look().px(HEIGHT))


def _sentence(preview: Mapping[str, Json]) -> str:
    return _(
        "Everything goes back to how it was: the last change in the backup is of {then}, "
        "the last one today of {now}. What was changed since then is no longer there."
    ).format(then=_moment(preview.get("newest")), now=_moment(preview.get("newest_now")))


def _rows(preview: Mapping[str, Json]) -> list[list[Json]]:
    """Return the rows of the preview; what would change stands first."""
    rows = preview.get("rows")
    found = [row for row in rows if isinstance(row, list)] if isinstance(rows, list) else []
    return sorted(found, key=_is_same)


def _is_same(row: list[Json]) -> bool:
    return row[1] == row[2]


def _moment(micros: Json) -> str:
    return format_moment(from_micros(micros)) if isinstance(micros, int) else "–"


def _item(row: list[Json]) -> QTreeWidgetItem:
    key, then, now = str(row[0]), int(str(row[1])), int(str(row[2]))
    try:
        label = _(get_entity(key).plural)
    except UnknownEntityError:
        label = key
    more = then - now
    difference = f"{'+' if more > 0 else '−'}{format_number(abs(more), language())}" if more else ""
    texts = [label, format_number(then, language()), format_number(now, language()), difference]
    item = QTreeWidgetItem(texts)
    for column in range(1, len(texts)):
        item.setTextAlignment(column, _RIGHT)
    return item
