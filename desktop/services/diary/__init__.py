"""What people do in the diary: entering, moving, changing, inviting, answering, holding."""

from __future__ import annotations

from desktop.services.diary import (
    calendars,
    completing,
    holding,
    hours,
    inviting,
    making,
    moving,
    varying,
)

__all__ = [
    "calendars",
    "completing",
    "holding",
    "hours",
    "inviting",
    "making",
    "moving",
    "varying",
]
