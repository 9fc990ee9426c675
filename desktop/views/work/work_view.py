"""What every view of work has: it shows a scope, and says which row is chosen in it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.core.changes import Changes
from desktop.core.filters import Filter, Json
from desktop.core.json_file import JsonObject
from desktop.core.quick_dataclass import dataclass
from desktop.core.work.rows import PlanRow, PlanScope
from desktop.views.printing.printable import Printable
from desktop.views.work.work_scope import WorkScope


@dataclass(frozen=True, slots=True)
class Shown:
    """What a view is to show: the choice of the page, what it asks of the plan and of lists."""

    scope: WorkScope
    plan: PlanScope
    tasks: Filter
    search: str = ""


class WorkView(QWidget):
    """One way to look at work.

    Signals:
        selection_changed: other rows are chosen.
        record_opened: entity and id of a record that is to be opened.
        menu_asked: a global point where the menu of the chosen rows is wanted.
        status_changed: there is something else to say in the status bar.
    """

    selection_changed = Signal()
    record_opened = Signal(str, object)
    menu_asked = Signal(object)
    status_changed = Signal()

    has_details = True  # whether the card of the chosen row stands beside it
    has_filter = True  # whether the filter line narrows it down

    def show_scope(self, shown: Shown) -> None:
        """Show a part of all work."""
        raise NotImplementedError

    def hear(self, changes: Changes) -> None:
        """Show anew what was changed; called while it is in view."""
        raise NotImplementedError

    def chosen(self) -> Sequence[PlanRow]:
        """Return the rows that are chosen."""
        return ()

    def status_text(self) -> str:
        """Return what the status bar says."""
        return ""

    def new_task(self) -> bool:
        """Begin a new task in its place; False if that is not done here."""
        return False

    def choose(self, record_id: uuid.UUID) -> None:
        """Choose a row, if it is shown."""

    def acting(self) -> QWidget | None:
        """Return the part that carries out actions of its own, None if there is none."""
        return None

    def printable(self) -> Printable | None:
        """Return what is printed of it, None if that is not done here."""
        return None

    def tools(self) -> Sequence[QWidget]:
        """Return the buttons that stand beside the filter line while it is shown."""
        return ()

    def state(self) -> JsonObject:
        """Return how it looks."""
        return {}

    def restore(self, state: Mapping[str, Json]) -> None:
        """Look so again."""

    def focus_first(self) -> None:
        """Put the keyboard into it."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)


CONCERNED = frozenset({"task", "project", "work_log", "project_stage"})


def concerns(changes: Changes) -> bool:
    """Tell whether something of a plan was changed."""
    return not CONCERNED.isdisjoint(changes.ids)
