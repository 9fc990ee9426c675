"""The words of the filter line that are no field and no value, in both languages."""

from __future__ import annotations

from enum import Enum

from desktop.core.i18n import N_, _
from desktop.core.words import fold


class Keyword(Enum):
    """A word with a meaning; its value is the English msgid."""

    EMPTY = N_("empty")  # empty: e-mail
    FILLED = N_("filled")  # filled: e-mail
    NONE = N_("none")  # source: none
    ANY = N_("any")  # source: any
    ME = N_("me")  # person in charge: me
    OR = N_("or")

    @property
    def word(self) -> str:
        """The word in the person's language."""
        return _(self.value)

    def is_written(self, text: str) -> bool:
        """Tell whether `text` is this word, in either language, accents optional."""
        folded = fold(text.strip())
        return folded in {fold(self.value), fold(self.word)}


def find_keyword(text: str, *among: Keyword) -> Keyword | None:
    """Return the keyword of `among` that `text` is."""
    return next((keyword for keyword in among if keyword.is_written(text)), None)
