"""Which actions the command bar shows for what is in view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.views.shell.targets import HOME, LIST, RECORD, Target

LIST_BAR: Final = (
    "record.new",
    "-",
    "record.open",
    "list.change_many",
    "record.delete",
    "-",
    "list.filter",
    "list.columns",
    "list.cards",
    "-",
    "list.import",
    "list.export",
)
BIN_BAR: Final = ("record.restore", "record.open", "-", "record.purge", "-", "list.refresh")
RECORD_BAR: Final = (
    "record.save",
    "record.save_close",
    "record.discard",
    "-",
    "record.duplicate",
    "record.share",
    "record.history",
    "record.delete",
)
HOME_BAR: Final = ("new.account", "new.contact", "new.lead", "-", "new.call", "new.note")
_BARS: Final = {LIST: LIST_BAR, RECORD: RECORD_BAR, HOME: HOME_BAR}


def bar_for(page: QWidget | None, target: Target) -> Sequence[str]:
    """Return the actions that a page wishes, or those of its kind."""
    wished = getattr(page, "bar_keys", ())
    if wished:
        return tuple(wished)
    return BIN_BAR if target.bin else _BARS.get(target.screen, LIST_BAR)
