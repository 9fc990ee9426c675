"""Own fields as attributes of mapped records: read from and written into their `extra`."""

from __future__ import annotations

from typing import Any

from desktop.core.extra_values import from_extra, to_extra
from desktop.core.fields import Field
from desktop.models.base import Record


class OwnValue:
    """The attribute of one own field on a record class."""

    def __init__(self, field: Field) -> None:
        self.field = field

    def __get__(self, record: Record | None, owner: type[Record]) -> Any:  # noqa: ANN401 - as its kind
        """Return the value, None where the record has none."""
        if record is None:
            return self
        return from_extra(self.field, (record.extra or {}).get(self.field.name))

    def __set__(self, record: Record, value: object) -> None:
        """Put the value into `extra`, which the session sees as changed; None takes it out."""
        name, member = self.field.name, to_extra(self.field, value)
        held = record.extra or {}
        if held.get(name) == member:
            return
        kept = {key: other for key, other in held.items() if key != name}
        record.extra = {**kept, name: member} if member is not None else kept or None
