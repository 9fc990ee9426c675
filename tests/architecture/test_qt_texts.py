"""Qt's own texts in Vietnamese: buttons, context menus, file and print dialogs, key names.

Qt ships no Vietnamese catalogue. The German one, which Qt keeps complete, says which texts exist,
so that an upgrade of Qt which brings a new button makes a test fail.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo, QTranslator

from tests.architecture.sources import ROOT
from tools.catalogue import NEW_TONE_PLACE, PARTS, QT_PART, unescape

# Of these only what an office sees is translated: no keys of phones, no inner faults of OpenSSL.
PARTLY = {"QShortcut", "QSslSocket", "QGuiApplication"}
# The advertisement of Qt's licences in a dialog that the program does not open.
LONG_TEXT = 500
END_SOURCE, TRANSLATION, SOURCE, CONTEXT = 1, 3, 6, 7


@lru_cache(maxsize=1)
def our_texts() -> dict[tuple[str, str], str]:
    lines = (ROOT / PARTS / QT_PART).read_text("utf-8").splitlines()
    rows = [[unescape(column) for column in line.split("\t")] for line in lines]
    assert {len(row) for row in rows} == {3}
    keys = Counter((context, english) for context, english, _ in rows)
    assert [key for key, count in keys.items() if count > 1] == []
    return {(context, english): vietnamese for context, english, vietnamese in rows}


def message_section(data: bytes) -> bytes:
    """Return the section of a compiled catalogue that holds contexts and sources."""
    at = 16
    while at < len(data):
        tag, length = struct.unpack_from(">BI", data, at)
        if tag == 0x69:
            return data[at + 5 : at + 5 + length]
        at += 5 + length
    raise AssertionError("no messages in the catalogue of Qt")


@lru_cache(maxsize=1)
def qt_texts() -> set[tuple[str, str]]:
    """Return (context, English) of every text in Qt's German catalogue."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    data = message_section((folder / "qtbase_de.qm").read_bytes())
    found: set[tuple[str, str]] = set()
    words: dict[int, str] = {}
    at = 0
    while at < len(data):
        tag = data[at]
        at += 1
        if tag == END_SOURCE:
            found.add((words[CONTEXT], words[SOURCE]))
            continue
        (length,) = struct.unpack_from(">I", data, at)
        text = data[at + 4 : at + 4 + length]
        words[tag] = "" if tag == TRANSLATION else text.decode("utf-8")
        at += 4 + length
    return found


def test_the_list_of_qt_is_read_right(qapp):
    translator = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    assert translator.load("qtbase_de", folder)
    sample = sorted(qt_texts())[::40]
    assert len(sample) > 20
    assert all(translator.translate(context, english) for context, english in sample)


def test_every_text_of_the_widgets_has_its_vietnamese():
    contexts = {context for context, _ in our_texts()} - PARTLY
    wanted = {key for key in qt_texts() if key[0] in contexts and len(key[1]) < LONG_TEXT}
    assert sorted(wanted - our_texts().keys()) == []


@pytest.mark.parametrize(
    ("context", "english"),
    [
        ("QPlatformTheme", "Cancel"),
        ("QPlatformTheme", "&Yes"),
        ("QLineEdit", "Cu&t"),
        ("QWidgetTextControl", "&Undo"),
        ("QFileDialog", "&Save"),
        ("QPrintDialog", "&Print"),
        ("QPrintPreviewDialog", "Fit page"),
        ("QColorDialog", "Select Color"),
        ("QFontDialog", "Select Font"),
        ("QWizard", "&Next >"),
        ("QShortcut", "Space"),
    ],
)
def test_what_people_see_every_day_is_there(context: str, english: str):
    assert our_texts()[context, english] != english


def test_the_arguments_of_a_text_are_kept():
    def arguments(text: str) -> Counter[str]:
        return Counter(re.findall(r"%\w|%$|</?[ph]\d?>", text))

    kept = {key: arguments(key[1]) == arguments(text) for key, text in our_texts().items()}
    assert [key for key, same in kept.items() if not same] == []


def test_a_key_to_press_is_kept():
    def has_mnemonic(text: str) -> bool:
        return bool(re.search(r"&\w", text))

    texts = our_texts().items()
    assert [key for key, text in texts if has_mnemonic(key[1]) != has_mnemonic(text)] == []


def test_the_texts_end_and_are_spelt_like_ours():
    for (context, english), text in our_texts().items():
        assert text, (context, english)
        assert text == unicodedata.normalize("NFC", text), text
        assert not NEW_TONE_PLACE.search(text), text
        assert english.endswith((":", "?")) == text.endswith((":", "?")), text
