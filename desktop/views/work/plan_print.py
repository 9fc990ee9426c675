"""The lines of a plan on paper, as they stand open on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop.core.changes import Changes
from desktop.core.i18n import _, ngettext
from desktop.views.printing.printable import Advance, today
from desktop.views.printing.sheet import Column, PrintLine, Sheet
from desktop.views.work.plan_columns import TITLE, PlanColumn
from desktop.views.work.plan_tree import Line

INDENT: Final = "\u2003"  # an em space: ordinary spaces at the beginning are cut


class PlanPrint:
    """A tree of tasks: what is shown when it is asked for."""

    is_landscape = True
    is_chosen = False
    option = ""

    def __init__(self, title: str, columns: Sequence[PlanColumn], lines: Sequence[Line]) -> None:
        self.title = title
        self._columns = tuple(columns)
        self._lines = tuple(Line(line.row, line.depth) for line in lines)

    async def read(self, _advance: Advance, *, chosen: bool) -> Sheet:
        """Return the lines with their columns."""
        count = len(self._lines)
        note = ngettext("{count} line", "{count} lines", count).format(count=count)
        columns = tuple(Column(_(one.label), is_number=one.is_right) for one in self._columns)
        return Sheet(self.title, note, today(), columns, tuple(map(self._line, self._lines)))

    def is_stale(self, _changes: Changes) -> bool:
        """Tell that a plan stays as it was when it was asked for."""
        return False

    def _line(self, line: Line) -> PrintLine:
        texts = [column.text(line.row) for column in self._columns]
        at = next(n for n, column in enumerate(self._columns) if column.key == TITLE)
        texts[at] = INDENT * line.depth + texts[at]
        return PrintLine(tuple(texts))
