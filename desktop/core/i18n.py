"""The languages of the program: English is written in the code, Vietnamese is what people see.

Catalogues are GNU gettext files made from `resources/i18n/parts`. `N_` marks a text where it is
declared; `_` translates it where it is shown.
"""

from __future__ import annotations

import gettext
from functools import cache
from typing import Final

from desktop.core.resources import resource_path

LANGUAGES: Final = ("vi", "en")
DEFAULT_LANGUAGE: Final = "vi"


class _Current:
    """The catalogue in use; one for the process, switched by the person."""

    language = "en"
    catalogue: gettext.NullTranslations = gettext.NullTranslations()


def set_language(language: str) -> None:
    """Use `language` ("vi" or "en") from now on; raise ValueError for any other."""
    if language not in LANGUAGES:
        raise ValueError(f"no such language: {language}")
    _Current.language, _Current.catalogue = language, _catalogue_of(language)


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
    found = [_catalogue_of(language).gettext(text) for language in LANGUAGES]
    return tuple(dict.fromkeys(found))


@cache
def _catalogue_of(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    with resource_path("i18n", f"{language}.mo").open("rb") as file:
        return gettext.GNUTranslations(file)
