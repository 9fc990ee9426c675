"""The ways by which people are told, and which of them work here.

What sends e-mail or SMS registers itself here; until then that channel is shown as not configured.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from desktop.core.clock import from_micros, to_micros
from desktop.core.i18n import N_

APP, EMAIL, SMS = "app", "email", "sms"
CHANNELS: Final = {
    APP: N_("In the program"),
    EMAIL: N_("E-mail"),
    SMS: N_("SMS"),
}
QUARTER: Final = timedelta(minutes=15)
_providers: set[str] = {APP}


def provide(channel: str) -> None:
    """Say that messages by this channel are sent."""
    _providers.add(channel)


def withdraw(channel: str) -> None:
    """Say that nothing sends by this channel any more."""
    _providers.discard(channel)


def is_configured(channel: str) -> bool:
    """Tell whether messages by a channel go anywhere."""
    return channel in _providers


def batch_at(now: datetime) -> datetime:
    """Return the end of the quarter of an hour; messages to one person wait for it together."""
    length = QUARTER // timedelta(microseconds=1)
    return from_micros((to_micros(now) // length + 1) * length)
