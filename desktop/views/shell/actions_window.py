"""Actions of the window: text, panes, look, moving around, help."""

from __future__ import annotations

from typing import Final

from desktop.core.i18n import N_
from desktop.views.shell.actions import Action, Area, Menu
from desktop.views.shell.targets import HOME

_FILE = Menu.FILE
_EDIT = Menu.EDIT
_VIEW = Menu.VIEW
_GO = Menu.GO
_TOOLS = Menu.TOOLS
_WINDOW = Menu.WINDOW
_HELP = Menu.HELP

WINDOW_ACTIONS: Final = (
    Action("file.print", N_("Print…"), "printer", ("Ctrl+P",), _FILE, 3),
    Action("tab.close", N_("Close tab"), "x", ("Ctrl+W",), _FILE, 4),
    Action("app.quit", N_("Quit"), "power", ("Ctrl+Q",), _FILE, 5),
    Action("edit.undo", N_("Undo"), "undo-2", ("Ctrl+Z",), _EDIT, 1),
    Action("edit.redo", N_("Redo"), "redo-2", ("Ctrl+Y", "Ctrl+Shift+Z"), _EDIT, 1),
    Action("edit.cut", N_("Cut"), "scissors", ("Ctrl+X",), _EDIT, 2, in_palette=False),
    Action("edit.copy", N_("Copy"), "copy", ("Ctrl+C",), _EDIT, 2, in_palette=False),
    Action("edit.paste", N_("Paste"), "clipboard-paste", ("Ctrl+V",), _EDIT, 2, in_palette=False),
    Action(
        "edit.select_all",
        N_("Select all"),
        "square-dashed",
        ("Ctrl+A",),
        _EDIT,
        2,
        in_palette=False,
    ),
    Action("app.search", N_("Search everywhere"), "search", ("Ctrl+E", "F3"), _EDIT, 5),
    Action(
        "pane.right",
        N_("On the right"),
        "panel-right",
        (),
        _VIEW,
        1,
        "reading_pane",
        checkable=True,
    ),
    Action(
        "pane.bottom",
        N_("At the bottom"),
        "panel-bottom",
        (),
        _VIEW,
        1,
        "reading_pane",
        checkable=True,
    ),
    Action(
        "pane.off", N_("Off"), "panel-right-close", (), _VIEW, 1, "reading_pane", checkable=True
    ),
    Action(
        "view.navigation",
        N_("Navigation pane"),
        "panel-left",
        ("Ctrl+Alt+N",),
        _VIEW,
        1,
        checkable=True,
    ),
    Action(
        "theme.system", N_("Like the system"), "sun-moon", (), _VIEW, 4, "theme", checkable=True
    ),
    Action("theme.light", N_("Light"), "sun", (), _VIEW, 4, "theme", checkable=True),
    Action("theme.dark", N_("Dark"), "moon", (), _VIEW, 4, "theme", checkable=True),
    Action(
        "theme.contrast", N_("High contrast"), "contrast", (), _VIEW, 4, "theme", checkable=True
    ),
    Action("density.compact", N_("Compact"), "rows-4", (), _VIEW, 4, "density", checkable=True),
    Action("density.normal", N_("Normal"), "rows-3", (), _VIEW, 4, "density", checkable=True),
    Action("density.roomy", N_("Roomy"), "rows-2", (), _VIEW, 4, "density", checkable=True),
    Action("text.larger", N_("Larger text"), "a-arrow-up", ("Ctrl++", "Ctrl+="), _VIEW, 4),
    Action("text.smaller", N_("Smaller text"), "a-arrow-down", ("Ctrl+-",), _VIEW, 4),
    Action("text.normal", N_("Normal text"), "a-large-small", ("Ctrl+0",), _VIEW, 4),
    Action("view.full_screen", N_("Full screen"), "maximize", ("F11",), _VIEW, 5, checkable=True),
    Action("go.home", N_("Today"), "house", ("Alt+Home",), _GO, 1, area=Area.GO),
    Action(
        "go.palette",
        N_("Command palette"),
        "command",
        ("Ctrl+K", "Ctrl+Shift+P"),
        _GO,
        1,
        area=Area.GO,
        in_palette=False,
    ),
    Action("go.back", N_("Back"), "arrow-left", ("Alt+Left",), _GO, 2, area=Area.GO),
    Action("go.forward", N_("Forward"), "arrow-right", ("Alt+Right",), _GO, 2, area=Area.GO),
    Action("go.next_pane", N_("Next pane"), "", ("F6",), _GO, 3, area=Area.GO, in_palette=False),
    Action(
        "go.previous_pane",
        N_("Previous pane"),
        "",
        ("Shift+F6",),
        _GO,
        3,
        area=Area.GO,
        in_palette=False,
    ),
    Action(
        "go.next_tab",
        N_("Next tab"),
        "",
        ("Ctrl+Tab", "Ctrl+PgDown"),
        _GO,
        3,
        area=Area.GO,
        in_palette=False,
    ),
    Action(
        "go.previous_tab",
        N_("Previous tab"),
        "",
        ("Ctrl+Shift+Tab", "Ctrl+PgUp"),
        _GO,
        3,
        area=Area.GO,
        in_palette=False,
    ),
    Action("go.bin", N_("Recycle bin"), "trash-2", (), _GO, 5, area=Area.GO),
    Action("tools.dictionaries", N_("Dictionaries"), "book-open", (), _TOOLS, 1),
    Action("tools.own_fields", N_("Own fields…"), "text-cursor-input", (), _TOOLS, 1),
    Action("tools.own_words", N_("Own words…"), "languages", (), _TOOLS, 1),
    Action("tools.sequences", N_("Number sequences…"), "list-ordered", (), _TOOLS, 1),
    Action("tools.demo", N_("Demo company"), "flask-conical", (), _TOOLS, 1),
    Action("tools.backup", N_("Back up now"), "database-backup", (), _TOOLS, 1),
    Action("tools.backups", N_("Backup and restore…"), "archive-restore", (), _TOOLS, 1),
    Action("tools.encryption", N_("Encryption of the data…"), "shield-check", (), _TOOLS, 1),
    Action("tools.profiles", N_("Profiles…"), "folders", (), _TOOLS, 1),
    Action("sync.join", N_("Join a company server…"), "users-round", (), _TOOLS, 1),
    Action("sync.show", N_("Company server…"), "cloud", (), _TOOLS, 1),
    Action("admin.show", N_("Administration"), "user-cog", (), _TOOLS, 1),
    Action("sync.now", N_("Sync now"), "refresh-cw", (), _TOOLS, 1),
    Action("language.vi", N_("Vietnamese"), "languages", (), _TOOLS, 2, "language", checkable=True),
    Action("language.en", N_("English"), "languages", (), _TOOLS, 2, "language", checkable=True),
    Action("tools.settings", N_("Settings…"), "settings", ("Ctrl+Alt+S",), _TOOLS, 3),
    Action("window.new", N_("New window"), "app-window", ("Ctrl+Shift+N",), _WINDOW, 1),
    Action("window.close", N_("Close window"), "", ("Ctrl+Shift+W",), _WINDOW, 1),
    Action("window.next", N_("Next window"), "", ("Ctrl+F6",), _WINDOW, 2),
    Action("window.previous", N_("Previous window"), "", ("Ctrl+Shift+F6",), _WINDOW, 2),
    Action("help.contents", N_("Help"), "circle-question-mark", ("F1",), _HELP, 1),
    Action("help.shortcuts", N_("Keyboard shortcuts"), "keyboard", ("Ctrl+/",), _HELP, 1),
    Action("help.news", N_("What is new"), "sparkles", (), _HELP, 1),
    Action("help.logs", N_("Open the log folder"), "folder-open", (), _HELP, 2),
    Action("help.about", N_("About Lienhe"), "info", (), _HELP, 3),
)

MODULE_KEYS: Final = tuple(f"Ctrl+{number}" for number in range(1, 10))


def go_to_module(module: str, label: str, icon: str, position: int) -> Action:
    """Return the action that shows a module; the first nine have a key."""
    keys = (MODULE_KEYS[position],) if position < len(MODULE_KEYS) else ()
    menu = None if module == HOME else _GO  # that page has an entry of its own
    return Action(f"module.{module}", label, icon, keys, menu, 1, area=Area.GO)
