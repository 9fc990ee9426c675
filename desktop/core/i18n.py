"""The languages of the program: English is written in the code, Vietnamese is what people see.

Catalogues are GNU gettext files made from `resources/i18n/parts`. `N_` marks a text where it is
declared; `_` translates it where it is shown.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from functools import cache
from typing import Final, Protocol

from desktop.core.resources import resource_path

LANGUAGES: Final = ("vi", "en")
DEFAULT_LANGUAGE: Final = "vi"

OwnWords = Mapping[str, Mapping[str, str]]  # by language: texts of the program, and instead of them


class Translations(Protocol):
    """What is asked of a catalogue."""

    def gettext(self, message: str, /) -> str:
        """Return the text in the language of the catalogue."""
        ...

    def ngettext(self, singular: str, plural: str, number: int, /) -> str:
        """Return the form of the text that fits the number."""
        ...


class Catalogue:
    """The translations of a language that has one form for all numbers.

    The library's own class takes three times as long to read a file, and the start waits for it.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def gettext(self, message: str, /) -> str:
        """Return the translation, or the text itself where there is none."""
        return self._texts.get(message, message)

    def ngettext(self, singular: str, plural: str, number: int, /) -> str:
        """Return the translation, or the English form that fits the number."""
        return self._texts.get(singular) or (singular if number == 1 else plural)


class _Worded:
    """A catalogue in which some texts read as the company wants them."""

    def __init__(self, catalogue: Translations, own: Mapping[str, str]) -> None:
        self._catalogue = catalogue
        self._own = own

    def gettext(self, message: str, /) -> str:
        """Return the company's word, or else the catalogue's."""
        return self._own.get(message) or self._catalogue.gettext(message)

    def ngettext(self, singular: str, plural: str, number: int, /) -> str:
        """Return the catalogue's form: sentences with numbers have no other wording."""
        return self._catalogue.ngettext(singular, plural, number)


class _Current:
    """The catalogue in use; one for the process, switched by the person."""

    language = "en"
    catalogue: Translations = Catalogue({})
    own: OwnWords = {}  # noqa: RUF012 - replaced whole, never changed
    wording = 0  # counts how often the words were changed


def set_language(language: str) -> None:
    """Use `language` ("vi" or "en") from now on; raise ValueError for any other."""
    if language not in LANGUAGES:
        raise ValueError(f"no such language: {language}")
    _Current.language, _Current.catalogue = language, _worded(language)


def set_own_words(words: OwnWords) -> None:
    """Call things as the company does, in place of the words that were set before."""
    if words != _Current.own:
        _Current.own = words
        _Current.wording += 1
        _Current.catalogue = _worded(_Current.language)


def own_words_in_use() -> OwnWords:
    """Return the words that `set_own_words` was given."""
    return _Current.own


def wording() -> int:
    """Return a number that differs whenever texts may read differently in the same language."""
    return _Current.wording


def language() -> str:
    """Return the code of the language in use."""
    return _Current.language


def _(text: str) -> str:
    """Return `text` in the person's language; the empty text stays empty."""
    return _Current.catalogue.gettext(text) if text else ""


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the form of the text that fits `number`, in the person's language."""
    return _Current.catalogue.ngettext(singular, plural, number)


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for "mark, translate later"
    """Return `text` as it is: it is translated when it is shown."""
    return text


def in_every_language(text: str) -> tuple[str, ...]:
    """Return `text` as it reads in each language: what files and people may call a thing."""
    if not text:
        return ()
    found = [_worded(language).gettext(text) for language in LANGUAGES]
    found += [_catalogue_of(language).gettext(text) for language in LANGUAGES if _Current.own]
    return tuple(dict.fromkeys(found))


def program_text(text: str, language: str) -> str:
    """Return `text` as the program itself says it, whatever the company calls it."""
    return _catalogue_of(language).gettext(text)


def _worded(language: str) -> Translations:
    own = _Current.own.get(language)
    return _Worded(_catalogue_of(language), own) if own else _catalogue_of(language)


@cache
def _catalogue_of(language: str) -> Translations:
    if language == "en":
        return Catalogue({})
    return Catalogue(read_texts(resource_path("i18n", f"{language}.mo").read_bytes()))


def read_texts(file: bytes) -> dict[str, str]:
    """Return the translations in a catalogue, by the English text or its singular.

    See the GNU gettext manual, "The Format of GNU MO Files": two tables of lengths and places.
    """
    _magic, _format, count, keys, values = struct.unpack_from("<5I", file)
    own = struct.unpack_from(f"<{2 * count}I", file, keys)
    theirs = struct.unpack_from(f"<{2 * count}I", file, values)
    return {
        file[key : key + length].decode().partition("\0")[0]: file[text : text + size].decode()
        for length, key, size, text in zip(
            own[::2], own[1::2], theirs[::2], theirs[1::2], strict=True
        )
    }
