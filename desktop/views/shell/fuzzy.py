"""How well what was typed fits a text: accents, case and gaps do not count against it."""

from __future__ import annotations

from functools import lru_cache

from desktop.core.words import fold

WHOLE_START, WORD_STARTS, INITIALS, INSIDE, SCATTERED = 400, 300, 250, 200, 100


def score(typed: str, text: str) -> int:
    """Return how well `typed` fits `text`, the higher the better; 0 if it does not.

    Best is a text that begins so, then one whose words begin so in any order ("xu da" for "Xuất
    danh sách"), then one with these initials, then one that holds it, then one that holds its
    letters in order with few gaps.
    """
    wanted, offered = _folded(typed.strip()), _folded(text)
    if not wanted:
        return 1
    if offered.startswith(wanted):
        return WHOLE_START - min(len(offered), 99)
    words = offered.split()
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return WORD_STARTS - min(len(offered), 99)
    if "".join(word[0] for word in words).startswith(wanted):
        return INITIALS - min(len(offered), 49)
    if wanted in offered:
        return INSIDE - min(offered.index(wanted), 99)
    return _scattered(wanted.replace(" ", ""), offered)


def _scattered(wanted: str, offered: str) -> int:
    """Score letters that appear in order but apart; more gap than letters is chance."""
    at, gaps = -1, 0
    for letter in wanted:
        found = offered.find(letter, at + 1)
        if found < 0:
            return 0
        gaps += found - at - 1 if at >= 0 else 0
        at = found
    return SCATTERED - gaps if gaps <= len(wanted) else 0


@lru_cache(maxsize=2048)
def _folded(text: str) -> str:
    return fold(text)
