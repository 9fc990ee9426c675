"""Activities: what people do with customers."""

from __future__ import annotations

from desktop.models.activities.call import Call
from desktop.models.activities.note import Note

__all__ = ["Call", "Note"]
