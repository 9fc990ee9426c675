"""How the width of a page is shared among the columns of a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop.views.printing.paper import PADDING, types
from desktop.views.printing.sheet import Column, PrintLine
from desktop.views.printing.wrapping import words_of

SAMPLE: Final = 400  # lines by which the needs of columns are judged
COMMON: Final = 0.92  # of a column's texts shall stand in one line
# Of the width, for a long text: in less it would be a tower of words. With many columns it is the
# most of these for which there is room; then long words break too, as addresses of mail are.
READABLE: Final = (0.2, 0.18, 0.16, 0.14, 0.12)
NARROWER: Final = (*READABLE, 0.1, 0.08, 0.06)
LONGEST_WORD: Final = 0.15  # of the width
LABEL_SHARE: Final = 0.3  # of the width, for the labels of a card


def column_widths(
    columns: Sequence[Column], lines: Sequence[PrintLine], width: float
) -> list[float]:
    """Return the width of each column in twips; together they are `width`.

    Where not every column gets what it needs, each has room for its longest words first, so that
    an e-mail address is not broken. Then short columns get all they need: dates, amounts and kinds
    stand on one line, and the long texts wrap.
    """
    if any(column.is_label for column in columns):
        label = width * LABEL_SHARE
        rest = (width - label) / max(1, len(columns) - 1)
        return [label if column.is_label else rest for column in columns]
    sample = [line.cells for line in lines[:SAMPLE] if not line.is_heading]
    whole = [_need(column, [cells[at] for cells in sample]) for at, column in enumerate(columns)]
    total = sum(whole)
    if total <= width:
        return [need * width / total for need in whole]
    words = [
        min(need, _need(column, [word for cells in sample for word in words_of(cells[at])]))
        for at, (column, need) in enumerate(zip(columns, whole, strict=True))
    ]
    broken = [min(word, width * LONGEST_WORD) for word in words]
    for least, shares in ((words, READABLE), (broken, NARROWER)):
        for share in shares:
            pairs = zip(least, whole, strict=True)
            readable = [max(word, min(need, width * share)) for word, need in pairs]
            if sum(readable) <= width:
                return _fill(whole, readable, width)
    return _fill(whole, words, width) if sum(words) <= width else _share(words, width)


def _fill(needs: Sequence[float], least: Sequence[float], width: float) -> list[float]:
    """Share the width out by needs, but give no column less than its least."""
    shares = list(least)
    free = list(range(len(needs)))
    while free:
        held = sum(shares[at] for at in range(len(needs)) if at not in free)
        tried = _share([needs[at] for at in free], width - held)
        short = [at for at, share in zip(free, tried, strict=True) if share < least[at]]
        if not short:
            for at, share in zip(free, tried, strict=True):
                shares[at] = share
            break
        free = [at for at in free if at not in short]
    return shares


def _share(needs: Sequence[float], width: float) -> list[float]:
    """Give columns that need less than an even share what they need, the others the rest."""
    shares = [0.0] * len(needs)
    left = width
    order = sorted(range(len(needs)), key=needs.__getitem__)
    for place, at in enumerate(order):
        shares[at] = min(needs[at], left / (len(order) - place))
        left -= shares[at]
    shares[order[-1]] += left
    return shares


def _need(column: Column, texts: Sequence[str]) -> float:
    text, label = types()["text"], types()["label"]
    widths = sorted(text.width(one.partition("\n")[0]) for one in texts)
    common = widths[min(len(widths) - 1, int(len(widths) * COMMON))] if widths else 0.0
    word = max((label.width(one) for one in column.label.split()), default=0.0)
    return max(common, word) + 2 * PADDING + text.width("n")
