"""Key schemes: which keys an action has, the person's own first, and which of them clash."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from desktop.core.i18n import N_
from desktop.core.quick_dataclass import dataclass
from desktop.views.shell.actions import Action, Area

SCHEME_LABELS: Final = {"outlook": N_("Like Outlook"), "thunderbird": N_("Like Thunderbird")}

# Where a scheme differs from the keys declared with the actions, which are Outlook's.
_SCHEMES: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "outlook": {},
    "thunderbird": {
        "app.search": ("Ctrl+K", "F3"),
        "go.palette": ("Ctrl+Shift+P",),
        "list.quick_filter": ("Ctrl+Shift+K", "Ctrl+F"),
        "view.navigation": ("F9",),
        "record.next": ("F",),
        "record.previous": ("B",),
        "list.refresh": ("F5", "Shift+F5"),
        "edit.redo": ("Ctrl+Shift+Z", "Ctrl+Y"),
        "new.contact": ("Ctrl+Shift+B",),
        "list.change_many": ("Ctrl+Shift+M",),
        "mail.write": ("Ctrl+M",),
        "mail.forward": ("Ctrl+L",),
        "mail.read": ("M",),
        "mail.unread": ("Shift+M",),
        "mail.flag": ("S",),
        "mail.archive": ("A",),
        "mail.junk": ("J",),
        "mail.sync": ("F5", "Ctrl+T"),
    },
}
# Alt with these letters is how some input methods of Vietnamese are switched or menus opened.
_ALT: Final = Qt.KeyboardModifier.AltModifier
_MODIFIERS: Final = Qt.KeyboardModifier.ControlModifier | _ALT | Qt.KeyboardModifier.MetaModifier


@dataclass(frozen=True, slots=True)
class Clash:
    """Keys that two actions want."""

    keys: str
    first: str  # action keys
    second: str


def keys_of(
    action: Action, scheme: str, own: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[str, ...]:
    """Return the keys of an action in a scheme, or those that the person gave it."""
    if own and action.key in own:
        return own[action.key]
    return _SCHEMES.get(scheme, {}).get(action.key, action.keys)


def sequences(keys: Iterable[str]) -> list[QKeySequence]:
    """Return keys as Qt knows them."""
    return [parse_keys(one) for one in keys]


@cache
def parse_keys(keys: str) -> QKeySequence:
    """Return keys as Qt knows them.

    Without the format Qt reads them as people of the language in use write them, and asks for the
    translation of the name of every key there is.
    """
    return QKeySequence(keys, QKeySequence.SequenceFormat.PortableText)


def key_text(keys: str) -> str:
    """Return keys as they are written on this system's keyboards and menus."""
    return parse_keys(keys).toString(QKeySequence.SequenceFormat.NativeText)


def find_clashes(
    actions: Iterable[Action], scheme: str, own: Mapping[str, tuple[str, ...]] | None = None
) -> list[Clash]:
    """Return all keys that two actions have which can be wanted at the same time.

    An action that goes first where its screen is in view takes nothing from those that do not.
    """
    taken: dict[tuple[str, bool], Action] = {}
    clashes = []
    for action in actions:
        for keys in keys_of(action, scheme, own):
            normal = parse_keys(keys).toString()
            first = taken.setdefault((normal, action.goes_first), action)
            if first.key != action.key:
                clashes.append(Clash(normal, first.key, action.key))
    return clashes


FREE: Final = "Alt+R"


@cache
def is_letter_only(keys: str) -> bool:
    """Tell whether keys are a plain letter or digit, which a text field must get."""
    sequence = parse_keys(keys)
    if sequence.count() != 1:
        return False
    stroke = sequence[0]  # type: ignore[index]  # the stub forgets it
    return not stroke.keyboardModifiers() & _MODIFIERS and _is_printable(stroke.key())


def is_usable(keys: str, area: Area) -> bool:
    """Tell whether keys may be given to an action.

    A letter alone belongs to lists and to mail; Alt with a letter belongs to the menus and to the
    input method of Vietnamese. Alt with a digit is free: as in Outlook it says how many days a
    diary shows, and so is Alt+R, which no menu has: it goes to the reminders from wherever one
    types.
    """
    if keys == FREE:
        return True
    sequence = parse_keys(keys)
    if sequence.isEmpty() or sequence[0].key() == Qt.Key.Key_unknown:  # type: ignore[index]  # so
        return False
    if is_letter_only(keys):
        return area in (Area.LIST, Area.GO, Area.MAIL)
    stroke = sequence[0]  # type: ignore[index]  # the stub forgets it
    is_plain = _is_printable(stroke.key()) and not _is_digit(stroke.key())
    return not (stroke.keyboardModifiers() == _ALT and is_plain)


def _is_printable(key: Qt.Key) -> bool:
    return Qt.Key.Key_Space < key <= Qt.Key.Key_ydiaeresis


def _is_digit(key: Qt.Key) -> bool:
    return Qt.Key.Key_0 <= key <= Qt.Key.Key_9
