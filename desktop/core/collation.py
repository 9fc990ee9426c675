"""Sort keys for Vietnamese text: bytes whose plain order is the order of a Vietnamese dictionary.

The order is the one of ICU's locale "vi" (CLDR): first the letters of the whole text (a ă â b c d đ
e ê …, before them digits, punctuation and the space), then the tones (ngang, huyền, hỏi, ngã, sắc,
nặng) and other marks, then capitals. A key is stored beside its text, so a database sorts without
knowing Vietnamese. Letters of other scripts come after z in the order of their code points, which
is the one deliberate difference from ICU.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from desktop.core.patterns import Pattern

_WHITESPACE = "\t\n\x0b\x0c\r "
_PUNCTUATION = (
    "_‾-‐‑‒–—―,;:!¡?¿.·'‘’‚‛‹›\"“”„‟«»()[]{}§¶@*/\\&#%‰†‡•′″`´˜^¯¨¸°©®+±÷×<=>¬|¦~¤¢$£¥₩₫€"
)
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Tones first, in their order; then the marks of other languages, in the order of CLDR's root.
_MARKS = (
    "\u0300\u0309\u0303\u0301\u0323\u0306\u0302\u030c\u030a\u0308\u030b\u0307\u0338\u0327\u0328\u0304"
    "\u0335\u0305\u030f\u0311\u031b\u0324\u0325\u0326\u032d\u032e\u0330\u0331"
)
_FOREIGN = {
    "æ": "a\u0335e",
    "œ": "o\u0335e",
    "ß": "s\u0335s",
    "ø": "o\u0338",
    "ł": "l\u0335",
    "ð": "d\u0335",
    "ħ": "h\u0335",
    "ŧ": "t\u0335",
    "ı": "i\u0335",
}

_LEVEL_END = b"\x00"
_WORD_END = b"\x01"
_LONG_RUN = b"\x02"
_LONG_RUN_LENGTH = 120
_RUN = 0x80

_FIRST_WEIGHT = 0x02
_PRIMARY = {char: bytes([_FIRST_WEIGHT + i]) for i, char in enumerate(_WHITESPACE + _PUNCTUATION)}
_OTHER_SYMBOL = bytes([_FIRST_WEIGHT + len(_PRIMARY)])
_FIRST_DIGIT = _OTHER_SYMBOL[0] + 1
_PRIMARY |= {str(i): bytes([_FIRST_DIGIT + i]) for i in range(10)}
_PRIMARY |= {char: bytes([_FIRST_DIGIT + 10 + i]) for i, char in enumerate(_LETTERS)}
_OTHER_LETTER = b"\xf0"
_SPACE = _PRIMARY[" "]

_ASCII = bytes(_PRIMARY.get(chr(code), _OTHER_SYMBOL)[0] for code in range(256))

_MARK_WEIGHT = {char: _FIRST_WEIGHT + i for i, char in enumerate(_MARKS)}
_OTHER_MARK = _FIRST_WEIGHT + len(_MARKS)
_TONES = frozenset(_MARKS[:5])

_CAPITAL = 2
_COMPATIBLE = 3  # another shape of a known character: full width, ligature, superscript

_SPACES = Pattern("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")

_Element = tuple[bytes, int, int]  # weights: primary (empty for a mark), secondary, tertiary


def sort_key(text: str) -> bytes:
    """Return bytes that sort as `text` sorts in Vietnamese.

    Texts that differ in normalisation form only (NFC, NFD) have the same key.
    """
    if text.isascii() and text.isprintable():
        return _ascii_key(text)
    text = unicodedata.normalize("NFC", text)
    if not text.isprintable():  # the one quick test that also finds no-break spaces
        text = _SPACES.sub(" ", text)
    letters, tones, capitals = zip(*map(_word_key, text.split(" ")), strict=True)
    return (
        _SPACE.join(letters)
        + _LEVEL_END
        + b"".join(tones).rstrip(_WORD_END)
        + _LEVEL_END
        + b"".join(capitals).rstrip(_WORD_END)
    )


def joined_key(*texts: str) -> bytes:
    """Return bytes that sort by the first text, then by the second, and so on."""
    return _LEVEL_END.join([sort_key(text) for text in texts])


def _ascii_key(text: str) -> bytes:
    """Return the key of what has no marks: codes and numbers, of which each is another."""
    low = text.lower()
    capitals = b""
    if low != text:
        words = [[_CAPITAL if "A" <= c <= "Z" else 0 for c in word] for word in text.split(" ")]
        capitals = b"".join(map(_packed, words)).rstrip(_WORD_END)
    return low.encode().translate(_ASCII) + _LEVEL_END + _LEVEL_END + capitals


@lru_cache(maxsize=65536)
def _word_key(word: str) -> tuple[bytes, bytes, bytes]:
    """Return the three levels of one word; names are made of few words, so these are kept."""
    elements = [element for char in word for element in _elements(char)]
    return (
        b"".join([element[0] for element in elements]),
        _packed([element[1] for element in elements]),
        _packed([element[2] for element in elements]),
    )


def _packed(weights: list[int]) -> bytes:
    """Pack weights that are mostly 0 so that the bytes sort as the weights do.

    A run of zeros before a weight is one byte, the smaller the longer the run; the word's end is
    smaller still. Words are packed apart (they end at the same places where the level before is
    equal), so each can be kept by itself.
    """
    packed, run = bytearray(), 0
    for weight in weights:
        if not weight:
            run += 1
            continue
        packed += _LONG_RUN * (run // _LONG_RUN_LENGTH)
        packed.append(_RUN - run % _LONG_RUN_LENGTH)
        packed.append(weight)
        run = 0
    return bytes(packed) + _WORD_END


@lru_cache(maxsize=4096)
def _elements(char: str) -> tuple[_Element, ...]:
    """Return the weights of one character: a letter and, each by itself, its marks."""
    low = char.lower()
    case = _CAPITAL if low != char else 0
    shape = unicodedata.normalize("NFKC", low)
    if shape != low and unicodedata.normalize("NFC", low) == low:
        return tuple(
            (primary, secondary, tertiary + _COMPATIBLE)
            for part in shape
            for primary, secondary, tertiary in _elements(part)
        )
    found: list[_Element] = []
    for letter in _letters_and_marks(low):
        if (mark := _mark_weight(letter)) is not None:
            found.append((b"", mark, 0))
        elif primary := _primary(letter):
            found.append((primary, 0, case))
    return tuple(found)


def _letters_and_marks(low: str) -> str:
    """Return `low` with its tone and foreign marks split off, but ă â đ ê ô ơ ư whole."""
    if low in _FOREIGN:
        return _FOREIGN[low]
    parts = unicodedata.normalize("NFD", low)
    tones = "".join([part for part in parts if part in _TONES])
    letter = unicodedata.normalize("NFC", "".join([part for part in parts if part not in _TONES]))
    if letter[:1] in _PRIMARY:
        return letter + tones
    return parts if parts[:1] in _PRIMARY else low


def _mark_weight(char: str) -> int | None:
    if char in _MARK_WEIGHT:
        return _MARK_WEIGHT[char]
    return _OTHER_MARK if unicodedata.combining(char) else None


def _primary(char: str) -> bytes:
    """Return the weight of a letter, digit or sign; control and format characters have none."""
    if char in _PRIMARY:
        return _PRIMARY[char]
    category = unicodedata.category(char)
    if category in {"Cc", "Cf"}:
        return b""
    if (digit := unicodedata.digit(char, None)) is not None:
        return _PRIMARY[str(digit)]
    lead = _OTHER_LETTER if category[0] in "LNC" else _OTHER_SYMBOL
    return lead + char.encode("utf-8", "surrogatepass")
