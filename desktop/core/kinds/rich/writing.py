"""The one HTML in which rich text is stored, and its plain text.

It has one block a line, so that two people's edits are joined block by block, and always begins
with a block, so that it is never taken for plain text.
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Final

from desktop.core.kinds.rich.model import (
    BULLETS,
    HEADINGS,
    NO_BREAK,
    NUMBERS,
    PARAGRAPH,
    Block,
    Run,
    tidy_runs,
)
from desktop.core.kinds.rich.reading import looks_rich, read_plain, read_rich

_BULLET: Final = "• "


def clean_rich(text: str | None) -> str | None:
    """Return what is stored of HTML or of plain text, None if no word is in it."""
    if text is None:
        return None
    blocks = read_rich(text) if looks_rich(text) else read_plain(text)
    return write_rich(blocks)


def write_rich(blocks: Iterable[Block]) -> str | None:
    """Return the HTML of blocks, the same for the same; None if there is no text in them."""
    kept = _trimmed([Block(block.kind, tidy_runs(_simpler(block))) for block in blocks])
    lines: list[str] = []
    for kind, members in groupby(kept, key=_group):
        if kind in (BULLETS, NUMBERS):
            items = [f"<li>{_runs(block)}</li>" for block in members]
            lines += [f"<{kind}>", *items, f"</{kind}>"]
        else:
            lines += [f"<{block.kind}>{_runs(block)}</{block.kind}>" for block in members]
    return "\n".join(lines) or None


def plain_text(stored: str | None) -> str:
    """Return the text of a stored rich text for people who read it in lines."""
    if not stored:
        return ""
    if not looks_rich(stored):
        return stored
    return "\n".join(_lines(read_rich(stored)))


def _simpler(block: Block) -> Iterator[Run]:
    """Yield the runs of a block without what it says of itself: headings are bold, links blue."""
    for run in block.runs:
        style = run.style
        if block.kind in HEADINGS and style.bold:
            style = replace(style, bold=False)
        if style.href and (style.underline or style.colour):
            style = replace(style, underline=False, colour="")
        yield Run(run.text, style)


def _group(block: Block) -> str:
    return block.kind if block.kind in (BULLETS, NUMBERS) else ""


def _trimmed(blocks: list[Block]) -> list[Block]:
    """Return blocks without empty ones at the ends, and without empty headings and items."""
    kept = [block for block in blocks if block.runs or block.kind == PARAGRAPH]
    while kept and not kept[-1].text.strip():
        kept.pop()
    first = next((n for n, block in enumerate(kept) if block.text.strip()), len(kept))
    return kept[first:]


def _runs(block: Block) -> str:
    return "".join(_run(run) for run in block.runs)


def _run(run: Run) -> str:
    style = run.style
    text = html.escape(run.text, quote=False).replace("\n", "<br>")
    if unicodedata.combining(run.text[0]):  # would melt into the ">" before it: "≯"
        text = f"&#{ord(run.text[0])};{text[1:]}"
    for is_on, tag in (
        (style.strike, "s"),
        (style.underline, "u"),
        (style.italic, "em"),
        (style.bold, "strong"),
    ):
        text = f"<{tag}>{text}</{tag}>" if is_on else text
    if style.colour:
        text = f'<span style="color:{style.colour}">{text}</span>'
    return f'<a href="{html.escape(style.href)}">{text}</a>' if style.href else text


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    number = 0
    for block in blocks:
        number = number + 1 if block.kind == NUMBERS else 0
        mark = f"{number}. " if number else _BULLET if block.kind == BULLETS else ""
        yield mark + block.text.replace(NO_BREAK, " ")
