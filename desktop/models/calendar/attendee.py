"""Who takes part in an event, with their answers; rooms and cars that it needs among them."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from sqlalchemy.orm import Mapped

from desktop.core.i18n import N_
from desktop.models.base import Record, entity
from desktop.models.columns import choice, json_value, link, moment, options, text

ROLES = options(
    {
        "chair": N_("Chair"),
        "required": N_("Required"),
        "optional": N_("Optional"),
        "resource": N_("Room, car or equipment"),
    }
)
ANSWERS = options(
    {
        "needs_action": (N_("No answer yet"), "grey"),
        "accepted": (N_("Accepted"), "green"),
        "tentative": (N_("Perhaps"), "yellow"),
        "declined": (N_("Declined"), "red"),
    }
)


@entity(
    "attendee",
    number=66,
    module="calendar",
    label=N_("Participant"),
    plural=N_("Participants"),
    icon="user-check",
    title="name",
    list_columns=("name", "role", "answer", "answered_at", "remark"),
    quick_columns=("event_id", "user_id", "contact_id", "name", "email", "role"),
    sort="name",
    parent="event_id",
    hidden=True,
    part=True,
    involves=("user_id view event_id",),
    tells=(
        "invited user_id about event_id",
        "answered event_id.owner_id on answer when accepted tentative declined about event_id",
    ),
)
class Attendee(Record):
    """A colleague, a contact person, a plain address or a resource at an event.

    `booked` is when a resource is taken by it: pairs of minutes since 1970 in UTC, sorted, apart
    from each other; the program keeps it, so that the centre compares bookings without any rule.
    Its id follows from the event and whom it names: two computers that invite the same person make
    one record. A colleague owns their own, so that they may answer.
    """

    __tablename__ = "attendee"

    event_id: Mapped[uuid.UUID] = link("event", N_("Appointment"), required=True)
    user_id: Mapped[uuid.UUID | None] = link("app_user", N_("User"), on_delete="take")
    contact_id: Mapped[uuid.UUID | None] = link("contact", N_("Contact person"), on_delete="detach")
    resource_id: Mapped[uuid.UUID | None] = link("calendar", N_("Resource"), on_delete="take")
    name: Mapped[str | None] = text(N_("Name"), length=120, sortable=True)
    email: Mapped[str | None] = text(N_("E-mail"), length=254, personal=True)
    role: Mapped[str | None] = choice(N_("Role"), ROLES, default="required")
    answer: Mapped[str | None] = choice(N_("Answer"), ANSWERS, default="needs_action")
    answered_at: Mapped[dt.datetime | None] = moment(N_("Answered on"), readonly=True)
    remark: Mapped[str | None] = text(N_("Remark"))
    booked: Mapped[list[Any] | None] = json_value(N_("Booked times"), readonly=True, system=True)
