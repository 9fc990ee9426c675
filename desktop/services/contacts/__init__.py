"""What people do with targets, leads, customers and business cards."""

from __future__ import annotations

from desktop.services.contacts import cards, care, dictionaries, handover, leads, prospects, targets

__all__ = ["cards", "care", "dictionaries", "handover", "leads", "prospects", "targets"]
