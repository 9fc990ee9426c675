"""What people read of the kinds and of the choices of own fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from desktop.core.fields import Kind
from desktop.core.filters import Json
from desktop.core.i18n import N_

KIND_LABELS: Final = {
    Kind.TEXT: N_("Text of one line"),
    Kind.LONG_TEXT: N_("Text of many lines"),
    Kind.INTEGER: N_("Whole number"),
    Kind.MONEY: N_("Amount of money"),
    Kind.PERCENT: N_("Percentage"),
    Kind.DATE: N_("Date"),
    Kind.MOMENT: N_("Date and time"),
    Kind.DURATION: N_("Length of time"),
    Kind.RATING: N_("Stars, one to five"),
    Kind.FLAG: N_("Yes or no"),
    Kind.CHOICE: N_("One of several choices"),
    Kind.CHOICES: N_("Several choices"),
    Kind.COLOUR: N_("Colour"),
    Kind.RICH_TEXT: N_("Formatted text"),
    Kind.SEQUENCE: N_("Number from a sequence"),
    Kind.LINK: N_("Link to another record"),
    Kind.URL: N_("Web address"),
    Kind.PHONES: N_("Phone numbers"),
    Kind.EMAILS: N_("E-mail addresses"),
    Kind.IMAGE: N_("Picture"),
    Kind.FILE: N_("File"),
}
_BETWEEN: Final = "|"


def choices_text(choices: Iterable[Mapping[str, str]]) -> str:
    """Return choices as a person edits them: one a line, the English behind a bar."""
    return "\n".join(
        f"{one['vi']} {_BETWEEN} {one['en']}" if one.get("en") else one["vi"] for one in choices
    )


def read_choices(text: str, known: Sequence[Mapping[str, str]]) -> list[Json]:
    """Return the choices that were typed; those that were there before keep their values.

    A line that stands where one stood before, and is new, is that one renamed.
    """
    lines = [line.partition(_BETWEEN) for line in text.splitlines() if line.strip()]
    names = [(vi.strip(), en.strip()) for vi, _bar, en in lines]
    values = {one["vi"]: one["value"] for one in known}
    typed = {vi for vi, _en in names}
    made: list[Json] = []
    for place, (vi, en) in enumerate(names):
        value = values.get(vi, "")
        if not value and len(names) == len(known) and known[place]["vi"] not in typed:
            value = known[place]["value"]
        made.append({"vi": vi, "en": en, "value": value})
    return made
