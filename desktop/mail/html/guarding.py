"""Before any library reads HTML: is it of a size and depth that it can be read in a moment?

The libraries take a time squared for thousands of elements within each other; one pass here, which
only counts, keeps such HTML from them.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from desktop.core.mime.html_text import markup

MOST_SIGNS: Final = 2_000_000
MOST_ELEMENTS: Final = 50_000
MOST_CELLS: Final = 6_000
DEEPEST: Final = 300
# Elements without an end, and those that the next of their kind ends.
_SHALLOW: Final = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li td th tr dt dd tbody"
    " thead tfoot option optgroup colgroup rp rt html body".split()
)


def is_bearable(source: str) -> tuple[bool, int]:
    """Return whether HTML may be handed to a library, and how many elements it has at most."""
    if len(source) > MOST_SIGNS:
        return False, 0
    open_: Counter[str] = Counter()
    depth = elements = cells = 0
    for _text, name, is_end in markup(source):
        if not name:
            continue
        elements += not is_end
        if name in _SHALLOW:
            cells += name in {"td", "th"} and not is_end
        elif not is_end:
            open_[name] += 1
            depth += 1
        elif open_[name]:
            open_[name] -= 1
            depth -= 1
        if depth > DEEPEST or elements > MOST_ELEMENTS or cells > MOST_CELLS:
            return False, elements
    return True, elements
