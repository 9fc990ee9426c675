"""What people do with calls."""

from __future__ import annotations

from desktop.services.activities import calls

__all__ = ["calls"]
