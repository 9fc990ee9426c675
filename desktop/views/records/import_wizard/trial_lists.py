"""What a trial of an import found, as lists: refused rows, duplicates, unknown names, doubts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from desktop.core.entities import get_entity
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import N_, _, language, ngettext
from desktop.core.imports.file_fields import field_of
from desktop.core.imports.plan import Missing
from desktop.core.imports.results import SHOWN, Trial
from desktop.core.tables import column_letter
from desktop.views.records.import_wizard.draft import ImportDraft
from desktop.views.theme import look

_OUTCOMES: Final = {
    Missing.CREATE: N_("will be created"),
    Missing.ME: N_("you are put in charge"),
    Missing.EMPTY: N_("the field stays empty"),
    Missing.FAIL: N_("the rows are refused"),
}
UID: Final = N_("Number of the card (UID)")
_Line = Sequence[str]


def trial_lists(
    trial: Trial, draft: ImportDraft, parent: QWidget
) -> Iterator[tuple[str, QTreeWidget]]:
    """Yield title and list of whatever a trial found."""
    counts = trial.counts
    if trial.problems:
        heads = [_("Row"), _("Column"), _("Value"), _("Reason")]
        tree = _tree(heads, (60, 150, 180, 360), _problems(trial, draft), counts.failed, parent)
        yield _titled(_("Refused"), counts.failed), tree
    if trial.duplicates:
        heads = [_("Row"), _("Recognised by"), _("Value"), _("Is")]
        count = trial.duplicate_count
        tree = _tree(heads, (60, 150, 180, 360), _duplicates(trial, draft), count, parent)
        yield _titled(_("Known already"), count), tree
    if trial.unknown:
        heads = [_("Field"), _("Name"), _("What happens")]
        count = sum(one.count for one in trial.unknown)
        shown = sum(len(one.names) for one in trial.unknown)
        rows = _unknown(trial, draft)
        yield (
            _titled(_("New names"), count),
            _tree(heads, (180, 300, 260), rows, count, parent, shown),
        )
    if trial.doubts:
        heads = [_("Field"), _("Rows"), _("First in row"), _("What looks odd")]
        count = sum(one.count for one in trial.doubts)
        tree = _tree(heads, (160, 70, 100, 420), _doubts(trial, draft), 0, parent)
        yield _titled(_("To be looked at"), count), tree


def _problems(trial: Trial, draft: ImportDraft) -> Iterator[_Line]:
    headers = {column.index: column.header for column in draft.columns}
    for one in trial.problems:
        column = ""
        if one.column >= 0:
            column = headers.get(one.column) or column_letter(one.column)
        yield str(one.row + 1), column, one.value, one.sentence


def _duplicates(trial: Trial, draft: ImportDraft) -> Iterator[_Line]:
    for one in trial.duplicates:
        label = _(field_of(draft.entity, one.field).label if one.field else UID)
        title = one.title or _("several records")
        if one.of_row >= 0:
            title = _("the same as row {row}").format(row=one.of_row + 1)
        yield str(one.row + 1), label, one.value, title


def _unknown(trial: Trial, draft: ImportDraft) -> Iterator[_Line]:
    for one in trial.unknown:
        outcome = _(_OUTCOMES[draft.missing_of(get_entity(one.entity))])
        for name in one.names:
            yield _(field_of(draft.entity, one.field).label), name, outcome


def _doubts(trial: Trial, draft: ImportDraft) -> Iterator[_Line]:
    for one in trial.doubts:
        label = _(field_of(draft.entity, one.field).label)
        yield label, format_number(one.count, language()), str(one.row + 1), one.sentence


def _titled(title: str, count: int) -> str:
    return f"{title} ({format_number(count, language())})"


def _tree(
    heads: Sequence[str],
    widths: Sequence[int],
    lines: Iterator[_Line],
    total: int,
    parent: QWidget,
    shown: int = SHOWN,
) -> QTreeWidget:
    tree = QTreeWidget(parent)
    tree.setHeaderLabels(list(heads))
    tree.setRootIsDecorated(False)
    tree.setUniformRowHeights(True)
    tree.setAlternatingRowColors(True)
    tree.setAccessibleName(heads[-1])
    for column, width in enumerate(widths):
        tree.setColumnWidth(column, look().px(width))
    for line in lines:
        item = QTreeWidgetItem(list(line))
        item.setToolTip(len(line) - 1, line[-1])
        tree.addTopLevelItem(item)
    more = total - shown
    if more > 0:
        text = ngettext("… and {count} more", "… and {count} more", more)
        tree.addTopLevelItem(
            QTreeWidgetItem(["", text.format(count=format_number(more, language()))])
        )
    return tree
