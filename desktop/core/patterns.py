"""Regular expressions that are compiled when they are first used.

Compiling all patterns of the core takes 10 ms, which would stand between a click on the icon and
the first picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property


class Pattern:
    """A regular expression with the methods of `re.Pattern`."""

    def __init__(self, text: str, flags: int = 0) -> None:
        self._text = text
        self._flags = flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern for `re`, kept after the first use."""
        return re.compile(self._text, self._flags)

    def match(self, text: str, at: int = 0) -> re.Match[str] | None:
        """Match at position `at` of `text`."""
        return self.compiled.match(text, at)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Match the whole of `text`."""
        return self.compiled.fullmatch(text)

    def search(self, text: str) -> re.Match[str] | None:
        """Find the first match in `text`."""
        return self.compiled.search(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Find all matches, one after the other."""
        return self.compiled.finditer(text)

    def findall(self, text: str) -> list[str]:
        """Return the texts of all matches of a pattern without groups."""
        return self.compiled.findall(text)

    def split(self, text: str) -> list[str]:
        """Split `text` at the matches."""
        return self.compiled.split(text)

    def sub(self, replacement: str, text: str) -> str:
        """Replace all matches."""
        return self.compiled.sub(replacement, text)
