"""Records that mean the same: found, merged into one, or remembered to be different."""

from __future__ import annotations

from desktop.services.merging import records

__all__ = ["records"]
