"""What the kinds whose value is a list of texts have in common."""

from __future__ import annotations

import json
from typing import cast

from desktop.core.filters import Json
from desktop.core.kinds.base import FieldKind, Merge, Storage, Stored
from desktop.core.kinds.cleaning import expect_list, expect_text, json_text


class TextListKind(FieldKind[list[str]]):
    """Texts, each once; two people who add to them both have added."""

    storage = Storage.JSON
    merge = Merge.SET

    def to_stored(self, value: list[str] | None) -> Stored:
        """Return the texts as JSON."""
        return json_text(value)

    def from_stored(self, stored: Stored) -> list[str] | None:
        """Return the texts."""
        return None if stored is None else cast("list[str]", json.loads(str(stored)))

    def to_json(self, value: list[str] | None) -> Json:
        """Return the texts."""
        return None if value is None else list(value)

    def from_json(self, data: Json) -> list[str] | None:
        """Return the texts; raise ValueError if they are none."""
        return None if data is None else [expect_text(item) or "" for item in expect_list(data)]
