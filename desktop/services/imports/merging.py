"""The value of a field when a row of a file means a record that has one already."""

from __future__ import annotations

from typing import Any

from desktop.core.fields import Field, Kind
from desktop.core.imports.plan import Policy
from desktop.core.kinds import kind_of
from desktop.core.kinds.base import Merge


def merged(policy: Policy, field: Field, old: Any, new: Any) -> Any:  # noqa: ANN401 - of any kind
    """Return what the field holds after the import.

    Nothing is lost from lists: tags are added; phone numbers and addresses of the file become the
    main ones and those that were there stay behind them.
    """
    if new is None or old == new:
        return old
    if old is None:
        return new
    if field.kind is Kind.TAGS:
        return sorted({*old, *new})
    if policy is not Policy.OVERWRITE:
        return old
    kind = kind_of(field)
    return kind.normalise(field, [*new, *old]) if kind.merge is Merge.SET else new
