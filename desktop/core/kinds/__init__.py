"""The kinds of field, each with everything that is known of it; see `base`.

What describes a kind is imported with the first field of it: no list shows all of them, and the
first list is what a start waits for.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any, Final

from desktop.core.fields import Field, Kind, value_kind
from desktop.core.kinds.base import FieldKind

# The modules of this package that describe the kinds, each in its tuple `KINDS`.
_MODULES: Final = {
    Kind.TEXT: "texts",
    Kind.LONG_TEXT: "texts",
    Kind.PERSON_NAME: "texts",
    Kind.URL: "texts",
    Kind.TAX_CODE: "texts",
    Kind.INTEGER: "numbers",
    Kind.MONEY: "numbers",
    Kind.PERCENT: "numbers",
    Kind.DATE: "times",
    Kind.MOMENT: "times",
    Kind.FLAG: "flags",
    Kind.CHOICE: "choices",
    Kind.LINK: "choices",
    Kind.TAGS: "choices",
    Kind.EMAILS: "emails",
    Kind.PHONES: "phones",
    Kind.ADDRESS: "places",
    Kind.IMAGE: "files",
    Kind.COMPUTED: "files",
    Kind.JSON: "files",
    Kind.DURATION: "measures",
    Kind.RATING: "measures",
    Kind.CHOICES: "several_choices",
    Kind.COLOUR: "colours",
    Kind.RICH_TEXT: "rich_texts",
    Kind.SEQUENCE: "sequences",
    Kind.FILE: "files",
}


def kind_of(field: Field) -> FieldKind[Any]:
    """Return the knowledge of the field's kind; of a computed field, that of its result."""
    return knowledge(value_kind(field))


@cache
def knowledge(kind: Kind) -> FieldKind[Any]:
    """Return the knowledge of `kind`; raise KeyError if nobody described it."""
    described: tuple[FieldKind[Any], ...] = import_module(f"{__name__}.{_MODULES[kind]}").KINDS
    return next(known for known in described if known.kind is kind)
