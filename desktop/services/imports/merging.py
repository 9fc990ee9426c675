"""The value of a field when a row of a file means a record that has one already."""

from __future__ import annotations

from typing import Any

from desktop.core.fields import Field, Kind
from desktop.core.imports.plan import Policy
from desktop.core.kinds import kind_of
from desktop.core.kinds.base import Merge


def merged(policy: Policy, field: Field, old: Any, new: Any) -> Any:  # noqa: ANN401 - of any kind
    """Return what the field holds after the import.

    Nothing is lost from lists: tags and choices are added; phone numbers and addresses of the file
    become the main ones and those that were there stay behind them.
    """
    if new is None or old is None or old == new:
        return old if new is None else new
    if field.kind is Kind.TAGS:
        return sorted({*old, *new})
    kind = kind_of(field)
    if field.kind is Kind.CHOICES:
        return kind.normalise(field, [*old, *new])
    is_same_text = field.kind is Kind.RICH_TEXT and kind.format(field, old) == kind.format(
        field, new
    )
    if policy is not Policy.OVERWRITE or is_same_text:  # tables hold words alone: styles stay
        return old
    return kind.normalise(field, [*new, *old]) if kind.merge is Merge.SET else new
