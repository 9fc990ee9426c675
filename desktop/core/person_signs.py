"""By what texts name a person: names with or without accents, numbers however written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

from desktop.core.phones import national_digits
from desktop.core.quick_dataclass import dataclass
from desktop.core.words import fold

_LEAST_WORDS: Final = 2  # a name of one word, such as An, stands in every second text
_LEAST_DIGITS: Final = 8
_BETWEEN_DIGITS: Final = re.compile(r"(?<=\d)[\s.\-()]+(?=\d)")


@dataclass(frozen=True)
class PersonSigns:
    """Names, telephone numbers (E.164) and e-mail addresses of one person."""

    names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()

    def spellings(self) -> Iterator[str]:
        """Yield each name as it may stand in a text, for a first search that knows no letters."""
        for name in self._long_names:
            plain = fold(name)
            forms = (name, name.upper(), name.lower(), plain, plain.title(), plain.upper())
            yield from dict.fromkeys(forms)

    @cached_property
    def digits(self) -> tuple[str, ...]:
        """The numbers without what comes before them within the country."""
        found = (national_digits(number).lstrip("0") for number in self.phones)
        return tuple(dict.fromkeys(one for one in found if len(one) >= _LEAST_DIGITS))

    def stand_in(self, text: str) -> bool:
        """Tell whether a text names the person."""
        small = text.lower()
        if any(email in small for email in self.emails):
            return True
        together = _BETWEEN_DIGITS.sub("", text)
        if any(number in together for number in self.digits):
            return True
        return bool(self._pattern and self._pattern.search(fold(text)))

    @cached_property
    def _long_names(self) -> tuple[str, ...]:
        names = (" ".join(name.split()) for name in self.names)
        return tuple(dict.fromkeys(n for n in names if len(n.split()) >= _LEAST_WORDS))

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        if not self._long_names:
            return None
        names = "|".join(r"\s+".join(map(re.escape, fold(n).split())) for n in self._long_names)
        return re.compile(rf"(?<!\w)(?:{names})(?!\w)")


def signs_of(
    names: Iterable[str], phones: Iterable[str] = (), emails: Iterable[str] = ()
) -> PersonSigns:
    """Return the signs, each once."""
    small = (email.strip().lower() for email in emails)
    return PersonSigns(
        tuple(dict.fromkeys(filter(None, names))),
        tuple(dict.fromkeys(filter(None, phones))),
        tuple(dict.fromkeys(filter(None, small))),
    )
