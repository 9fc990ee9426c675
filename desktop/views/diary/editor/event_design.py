"""How the form of an event is arranged, in its window and on its card; and that of a calendar."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from desktop.core.filters import Json
from desktop.core.i18n import N_
from desktop.views.records.card_design import CardDesign, register_design
from desktop.views.records.command_questions import Question, register_question
from desktop.views.records.entity_editors import register_editors
from desktop.views.records.form_layout import Arrangement
from desktop.views.records.record_form import MakeEditor

EVENT: Final[Arrangement] = (
    (
        "",
        (
            ("title",),
            "starts_at",
            "ends_at",
            "is_all_day",
            "zone",
            ("rule",),
            "place",
            "join_url",
            "calendar_id",
            "category_id",
            "show_as",
            "reminders",
            "is_private",
        ),
    ),
    (N_("What it is about"), ("account_id", "contact_id", "lead_id", "project_id")),
    (N_("Description"), (("description",),)),
)
AFTERWARDS: Final[Arrangement] = (
    (N_("Afterwards"), ("status", "duration_minutes", ("result",), "next_at")),
)
_CALENDAR: Final = ("name", "calendar_type", "colour", "is_default", ("description",))
_SHARING: Final = (N_("Responsible"), ("owner_id", "org_unit_id"))
OWN: Final[Arrangement] = (("", _CALENDAR), _SHARING)
RESOURCE: Final[Arrangement] = (
    ("", ("name", "calendar_type", "colour")),
    (N_("Room, car or equipment"), ("resource_type", "capacity", ("place",), ("description",))),
    _SHARING,
)
SUBSCRIBED: Final[Arrangement] = (
    ("", ("name", "calendar_type", "colour", ("source_url",))),
    _SHARING,
)


def _event_fields(make: MakeEditor) -> MakeEditor:
    from desktop.views.diary.editor.event_fields import EventFields  # with the first form

    return EventFields(make).make


async def _ask_about_holding(question: Question) -> Mapping[str, Json] | None:
    from desktop.views.diary.editor.holding_question import ask_about_holding  # with the first

    return await ask_about_holding(question)


def register_editor() -> None:
    """Use these arrangements on cards, and the editors of an event's times on all its forms."""
    register_editors("event", _event_fields)
    register_question("event.hold", _ask_about_holding)
    register_design(
        "event",
        CardDesign(
            variants={"event": (*EVENT, *AFTERWARDS)},
            subtitle=("starts_at", "place", "account_id", "owner_id"),
            tabs={"attendee": N_("Participants"), "event_variation": N_("Exceptions")},
        ),
    )
    register_design(
        "calendar",
        CardDesign(
            variant_field="calendar_type",
            variants={
                "own": OWN,
                "unit": OWN,
                "group": OWN,
                "resource": RESOURCE,
                "subscribed": SUBSCRIBED,
            },
            subtitle=("calendar_type", "place", "owner_id"),
        ),
    )
