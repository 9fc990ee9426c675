"""What waits to be sent or fetched, in words."""

from __future__ import annotations

from typing import Final

from desktop.core.entities import Entity, UnknownEntityError, get_entity
from desktop.core.i18n import N_, _, ngettext
from desktop.core.sync_lists import FAILURES, FileOnItsWay, WaitingEdit
from desktop.views.sync.problem_words import BIN, OWN, Titles

SHOWN: Final = 3  # names of fields; the others are counted
COMMANDS: Final = {
    "merge": N_("Merge"),
    "unmerge": N_("Take a merge back"),
    "assign": N_("Hand over"),
    "move": N_("Move"),
    "share": N_("Share"),
    "number": N_("Give a number"),
    "undo_import": N_("Take an import back"),
}


def record_words(edit: WaitingEdit, titles: Titles) -> str:
    """Return which record it is: what kind, and its name where it is here."""
    entity = known_entity(edit.entity)
    if entity is None:
        return _(COMMANDS.get(edit.command, "")) or _("A record")
    title = titles.get(str(edit.id), "")
    return f"{_(entity.label)}: {title}" if title else _(entity.label)


def change_words(edit: WaitingEdit) -> str:
    """Return what was done with it."""
    if edit.command in COMMANDS:
        return _(COMMANDS[edit.command])
    if edit.op == "I":
        return _("Added")
    if edit.op == "D":
        return _("Deleted for good")
    if BIN in edit.fields:
        return _("Into the recycle bin, or out of it")
    return field_words(known_entity(edit.entity), edit.fields) or _("Changed")


def field_words(entity: Entity | None, columns: tuple[str, ...]) -> str:
    """Return what the fields are called that people know, the first few by name."""
    fields = [entity.by_name.get(one.removeprefix(OWN)) for one in columns] if entity else []
    labels = list(dict.fromkeys(_(field.label) for field in fields if field is not None))
    text = ", ".join(labels[:SHOWN])
    if more := len(labels) - SHOWN if len(labels) > SHOWN else 0:
        told = ngettext("{fields} and {count} more", "{fields} and {count} more", more)
        return told.format(fields=text, count=more)
    return text


def waiting_for(edit: WaitingEdit) -> str:
    """Return why it is not there yet."""
    if edit.waits_for_file:
        return _("Waits for its file")
    return _("Being sent") if edit.is_sent else _("Waits")


def file_words(file: FileOnItsWay) -> str:
    """Return what a file is called: by its name, or by the field that shows it."""
    if file.name:
        return file.name
    return field_words(known_entity(file.entity), (file.field,)) or _("File")


def direction_words(file: FileOnItsWay) -> str:
    """Return where a file is going to, or why it does not get there."""
    if file.why:
        return _(FAILURES.get(file.why, FAILURES["lost"]))
    return _("Waiting to be uploaded") if file.is_up else _("Waiting to be downloaded")


def has_card(key: str) -> bool:
    """Tell whether a record of that kind can be opened by itself."""
    entity = known_entity(key)
    return entity is not None and not entity.hidden


def known_entity(key: str) -> Entity | None:
    """Return an entity that this program knows."""
    try:
        return get_entity(key)
    except UnknownEntityError:
        return None
