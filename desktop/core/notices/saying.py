"""How a notice reads, in the language of whoever reads it: who did what with which record."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from desktop.core.entities import Entity, get_entity, is_entity
from desktop.core.fields import Field, Kind
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.kinds import kind_of
from desktop.core.notices.kinds import BY_KEY


def notice_text(
    kind: str, actor: str, title: str, record_type: str, params: Mapping[str, Json]
) -> str:
    """Return the sentence of a notice; of a kind that a later version made, the title."""
    known = BY_KEY.get(kind)
    if known is None:
        return title
    who = actor or _("Somebody")
    count = params.get("count")
    if isinstance(count, int):
        records = _(get_entity(record_type).plural) if is_entity(record_type) else ""
        return _(known.many).format(actor=who, count=count, records=_lower(records))
    text = _(known.one).format(actor=who, title=title, what=changes_text(params))
    return text.removesuffix(": ")


mail_text = notice_text


def changes_text(params: Mapping[str, Json]) -> str:
    """Return what was changed: the new state, or fields with their new values."""
    key = params.get("of")
    names = params.get("fields")
    if not isinstance(key, str) or not isinstance(names, list) or not is_entity(key):
        return ""
    entity = get_entity(key)
    values = params.get("values")
    known = values if isinstance(values, dict) else {}
    parts = [_change(entity, str(name), known) for name in names]
    return ", ".join(part for part in parts if part)


def _change(entity: Entity, name: str, values: Mapping[str, Any]) -> str:
    field = entity.by_name.get(name)
    if field is None:
        return ""
    value = _value(field, values.get(name))
    if name == entity.status and value:
        return _lower(value)
    label = _lower(_(field.label))
    if field.kind is Kind.FLAG:
        return label if values.get(name, True) else _("not {what} any more").format(what=label)
    return f"{label} {value}" if value else label


def _value(field: Field, stored: Json) -> str:
    if stored is None:
        return ""
    kind = kind_of(field)
    with suppress(ValueError, TypeError, ArithmeticError):
        return kind.format(field, kind.from_json(stored))
    return ""


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
