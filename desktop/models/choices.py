"""Closed lists that several areas use."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.models.columns import options

COLOURS = options(
    {
        "grey": (N_("Grey"), "grey"),
        "red": (N_("Red"), "red"),
        "orange": (N_("Orange"), "orange"),
        "yellow": (N_("Yellow"), "yellow"),
        "green": (N_("Green"), "green"),
        "blue": (N_("Blue"), "blue"),
        "purple": (N_("Purple"), "purple"),
    }
)
# Minutes before the start.
REMINDERS = options(
    {
        "0": N_("When it begins"),
        "5": N_("5 minutes before"),
        "10": N_("10 minutes before"),
        "15": N_("15 minutes before"),
        "30": N_("30 minutes before"),
        "60": N_("1 hour before"),
        "120": N_("2 hours before"),
        "240": N_("4 hours before"),
        "1440": N_("1 day before"),
        "2880": N_("2 days before"),
        "4320": N_("3 days before"),
        "10080": N_("1 week before"),
        "20160": N_("2 weeks before"),
    }
)
