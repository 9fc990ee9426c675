"""System: what the program itself keeps as records."""

from __future__ import annotations

from desktop.models.system.attachments import Attachment
from desktop.models.system.customizing import CustomField, DistinctPair, ImportMap, Word
from desktop.models.system.numbering import NumberSequence
from desktop.models.system.workplace import ImportRun, SavedView

__all__ = [
    "Attachment",
    "CustomField",
    "DistinctPair",
    "ImportMap",
    "ImportRun",
    "NumberSequence",
    "SavedView",
    "Word",
]
