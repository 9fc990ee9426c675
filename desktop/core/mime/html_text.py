"""The text of HTML, for search, previews and the plain view: one pass, whatever the HTML is.

Every search for an end that is not there is made once, so the time grows with the length alone.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Final

from desktop.core.mime.charsets import clean
from desktop.core.patterns import Pattern

_START: Final = Pattern(r"<(?=[a-zA-Z/!?])")
_NAME: Final = Pattern(r"</?([a-zA-Z][a-zA-Z0-9]*)")
_SPACE: Final = Pattern(r"[ \t\n\r\f\xa0\u200b-\u200d\u2007\u034f\u00ad]+")
_SPACES: Final = Pattern(r" {2,}")
_LINES: Final = Pattern(r" ?\n ?")
_EMPTY: Final = Pattern(r"\n{3,}")
_UNREAD: Final = ("style", "script", "title", "head", "template", "xml")
_BLOCKS: Final = frozenset(
    "p div br tr table ul ol li dl dt dd h1 h2 h3 h4 h5 h6 hr blockquote pre section article header"
    " footer address center body html form caption figure figcaption".split()
)
_PARAGRAPHS: Final = frozenset("p h1 h2 h3 h4 h5 h6 ul ol blockquote pre table hr".split())


def html_to_text(source: str, longest: int = 1_000_000) -> str:
    """Return the words of HTML in lines as a person would see them, in normal form C."""
    pieces: list[str] = []
    for text, name, is_end in markup(source):
        if text:
            pieces.append(_SPACE.sub(" ", html.unescape(text) if "&" in text else text))
        if name in _BLOCKS:
            pieces.append("\n\n" if name in _PARAGRAPHS else "\n")
            if name == "li" and not is_end:
                pieces.append("- ")
        elif name in {"td", "th"} and is_end:
            pieces.append(" ")
    whole = _LINES.sub("\n", _SPACES.sub(" ", "".join(pieces)))
    return clean(_EMPTY.sub("\n\n", whole).strip()[:longest])


def markup(source: str) -> Iterator[tuple[str, str, bool]]:
    """Yield each text with the element that follows it: its name, and whether it ends there.

    Names are in small letters, "" behind the last text and for what is no element. The texts are
    as they stand in the source. What styles, scripts, titles and comments hold is left out.
    """
    scanner = _Scanner(source)
    text_from = at = 0
    while found := _START.compiled.search(source, at):
        opened = found.start()
        if source.startswith("<!--", opened):
            end, name = scanner.behind("-->", opened + 4), ""
            if end < 0:
                at = opened + 4
                continue
        else:
            named = _NAME.match(source, opened)
            name = named[1].lower() if named else ""
            end = scanner.behind(">", opened)
            end = len(source) if end < 0 else end
        is_end = source.startswith("/", opened + 1)
        yield source[text_from:opened], name, is_end
        at = text_from = end if is_end else scanner.behind_unread(name, end)
    yield source[text_from:], "", False


class _Scanner:
    """Searches ends in a source; one that is not there is searched once."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._small = ""
        self._missing: set[str] = set()

    def behind(self, mark: str, at: int) -> int:
        """Return where the next `mark` ends; -1 if there is none."""
        if mark in self._missing:
            return -1
        found = self._source.find(mark, at)
        if found < 0:
            self._missing.add(mark)
            return -1
        return found + len(mark)

    def behind_unread(self, name: str, at: int) -> int:
        """Return where reading goes on behind the begin of an element that nobody reads."""
        if name not in _UNREAD or name in self._missing:
            return at
        self._small = self._small or self._source.lower()
        found = self._small.find(f"</{name}", at)
        if found < 0 or len(self._small) != len(self._source):
            self._missing.add(name)
            return at
        return found
