"""What anonymising a person changes and what it keeps, with the choices that are left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLabel,
    QScrollArea,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.entities import get_entity
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import N_, _, language, ngettext
from desktop.core.privacy import NamingText, Outlook
from desktop.views.theme import look

_KEPT: Final = (
    N_(
        "That there were calls, visits, notes and gifts, and when: the company must account for "
        "what it did. They name nobody any more."
    ),
    N_(
        "The log of consents ({count}): the proof that the data were used lawfully (Law "
        "91/2025/QH15). The name in it is replaced."
    ),
    N_("Who changed what and when in this program, without the values."),
)
_SHOWN_TEXTS: Final = 8  # lines of the list of texts


class OutlookView(QScrollArea):
    """Shows an Outlook; what the person chose can be asked for."""

    def __init__(self, outlook: Outlook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        inside = QWidget(self)
        self._layout = QVBoxLayout(inside)
        self._layout.setContentsMargins(0, 0, 12, 0)
        self._layout.setSpacing(4)
        self.texts = QTreeWidget(inside)
        self.renew = QCheckBox(inside)
        self._outlook = outlook
        self._add_part(_("These records lose their names"), _record_lines(outlook))
        self._add_part(_("This is removed"), _removed_lines(outlook))
        self._add_texts()
        kept = [_(line).format(count=_number(outlook.consents)) for line in _KEPT]
        self._add_part(_("This is kept, and why"), kept)
        self._add_backups()
        self._layout.addStretch(1)
        self.setWidget(inside)

    def choices(self) -> tuple[list[list[str]], list[list[str]]]:
        """Return entity, id and field of the texts that are to stay, and of those to be removed."""
        kept: list[list[str]] = []
        removed: list[list[str]] = []
        for row, one in enumerate(self._outlook.texts):
            item = self.texts.topLevelItem(row)
            is_ticked = item is not None and item.checkState(0) is Qt.CheckState.Checked
            (removed if is_ticked else kept).append([one.entity, one.id, one.field])
        return kept, removed

    def _add_part(self, title: str, lines: Sequence[str]) -> None:
        heading = QLabel(title, self)
        heading.setFont(look().font("lead", QFont.Weight.DemiBold))
        self._layout.addWidget(heading)
        for line in lines:
            label = QLabel(f"•  {line}", self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            self._layout.addWidget(label)
        self._layout.addSpacing(8)

    def _add_texts(self) -> None:
        found = self._outlook.texts
        self.texts.setVisible(bool(found))
        if not found:
            return
        lines = []
        if not all(one.is_sure for one in found):
            lines.append(_("What is not ticked may be somebody of the same name."))
        self._add_part(_("These texts name the person; those ticked are removed"), lines)
        self.texts.setHeaderLabels([_("Record"), _("Text")])
        self.texts.setAccessibleName(_("Text"))
        self.texts.setRootIsDecorated(False)
        self.texts.setUniformRowHeights(True)
        self.texts.setColumnWidth(0, look().px(240))
        for one in found:
            self.texts.addTopLevelItem(_item(one))
        rows = min(len(found), _SHOWN_TEXTS) + 2
        self.texts.setFixedHeight(rows * self.texts.fontMetrics().height() * 3 // 2)
        self._layout.addWidget(self.texts)
        self._layout.addSpacing(8)

    def _add_backups(self) -> None:
        count = self._outlook.backups
        self.renew.setVisible(bool(count))
        if not count:
            return
        told = ngettext(
            "{count} older backup still holds the person, and would bring the data back.",
            "{count} older backups still hold the person, and would bring the data back.",
            count,
        )
        self._add_part(_("Backups"), [told.format(count=_number(count))])
        self.renew.setText(_("Make a new backup now and delete the older ones"))
        self._layout.addWidget(self.renew)


def _record_lines(outlook: Outlook) -> list[str]:
    return [f"{_(get_entity(entity).label)}: {title}" for entity, _id, title in outlook.records]


def _removed_lines(outlook: Outlook) -> list[str]:
    lines = [
        _(
            "Names, telephone numbers, e-mails, addresses, dates of birth, tax codes and free "
            "texts of these records, also in the history, the search and the recycle bin"
        )
    ]
    return [*lines, *_counted_lines(outlook)]


def _counted_lines(outlook: Outlook) -> Iterator[str]:
    if outlook.pictures:
        text = ngettext("{count} picture or file", "{count} pictures and files", outlook.pictures)
        yield text.format(count=_number(outlook.pictures))
    if outlook.drafts:
        text = ngettext("{count} unsaved draft", "{count} unsaved drafts", outlook.drafts)
        yield text.format(count=_number(outlook.drafts))
    if outlook.files:
        text = ngettext(
            "{count} file with refused rows of an import",
            "{count} files with refused rows of imports",
            outlook.files,
        )
        yield text.format(count=_number(outlook.files))


def _item(one: NamingText) -> QTreeWidgetItem:
    entity = get_entity(one.entity)
    head = f"{_(entity.label)}: {one.title}"
    item = QTreeWidgetItem([head, f"{_(entity.field(one.field).label)}: {one.excerpt}"])
    item.setCheckState(0, Qt.CheckState.Checked if one.is_sure else Qt.CheckState.Unchecked)
    item.setToolTip(0, head)
    item.setToolTip(1, one.excerpt)
    return item


def _number(count: int) -> str:
    return format_number(count, language())
