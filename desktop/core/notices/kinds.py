"""The kinds of notices: what they are called, where they are filed, and how they read.

The first kinds go before the later ones: who is told of one record twice by one deed is told the
first of them alone.
"""

from __future__ import annotations

from typing import Final

from desktop.core.i18n import N_
from desktop.core.quick_dataclass import dataclass

# Where notices are filed, in the order of the filter.
GROUPS: Final = {
    "assigned": N_("Assigned to me"),
    "shared": N_("Shared with me"),
    "mentioned": N_("Mentions of me"),
    "changed": N_("Changed"),
    "approaching": N_("Approaching"),
    "overdue": N_("Overdue"),
}


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """A kind: its words are English msgids with {actor}, {title}, {what}, {count}, {records}."""

    key: str
    label: str
    group: str
    icon: str
    one: str
    many: str


KINDS: Final = (
    NoticeKind(
        "mentioned",
        N_("Somebody mentions me"),
        "mentioned",
        "at-sign",
        N_("{actor} mentioned you on “{title}”"),
        N_("{actor} mentioned you on {count} {records}"),
    ),
    NoticeKind(
        "assigned",
        N_("A task is assigned to me"),
        "assigned",
        "user-plus",
        N_("{actor} assigned “{title}” to you"),
        N_("{actor} assigned {count} {records} to you"),
    ),
    NoticeKind(
        "invited",
        N_("I am invited to an appointment"),
        "assigned",
        "calendar-plus",
        N_("{actor} invited you to “{title}”"),
        N_("{actor} invited you to {count} {records}"),
    ),
    NoticeKind(
        "handed",
        N_("I am put in charge"),
        "assigned",
        "user-check",
        N_("{actor} put you in charge of “{title}”"),
        N_("{actor} put you in charge of {count} {records}"),
    ),
    NoticeKind(
        "involved",
        N_("I take part in a project or watch a task"),
        "assigned",
        "users",
        N_("{actor} involved you in “{title}”"),
        N_("{actor} involved you in {count} {records}"),
    ),
    NoticeKind(
        "shared",
        N_("Something is shared with me"),
        "shared",
        "share-2",
        N_("{actor} shared “{title}” with you"),
        N_("{actor} shared {count} {records} with you"),
    ),
    NoticeKind(
        "answered",
        N_("Somebody answers an invitation or an assignment"),
        "changed",
        "reply",
        N_("{actor} answered on “{title}”: {what}"),
        N_("{actor} answered on {count} {records}"),
    ),
    NoticeKind(
        "graded",
        N_("My finished work is graded"),
        "changed",
        "star",
        N_("{actor} graded your work on “{title}”"),
        N_("{actor} graded your work on {count} {records}"),
    ),
    NoticeKind(
        "state",
        N_("A state changes"),
        "changed",
        "flag",
        N_("{actor} set “{title}” to: {what}"),
        N_("{actor} changed the state of {count} {records}"),
    ),
    NoticeKind(
        "commented",
        N_("Somebody comments"),
        "mentioned",
        "message-square",
        N_("{actor} commented on “{title}”"),
        N_("{actor} commented on {count} {records}"),
    ),
    NoticeKind(
        "noted",
        N_("Somebody writes a note for all involved"),
        "mentioned",
        "notebook-pen",
        N_("{actor} wrote a note on “{title}”"),
        N_("{actor} wrote notes on {count} {records}"),
    ),
    NoticeKind(
        "changed",
        N_("Time, place or title changes"),
        "changed",
        "pencil",
        N_("{actor} changed “{title}”: {what}"),
        N_("{actor} changed {count} {records}"),
    ),
)
BY_KEY: Final = {kind.key: kind for kind in KINDS}
ORDER: Final = {kind.key: place for place, kind in enumerate(KINDS)}
