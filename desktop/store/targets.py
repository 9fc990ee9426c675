"""What a condition is about."""

from __future__ import annotations

import datetime as dt

from desktop.core.entities import Entity
from desktop.core.fields import Field
from desktop.core.i18n import _
from desktop.core.quick_dataclass import dataclass
from desktop.store.sql import column


@dataclass(frozen=True, slots=True)
class Target:
    """The field that a condition is about, its table's alias, and the day it is asked on.

    `has_documents` tells that the rows stand in the search tables: living ones do, while those in
    the bin, and those that a link leads to, may not.
    """

    entity: Entity
    field: Field
    alias: str
    today: dt.date
    has_documents: bool

    @property
    def column(self) -> str:
        """The field's column."""
        return column(self.alias, self.field.name)

    @property
    def label(self) -> str:
        """The field's name for people."""
        return _(self.field.label)
