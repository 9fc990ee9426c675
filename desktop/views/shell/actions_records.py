"""Actions on lists and records."""

from __future__ import annotations

from typing import Final

from desktop.core.i18n import N_
from desktop.views.shell.actions import Action, Area, Menu

_FILE = Menu.FILE
_EDIT = Menu.EDIT
_VIEW = Menu.VIEW
_GO = Menu.GO
_ITEM = Menu.ITEM

RECORD_ACTIONS: Final = (
    Action("record.new", N_("Add new"), "plus", ("Ctrl+N",), _FILE, 1, "new", Area.NEW),
    Action(
        "new.account",
        N_("New customer"),
        "building-2",
        ("Ctrl+Shift+U",),
        _FILE,
        1,
        "new",
        Area.NEW,
    ),
    Action(
        "new.contact",
        N_("New contact person"),
        "user-plus",
        ("Ctrl+Shift+C",),
        _FILE,
        1,
        "new",
        Area.NEW,
    ),
    Action("new.lead", N_("New lead"), "flame", ("Ctrl+Shift+L",), _FILE, 1, "new", Area.NEW),
    Action("new.target", N_("New target"), "crosshair", (), _FILE, 1, "new", Area.NEW),
    Action("new.call", N_("New call"), "phone", ("Ctrl+Shift+G",), _FILE, 1, "new", Area.NEW),
    Action("new.note", N_("New note"), "sticky-note", ("Ctrl+Shift+O",), _FILE, 1, "new", Area.NEW),
    Action("record.save", N_("Save"), "save", ("Ctrl+S",), _FILE, 2, area=Area.RECORD),
    Action(
        "record.save_close",
        N_("Save & close"),
        "check",
        ("Ctrl+Return", "Ctrl+Enter"),
        _FILE,
        2,
        area=Area.RECORD,
    ),
    Action(
        "record.save_new",
        N_("Save & new"),
        "copy-plus",
        ("Ctrl+Shift+Return",),
        _FILE,
        2,
        area=Area.RECORD,
    ),
    Action("record.discard", N_("Discard changes"), "undo-dot", (), _FILE, 2, area=Area.RECORD),
    Action(
        "draft.reopen",
        N_("Open what was not saved"),
        "file-clock",
        (),
        _FILE,
        2,
        area=Area.RECORD,
    ),
    Action("list.import", N_("Import…"), "file-input", ("Ctrl+Shift+I",), _FILE, 3, area=Area.LIST),
    Action(
        "list.export", N_("Export…"), "file-output", ("Ctrl+Shift+E",), _FILE, 3, area=Area.LIST
    ),
    Action("list.edit_cell", N_("Edit the cell"), "pencil", ("F2",), _EDIT, 3, area=Area.LIST),
    Action(
        "list.change_many",
        N_("Change many…"),
        "list-checks",
        ("Ctrl+Shift+B",),
        _EDIT,
        3,
        area=Area.LIST,
    ),
    Action("record.merge", N_("Merge…"), "merge", (), _EDIT, 3, area=Area.LIST),
    Action("list.duplicates", N_("Find duplicates…"), "copy-check", (), _EDIT, 3, area=Area.LIST),
    Action(
        "record.delete", N_("Delete"), "trash-2", ("Del",), _EDIT, 4, area=Area.LIST, danger=True
    ),
    Action("record.restore", N_("Restore"), "archive-restore", (), _EDIT, 4, area=Area.LIST),
    Action(
        "record.purge",
        N_("Delete for good"),
        "trash",
        ("Shift+Del",),
        _EDIT,
        4,
        area=Area.LIST,
        danger=True,
    ),
    Action(
        "list.filter", N_("Filter…"), "list-filter", ("Ctrl+Shift+F",), _VIEW, 2, area=Area.LIST
    ),
    Action(
        "list.quick_filter",
        N_("Quick filter"),
        "funnel",
        ("Ctrl+F", "Ctrl+Shift+K"),
        _VIEW,
        2,
        area=Area.LIST,
    ),
    Action("list.clear_filter", N_("Clear filter"), "funnel-x", (), _VIEW, 2, area=Area.LIST),
    Action("list.columns", N_("Columns…"), "columns-3", (), _VIEW, 2, area=Area.LIST),
    Action("list.group", N_("Group by…"), "group", (), _VIEW, 2, area=Area.LIST),
    Action(
        "list.cards",
        N_("Table or cards"),
        "layout-grid",
        ("Ctrl+Shift+T",),
        _VIEW,
        2,
        area=Area.LIST,
    ),
    Action(
        "list.statistics",
        N_("Statistics"),
        "chart-column",
        ("Ctrl+Shift+S",),
        _VIEW,
        2,
        area=Area.LIST,
    ),
    Action("list.save_view", N_("Save view…"), "bookmark-plus", (), _VIEW, 2, area=Area.LIST),
    Action("list.refresh", N_("Refresh"), "refresh-cw", ("F5",), _VIEW, 3),
    Action("record.next", N_("Next item"), "chevron-down", ("Ctrl+.",), _GO, 4, area=Area.GO),
    Action("record.previous", N_("Previous item"), "chevron-up", ("Ctrl+,",), _GO, 4, area=Area.GO),
    Action(
        "record.open",
        N_("Open"),
        "square-arrow-out-up-right",
        ("Ctrl+O",),
        _ITEM,
        1,
        area=Area.LIST,
    ),
    Action("record.duplicate", N_("Duplicate"), "copy", ("Ctrl+D",), _ITEM, 1, area=Area.LIST),
    Action("record.history", N_("History"), "history", ("Alt+Return",), _ITEM, 1, area=Area.RECORD),
    Action(
        "activity.log",
        N_("Log an activity…"),
        "phone-call",
        ("Ctrl+L",),
        _ITEM,
        2,
        area=Area.RECORD,
    ),
    Action("record.link", N_("Copy link"), "link", (), _ITEM, 1, area=Area.RECORD),
    Action(
        "record.export_person",
        N_("Everything about this person…"),
        "file-user",
        (),
        _ITEM,
        6,
        area=Area.RECORD,
    ),
)

# Pictures of commands that services declare, by their keys.
COMMAND_ICONS: Final = {
    "account.consent": "shield-check",
    "contact.consent": "shield-check",
    "lead.consent": "shield-check",
    "account.anonymise": "user-x",
    "contact.anonymise": "user-x",
    "lead.anonymise": "user-x",
    "target.convert": "flame",
    "target.drop": "circle-x",
    "lead.assign": "user-round-check",
    "lead.begin": "play",
    "lead.drop": "circle-x",
    "lead.recycle": "rotate-ccw",
    "lead.convert": "building-2",
    "call.hold": "phone-call",
    "call.miss": "phone-missed",
}
