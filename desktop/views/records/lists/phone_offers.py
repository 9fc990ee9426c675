"""The phone numbers of a cell in the menu of a list."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QWidget

from desktop.core.fields import Kind
from desktop.views.items.record_table_model import RecordTableModel
from desktop.views.records.lists.list_menu import ListMenu

MOST: Final = 3  # numbers of a cell that are offered


def offer_phones(
    menu: ListMenu,
    model: RecordTableModel,
    index: QModelIndex | QPersistentModelIndex,
    source: QWidget,
) -> None:
    """Offer first what can be done with the numbers of the cell, if it holds any."""
    record = model.record(index.row()) if index.isValid() else None
    if record is None or model.field(index.column()).kind is not Kind.PHONES:
        return
    from desktop.views.widgets.phone_menu import offer_number  # not at start

    value = record.values[index.column()]
    items = value if isinstance(value, list) else []
    first = menu.actions()[0]
    for item in items[:MOST]:
        offer_number(menu, item["number"], source, before=first)
        menu.insertSeparator(first)
