"""What the tests of tables within lists share: columns of many kinds, blocks, dialogs."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QDialog

COLUMNS = ("name", "code", "account_type", "source_id", "employees", "annual_revenue", "emails")


def cell(view, row: int, name: str):
    return view.model.index(row, COLUMNS.index(name))


def select_block(view, rows: range, names: tuple[str, ...]) -> None:
    numbers = [COLUMNS.index(name) for name in names]
    first = view.model.index(rows[0], min(numbers))
    last = view.model.index(rows[-1], max(numbers))
    chosen = view.table.selectionModel()
    chosen.setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
    flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
    chosen.select(QItemSelection(first, last), flag)


def asked(commands, verb: str) -> list:
    return [arguments for key, arguments in commands.asked if key == f"account.{verb}"]


def dialog_of(view, qtbot, kind) -> QDialog:
    found = []

    def is_open() -> bool:
        found[:] = [d for d in view.window().findChildren(kind) if d.isVisible()]
        return bool(found)

    qtbot.waitUntil(is_open)
    return found[0]
