"""When the company works in a week, and those of its people who work otherwise."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy.orm import Mapped

from desktop.core.i18n import N_
from desktop.models.base import Record, entity
from desktop.models.columns import json_value, link, text


@entity(
    "working_hours",
    number=67,
    module="calendar",
    label=N_("Working hours"),
    plural=N_("Working hours"),
    icon="clock",
    title="name",
    list_columns=("name", "user_id"),
    sort="name",
    hidden=True,
)
class WorkingHours(Record):
    """The hours of each weekday; without a user they are the company's.

    The id follows from the person (`core.scheduling.company_hours.week_id`). `week` holds for
    Monday to Sunday pairs of minutes since midnight. All colleagues may know.
    """

    __tablename__ = "working_hours"

    name: Mapped[str] = text(N_("Name"), length=120, required=True, sortable=True)
    user_id: Mapped[uuid.UUID | None] = link("app_user", N_("User"), on_delete="take")
    week: Mapped[list[Any] | None] = json_value(N_("Hours of the week"))
