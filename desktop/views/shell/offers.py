"""Binds the methods that a screen has to the actions they carry out.

Lists, cards and other screens know nothing of the shell; a screen with a method `save` can save.
`can_save` beside it tells whether it may just now, `is_save` whether a switch is on.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.views.shell.action_set import ActionSet

METHODS: Final = {
    "record.new": "new_record",
    "record.open": "open_selected",
    "record.save": "save",
    "record.save_close": "save_and_close",
    "record.save_new": "save_and_new",
    "record.discard": "discard",
    "record.delete": "delete_selected",
    "record.restore": "restore_selected",
    "record.purge": "purge_selected",
    "record.duplicate": "duplicate_selected",
    "record.merge": "merge_selected",
    "record.history": "show_history",
    "record.next": "next_record",
    "record.previous": "previous_record",
    "activity.log": "log_activity",
    "list.import": "import_file",
    "list.export": "export_list",
    "list.edit_cell": "edit_cell",
    "list.change_many": "change_selected",
    "list.filter": "show_filter",
    "list.quick_filter": "start_quick_filter",
    "list.clear_filter": "clear_filter",
    "list.columns": "choose_columns",
    "list.group": "choose_group",
    "list.cards": "toggle_cards",
    "list.statistics": "toggle_statistics",
    "list.save_view": "save_view",
    "list.refresh": "refresh",
    "edit.cut": "cut",
    "edit.copy": "copy_cells",
    "edit.paste": "paste_cells",
    "edit.select_all": "select_all",
}


def bind_methods(actions: ActionSet, screen: QWidget) -> None:
    """Bind every method of `screen` that METHODS names."""
    for key, name in METHODS.items():
        method = getattr(screen, name, None)
        if callable(method):
            actions.bind(
                key,
                method,
                enabled=getattr(screen, f"can_{name}", None),
                checked=getattr(screen, f"is_{name}", None),
                owner=screen,
            )
