"""What one paint of a list needs, asked for once and not for each cell."""

from __future__ import annotations

from desktop.core.quick_dataclass import dataclass
from desktop.views.fields.cells import CellLook
from desktop.views.items.record_table_model import RecordTableModel


@dataclass(frozen=True, slots=True)
class SceneColumn:
    """A column that is on the screen."""

    logical: int
    x: int
    width: int
    look: CellLook
    is_title: bool = False
    is_frozen: bool = False  # stays at the left edge, over the others
    label: str = ""  # where a value says nothing without it: numbers and days on cards


@dataclass(frozen=True, slots=True)
class RowScene:
    """The columns, the selection and the focus of one paint."""

    model: RecordTableModel
    columns: tuple[SceneColumn, ...]
    width: int
    chosen: frozenset[int]  # rows on the screen in which something is selected
    block: frozenset[int]  # the selected columns, if not all of them
    current_row: int
    current_column: int
    hovered_row: int
    has_focus: bool
    ratio: float
