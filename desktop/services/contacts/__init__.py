"""What people do with targets, leads and customers."""

from __future__ import annotations

from desktop.services.contacts import leads, targets

__all__ = ["leads", "targets"]
