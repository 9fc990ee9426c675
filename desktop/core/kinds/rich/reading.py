"""Any HTML, also hostile or broken, as blocks of rich text: one pass over its signs.

Every search for an end that is not there ends the reading, so the time grows with the length alone.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from desktop.core.kinds.colours import hexadecimal
from desktop.core.kinds.rich.model import (
    BULLETS,
    HEADINGS,
    NO_BREAK,
    NUMBERS,
    PARAGRAPH,
    PLAIN,
    Block,
    Run,
    Style,
    safe_link,
    tidy_runs,
)
from desktop.core.patterns import Pattern
from desktop.core.quick_dataclass import dataclass

_LOOKS_RICH: Final = Pattern(
    r"(?is)\s*<(?:!doctype|!--|/?(?:html|head|body|meta|p|div|h[1-6]|ul|ol|li|table|span|b|strong|i"
    r"|em|u|s|a|br|font|blockquote|pre|section|article)\b[^<>]*>)"
    r"|.*?</(?:p|div|span|b|strong|i|em|u|ul|ol|li|a|font|table)\s*>"
)
_DEEPEST: Final = 60  # elements within each other; deeper ones leave their text
_SPACE: Final = Pattern(r"[ \t\n\r\f]+")
_NAME: Final = Pattern(r"/?\s*([a-z][a-z0-9]*)")
_ATTRIBUTE: Final = Pattern(r"""(?<![a-z-])([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_UNREAD: Final = frozenset(
    ("script", "style", "head", "title", "template", "noscript", "iframe", "object", "svg", "math",
     "textarea", "select", "xml")
)  # fmt: skip
_PARAGRAPHS: Final = frozenset(
    ("p", "div", "blockquote", "pre", "section", "article", "header", "footer", "address", "table",
     "tr", "dt", "dd", "figure", "figcaption", "center", "form", "hr", "body", "html", "caption")
)  # fmt: skip
_HEADINGS: Final = {**{name: name for name in HEADINGS}, "h4": "h3", "h5": "h3", "h6": "h3"}
_LISTS: Final = {"ul": BULLETS, "ol": NUMBERS, "menu": BULLETS}
_SIGNS: Final = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "cite": "italic",
    "u": "underline", "ins": "underline", "s": "strike", "strike": "strike", "del": "strike",
}  # fmt: skip
_INLINE: Final = frozenset((*_SIGNS, "span", "font", "a"))
_BOLD: Final = 600
_UNSAID: Final = frozenset(("#000000", ""))  # black is what text has anyway, in the dark another


@dataclass(frozen=True, slots=True)
class _Tag:
    """An element that begins or ends."""

    name: str
    is_end: bool
    attributes: Mapping[str, str]


def looks_rich(text: str) -> bool:
    """Tell whether a text is HTML: it begins with an element, or closes one."""
    return "<" in text and _LOOKS_RICH.match(text) is not None


def read_plain(text: str) -> tuple[Block, ...]:
    """Return the lines of a plain text as paragraphs; rows of spaces are kept."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    spaced = (line.expandtabs(4).replace("  ", f" {NO_BREAK}") for line in lines)
    return tuple(Block(PARAGRAPH, (Run(line),) if line.strip() else ()) for line in spaced)


def read_rich(text: str) -> tuple[Block, ...]:
    """Return the blocks of any HTML; of what is not understood the text at most."""
    reader = _Reader()
    for token in _tokens(text):
        if isinstance(token, _Tag):
            reader.take_tag(token)
        else:
            reader.take_text(token)
    reader.end_block()
    return tuple(reader.blocks)


class _Reader:
    """Collects runs and ends a block where an element of that sort begins or ends."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._runs: list[Run] = []
        self._kind = PARAGRAPH
        self._lists: list[str] = []
        self._open: list[tuple[str, Style]] = []  # inline elements with the style before them
        self._style = PLAIN
        self._is_asked = False  # an empty paragraph is one only if it was written

    def take_text(self, text: str) -> None:
        """Add text in the style of now; line feeds of the source are spaces."""
        self._runs.append(Run(_SPACE.sub(" ", html.unescape(text).replace("\n", " ")), self._style))

    def take_tag(self, tag: _Tag) -> None:
        """Follow an element that begins or ends; unknown ones are passed over."""
        if tag.name == "br":
            self._runs.append(Run("\n", self._style))
        elif tag.name in _INLINE:
            (self._end_inline if tag.is_end else self._begin_inline)(tag)
        elif tag.name in _LISTS:
            self.end_block()
            self._take_list(tag)
        elif tag.name == "li":
            self.end_block()
            here = self._lists[-1] if self._lists else BULLETS
            self._kind = PARAGRAPH if tag.is_end else here
        elif tag.name in _HEADINGS:
            self.end_block()
            self._kind = PARAGRAPH if tag.is_end else _HEADINGS[tag.name]
        elif tag.name in _PARAGRAPHS:
            self._take_paragraph(tag)
        elif tag.name in {"td", "th"} and not tag.is_end and self._runs:
            self._runs.append(Run(" ", self._style))

    def end_block(self) -> None:
        """Keep what was collected as a block, if there is anything."""
        runs = tidy_runs(self._runs)
        if runs or self._is_asked:
            self.blocks.append(Block(self._kind, runs))
        self._runs, self._is_asked = [], False

    def _take_paragraph(self, tag: _Tag) -> None:
        is_item = self._kind in (BULLETS, NUMBERS) and not tidy_runs(self._runs)
        if is_item and not tag.is_end:
            return  # <li><p>: the paragraph is the item
        was_item = self._kind in (BULLETS, NUMBERS)
        if tag.name == "p" and tag.is_end and not was_item:
            self._is_asked = True
        self.end_block()
        if not was_item:
            self._kind = PARAGRAPH

    def _take_list(self, tag: _Tag) -> None:
        if not tag.is_end:
            self._lists = [*self._lists[:_DEEPEST], _LISTS[tag.name]]
        elif self._lists:
            self._lists.pop()
        self._kind = PARAGRAPH

    def _begin_inline(self, tag: _Tag) -> None:
        if len(self._open) < _DEEPEST:
            self._open.append((tag.name, self._style))
            self._style = _styled(self._style, tag)

    def _end_inline(self, tag: _Tag) -> None:
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place][0] == tag.name:
                self._style = self._open[place][1]
                del self._open[place:]
                return


def _tokens(text: str) -> Iterator[_Tag | str]:
    """Yield texts and tags; comments and what nobody reads are left out."""
    at = 0
    while (start := text.find("<", at)) >= 0:
        yield text[at:start]
        if text.startswith("<!--", start):
            at = _behind(text, "-->", start)
        elif not _is_tag(text, start):
            yield "<"
            at = start + 1
        else:
            at = _behind(text, ">", start)
            tag = _tag(text[start + 1 : at - 1]) if text[at - 1 : at] == ">" else None
            if tag is not None and tag.name in _UNREAD and not tag.is_end:
                at = _place_of_end(text, tag.name, at)
            elif tag is not None:
                yield tag
    yield text[at:]


def _behind(text: str, end: str, start: int) -> int:
    """Return the place behind the next `end`; that of the text's own end if there is none."""
    found = text.find(end, start)
    return len(text) if found < 0 else found + len(end)


def _place_of_end(text: str, name: str, at: int) -> int:
    """Return where an element ends whose content nobody reads."""
    found = re.compile(f"</{name}", re.IGNORECASE | re.ASCII).search(text, at)
    return len(text) if found is None else found.start()


def _is_tag(text: str, start: int) -> bool:
    sign = text[start + 1 : start + 2]
    return sign in {"/", "!", "?"} or (sign.isascii() and sign.isalpha())


def _tag(inside: str) -> _Tag | None:
    small = inside[:60].lower()
    named = _NAME.match(small)
    if named is None:
        return None
    name = named.group(1)
    attributes: dict[str, str] = {}
    if name in _INLINE and not inside.startswith("/"):
        for found in _ATTRIBUTE.finditer(inside[len(name) : 4000]):
            value = next((part for part in found.groups()[1:] if part is not None), "")
            attributes.setdefault(found.group(1), html.unescape(value))
    return _Tag(name, inside.startswith("/"), attributes)


def _styled(style: Style, tag: _Tag) -> Style:
    """Return the style within an element."""
    if tag.name in _SIGNS and tag.attributes.get("style", "").find("normal") < 0:
        style = replace(style, **{_SIGNS[tag.name]: True})  # type: ignore[arg-type]  # flags
    if tag.name == "a" and (link := safe_link(tag.attributes.get("href", ""))):
        style = replace(style, href=link)
    return _with_css(style, tag)


def _with_css(style: Style, tag: _Tag) -> Style:
    said = {}
    for part in tag.attributes.get("style", "").split(";"):
        name, _colon, value = part.partition(":")
        said[name.strip().lower()] = value.strip().lower()
    weight = said.get("font-weight", "")
    lines = said.get("text-decoration", "") + said.get("text-decoration-line", "")
    colour = hexadecimal(said.get("color", "") or tag.attributes.get("color", "")) or ""
    return Style(
        style.bold or weight == "bold" or (weight.isdecimal() and int(weight[:4]) >= _BOLD),
        style.italic or said.get("font-style") == "italic",
        style.underline or "underline" in lines,
        style.strike or "line-through" in lines,
        style.colour if colour in _UNSAID else colour,
        style.href,
    )
