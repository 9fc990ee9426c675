"""The kinds of field, each with everything that is known of it; see `base`."""

from __future__ import annotations

from typing import Any

from desktop.core.fields import Field, Kind, value_kind
from desktop.core.kinds import choices, emails, files, flags, numbers, phones, places, texts, times
from desktop.core.kinds.base import FieldKind, register_kind, registered_kinds

for _module in (texts, numbers, flags, times, choices, emails, phones, places, files):
    for _kind in _module.KINDS:
        register_kind(_kind)


def kind_of(field: Field) -> FieldKind[Any]:
    """Return the knowledge of the field's kind; of a computed field, that of its result."""
    return knowledge(value_kind(field))


def knowledge(kind: Kind) -> FieldKind[Any]:
    """Return the knowledge of `kind`; raise KeyError if nobody described it."""
    return registered_kinds()[kind]
