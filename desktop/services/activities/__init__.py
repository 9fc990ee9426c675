"""What people do with calls, visits, meetings and gifts."""

from __future__ import annotations

from desktop.services.activities import calls, gifts, meetings

__all__ = ["calls", "gifts", "meetings"]
