"""Actions of mail, with the keys of Outlook."""

from __future__ import annotations

from typing import Final

from desktop.core.i18n import N_
from desktop.views.shell.actions import Action, Area, Menu

_EDIT = Menu.EDIT
_FILE = Menu.FILE
_GO = Menu.GO
_ITEM = Menu.ITEM
_TOOLS = Menu.TOOLS
_VIEW = Menu.VIEW
FOLDER: Final = "mail_folder"
FROM: Final = "mail_create"


def _does(
    key: str,
    label: str,
    icon: str,
    *keys: str,
    menu: Menu = _ITEM,
    group: int = 3,
    submenu: str = "",
    checkable: bool = False,
    danger: bool = False,
) -> Action:
    """Return an action that only mail knows; where mail is in view its keys do nothing else."""
    return Action(
        f"mail.{key}",
        label,
        icon,
        keys,
        menu,
        group,
        submenu,
        Area.MAIL,
        checkable=checkable,
        danger=danger,
        only_here=True,
        goes_first=True,
    )


MAIL_ACTIONS: Final = (
    _does("reply", N_("Reply"), "reply", "Ctrl+R", group=2),
    _does("reply_all", N_("Reply to all"), "reply-all", "Ctrl+Shift+R", group=2),
    _does("forward", N_("Forward the message"), "forward", "Ctrl+F", group=2),
    _does("forward_file", N_("Forward as a file"), "paperclip", "Ctrl+Alt+F", group=2),
    _does("read", N_("Mark as read"), "mail-open", "Ctrl+Q"),
    _does("unread", N_("Mark as unread"), "mail", "Ctrl+U"),
    _does("flag", N_("Flag"), "flag", "Ins", checkable=True),
    _does("flag_due", N_("Flag with a date…"), "calendar-clock", "Ctrl+Shift+Ins"),
    _does("tag", N_("Tags…"), "tag", "Ctrl+Alt+T"),
    _does("pin", N_("Pin to the top"), "pin", checkable=True),
    _does("snooze", N_("Snooze…"), "alarm-clock", "Ctrl+Alt+S"),
    _does("archive", N_("Archive the message"), "archive", "Backspace", group=4),
    _does("move", N_("Move to folder…"), "folder-input", "Ctrl+Shift+V", group=4),
    _does("copy_to", N_("Copy to folder…"), "copy", group=4),
    _does("junk", N_("Junk"), "shield-alert", "Ctrl+Alt+J", group=4, checkable=True),
    _does("save_as", N_("Save as a file…"), "file-down", menu=_FILE, group=3),
    _does("unsubscribe", N_("Unsubscribe…"), "bell-off", group=4),
    _does("images", N_("Show blocked pictures"), "image", menu=_VIEW, group=2),
    _does("plain", N_("Plain text"), "text-align-start", menu=_VIEW, group=2, checkable=True),
    _does("source", N_("Source of the message…"), "code", "Ctrl+Alt+U", menu=_VIEW, group=2),
    _does("paper", N_("Mail on light ground"), "sun", menu=_VIEW, group=2, checkable=True),
    _does(
        "conversations",
        N_("Conversations"),
        "messages-square",
        menu=_VIEW,
        group=2,
        checkable=True,
    ),
    _does("to_contact", N_("Contact person from this…"), "user-plus", group=5, submenu=FROM),
    _does("to_lead", N_("Lead from this…"), "flame", group=5, submenu=FROM),
    _does("to_task", N_("Task from this…"), "square-check", group=5, submenu=FROM),
    _does("to_event", N_("Appointment from this…"), "calendar-plus", group=5, submenu=FROM),
    _does("inbox", N_("Go to the inbox"), "inbox", "Ctrl+Shift+I", menu=_GO, group=4),
    _does("go_to_folder", N_("Go to folder…"), "folder-search", "Ctrl+Y", menu=_GO, group=4),
    _does("next_unread", N_("Next unread message"), "mail", "Ctrl+J", menu=_GO, group=4),
    _does("sync", N_("Send and receive"), "refresh-cw", "F9", menu=_TOOLS, group=3),
    _does("new_folder", N_("New folder…"), "folder-plus", submenu=FOLDER, group=5),
    _does("rename_folder", N_("Rename folder…"), "folder-pen", submenu=FOLDER, group=5),
    _does("move_folder", N_("Move folder…"), "folder-input", submenu=FOLDER, group=5),
    _does("read_all", N_("Mark all as read"), "mail-check", submenu=FOLDER, group=5),
    _does("favourite", N_("Among the favourites"), "star", submenu=FOLDER, group=5, checkable=True),
    _does("empty_folder", N_("Empty folder…"), "folder-x", submenu=FOLDER, group=5, danger=True),
    _does(
        "delete_folder", N_("Delete folder…"), "folder-minus", submenu=FOLDER, group=5, danger=True
    ),
    _does("add_account", N_("Add a mail account…"), "mail-plus", menu=_TOOLS),
    _does("accounts", N_("Mail accounts…"), "mailbox", menu=_TOOLS),
)
