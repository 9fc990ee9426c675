"""The parts of the administration, in their order; one line adds a part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.core.quick_dataclass import dataclass
from desktop.views.jobs import Jobs


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the administration; `make` is called when it is first shown."""

    key: str
    label: str  # English msgid
    icon: str
    make: Callable[[Jobs, QWidget], QWidget]


SECTIONS: Final[tuple[Section, ...]] = ()
