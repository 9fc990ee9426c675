"""The kinds of field, each with everything that is known of it; see `base`."""

from __future__ import annotations

from desktop.core.fields import Field, Kind, value_kind
from desktop.core.kinds.base import FieldKind, registered_kinds


def kind_of(field: Field) -> FieldKind[object]:
    """Return the knowledge of the field's kind; of a computed field, that of its result."""
    return knowledge(value_kind(field))


def knowledge(kind: Kind) -> FieldKind[object]:
    """Return the knowledge of `kind`; raise KeyError if nobody described it."""
    return registered_kinds()[kind]
