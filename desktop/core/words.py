"""Vietnamese words: folding for search, words of a text, the text that the search index holds.

`fold` is the one fold of the program: search, duplicates, filters and mail use it, and what it
returns is stored, so changing it means building every search table anew.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from desktop.core.collation import sort_key
from desktop.core.patterns import Pattern

__all__ = ["fold", "search_document", "sort_key", "split_words", "tokens"]

_WORDS = Pattern(r"[^\W_]+")


class _FoldTable(dict[int, str]):
    """What each character folds to; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFD", chr(code).lower())
        kept = "".join([part for part in parts if not unicodedata.combining(part)])
        folded = unicodedata.normalize("NFC", kept).replace("đ", "d")
        self[code] = folded
        return folded


_FOLDED = _FoldTable()


def fold(text: str) -> str:
    """Return `text` in small letters without marks, đ as d: "Đặng Thị Hường" → "dang thi huong"."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", text).translate(_FOLDED)


def split_words(text: str) -> list[str]:
    """Return the words and numbers of `text` in order, in small letters with their accents."""
    return _WORDS.findall(unicodedata.normalize("NFC", text).lower())


def tokens(text: str) -> list[str]:
    """Return the folded words and numbers of `text` in order."""
    return _WORDS.findall(fold(text))


def search_document(texts: Iterable[str], fragments: Iterable[str] = ()) -> str:
    """Return what the search index holds of one record.

    First every folded word once, then the accented spelling of only those words that have accents:
    "hồng" finds Hồng before Hong, "hong" finds both.

    Args:
        texts: names, addresses, notes: what has words.
        fragments: codes, phone numbers, tax codes: besides their parts they are found written
            together ("KH-0012" as "kh0012").
    """
    whole = "\n".join(texts)
    words = tokens(whole)
    for fragment in fragments:
        if fragment.isascii() and fragment.isalnum():
            words.append(fragment.lower())
            continue
        parts = tokens(fragment)
        words += parts
        if len(parts) > 1:
            words.append("".join(parts))
    if not whole.isascii():
        words += [w for w in split_words(whole) if not w.isascii() and _has_accents(w)]
    return " ".join(dict.fromkeys(words))


@lru_cache(maxsize=4096)  # the syllables of Vietnamese are few, and come again and again
def _has_accents(word: str) -> bool:
    return word != fold(word)
