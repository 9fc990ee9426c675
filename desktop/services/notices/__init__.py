"""What people are told and reminded of, and what they did about it."""

from __future__ import annotations

from desktop.services.notices import attention, choosing

__all__ = ["attention", "choosing"]
