"""Paths from a list to a field: a name of its entity, or through links: "account_id.tax_code"."""

from __future__ import annotations

from desktop.core.entities import Entity, get_entity
from desktop.core.fields import Field
from desktop.core.i18n import _

SEPARATOR = " › "


def find_field(entity: Entity, path: str) -> Field:
    """Return the field at the end of `path`; raise KeyError or UnknownEntityError."""
    name, _dot, rest = path.partition(".")
    field = entity.field(name)
    return find_field(get_entity(field.target), rest) if rest else field


def path_label(entity: Entity, path: str) -> str:
    """Return how people read the path: "Khách hàng › Mã số thuế"."""
    name, _dot, rest = path.partition(".")
    field = entity.field(name)
    label = _(field.label)
    return label + SEPARATOR + path_label(get_entity(field.target), rest) if rest else label
