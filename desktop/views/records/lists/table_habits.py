"""What typing and a double click do in every table: as the person set it."""

from __future__ import annotations

from desktop.core.quick_dataclass import dataclass


@dataclass(slots=True)
class TableHabits:
    """The habits in use; tables ask when somebody types or clicks."""

    types_into_cells: bool = False  # else what is typed filters the list
    edits_by_double_click: bool = False  # else a double click opens the record


_HABITS = TableHabits()


def table_habits() -> TableHabits:
    """Return the habits in use; one for the process."""
    return _HABITS
