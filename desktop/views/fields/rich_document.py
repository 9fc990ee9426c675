"""Rich text in Qt's document and back: no HTML passes, so nothing foreign can come along."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextListFormat,
)

from desktop.core.kinds.rich import BULLETS, HEADINGS, NUMBERS, PARAGRAPH, Block, Run, Style
from desktop.views.theme import look

_LINE: Final = "\u2028"  # Qt's sign for a line that breaks within its block
_NO_BREAK: Final = "\u00a0"  # keeps rows of spaces, which HTML joins
_LISTS: Final = {
    BULLETS: QTextListFormat.Style.ListDisc,
    NUMBERS: QTextListFormat.Style.ListDecimal,
}
_LARGER: Final = {"h1": 3, "h2": 2, "h3": 1}  # steps of Qt's sizes


def insert_blocks(cursor: QTextCursor, blocks: Sequence[Block]) -> None:
    """Write blocks at the cursor; the first goes on in the block that is there."""
    for number, block in enumerate(blocks):
        if number:
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        if number or not cursor.block().text():
            make_block(cursor, block.kind)
        for run in block.runs:
            cursor.insertText(run.text.replace("\n", _LINE), char_format(run.style, block.kind))


def make_block(cursor: QTextCursor, kind: str) -> None:
    """Make the cursor's blocks paragraphs, headings or items of a list."""
    form = QTextBlockFormat()
    form.setHeadingLevel(HEADINGS.index(kind) + 1 if kind in HEADINGS else 0)
    if kind not in _LISTS and kind_of_block(cursor.block()) in _LISTS:
        cursor.currentList().remove(cursor.block())
    cursor.setBlockFormat(form)
    if kind in _LISTS:
        _make_list(cursor, kind)


def blocks_of(document: QTextDocument) -> list[Block]:
    """Return what stands in the document."""
    made = []
    block = document.begin()
    while block.isValid():
        made.append(block_of(block))
        block = block.next()
    return made


def block_of(block: QTextBlock) -> Block:
    """Return one line of Qt's document."""
    return Block(kind_of_block(block), tuple(_runs(block)))


def kind_of_block(block: QTextBlock) -> str:
    """Return whether a block is a paragraph, a heading, or an item of which list."""
    if block.blockFormat().objectIndex() >= 0:  # its list
        is_numbered = block.textList().format().style() == QTextListFormat.Style.ListDecimal
        return NUMBERS if is_numbered else BULLETS
    level = block.blockFormat().headingLevel()
    return HEADINGS[min(level, len(HEADINGS)) - 1] if level else PARAGRAPH


def char_format(style: Style, kind: str = PARAGRAPH) -> QTextCharFormat:
    """Return how Qt draws a style in a block of that kind."""
    form = QTextCharFormat()
    is_heading = kind in HEADINGS
    if style.bold or is_heading:
        form.setFontWeight(QFont.Weight.Bold)
    if is_heading:
        form.setProperty(QTextFormat.Property.FontSizeAdjustment, _LARGER[kind])
    form.setFontItalic(style.italic)
    form.setFontUnderline(style.underline or bool(style.href))
    form.setFontStrikeOut(style.strike)
    if style.colour:
        form.setForeground(QColor(style.colour))
    if style.href:
        form.setAnchor(True)
        form.setAnchorHref(style.href)
        form.setForeground(look().colour("link"))
    return form


def style_of(form: QTextCharFormat, kind: str = PARAGRAPH) -> Style:
    """Return the style that Qt draws."""
    href = form.anchorHref() if form.isAnchor() else ""
    has_colour = form.hasProperty(QTextFormat.Property.ForegroundBrush) and not href
    return Style(
        bold=form.fontWeight() >= QFont.Weight.DemiBold and kind not in HEADINGS,
        italic=form.fontItalic(),
        underline=form.fontUnderline() and not href,
        strike=form.fontStrikeOut(),
        colour=form.foreground().color().name() if has_colour else "",
        href=href,
    )


def _runs(block: QTextBlock) -> Iterator[Run]:
    kind = kind_of_block(block)
    part = block.begin()
    while not part.atEnd():
        fragment = part.fragment()
        text = fragment.text().replace(_LINE, "\n").replace("  ", f" {_NO_BREAK}")
        if text:
            yield Run(text, style_of(fragment.charFormat(), kind))
        part += 1


def _make_list(cursor: QTextCursor, kind: str) -> None:
    """Add the cursor's blocks to the list before them, or begin one."""
    before = QTextCursor(cursor.document())
    before.setPosition(cursor.selectionStart())
    earlier = before.block().previous()
    if not cursor.hasSelection() and earlier.isValid() and kind_of_block(earlier) == kind:
        earlier.textList().add(cursor.block())
        return
    form = QTextListFormat()
    form.setStyle(_LISTS[kind])
    form.setIndent(1)
    cursor.createList(form)
