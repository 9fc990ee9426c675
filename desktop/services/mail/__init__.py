"""What people do with mail as far as the company's records are concerned."""

from __future__ import annotations

from desktop.services.mail import filing

__all__ = ["filing"]
