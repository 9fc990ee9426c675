"""Records on their way by drag and drop, from one screen of the program to another."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QMimeData

from desktop.core.pages import Ref

RECORDS: Final = "application/x-lienhe-records"


def records_as_mime(refs: Iterable[Ref]) -> QMimeData:
    """Return dragged records: ours by their ids, for other programs their titles line by line."""
    dragged = list(refs)
    data = QMimeData()
    told = [{"entity": ref.entity, "id": str(ref.id), "title": ref.title} for ref in dragged]
    data.setData(RECORDS, json.dumps(told, ensure_ascii=False).encode())
    data.setText("\n".join(ref.title for ref in dragged))
    return data


def records_in(data: QMimeData) -> list[Ref]:
    """Return the records that are dragged; none if something else is, or what nobody wrote."""
    if not data.hasFormat(RECORDS):
        return []
    try:
        told = json.loads(bytes(data.data(RECORDS).data()))
        return [Ref(str(one["entity"]), uuid.UUID(one["id"]), str(one["title"])) for one in told]
    except (ValueError, TypeError, KeyError, AttributeError):  # another program's bytes
        return []
