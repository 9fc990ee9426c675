"""Why two records are thought to be the same, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop.core.entities import Entity
from desktop.core.fields import Kind
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import N_, _, language, ngettext
from desktop.core.likeness import LIKELY, STRONG, Duplicate, Likeness

_SAME: Final = {
    Kind.PHONES: N_("same phone number"),
    Kind.EMAILS: N_("same e-mail"),
    Kind.TAX_CODE: N_("same tax code"),
    Kind.DATE: N_("same date of birth"),
}


def reasons(entity: Entity, likeness: Likeness) -> str:
    """Return "same phone number, same name"."""
    return ", ".join(_reason(entity, name) for name in likeness.fields)


def strength(likeness: Likeness) -> str:
    """Return how sure it is, in words."""
    if likeness.score >= STRONG:
        return _("almost certainly the same")
    return _("probably the same") if likeness.score >= LIKELY else _("perhaps the same")


def groups_left(shown: int, total: int) -> str:
    """Say how many groups of records wait to be judged, and how many of them are shown."""
    if not total:
        return _("All duplicates that were found are dealt with.")
    text = ngettext(
        "{count} group of records may be the same.",
        "{count} groups of records may be the same.",
        total,
    ).format(count=format_number(total, language()))
    if shown == total:
        return text
    first = _("The likeliest {count} are shown.").format(count=format_number(shown, language()))
    return f"{text} {first}"


def sentence(entity: Entity, found: Sequence[Duplicate]) -> str:
    """Return what a form says of the records that it may be."""
    first, others = found[0], len(found) - 1
    values = {"title": first.hit.ref.title, "reasons": reasons(entity, first.likeness)}
    if not others:
        return _("May be the same as “{title}” ({reasons}).").format(**values)
    return ngettext(
        "May be the same as “{title}” ({reasons}) and {count} other.",
        "May be the same as “{title}” ({reasons}) and {count} others.",
        others,
    ).format(count=others, **values)


def _reason(entity: Entity, name: str) -> str:
    field = entity.field(name)
    if field.kind in _SAME:
        return _(_SAME[field.kind])
    label = _(field.label)
    return _("same {field}").format(field=label[:1].lower() + label[1:])
