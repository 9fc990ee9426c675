"""Activities: what people do with customers."""

from __future__ import annotations

from desktop.models.activities.call import Call
from desktop.models.activities.comment import Comment
from desktop.models.activities.gift import Anniversary, Gift
from desktop.models.activities.note import Note
from desktop.models.activities.visit import Meeting, Visit

__all__ = ["Anniversary", "Call", "Comment", "Gift", "Meeting", "Note", "Visit"]
