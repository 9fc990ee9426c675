"""`<style>`: its rules are written into the elements, as viewers of rich text know no sheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import css_inline

from desktop.core.patterns import Pattern

_COMMENT: Final = Pattern(r"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/|<!--|-->")
_SELECTOR: Final = Pattern(r"[\w\s.#,*>\[\]=\"'-]{1,300}")
_WORTH: Final = Pattern(
    r"(?i)(?:^|[;\s])(?:color|background|font|text-|margin|padding|border|display|list-style|width"
    r"|vertical-align|line-height|white-space|max-height|visibility)"
)
_MOST_SIGNS: Final = 200_000  # of all sheets of a message
_MOST_RULES: Final = 1_000
_MOST_WORK: Final = 2_000_000  # rules times elements
_LEVELS: Final = 6  # of a selector

_INLINER: Final = css_inline.CSSInliner(
    load_remote_stylesheets=False, keep_style_tags=False, keep_link_tags=False, base_url=None
)


def with_styles_inline(written: str, sheets: str, elements: int) -> str:
    """Return HTML whose sheets stand in the style attributes of what they are about.

    Args:
        written: canonical HTML, in which no sheet and no link to one is left.
        sheets: what stood in its style elements.
        elements: how many it has.
    """
    rules = list(_rules(sheets[:_MOST_SIGNS])) if sheets else []
    if not rules or len(rules) * elements > _MOST_WORK:
        return written
    try:
        return _INLINER.inline_fragment(written, "\n".join(rules))
    except (css_inline.InlineError, ValueError):
        return written


def _rules(sheet: str) -> Iterator[str]:
    """Yield the plain rules of a sheet: no at-rules, nothing that is fetched, no states."""
    text = _COMMENT.sub(" ", sheet)
    at = count = 0
    while count < _MOST_RULES:
        opening = text.find("{", at)
        if opening < 0:
            return
        selector = text[at:opening].rpartition(";")[2].strip()
        if selector.startswith("@"):
            at = _behind_block(text, opening)
            continue
        closing = text.find("}", opening)
        if closing < 0:
            return
        content = text[opening + 1 : closing]
        at = closing + 1
        if _is_plain(selector) and "{" not in content and _WORTH.search(content):
            count += 1
            yield f"{selector}{{{content}}}"


def _is_plain(selector: str) -> bool:
    is_known = _SELECTOR.fullmatch(selector) is not None
    return is_known and all(len(one.split()) <= _LEVELS for one in selector.split(","))


def _behind_block(text: str, opening: int) -> int:
    """Return where the block of an at-rule ends; blocks within it end before."""
    depth, at = 0, opening
    while at >= 0:
        start, end = text.find("{", at), text.find("}", at)
        if end < 0:
            break
        if 0 <= start < end:
            depth, at = depth + 1, start + 1
        else:
            depth, at = depth - 1, end + 1
            if depth <= 0:
                return at
    return len(text)
