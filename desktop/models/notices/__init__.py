"""What people are told and reminded of, and their own notes on records."""

from __future__ import annotations

from desktop.models.notices.notice import Attention, Notice, NoticeChoice, OutgoingMessage
from desktop.models.notices.own_note import OwnNote

__all__ = ["Attention", "Notice", "NoticeChoice", "OutgoingMessage", "OwnNote"]
