"""Messages on their way from a list to a folder or to another page."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QByteArray, QMimeData

FORMAT: Final = "application/x-lienhe-messages"


def messages_as_mime(messages: Iterable[int]) -> QMimeData:
    """Return what is dragged: the ids of the messages."""
    mime = QMimeData()
    mime.setData(FORMAT, QByteArray(json.dumps(list(messages)).encode()))
    return mime


def messages_in(mime: QMimeData) -> list[int]:
    """Return the ids of the messages that are dragged; none if it is something else."""
    if not mime.hasFormat(FORMAT):
        return []
    try:
        found = json.loads(bytes(mime.data(FORMAT).data()))
    except ValueError:
        return []
    return [one for one in found if isinstance(one, int)] if isinstance(found, list) else []
