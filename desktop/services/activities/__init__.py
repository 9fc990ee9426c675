"""What people do with calls, visits, meetings, gifts, anniversaries and comments."""

from __future__ import annotations

from desktop.services.activities import (
    anniversaries,
    calls,
    comments,
    gifts,
    logging,
    meetings,
)

__all__ = ["anniversaries", "calls", "comments", "gifts", "logging", "meetings"]
