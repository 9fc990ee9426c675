"""Whether two names may be the same name, written by two people.

Missing accents make no difference, other accents do: "Nguyen Van Hung" may be Nguyễn Văn Hùng and
Nguyễn Văn Hưng, but those two are different men. The place of the tone (hoà, hòa) and the choice
between i and y (Lý, Lí) make none.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from desktop.core.names import split_person_name
from desktop.core.words import fold, split_words

_TITLES: Final = frozenset(
    "anh chị chi ông bà cô chú bác mr mrs ms miss dr ts ths bs ks ls pgs gs".split()
)
_SHORTEST: Final = 3  # words: "Anh Tuấn" may be a middle and a given name
_VOWELS: Final = frozenset("aeiouy")

Word = tuple[str, str]  # letters without marks; its marks, none where it was typed without


def same_words(left: str, right: str) -> bool:
    """Tell whether two texts have the same words in the same order.

    A text without any mark may have been typed without them; in one with marks each counts.
    """
    ours, theirs = _words(left), _words(right)
    if not ours or [letters for letters, _marks in ours] != [word for word, _marks in theirs]:
        return False
    return ours == theirs or not _has_marks(ours) or not _has_marks(theirs)


def same_person_name(left: str, right: str) -> bool:
    """Tell whether two full names may be of one person; a form of address before them is none."""
    return same_words(without_address(left), without_address(right))


def without_address(name: str) -> str:
    """Return a full name without "Anh", "Ms." or "TS." before it."""
    words = name.split()
    if len(words) >= _SHORTEST and words[0].strip(".").lower() in _TITLES:
        rest = " ".join(words[1:])
        if split_person_name(rest).family:
            return rest
    return name


def letters_of(text: str) -> str:
    """Return what two texts share if they may have the same words: a key to sort them by."""
    return " ".join(letters for letters, _marks in _words(text))


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[Word, ...]:
    return tuple(map(_word, split_words(text)))


def _word(word: str) -> Word:
    letters = fold(word)
    if len(letters) > 1 and letters[-1] == "y" and letters[-2] not in _VOWELS:
        letters = f"{letters[:-1]}i"
    parts = unicodedata.normalize("NFD", word)
    marks = sorted(part for part in parts if unicodedata.combining(part) or part == "đ")
    return letters, "".join(marks)


def _has_marks(words: tuple[Word, ...]) -> bool:
    return any(marks for _letters, marks in words)
