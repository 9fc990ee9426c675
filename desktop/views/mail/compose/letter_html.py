"""The text of a letter from Qt's document: as HTML that every program reads, and as plain lines."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Final

from PySide6.QtGui import (
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextTable,
)

from desktop.core.kinds.rich import BULLETS, HEADINGS, NUMBERS
from desktop.views.fields.rich_document import kind_of_block, style_of

QUOTE: Final = int(QTextFormat.Property.BlockQuoteLevel)
_PICTURE: Final = "\ufffc"
_LINE: Final = "\u2028"
_LISTS: Final = (BULLETS, NUMBERS)
_QUOTE_STYLE: Final = "margin:0 0 0 0.6em;padding-left:0.6em;border-left:2px solid #b0b0b0"
_CELL: Final = "border:1px solid #b0b0b0;padding:3px 6px;vertical-align:top"
_TABLE: Final = "border-collapse:collapse"


def html_of(document: QTextDocument) -> str:
    """Return a letter's HTML: a fragment, one block a line."""
    return "\n".join(_frame_html(document.rootFrame()))


def text_of(document: QTextDocument) -> str:
    """Return a letter's plain text, quotations with their marks."""
    return "\n".join(_frame_text(document.rootFrame())).rstrip()


def level_of(block: QTextBlock) -> int:
    """Return in how many quotations a block stands."""
    return block.blockFormat().intProperty(QUOTE)


def _pieces(frame: QTextFrame) -> Iterator[QTextBlock | QTextFrame]:
    place = frame.begin()
    while not place.atEnd():
        child: QTextFrame | None = place.currentFrame()  # the stub says that there always is one
        yield child if child is not None else place.currentBlock()
        place += 1


def _frame_html(frame: QTextFrame) -> Iterator[str]:
    level, listed = 0, ""
    for piece in _pieces(frame):
        wanted = level_of(piece) if isinstance(piece, QTextBlock) else level
        kind = kind_of_block(piece) if isinstance(piece, QTextBlock) else ""
        if listed and (kind != listed or wanted != level):
            yield f"</{listed}>"
            listed = ""
        while level != wanted:
            deeper = level < wanted
            yield f'<blockquote style="{_QUOTE_STYLE}">' if deeper else "</blockquote>"
            level += 1 if deeper else -1
        if kind in _LISTS and not listed:
            listed = kind
            yield f"<{kind}>"
        yield _piece_html(piece, kind)
    if listed:
        yield f"</{listed}>"
    yield from ["</blockquote>"] * level


def _piece_html(piece: QTextBlock | QTextFrame, kind: str) -> str:
    if isinstance(piece, QTextTable):
        return _table_html(piece)
    if isinstance(piece, QTextFrame):
        return "\n".join(_frame_html(piece))
    inner = "".join(_runs(piece, kind))
    if kind in _LISTS:
        return f"<li>{inner}</li>"
    name = kind if kind in HEADINGS else "p"
    return f'<{name} style="margin:0">{inner or "<br>"}</{name}>'


def _table_html(table: QTextTable) -> str:
    rows = []
    for row in range(table.rows()):
        cells = []
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            if (cell.row(), cell.column()) != (row, column):
                continue  # it belongs to one that spans several
            spans = "".join(
                f' {name}="{count}"'
                for name, count in (("colspan", cell.columnSpan()), ("rowspan", cell.rowSpan()))
                if count > 1
            )
            cells.append(f'<td style="{_CELL}"{spans}>{_cell_html(cell)}</td>')
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f'<table style="{_TABLE}">{"".join(rows)}</table>'


def _cell_html(cell: object) -> str:
    """Return what stands in a cell; its iterator is that of a frame."""
    made, place = [], cell.begin()  # type: ignore[attr-defined]  # QTextTableCell
    while not place.atEnd():
        block = place.currentBlock()
        if block.isValid():
            made.append("".join(_runs(block, kind_of_block(block))))
        place += 1
    return "<br>".join(made)


def _runs(block: QTextBlock, kind: str) -> Iterator[str]:
    part = block.begin()
    while not part.atEnd():
        fragment = part.fragment()
        form = fragment.charFormat()
        if form.isImageFormat():
            yield _picture(form) * fragment.text().count(_PICTURE)
        else:
            yield _run(fragment.text(), form, kind)
        part += 1


def _picture(form: QTextCharFormat) -> str:
    image = form.toImageFormat()
    size = "".join(
        f' {name}="{round(value)}"'
        for name, value in (("width", image.width()), ("height", image.height()))
        if value > 0
    )
    return f'<img src="{html.escape(image.name())}"{size}>'


def _run(text: str, form: QTextCharFormat, kind: str) -> str:
    style = style_of(form, kind)
    made = html.escape(text, quote=False).replace(_LINE, "<br>").replace("  ", " &nbsp;")
    for is_on, tag in (
        (style.strike, "s"),
        (style.underline, "u"),
        (style.italic, "em"),
        (style.bold, "strong"),
    ):
        made = f"<{tag}>{made}</{tag}>" if is_on else made
    if style.colour and style.colour != "#000000":
        made = f'<span style="color:{style.colour}">{made}</span>'
    return f'<a href="{html.escape(style.href)}">{made}</a>' if style.href else made


# --- plain text
def _frame_text(frame: QTextFrame) -> Iterator[str]:
    number = 0
    for piece in _pieces(frame):
        if isinstance(piece, QTextTable):
            yield from _table_text(piece)
        elif isinstance(piece, QTextFrame):
            yield from _frame_text(piece)
        else:
            kind, level = kind_of_block(piece), level_of(piece)
            number = number + 1 if kind == NUMBERS else 0
            mark = f"{number}. " if number else "• " if kind == BULLETS else ""
            for line in (mark + _block_text(piece)).split("\n"):
                yield f"{'>' * level} {line}".rstrip() if level else line


def _table_text(table: QTextTable) -> Iterator[str]:
    for row in range(table.rows()):
        cells = [table.cellAt(row, column) for column in range(table.columns())]
        yield "\t".join(_cell_text(cell) for cell in cells)


def _cell_text(cell: object) -> str:
    cursor = cell.firstCursorPosition()  # type: ignore[attr-defined]  # QTextTableCell
    last = cell.lastCursorPosition().position()  # type: ignore[attr-defined]  # QTextTableCell
    cursor.setPosition(last, cursor.MoveMode.KeepAnchor)
    return str(cursor.selectedText()).replace("\u2029", " ").replace(_PICTURE, "")


def _block_text(block: QTextBlock) -> str:
    made, part = [], block.begin()
    while not part.atEnd():
        fragment = part.fragment()
        text = fragment.text().replace(_LINE, "\n").replace(_PICTURE, "").replace("\u00a0", " ")
        form = fragment.charFormat()
        href = form.anchorHref() if form.isAnchor() else ""
        is_said = not href or href.removeprefix("mailto:") == text.strip() or href == text.strip()
        made.append(text if is_said else f"{text} <{href}>")
        part += 1
    return "".join(made)
