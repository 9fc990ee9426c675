"""The kind of a colour: red, green and blue as "#1f5fd1"."""

from __future__ import annotations

from typing import Any, Final

from desktop.core.fields import Field, Kind
from desktop.core.filters import Op
from desktop.core.i18n import N_, _, in_every_language
from desktop.core.kinds.base import FieldKind
from desktop.core.kinds.cleaning import clean_line, refusal
from desktop.core.kinds.texts import TextKind
from desktop.core.patterns import Pattern
from desktop.core.words import fold

# Colours with a name, as people say it; the editor offers these first.
NAMED: Final = {
    "#d92d20": N_("Red"),
    "#ef6820": N_("Orange"),
    "#eaaa08": N_("Yellow"),
    "#1c8f4d": N_("Green"),
    "#0e9384": N_("Teal"),
    "#1f5fd1": N_("Blue"),
    "#7839ee": N_("Purple"),
    "#dd2590": N_("Pink"),
    "#8b5a2b": N_("Brown"),
    "#667085": N_("Grey"),
    "#000000": N_("Black"),
    "#ffffff": N_("White"),
}
_LONG: Final = Pattern(r"#?([0-9a-f]{6})")
_SHORT: Final = Pattern(r"#([0-9a-f])([0-9a-f])([0-9a-f])")
_PARTS: Final = Pattern(r"(?:rgb ?\()? ?(\d{1,3}) ?[,;] ?(\d{1,3}) ?[,;] ?(\d{1,3}) ?\)?")
_MOST: Final = 255


class ColourKind(TextKind):
    """A colour; well-known ones are shown by their names."""

    kind = Kind.COLOUR
    operators = (Op.EQUALS, Op.DIFFERS, Op.ANY_OF, Op.NONE_OF, Op.EMPTY, Op.FILLED)
    width = 110
    groupable = True

    def format(self, field: Field, value: str | None) -> str:
        """Return the name of a well-known colour, else "#1F5FD1"."""
        if not value:
            return ""
        name = NAMED.get(value)
        return value.upper() if name is None else _(name)

    def format_stored(self, field: Field, stored: object) -> str:
        """Return the name of a well-known colour, else "#1F5FD1"."""
        return self.format(field, stored) if isinstance(stored, str) else ""

    def edit_text(self, field: Field, value: str | None) -> str:
        """Return "#1F5FD1"."""
        return (value or "").upper()

    def normalise(self, field: Field, value: str | None) -> str | None:
        """Return "#1f5fd1" of a name, "#15D", "1F5FD1" or "31, 95, 209"; others stay as typed."""
        line = clean_line(value)
        return None if line is None else hexadecimal(line) or line

    def check(self, field: Field, value: str | None) -> None:
        """Raise InvalidValueError if it is no colour."""
        if value is not None and hexadecimal(value) != value:
            sentence = _("“{text}” is no colour. Write a name, or “#1F5FD1”.")
            raise refusal(field, sentence.format(text=value[:40]))

    def search_texts(self, value: str | None) -> tuple[str, ...]:
        """Return nothing: nobody searches for a colour among words."""
        return ()


def hexadecimal(line: str) -> str | None:
    """Return what is stored of a colour; None if it is none."""
    small = line.lower()
    if found := _LONG.fullmatch(small):
        return f"#{found.group(1)}"
    if found := _SHORT.fullmatch(small):
        return "#" + "".join(digit * 2 for digit in found.groups())
    if found := _PARTS.fullmatch(small):
        parts = [int(part) for part in found.groups()]
        return "#" + "".join(f"{part:02x}" for part in parts) if max(parts) <= _MOST else None
    folded = fold(line)
    for value, name in NAMED.items():
        if folded in {fold(word) for word in in_every_language(name)}:
            return value
    return None


KINDS: tuple[FieldKind[Any], ...] = (ColourKind(),)
