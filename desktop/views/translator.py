"""Qt's own texts in the language of the program: buttons of dialogs, menus of text fields.

The wheels of Qt hold no Vietnamese catalogue; ours is `resources/i18n/parts/qt.tsv`, with lines of
context, English and Vietnamese.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop.core import i18n
from desktop.core.resources import resource_path

COLUMNS: Final = 3
TRANSLATED: Final = frozenset({"vi"})  # what is not English


class QtTexts(QTranslator):
    """Gives Qt its texts from the table."""

    # Qt's names
    def translate(
        self,
        context: str | bytes,
        source: str | bytes,
        disambiguation: str | bytes | None = None,
        n: int = -1,
    ) -> str:
        """Return the Vietnamese text, or nothing where the table has none."""
        return _unescape(_table().get((_text(context), _escape(_text(source))), ""))

    def isEmpty(self) -> bool:
        """Say that there are texts: Qt does not install an empty translator."""
        return False


class _Installed:
    """The translator in use; Qt keeps no reference of its own."""

    texts: QtTexts | None = None


def use_language(app: QApplication, language: str) -> None:
    """Speak `language` from now on; every widget gets a LanguageChange event."""
    i18n.set_language(language)
    QLocale.setDefault(QLocale(language))  # how Qt's own dialogs write sizes and days
    old, _Installed.texts = _Installed.texts, None
    if language in TRANSLATED:
        _Installed.texts = QtTexts(app)
        app.installTranslator(_Installed.texts)
    if old is not None:
        app.removeTranslator(old)
        old.deleteLater()


@lru_cache(maxsize=1)
def _table() -> dict[tuple[str, str], str]:
    """Return the texts as the file writes them; Qt asks for few before the window is there."""
    lines = resource_path("i18n", "parts", "qt.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line]
    return {(row[0], row[1]): row[2] for row in rows if len(row) == COLUMNS}


def _text(given: str | bytes) -> str:
    return given.decode() if isinstance(given, bytes) else given


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")


def _unescape(text: str) -> str:
    return text.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\")
