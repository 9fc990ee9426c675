"""What people do with targets, leads, customers and business cards."""

from __future__ import annotations

from desktop.services.contacts import (
    addresses,
    cards,
    care,
    dictionaries,
    handover,
    leads,
    points,
    prospects,
    targets,
)

__all__ = [
    "addresses",
    "cards",
    "care",
    "dictionaries",
    "handover",
    "leads",
    "points",
    "prospects",
    "targets",
]
