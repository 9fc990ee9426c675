"""The well-formed output of the allow-list, made fit for the viewer: one pass over its tags.

Every attribute stands in double quotes and no sign of markup in a value is left unescaped, so what
looks like a tag here is one.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Final

from desktop.core.mime.charsets import clean
from desktop.core.mime.html_text import html_to_text
from desktop.core.mime.safe_html import REMOTE, Link, SafeHtml
from desktop.core.patterns import Pattern
from desktop.mail.html.allowed import BLOCKS
from desktop.mail.html.declarations import HIDDEN
from desktop.mail.html.link_texts import posed_host

DEEPEST_TABLE: Final = 10  # the viewer takes twice the time for each table around a table
_TAG: Final = Pattern(r'<(/?)([a-z][a-z0-9]*)((?:\s[a-z-]+="[^"]*")*)\s*/?>')
_ATTRIBUTE: Final = Pattern(r'\s([a-z-]+)="([^"]*)"')
_LINK: Final = Pattern(r'<a\s(?:[a-z-]+="[^"]*"\s)*?href="([^"]*)"[^<>]*>')
_TABLE_TAGS: Final = frozenset("table tbody thead tfoot tr td th caption".split())
_VOID: Final = frozenset(("br", "hr", "img"))
_MOST_LINKS: Final = 2_000
_MOST_PICTURES: Final = 1_000
_LONGEST_LINK_TEXT: Final = 300
_INVISIBLE: Final = 2  # points of width or height: a picture nobody sees


def rewritten(cleaned: str) -> SafeHtml:
    """Return HTML of the allow-list as the viewer can show it, with what was found in it."""
    work = _Rewriting()
    shown = clean("".join(work.pieces(cleaned))).strip()
    return SafeHtml(shown, work.remote, work.trackers, tuple(_links(shown)))


class _Rewriting:
    """One pass over the tags of one message."""

    def __init__(self) -> None:
        self.remote = 0
        self.trackers = 0
        self._tables = self._pictures = 0
        self._hidden: list[str] = []  # elements open within one that is not to be seen

    def pieces(self, cleaned: str) -> Iterator[str]:
        """Yield what stays."""
        at = 0
        for found in _TAG.finditer(cleaned):
            if not self._hidden:
                yield cleaned[at : found.start()]
            at = found.end()
            yield self._tag(found[0], found[2], found[3], is_end=bool(found[1]))
        if not self._hidden:
            yield cleaned[at:]

    def _tag(self, whole: str, name: str, attributes: str, *, is_end: bool) -> str:
        if self._hidden or HIDDEN in attributes:
            self._hide(name, attributes, is_end=is_end)
            return ""
        if name == "img":
            return self._picture(whole, attributes)
        if name in _TABLE_TAGS:
            return self._within_tables(whole, name, is_end=is_end)
        if name in BLOCKS:
            name = "div"
            return "</div>" if is_end else f"<div{attributes}>"
        return whole

    def _hide(self, name: str, attributes: str, *, is_end: bool) -> None:
        """Follow the elements within one that is not to be seen, up to its end."""
        if name in _VOID:
            self.trackers += name == "img" and REMOTE in attributes
        elif not is_end:
            self._hidden.append(name)
        elif self._hidden:
            self._hidden.pop()  # well-formed: what ends is what began last

    def _picture(self, whole: str, attributes: str) -> str:
        found = {match[1]: match[2] for match in _ATTRIBUTE.finditer(attributes)}
        source = found.get("src", "")
        self._pictures += 1
        if not source or self._pictures > _MOST_PICTURES:
            return html.escape(html.unescape(found.get("alt", "")))
        if source.startswith(REMOTE):
            if _is_invisible(found):
                self.trackers += 1
                return ""
            self.remote += 1
        return whole

    def _within_tables(self, whole: str, name: str, *, is_end: bool) -> str:
        """Return the tag of a table; those too deep within others become plain blocks."""
        if name == "table" and not is_end:
            self._tables += 1
        is_deep = self._tables > DEEPEST_TABLE
        if name == "table" and is_end:
            self._tables -= 1
        if not is_deep:
            return whole
        if name in {"td", "th", "caption"}:
            return "</div>" if is_end else "<div>"
        return ""


def _is_invisible(attributes: dict[str, str]) -> bool:
    sizes = [attributes.get(side, "") for side in ("width", "height")]
    for declaration in attributes.get("style", "").split(";"):
        name, _colon, value = declaration.partition(":")
        if name in {"width", "height"}:
            sizes.append(value.removesuffix("px"))
    return any(size.isdecimal() and int(size) <= _INVISIBLE for size in sizes)


def _links(shown: str) -> Iterator[Link]:
    """Yield the links in their order; elements of links do not lie within each other."""
    for number, found in enumerate(_LINK.finditer(shown)):
        if number >= _MOST_LINKS:
            return
        href = html.unescape(found[1])
        end = shown.find("</a>", found.end(), found.end() + 20_000)
        text = html_to_text(shown[found.end() : end if end >= 0 else found.end()])
        text = " ".join(text.split())[:_LONGEST_LINK_TEXT]
        yield Link(href, text, posed_host(href, text))
