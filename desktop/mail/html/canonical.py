"""HTML of any sort as plain tags in good form, before a library reads it.

Libraries that read as browsers do take a time squared for thousands of elements within each other
and for thousands of attributes of one, and what a count sees of such HTML is not what they see.
Here it is written anew: known elements that end where they should, their known attributes in
quotes, every other sign of markup escaped. So what is counted is what is handed on. One pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.core.mime.text_html import breakable
from desktop.core.patterns import Pattern
from desktop.mail.html.allowed import CONTENT_GOES, KEPT_ATTRIBUTES, KEPT_TAGS
from desktop.mail.html.nesting import Nesting

MOST_SIGNS: Final = 1_500_000
MOST_ELEMENTS: Final = 50_000
MOST_CELLS: Final = 6_000
MOST_REFERENCES: Final = 150_000  # "&amp;" and its like

_START: Final = Pattern(r"<(?=[a-zA-Z/!?])")
# As the standard reads a tag: a sign of equality before a value in quotes or without.
_ATTRIBUTE_FORM: Final = (
    r"""(?:[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|(?!["'])[^\s>]*+))?+)"""
)
_TAG: Final = Pattern(rf"<(/?)([a-zA-Z][^\s/>]*+)({_ATTRIBUTE_FORM}{{0,150}}+)[\s/]*+>")
_ATTRIBUTE: Final = Pattern(
    r"""[\s/]*+([^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|(?!["'])([^\s>]*+)))?+"""
)
# The ground of the page is that of the window.
_GROUND: Final = Pattern(
    r"(?i)(?:bgcolor\s*=\s*[\"']?[#\w]{0,40}[\"']?|background[\w-]{0,20}\s*:[^;\"']{0,300})"
)
_LOOSE: Final = Pattern(r"&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31})")
_KEPT: Final = {
    tag: KEPT_ATTRIBUTES.get(tag, frozenset()) | {"style", "dir", "align"} for tag in KEPT_TAGS
}
_BY_SHEET: Final = frozenset(("class", "id"))


class TooMuchError(Exception):
    """The HTML is larger or deeper than what is laid out."""


def canonical(source: str) -> tuple[str, str, int]:
    """Return HTML written anew, the text of its style sheets, and how many elements it has.

    Raises:
        TooMuchError: more than what a library reads and the viewer lays out in a moment.
    """
    source = source.replace("&nbsp;", "\u00a0")
    if len(source) > MOST_SIGNS or source.count("&") > MOST_REFERENCES:
        raise TooMuchError
    writer = _Writer(source)
    body = "".join(writer.pieces())
    return body, "\n".join(writer.sheets), writer.elements


class _Writer:
    """One pass over one source."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._small = ""
        self._missing: set[str] = set()
        self._has_sheets = "<style" in source.lower()
        self._nesting = Nesting()
        self._cells = 0
        self.elements = 0
        self.sheets: list[str] = []

    def pieces(self) -> Iterator[str]:
        """Yield texts and tags."""
        at = 0
        while found := _START.compiled.search(self._source, at):
            start = found.start()
            yield _text(breakable(self._source[at:start]))
            sign = self._source[start + 1]
            if sign in "!?":
                at = self._behind_comment(start)
                continue
            tag = _TAG.match(self._source, start)
            if tag is None:
                at = self._behind(">", start + 1)
                continue
            at = tag.end()
            name = tag[2].lower()
            if tag[1]:
                yield self._nesting.end("div" if name == "body" else name)
            elif name in CONTENT_GOES:
                at = self._behind_content(name, at)
            elif name in KEPT_TAGS:
                yield self._begun(name, tag[3])
            elif name == "body":
                yield self._begun("div", _GROUND.sub("", tag[3]))
        yield _text(breakable(self._source[at:]))

    def _begun(self, name: str, attributes: str) -> str:
        self.elements += 1
        self._cells += name in {"td", "th"}
        if self.elements > MOST_ELEMENTS or self._cells > MOST_CELLS:
            raise TooMuchError
        closing, may_stand = self._nesting.begin(name)
        if not may_stand:
            return closing
        return f"{closing}<{name}{''.join(self._attributes(name, attributes))}>"

    def _attributes(self, name: str, attributes: str) -> Iterator[str]:
        kept = _KEPT[name]
        for found in _ATTRIBUTE.finditer(attributes):
            key = found[1].lower()
            if key in kept or (self._has_sheets and key in _BY_SHEET):
                value = found[2] or found[3] or found[4] or ""
                yield f' {key}="{_text(value).replace(chr(34), "&quot;")}"'

    def _behind(self, mark: str, at: int) -> int:
        """Return where the next `mark` ends, or the whole if there is none."""
        found = -1 if mark in self._missing else self._source.find(mark, at)
        if found < 0:
            self._missing.add(mark)
            return len(self._source)
        return found + len(mark)

    def _behind_comment(self, start: int) -> int:
        if not self._source.startswith("<!--", start):
            return self._behind(">", start)
        if self._source.startswith((">", "->"), start + 4):
            return self._behind(">", start)
        end = self._behind("-->", start + 4)
        # A comment without an end hides nothing here.
        return end if "-->" not in self._missing else start + 4

    def _behind_content(self, name: str, at: int) -> int:
        """Return where reading goes on behind an element of which nothing stays."""
        if name in self._missing:
            return at
        self._small = self._small or _lower(self._source)
        end = self._small.find(f"</{name}", at)
        if end < 0:
            self._missing.add(name)
            return at
        if name == "style":
            self.sheets.append(self._source[at:end])
        return end


def _text(text: str) -> str:
    """Return text in which no sign is one of markup; what stands for a sign still does."""
    if "&" in text:
        text = _LOOSE.sub("&amp;", text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text


def _lower(text: str) -> str:
    """Return small letters at the places of the large ones."""
    small = text.lower()
    return small if len(small) == len(text) else text.translate(_ASCII_LOWER)


_ASCII_LOWER: Final = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
